package dev.dfdb.internal.index;

import dev.dfdb.codec.ValueOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which datoms lie within bounds of dimensions of time, and which of them comes later: by the
 * dimensions, in the order they were bounded in, and then by transaction. Safe from any thread.
 */
final class DimensionOrder {

  private final DimensionTimes times;
  private final List<DimensionBound> bounds;
  private final List<Attribute> bounded = new ArrayList<>();
  private final List<Attribute> ranked = new ArrayList<>();

  DimensionOrder(List<DimensionBound> bounds, DimensionTimes times, Schema schema) {
    this.times = times;
    this.bounds = bounds;
    for (DimensionBound bound : bounds) {
      Attribute known = schema.attribute(bound.attribute());
      if (known == null) {
        throw new IllegalArgumentException("no such dimension: " + bound.attribute());
      }
      bounded.add(known);
      // The time of transactions goes as t does, which comes last.
      if (known.id() != Builtin.TX_INSTANT && !ranked.contains(known)) {
        ranked.add(known);
      }
    }
  }

  /** Whether a datom is within the bounds. */
  boolean shows(DatomCursor datom) {
    for (int i = 0; i < bounds.size(); i++) {
      if (!bounds.get(i).shows(times.of(datom.e(), datom.tx(), bounded.get(i)))) {
        return false;
      }
    }
    return true;
  }

  /** The dimensions that a datom is ordered by; null if it lacks one. */
  @Nullable
  List<Object> rank(long e, long tx) {
    List<Object> rank = new ArrayList<>(ranked.size());
    for (Attribute attribute : ranked) {
      Object value = times.of(e, tx, attribute);
      if (value == null) {
        return null;
      }
      rank.add(value);
    }
    return rank;
  }

  /** Compares ranks. */
  static int compare(List<Object> left, List<Object> right) {
    int order = 0;
    for (int i = 0; order == 0 && i < left.size(); i++) {
      order = ValueOrder.compare(left.get(i), right.get(i));
    }
    return order;
  }
}
