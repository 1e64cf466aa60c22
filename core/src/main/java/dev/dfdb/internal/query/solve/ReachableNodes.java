package dev.dfdb.internal.query.solve;

import dev.dfdb.internal.limit.Budget;
import dev.dfdb.internal.query.relation.Column;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds what can be reached in a graph in one hop or more, breadth first, start by start. Each node
 * is visited once for each start; nothing recurs. Belongs to one thread.
 */
final class ReachableNodes {

  private final ReferenceGraph graph;
  private final long maxDepth;
  private final Column starts = new Column(0);
  private final Column ends = new Column(0);
  private int[] seen = new int[16];
  private int[] queue = new int[16];
  private int walk;

  /**
   * Nothing found so far.
   *
   * @param maxDepth how many hops to go at most
   */
  ReachableNodes(ReferenceGraph graph, long maxDepth) {
    this.graph = graph;
    this.maxDepth = maxDepth;
  }

  /** The entities started from, one for each that was reached. */
  Column starts() {
    return starts;
  }

  /** The entities reached. */
  Column ends() {
    return ends;
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
    int size = 0;
    int found = 0;
    queue[size++] = graph.node(entity);
    int level = size;
    for (int at = 0; at < size; at++) {
      if (at == level) {
        if (++depth > maxDepth) {
          return;
        }
        level = size;
      }
      for (int node : graph.next(queue[at])) {
        budget.tick();
        if (isNew(node)) {
          if (size == queue.length) {
            queue = Arrays.copyOf(queue, 2 * size);
          }
          queue[size++] = node;
          if (wanted == null || wanted.get(node)) {
            starts.append(entity);
            ends.append(graph.entity(node));
            if (++found == limit) {
              return;
            }
          }
        }
      }
    }
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
