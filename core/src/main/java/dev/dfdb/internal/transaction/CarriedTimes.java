package dev.dfdb.internal.transaction;

import dev.dfdb.codec.Values;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.InvalidValueException;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.Builtin;
import dev.dfdb.internal.index.Dimension;
import dev.dfdb.internal.index.Schema;
import dev.dfdb.internal.index.ValueType;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the dimensions of time that a transaction is given. */
final class CarriedTimes {

  private CarriedTimes() {}

  /**
   * The values by dimension.
   *
   * @throws dev.dfdb.error.TransactionException if a dimension is not defined, can't be given, or
   *     is of another type
   */
  static Map<Attribute, Object> read(List<DimensionForm> forms, Schema schema) {
    Map<Attribute, Object> times = new LinkedHashMap<>();
    for (DimensionForm form : forms) {
      form.values().forEach((name, value) -> {
        Attribute dimension = dimension(name, schema);
        if (times.put(dimension, value(dimension, value)) != null) {
          throw Refusal.of("a time dimension is given twice", "dimension", dimension.ident());
        }
      });
    }
    return times;
  }

  private static Attribute dimension(@Nullable Object name, Schema schema) {
    Keyword ident = Keyword.find(name);
    Attribute attribute = ident == null ? null : schema.attribute(ident);
    Dimension dimension = attribute == null ? null : attribute.dimension();
    if (attribute == null || dimension == null) {
      throw Refusal.of(
          "no such time dimension; define it in a transaction before",
          "dimension",
          name,
          "known",
          schema.dimensions().stream().map(Attribute::ident).toList());
    }
    if (attribute.id() == Builtin.TX_INSTANT) {
      throw Refusal.of(
          "the time of the transaction itself is a time dimension that dfdb keeps",
          "dimension",
          Builtin.SYSTEM_TIME);
    }
    if (dimension.isDerived()) {
      throw Refusal.of(
          "a derived time dimension can't be given; give what it is derived from",
          "dimension",
          attribute.ident(),
          "derivation",
          dimension.derivation());
    }
    return attribute;
  }

  private static Object value(Attribute dimension, @Nullable Object given) {
    boolean isDuration = dimension.type() == ValueType.LONG;
    Object value = null;
    try {
      value = isDuration && given instanceof Duration span
          ? (Object) span.toMillis()
          : Values.canonical(given);
    } catch (InvalidValueException | ArithmeticException unfit) {
      // no value at all, which is said below
    }
    ValueType type = dimension.type();
    if (value == null || type == null || !type.holds(value)) {
      throw Refusal.of(
          "the value is not of the time dimension's type",
          "dimension",
          dimension.ident(),
          "expected",
          isDuration ? "a duration in milliseconds, or a java.time.Duration" : "an instant",
          "value",
          given,
          "type",
          given == null ? "nil" : given.getClass().getName());
    }
    return value;
  }
}
