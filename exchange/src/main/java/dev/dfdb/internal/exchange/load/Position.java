package dev.dfdb.internal.exchange.load;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.edn.Keyword;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far an import has come: an entity that every transaction of the import changes along with the
 * rows it brings. So each row is there once, whenever the process ended. Immutable.
 *
 * @param id the entity
 * @param rows how many rows were read
 * @param rejected how many of them were wrong
 * @param rejectBytes how long the file of those was
 * @param digest of what was read
 * @param done whether there were no more
 */
record Position(long id, long rows, long rejected, long rejectBytes, String digest, boolean done) {

  /** The unique name of a row's entity within its import, while that lasts. */
  static final Keyword ORIGIN = attribute("origin");

  private static final Keyword NAME = attribute("name");
  private static final Keyword ROWS = attribute("rows");
  private static final Keyword REJECTED = attribute("rejected");
  private static final Keyword REJECT_BYTES = attribute("reject-bytes");
  private static final Keyword DIGEST = attribute("digest");
  private static final Keyword DONE = attribute("done");
  private static final Keyword ID = Keyword.of("db", "id");

  private static Keyword attribute(String name) {
    return Keyword.of("dfdb.import", name);
  }

  /** Whether an import of this name has begun already. */
  static boolean hasBegun(Db db, String name) {
    return db.entid(NAME) != null && db.entid(List.of(NAME, name)) != null;
  }

  /** Finds the position of an import, or begins one. */
  static Position of(Connection connection, String name) {
    List<Object> schema = new ArrayList<>();
    Db db = connection.db();
    declare(db, schema, NAME, "string", true);
    declare(db, schema, ORIGIN, "string", true);
    declare(db, schema, ROWS, "long", false);
    declare(db, schema, REJECTED, "long", false);
    declare(db, schema, REJECT_BYTES, "long", false);
    declare(db, schema, DIGEST, "string", false);
    declare(db, schema, DONE, "boolean", false);
    if (!schema.isEmpty()) {
      connection.transact(schema);
    }
    db = connection.db();
    Long id = db.entid(List.of(NAME, name));
    if (id == null) {
      Position beginning = new Position(0, 0, 0, 0, new Fingerprint().hex(), false);
      Map<Keyword, Object> form = beginning.facts("position");
      form.put(NAME, name);
      form.put(ROWS, 0L);
      return beginning.withId(connection.transact(List.of(form)).id("position"));
    }
    Map<Object, Object> found = db.pull("[*]", id);
    if (found == null) {
      throw new IllegalStateException("an entity that has a name can be read");
    }
    return new Position(
        id,
        number(found.get(ROWS)),
        number(found.get(REJECTED)),
        number(found.get(REJECT_BYTES)),
        String.valueOf(found.get(DIGEST)),
        Boolean.TRUE.equals(found.get(DONE)));
  }

  private static long number(@Nullable Object value) {
    return value instanceof Long number ? number : 0;
  }

  private static void declare(
      Db db, List<Object> schema, Keyword attribute, String type, boolean identity) {
    if (db.entid(attribute) == null) {
      Map<String, Object> form = new LinkedHashMap<>();
      form.put(":db/ident", attribute);
      form.put(":db/valueType", Keyword.of("db.type", type));
      form.put(":db/noHistory", true);
      if (identity) {
        form.put(":db/unique", ":db.unique/identity");
      }
      schema.add(form);
    }
  }

  private Position withId(long given) {
    return new Position(given, rows, rejected, rejectBytes, digest, done);
  }

  /** The forms by which the position moves to another, if nobody else has moved it. */
  List<Object> to(Position next) {
    return List.of(List.of(Keyword.of("db", "cas"), id, ROWS, rows, next.rows), next.facts(id));
  }

  /** The same position, with no more rows behind it. */
  Position ended() {
    return new Position(id, rows, rejected, rejectBytes, digest, true);
  }

  /** The beginning. */
  Position restarted() {
    return new Position(id, 0, 0, 0, new Fingerprint().hex(), false);
  }

  private Map<Keyword, Object> facts(Object entity) {
    Map<Keyword, Object> form = new LinkedHashMap<>();
    form.put(ID, entity);
    form.put(REJECTED, rejected);
    form.put(REJECT_BYTES, rejectBytes);
    form.put(DIGEST, digest);
    form.put(DONE, done);
    return form;
  }
}
