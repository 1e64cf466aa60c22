package dev.dfdb.internal.entities;

import dev.dfdb.Db;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out what an entity was from time to time. */
public final class History {

  private static final Keyword TX_INSTANT = Keyword.of("db", "txInstant");

  /**
   * What it was from a transaction on.
   *
   * @param entity null if it was unset
   */
  public record Version(long t, Instant instant, @Nullable Object entity) {}

  /** What says of an entity how it is, beside its components. */
  private static final List<Keyword> VISIBLE = List.of(Composition.POSITION, Composition.EMPTY);

  /** Everything that is known of an entity beside its components. */
  private static final List<Keyword> ALL =
      List.of(Composition.POSITION, Composition.EMPTY, Composition.TIMESTAMP, Composition.VERSION);

  private History() {}

  /**
   * The last transaction that changed the entity with an id or what belongs to it, also by taking
   * something away or the entity itself; {@link Resolution#NONE} if there was none.
   */
  static long last(Registry registry, Resolution resolution, Composition type, Object idValue) {
    long last = Resolution.NONE;
    long attribute = resolution.id(type.id());
    if (attribute == Resolution.NONE) {
      return last;
    }
    for (long e : withId(resolution.db(), attribute, idValue)) {
      for (long tx : transactions(registry, resolution, type, e, ALL)) {
        last = Math.max(last, tx);
      }
    }
    return last;
  }

  /** Every entity that has or had an id. */
  private static List<Long> withId(Db db, long attribute, Object idValue) {
    try (Stream<Datom> datoms = db.history().datoms(Index.AVET, attribute, idValue)) {
      return datoms.map(Datom::e).distinct().toList();
    }
  }

  /** Every version of an entity, in order. */
  public static List<Version> of(Registry registry, Class<?> asked, Object id, Db db) {
    Composition type = registry.entity(asked);
    Resolution resolution = new Resolution(db);
    long attribute = resolution.id(type.id());
    if (attribute == Resolution.NONE) {
      return List.of();
    }
    // An entity that was unset and set again is another one with the same id.
    Map<Long, Long> changedBy = new TreeMap<>();
    for (long e : withId(db, attribute, type.idValue(id))) {
      transactions(registry, resolution, type, e, VISIBLE)
          .forEach(tx -> changedBy.merge(tx, e, Math::max));
    }
    List<Version> versions = new ArrayList<>();
    changedBy.forEach((tx, e) -> {
      Db then = db.asOf(tx);
      versions.add(new Version(
          then.asOfT().orElseThrow(), instant(db, tx), Loading.one(registry, type, e, then)));
    });
    return versions;
  }

  /** The transactions that changed an entity or what belongs to it. */
  private static Set<Long> transactions(
      Registry registry,
      Resolution resolution,
      Composition type,
      long entity,
      List<Keyword> common) {
    record Part(Composition type, long e) {}
    Set<Long> transactions = new HashSet<>();
    Set<Long> seen = new HashSet<>();
    Deque<Part> waiting = new ArrayDeque<>();
    waiting.add(new Part(type, entity));
    while (!waiting.isEmpty()) {
      Part part = waiting.remove();
      Map<Long, @Nullable Composition> belonging = belonging(registry, resolution, part.type());
      common.forEach(ident -> belonging.put(resolution.id(ident), null));
      if (!seen.add(part.e())) {
        continue;
      }
      try (Stream<Datom> datoms = resolution.db().history().datoms(Index.EAVT, part.e())) {
        datoms.filter(datom -> belonging.containsKey(datom.a())).forEach(datom -> {
          transactions.add(datom.tx());
          Composition parts = belonging.get(datom.a());
          if (parts != null) {
            waiting.add(new Part(parts, (Long) datom.v()));
          }
        });
      }
    }
    return transactions;
  }

  /** The attributes of a type, and of those that hold parts the type of these. */
  private static Map<Long, @Nullable Composition> belonging(
      Registry registry, Resolution resolution, Composition type) {
    Map<Long, @Nullable Composition> found = new HashMap<>();
    for (Field field : type.fields()) {
      found.put(resolution.id(field), field.isComponent() ? registry.nested(field) : null);
    }
    return found;
  }

  private static Instant instant(Db db, long tx) {
    try (Stream<Datom> datoms = db.datoms(Index.EAVT, tx, TX_INSTANT)) {
      return (Instant) Objects.requireNonNull(datoms.findFirst().orElseThrow().v());
    }
  }
}
