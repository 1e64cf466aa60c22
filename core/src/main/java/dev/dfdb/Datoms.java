package dev.dfdb;

import dev.dfdb.codec.ValueOrder;
import dev.dfdb.codec.Values;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.index.DatomCursor;
import dev.dfdb.internal.index.DatomSource;
import dev.dfdb.internal.index.IndexRange;
import dev.dfdb.internal.index.Perspective;
import dev.dfdb.internal.record.FlightRecorder;
import dev.dfdb.internal.transaction.Reading;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the indexes of a database value as streams of datoms. */
final class Datoms {

  private Datoms() {}

  /** What the components of a reading are to the datoms it gives. */
  enum Bound {
    WITHIN,
    FROM,
    BACK_FROM
  }

  /** The components of a datom that are known. */
  private record Known(long e, long a, @Nullable Object v) {}

  static Stream<Datom> stream(
      Source source, Perspective perspective, Bound bound, Index index, Object... components) {
    return open(
        source,
        perspective,
        () -> index + " " + Arrays.toString(components),
        value -> {
          Known known = known(value, index, components);
          if (known == null) {
            return null;
          }
          IndexRange range = switch (bound) {
            case WITHIN -> IndexRange.of(index, known.e(), known.a(), known.v());
            case FROM -> IndexRange.from(index, known.e(), known.a(), known.v());
            case BACK_FROM -> IndexRange.upTo(index, known.e(), known.a(), known.v());
          };
          return value.scanOrdered(range, bound == Bound.BACK_FROM);
        },
        datom -> true);
  }

  static Stream<Datom> range(
      Source source,
      Perspective perspective,
      Object attributeName,
      @Nullable Object start,
      @Nullable Object end) {
    return values(
        source,
        perspective,
        attributeName,
        (value, attribute) -> {
          Object first = bound(value, attribute, start);
          Object behind = bound(value, attribute, end);
          return new ValueRange(
              IndexRange.ofValues(attribute.id(), first, behind),
              v -> (first == null || ValueOrder.compare(v, first) >= 0)
                  && (behind == null || ValueOrder.compare(v, behind) < 0));
        },
        false);
  }

  /** The datoms of an attribute from a value on, or back from it, in the order of their values. */
  static Stream<Datom> from(
      Source source,
      Perspective perspective,
      Object attributeName,
      @Nullable Object start,
      boolean reverse) {
    return values(
        source,
        perspective,
        attributeName,
        (value, attribute) -> {
          Object first = bound(value, attribute, start);
          int side = reverse ? -1 : 1;
          return new ValueRange(
              reverse
                  ? IndexRange.ofValuesUpTo(attribute.id(), first)
                  : IndexRange.ofValues(attribute.id(), first, null),
              v -> first == null || side * ValueOrder.compare(v, first) >= 0);
        },
        reverse);
  }

  /** A range of AVET, which by values too long for a key may hold more than those wanted. */
  private record ValueRange(IndexRange range, Predicate<Object> wanted) {}

  private static Stream<Datom> values(
      Source source,
      Perspective perspective,
      Object attributeName,
      BiFunction<DatabaseValue, Attribute, ValueRange> choice,
      boolean reverse) {
    Reading reading = source.reader().read(perspective);
    ValueRange values;
    try {
      Attribute attribute = attribute(reading.value(), attributeName);
      values = attribute == null ? null : choice.apply(reading.value(), attribute);
    } finally {
      reading.close();
    }
    return values == null
        ? Stream.empty()
        : open(
            source,
            perspective,
            () -> "AVET " + attributeName,
            value -> value.scanOrdered(values.range(), reverse),
            datom -> values.wanted().test(datom.v()));
  }

  private static @Nullable Object bound(
      DatabaseValue database, Attribute attribute, @Nullable Object v) {
    return v == null ? null : value(database, attribute, v);
  }

  private interface Opening {
    @Nullable
    DatomCursor open(DatabaseValue value);
  }

