package dev.dfdb;

import dev.dfdb.codec.ValueOrder;
import dev.dfdb.codec.Values;
import dev.dfdb.edn.Keyword;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.DimensionBound;
import dev.dfdb.internal.index.Schema;
import dev.dfdb.internal.index.ValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a view shows of dimensions of time. */
final class DimensionPoints {

  private DimensionPoints() {}

  /**
   * Bounds from points, in the order of the names of the dimensions.
   *
   * @throws IllegalArgumentException if one is no dimension, or a point is not of its type
   */
  static List<DimensionBound> upTo(Map<?, ?> points, Undated undated, Schema schema) {
    List<Attribute> dimensions = new ArrayList<>();
    List<DimensionBound> bounds = new ArrayList<>();
    for (Map.Entry<?, ?> point : points.entrySet()) {
      Attribute dimension = dimension(point.getKey(), schema);
      Object value = value(dimension, point.getValue());
      if (value == null) {
        throw new IllegalArgumentException("no point is given for " + dimension.ident());
      }
      int at = 0;
      while (at < dimensions.size()
          && dimensions.get(at).ident().compareTo(dimension.ident()) < 0) {
        at++;
      }
      dimensions.add(at, dimension);
      bounds.add(at, new DimensionBound(dimension.id(), null, value, true, isStrict(undated)));
    }
    return bounds;
  }

  /**
   * An interval, of which the end is behind the last point.
   *
   * @throws IllegalArgumentException if it is no dimension, or a point is not of its type
   */
  static DimensionBound during(
      Object name, @Nullable Object from, @Nullable Object to, Undated undated, Schema schema) {
    Attribute dimension = dimension(name, schema);
    Object first = value(dimension, from);
    Object behind = value(dimension, to);
    if (first != null && behind != null && ValueOrder.compare(first, behind) > 0) {
      throw new IllegalArgumentException("an interval ends before it begins: " + from + ", " + to);
    }
    return new DimensionBound(dimension.id(), first, behind, false, isStrict(undated));
  }

  private static boolean isStrict(Undated undated) {
    return undated == Undated.LEFT_OUT;
  }

  private static Attribute dimension(@Nullable Object name, Schema schema) {
    Keyword ident = Keyword.find(name);
    Attribute attribute = ident == null ? null : schema.attribute(ident);
    if (attribute == null || attribute.dimension() == null) {
      throw new IllegalArgumentException("no such dimension of time: " + name + "; there are "
          + schema.dimensions().stream().map(Attribute::ident).toList());
    }
    return attribute;
  }

  private static @Nullable Object value(Attribute dimension, @Nullable Object point) {
    if (point == null) {
      return null;
    }
    ValueType type = dimension.type();
    Object value = type == ValueType.LONG && point instanceof Duration span
        ? (Object) span.toMillis()
        : Values.canonical(point);
    if (value == null || type == null || !type.holds(value)) {
      throw new IllegalArgumentException("a point of " + dimension.ident() + " is "
          + (type == ValueType.LONG ? "a duration, or its milliseconds" : "an instant") + ", not "
          + point);
    }
    return value;
  }
}
