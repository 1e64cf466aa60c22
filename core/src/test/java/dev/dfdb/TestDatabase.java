package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Edn;
import dev.dfdb.error.TransactionException;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.EntityIds;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.SortedMapStorage;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A database over the plainest storage, and ways to look at what is in it. */
final class TestDatabase {

  final SortedMapStorage storage = new SortedMapStorage();
  private final Map<String, Object> config = new HashMap<>();
  Connection connection;

  TestDatabase() {
    this(Map.of());
  }

  /** A database with more in its configuration than a storage. */
  TestDatabase(Map<String, ?> more) {
    config.put("storage", storage);
    config.putAll(more);
    connection = Dfdb.createDb(config);
  }

  void reopen() {
    connection.close();
    connection = Dfdb.createDb(config);
  }

  /** Has a transaction refused, and sees to it that nothing was written. */
  TransactionException refused(String edn) {
    int batches = storage.batches();
    TransactionException refusal = assertThrows(TransactionException.class, () -> transact(edn));
    assertEquals(batches, storage.batches(), "a refused transaction writes nothing");
    return refusal;
  }

  /** The rows of an answer. */
  Set<List<@Nullable Object>> ask(String query, @Nullable Object... inputs) {
    return new HashSet<>(connection.db().q(query, inputs).rows());
  }

  TxReport transact(String edn) {
    return connection.transact(edn);
  }

  /** Declares attributes: a name and a type each, then any of many, identity, value, component. */
  void declare(String... attributes) {
    for (String attribute : attributes) {
      String[] words = attribute.split(" ", -1);
      StringBuilder form =
          new StringBuilder("{:db/ident " + words[0] + " :db/valueType :db.type/" + words[1]);
      List<String> rest = List.of(words).subList(2, words.length);
      form.append(" :db/cardinality :db.cardinality/")
          .append(rest.contains("many") ? "many" : "one");
      if (rest.contains("identity")) {
        form.append(" :db/unique :db.unique/identity");
      }
      if (rest.contains("value")) {
        form.append(" :db/unique :db.unique/value");
      }
      if (rest.contains("component")) {
        form.append(" :db/isComponent true");
      }
      transact(form.append('}').toString());
    }
  }

  /** The only value an entity has for an attribute. */
  static Object value(Connection connection, long e, String attribute) {
    return value(connection.db(), e, attribute);
  }

  /** The only value an entity has for an attribute. */
  static Object value(Db db, long e, String attribute) {
    try (Stream<Datom> datoms = db.datoms(Index.EAVT, e, attribute)) {
      return datoms
          .findFirst()
          .orElseThrow(() -> new AssertionError("no " + attribute + " of " + e))
          .v();
    }
  }

  /** The live facts of everything but schema and transactions, as "e attribute value", sorted. */
  Set<String> facts() {
    TreeSet<String> facts = new TreeSet<>();
    for (Datom datom : datoms(Index.EAVT)) {
      if (datom.e() >= EntityIds.FIRST_ENTITY && !EntityIds.isTransaction(datom.e())) {
        facts.add(datom.e() + " " + show(datom));
      }
    }
    return facts;
  }

  /** The live facts of one entity, as "attribute value", sorted. */
  Set<String> facts(long e) {
    TreeSet<String> facts = new TreeSet<>();
    datoms(Index.EAVT).stream().filter(datom -> datom.e() == e).forEach(d -> facts.add(show(d)));
    return facts;
  }

  List<Datom> datoms(Index index, Object... components) {
    try (Stream<Datom> datoms = connection.db().datoms(index, components)) {
      return datoms.toList();
    }
  }

  /**
   * What a transaction changed beside its own time, as "+attribute value" and "-attribute value".
   */
  List<String> changes(TxReport report) {
    return report.txData().stream()
        .filter(datom -> datom.e() != report.tx())
        .map(datom -> (datom.added() ? "+" : "-") + show(datom))
        .toList();
  }

  private String show(Datom datom) {
    Attribute attribute = connection.db().read(v -> v).attribute(datom.a());
    return (attribute == null ? datom.a() : attribute.ident()) + " " + Edn.print(datom.v());
  }

  /** Whether a text is anywhere in the bytes of the storage. */
  boolean isAnywhere(String text) {
    try (Cursor entries = storage.scan(KeyRange.all(), ScanOptions.FORWARD)) {
      while (entries.next()) {
        if (has(entries.key(), text) || has(entries.value(), text)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean has(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
  }
}
