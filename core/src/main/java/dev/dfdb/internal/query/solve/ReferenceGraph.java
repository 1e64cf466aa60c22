package dev.dfdb.internal.query.solve;

import dev.dfdb.datom.Index;
import dev.dfdb.internal.index.DatomCursor;
import dev.dfdb.internal.index.DatomSource;
import dev.dfdb.internal.limit.Budget;
import dev.dfdb.internal.query.relation.Column;
import dev.dfdb.internal.query.relation.RowIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entities that one attribute connects, as numbered nodes, seen along its references or against
 * them. What a node refers to is read when it is asked for, and once. Belongs to one thread.
 */
final class ReferenceGraph implements Graph {

  private static final int[] NONE = {};

  /** A node in the lists and indexes, and the references it has, as many as there usually are. */
  private static final int NODE_BYTES = 80;

  private final DatomSource source;
  private final long attribute;
  private final boolean backward;
  private final Column entities = new Column(0);
  private final RowIndex nodes = new RowIndex(new Column[] {entities});
  private final Column[] probe = {new Column(1)};
  private final List<int @Nullable []> next = new ArrayList<>();
  private int[] gathered = new int[16];
  private boolean complete;

  ReferenceGraph(DatomSource source, long attribute, boolean backward) {
    this.source = source;
    this.attribute = attribute;
    this.backward = backward;
  }

  @Override
  public int size() {
    return entities.size();
  }

  @Override
  public int node(long entity) {
    probe[0].setOnly(entity);
    int known = nodes.first(probe, 0);
    if (known != RowIndex.NONE) {
      return known;
    }
    int node = entities.size();
    Budget.current().keep(NODE_BYTES);
    entities.append(entity);
    nodes.extend(node + 1);
    next.add(null);
    return node;
  }

  @Override
  public long entity(int node) {
    return entities.getLong(node);
  }

  @Override
  public int from(int node) {
    return 0;
  }

  @Override
  public int to(int node) {
    return neighbours(node).length;
  }

  @Override
  public int[] neighbours(int node) {
    int[] known = next.get(node);
    if (known == null) {
      known = complete ? NONE : read(node);
      next.set(node, known);
    }
    return known;
  }

  private int[] read(int node) {
    int count = 0;
    try (DatomCursor datoms = backward
        ? source.scan(Index.VAET, DatomSource.NONE, attribute, entity(node))
        : source.scan(Index.EAVT, entity(node), attribute, null)) {
      while (datoms.next()) {
        gather(count++, far(datoms));
      }
    }
    return Arrays.copyOf(gathered, count);
  }

  /** Reads all of it in one walk. */
  void readAll() {
    if (complete) {
      return;
    }
    complete = true;
    Budget budget = Budget.current();
    int node = -1;
    int count = 0;
    try (DatomCursor datoms =
        source.scan(backward ? Index.AVET : Index.AEVT, DatomSource.NONE, attribute, null)) {
      while (datoms.next()) {
        budget.tick();
        int near = node(near(datoms));
        if (near != node && node >= 0) {
          next.set(node, Arrays.copyOf(gathered, count));
          count = 0;
        }
        node = near;
        gather(count++, far(datoms));
      }
    }
    if (node >= 0) {
      next.set(node, Arrays.copyOf(gathered, count));
    }
  }

  private long near(DatomCursor datoms) {
    return backward ? (Long) datoms.v() : datoms.e();
  }

  private long far(DatomCursor datoms) {
    return backward ? datoms.e() : (Long) datoms.v();
  }

  private void gather(int at, long entity) {
    if (at == gathered.length) {
      gathered = Arrays.copyOf(gathered, 2 * at);
    }
    gathered[at] = node(entity);
  }
}
