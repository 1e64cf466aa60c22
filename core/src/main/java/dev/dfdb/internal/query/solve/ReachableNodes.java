package dev.dfdb.internal.query.solve;

import dev.dfdb.internal.limit.Budget;
import dev.dfdb.internal.query.relation.Column;
import dev.dfdb.internal.query.relation.Rows;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds what can be reached in a graph in one hop or more, breadth first, start by start. Each node
 * is visited once for each start; nothing recurs. Belongs to one thread.
 */
final class ReachableNodes {

  private final Graph graph;
  private final long maxDepth;
  private long[] starts = new long[64];
  private long[] ends = new long[64];
  private int size;
  private int[] seen = new int[16];
  private int[] queue = new int[16];
  private int walk;

  /**
   * Nothing found so far.
   *
   * @param maxDepth how many hops to go at most
   */
  ReachableNodes(Graph graph, long maxDepth) {
    this.graph = graph;
    this.maxDepth = maxDepth;
  }

  /** The entities started from, one for each that was reached. */
  Column starts() {
    return Column.ofLongs(starts, size);
  }

  /** The entities reached. */
  Column ends() {
    return Column.ofLongs(ends, size);
  }

  /**
   * Walks from an entity.
   *
   * @param wanted the nodes that matter; null for all
   * @param limit after how many of those to stop
   */
  void from(long entity, @Nullable BitSet wanted, int limit) {
    walk++;
    Budget budget = Budget.current();
    long depth = 1;
    int queued = 0;
    int found = 0;
    int start = graph.node(entity);
    if (start < 0) {
      return;
    }
    queue[queued++] = start;
    int level = queued;
    for (int at = 0; at < queued; at++) {
      if (at == level) {
        if (++depth > maxDepth) {
          return;
        }
        level = queued;
      }
      int[] neighbours = graph.neighbours(queue[at]);
      int to = graph.to(queue[at]);
      for (int i = graph.from(queue[at]); i < to; i++) {
        int node = neighbours[i];
        budget.tick();
        if (isNew(node)) {
          if (queued == queue.length) {
            queue = Arrays.copyOf(queue, 2 * queued);
          }
          queue[queued++] = node;
          if (wanted == null || wanted.get(node)) {
            add(entity, graph.entity(node));
            if (++found == limit) {
              return;
            }
          }
        }
      }
    }
  }

  private void add(long start, long end) {
    if (size == starts.length) {
      int capacity = Rows.grown(size);
      Budget.current().charge(2L * Long.BYTES * (capacity - size));
      starts = Arrays.copyOf(starts, capacity);
      ends = Arrays.copyOf(ends, capacity);
    }
    starts[size] = start;
    ends[size++] = end;
  }

  private boolean isNew(int node) {
    if (node >= seen.length) {
      seen = Arrays.copyOf(seen, Math.max(2 * seen.length, graph.size()));
    }
    boolean isNew = seen[node] != walk;
    seen[node] = walk;
    return isNew;
  }
}
