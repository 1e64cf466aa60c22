package dev.dfdb.conformance.query;

import dev.dfdb.Db;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What patterns are matched with: rows of a collection, or the datoms of a database as rows of
 * entity, attribute, value, transaction and whether added.
 */
final class NaiveSource {

  private static final int E = 0;
  private static final int A = 1;
  private static final int V = 2;
  private static final int TX = 3;

  private final List<List<Object>> rows;
  private final @Nullable Db db;
  private final Set<Long> refs;
  private final Map<Object, Long> entities = new HashMap<>();

  private NaiveSource(List<List<Object>> rows, @Nullable Db db, Set<Long> refs) {
    this.rows = rows;
    this.db = db;
    this.refs = refs;
  }

  static NaiveSource of(List<List<Object>> rows) {
    return new NaiveSource(rows, null, Set.of());
  }

  /**
   * The datoms of a database.
   *
   * @param refs the attributes whose values are entities
   */
  static NaiveSource of(Db db, Set<Long> refs) {
    List<List<Object>> rows = new ArrayList<>();
    try (Stream<Datom> datoms = db.datoms(Index.EAVT)) {
      datoms.forEach(
          datom -> rows.add(List.of(datom.e(), datom.a(), datom.v(), datom.tx(), datom.added())));
    }
    return new NaiveSource(rows, db, refs);
  }

  List<List<Object>> rows() {
    return rows;
  }

  /**
   * What a value written at a place of a pattern is there: an entity may be written as a lookup ref
   * or an ident, an attribute as an ident. Null if it names nothing.
   */
  @Nullable
  Object meant(Object written, int place, List<Object> row) {
    boolean isName = written instanceof Keyword || written instanceof List;
    boolean isEntity =
        place == E || place == A || place == TX || (place == V && refs.contains(row.get(A)));
    return db != null && isName && isEntity ? entity(written) : written;
  }

  /** The entity that an id, an ident or a lookup ref names; null if none. */
  @Nullable
  Long entity(Object reference) {
    if (reference instanceof Long id) {
      return id;
    }
    Long entity = entities.computeIfAbsent(reference, this::find);
    return entity < 0 ? null : entity;
  }

  private long find(Object reference) {
    Long found = db == null ? null : db.entid(reference);
    return found == null ? -1 : found;
  }

  /** The values that an entity has for an attribute. */
  List<Object> values(Object entity, Object attribute) {
    Long a = entity(attribute);
    return rows.stream()
        .filter(row -> row.get(E).equals(entity) && row.get(A).equals(a))
        .map(row -> row.get(V))
        .toList();
  }

  /** The first value an entity has for an attribute; null if it has none. */
  @Nullable
  Object value(Object entity, Object attribute) {
    Long e = entity(entity);
    Long a = entity(attribute);
    for (List<Object> row : rows) {
      if (row.get(E).equals(e) && row.get(A).equals(a)) {
        return row.get(V);
      }
    }
    return null;
  }
}
