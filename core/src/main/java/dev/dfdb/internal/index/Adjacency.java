package dev.dfdb.internal.index;

import java.util.Arrays;

/**
 * The entities that the references of one attribute connect, as numbered nodes: those that have
 * neighbours first, in the order of their ids, then the others. Immutable.
 */
public final class Adjacency {

  private final Postings postings;
  private final long[] others;
  private final LongPositions otherPositions;
  private final int[] targets;

  Adjacency(Postings postings) {
    this.postings = postings;
    long[] members = postings.members().longs();
    int size = postings.size();
    int keys = postings.keys().size();
    this.targets = new int[size];
    long[] unknown = new long[16];
    int count = 0;
    for (int i = 0; i < size; i++) {
      targets[i] = postings.find(members[i]);
      if (targets[i] < 0) {
        if (count == unknown.length) {
          unknown = Arrays.copyOf(unknown, 2 * count);
        }
        unknown[count++] = members[i];
      }
    }
    this.others = sortedOnce(unknown, count);
    this.otherPositions = new LongPositions(others, others.length);
    for (int i = 0; i < size; i++) {
      if (targets[i] < 0) {
        targets[i] = keys + otherPositions.find(members[i]);
      }
    }
  }

  private static long[] sortedOnce(long[] ids, int count) {
    Arrays.sort(ids, 0, count);
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (kept == 0 || ids[kept - 1] != ids[i]) {
        ids[kept++] = ids[i];
      }
    }
    return Arrays.copyOf(ids, kept);
  }

  /** How many nodes there are. */
  public int size() {
    return postings.keys().size() + others.length;
  }

  /** How many nodes have neighbours; their numbers are below that. */
  public int withNeighbours() {
    return postings.keys().size();
  }

  /** The node of an entity, or -1 if it is none. */
  public int node(long entity) {
    int key = postings.find(entity);
    if (key >= 0) {
      return key;
    }
    int other = otherPositions.find(entity);
    return other < 0 ? -1 : postings.keys().size() + other;
  }

  /** The entity of a node. */
  public long entity(int node) {
    int keys = postings.keys().size();
    return node < keys ? postings.keys().longs()[node] : others[node - keys];
  }

  /** The neighbours of all nodes, one after the other; not to be changed. */
  public int[] targets() {
    return targets;
  }

  /** Where the neighbours of a node begin. */
  public int from(int node) {
    return node < postings.keys().size() ? postings.start(node) : 0;
  }

  /** Where they end. */
  public int to(int node) {
    return node < postings.keys().size() ? postings.start(node + 1) : 0;
  }
}
