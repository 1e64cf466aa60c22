package dev.dfdb.conformance;

import dev.dfdb.Db;
import dev.dfdb.LoggedTransaction;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads views of databases for rules. */
final class Views {

  private Views() {}

  /** The datoms of an index that have the components given. */
  static List<Datom> datoms(Db db, Index index, Object... components) {
    try (Stream<Datom> datoms = db.datoms(index, components)) {
      return datoms.toList();
    }
  }

  /** All datoms of entities that users made. */
  static Set<Datom> all(Db db) {
    Set<Datom> all = new HashSet<>(datoms(db, Index.EAVT));
    all.removeIf(datom -> datom.e() < 1 << 14);
    return all;
  }

  /** The values that an entity has for an attribute, in their order. */
  static List<Object> values(Db db, Object entity, String attribute) {
    return datoms(db, Index.EAVT, entity, attribute).stream().map(Datom::v).toList();
  }

  /** The one value that an entity has for an attribute, or null. */
  static @Nullable Object value(Db db, Object entity, String attribute) {
    List<Object> values = values(db, entity, attribute);
    if (values.size() > 1) {
      throw new AssertionError(attribute + " has several values: " + values);
    }
    return values.isEmpty() ? null : values.get(0);
  }

  /** The id of an entity there is. */
  static long entid(Db db, Object entity) {
    Long id = db.entid(entity);
    if (id == null) {
      throw new AssertionError("there is no " + entity);
    }
    return id;
  }

  /** The transactions of the log from one point up to another, excluded. */
  static List<LoggedTransaction> log(
      dev.dfdb.Connection connection, @Nullable Object start, @Nullable Object end) {
    try (Stream<LoggedTransaction> range = connection.log().txRange(start, end)) {
      return range.toList();
    }
  }
}