  private static Stream<Datom> open(
      Source source,
      Perspective perspective,
      Supplier<String> what,
      Opening opening,
      Predicate<Datom> predicate) {
    Object event = FlightRecorder.beginScan();
    Reading reading = source.reader().read(perspective);
    DatomCursor cursor = null;
    try {
      cursor = opening.open(reading.value());
    } finally {
      if (cursor == null) {
        reading.close();
      }
    }
    if (cursor == null) {
      return Stream.empty();
    }
    DatomCursor datoms = cursor;
    if (event != null) {
      return recorded(source, reading, datoms, event, what).filter(predicate);
    }
    return new ReadingStream<>(
            source.reader(), reading, datoms::close, () -> datoms.next() ? datoms.datom() : null)
        .stream().filter(predicate);
  }

  private static Stream<Datom> recorded(
      Source source, Reading reading, DatomCursor datoms, Object event, Supplier<String> what) {
    AtomicLong count = new AtomicLong();
    return new ReadingStream<>(
            source.reader(),
            reading,
            () -> {
              datoms.close();
              FlightRecorder.endScan(event, ShownText.of(what.get()), count.get());
            },
            () -> {
              if (!datoms.next()) {
                return null;
              }
              count.incrementAndGet();
              return datoms.datom();
            })
        .stream();
  }

  /** The components as the index knows them; null where one names nothing there is. */
  private static @Nullable Known known(DatabaseValue value, Index index, Object... components) {
    if (components.length > 3) {
      throw new IllegalArgumentException("an index has three components before the transaction");
    }
    int[] order = switch (index) {
      case EAVT -> new int[] {0, 1, 2};
      case AEVT -> new int[] {1, 0, 2};
      case AVET -> new int[] {1, 2, 0};
      case VAET -> new int[] {2, 1, 0};
    };
    long e = DatomSource.NONE;
    Attribute attribute = null;
    Object v = null;
    for (int i = 0; i < components.length; i++) {
      if (order[i] == 1) {
        attribute = attribute(value, components[i]);
        if (attribute == null) {
          return null;
        }
      }
    }
    for (int i = 0; i < components.length; i++) {
      if (order[i] == 0) {
        e = entity(value, components[i]);
        if (e == DatomSource.NONE) {
          return null;
        }
      } else if (order[i] == 2) {
        boolean isEntity = index == Index.VAET || (attribute != null && attribute.isRef());
        v = isEntity
            ? (Object) entity(value, components[i])
            : attribute == null ? null : value(value, attribute, components[i]);
        // Of a number that is no entity, the one that means none is a number like any other.
        if (v == null || (isEntity && v.equals(DatomSource.NONE))) {
          return null;
        }
      }
    }
    return new Known(e, attribute == null ? DatomSource.NONE : attribute.id(), v);
  }

  private static @Nullable Attribute attribute(DatabaseValue value, Object name) {
    return Values.canonical(name) instanceof Long id
        ? value.attribute((long) id)
        : value.attribute(name(name));
  }

  private static Keyword name(Object name) {
    Keyword ident = Keyword.find(name);
    if (ident == null) {
      throw new IllegalArgumentException("an attribute is named by a keyword, not " + name);
    }
    return ident;
  }

  private static long entity(DatabaseValue value, Object name) {
    Keyword ident = Keyword.find(name);
    Object reference = ident != null ? ident : Values.canonical(name);
    if (!(reference instanceof Long || reference instanceof Keyword || reference instanceof List)) {
      throw new IllegalArgumentException(
          "an entity is named by its id, its ident, a lookup ref or an Entity, not " + name);
    }
    return value.entityId(reference);
  }

  private static Object value(DatabaseValue database, Attribute attribute, Object v) {
    if (attribute.isRef()) {
      return entity(database, v);
    }
    Object canonical = Values.canonical(v);
    Object conforming = canonical == null ? null : database.stored(attribute, canonical);
    if (conforming == null) {
      throw new IllegalArgumentException("the attribute " + attribute.ident() + " has values of "
          + (attribute.type() == null ? "any type" : attribute.type().ident()) + ", and none like "
          + v);
    }
    return conforming;
  }
}
