package dev.dfdb.cli.quickstart;

import dev.dfdb.Db;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much a database holds.
 *
 * @param byName how much of each kind of thing, in the order to show them
 * @param datoms how many datoms, those of the database's own schema included
 */
record Counts(Map<String, Long> byName, long datoms) {

  private static final String DATOMS = "[:find (count ?v) . :with ?e ?a :where [?e ?a ?v]]";

  private static final Map<String, String> QUERIES = new LinkedHashMap<>();

  static {
    QUERIES.put("modules", "[:find (count ?m) . :where [?m :module/name]]");
    QUERIES.put("packages", "[:find (count ?p) . :where [?p :package/name]]");
    QUERIES.put("classes", "[:find (count ?c) . :where [?c :class/name]]");
    QUERIES.put("methods", "[:find (sum ?n) . :with ?c :where [?c :class/methods ?n]]");
    QUERIES.put("constructors", "[:find (sum ?n) . :with ?c :where [?c :class/constructors ?n]]");
    QUERIES.put("fields", "[:find (sum ?n) . :with ?c :where [?c :class/fields ?n]]");
  }

  /** Counts. */
  static Counts of(Db db) {
    Map<String, Long> counts = new LinkedHashMap<>();
    QUERIES.forEach((name, query) -> counts.put(name, count(db, query)));
    return new Counts(counts, count(db, DATOMS));
  }

  private static long count(Db db, String query) {
    Object value = db.q(query).value();
    return value == null ? 0 : ((Number) value).longValue();
  }
}
