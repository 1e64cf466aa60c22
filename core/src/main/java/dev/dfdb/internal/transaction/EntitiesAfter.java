package dev.dfdb.internal.transaction;

import dev.dfdb.codec.ValueOrder;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.index.DatomCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The values of entities as a transaction leaves them, before any of it is written. */
final class EntitiesAfter {

  private final DatabaseValue before;
  private final List<Datom> datoms;
  private @Nullable Map<Long, List<Datom>> byEntity;

  EntitiesAfter(DatabaseValue before, List<Datom> datoms) {
    this.before = before;
    this.datoms = datoms;
  }

  private List<Datom> changes(long e) {
    Map<Long, List<Datom>> changes = byEntity;
    if (changes == null) {
      changes = new HashMap<>();
      for (Datom datom : datoms) {
        changes.computeIfAbsent(datom.e(), key -> new ArrayList<>()).add(datom);
      }
      byEntity = changes;
    }
    return changes.getOrDefault(e, List.of());
  }

  /** The values an entity will have for an attribute. */
  NavigableSet<Object> values(long e, long a) {
    NavigableSet<Object> values = new TreeSet<>(ValueOrder::compare);
    try (DatomCursor cursor = before.scan(Index.EAVT, e, a, null)) {
      while (cursor.next()) {
        values.add(cursor.v());
      }
    }
    for (Datom datom : changes(e)) {
      if (datom.a() == a && datom.added()) {
        values.add(datom.v());
      } else if (datom.a() == a) {
        values.remove(datom.v());
      }
    }
    return values;
  }

  /** Whether an entity will have a value for an attribute. */
  boolean has(long e, long a) {
    return !values(e, a).isEmpty();
  }
}
