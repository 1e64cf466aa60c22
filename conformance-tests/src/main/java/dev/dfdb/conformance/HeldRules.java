package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.TxReport;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.StorageClosedException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A database value can be held as long as its connection, and costs the storage nothing. */
interface HeldRules extends DatabaseRules {

  @Test
  default void aDatabaseHeldOverThousandsOfTransactionsAnswersTheSame() {
    Bench bench = new Bench(anotherFixture());
    try (DatabaseBench database = new DatabaseBench(bench)) {
      Connection connection = database.connection();
      connection.transact(FactModel.SCHEMA);
      update(connection, 0, 40);
      Map<String, Db> held = views(connection.db());
      Map<String, List<Object>> answers = answers(held);
      long open = open(bench);
      for (int from = 40; from < 3_040; from += 1_000) {
        update(connection, from, from + 1_000);
        changeCardinality(connection, from == 1_040 ? "one" : "many");
        assertAnswers(answers, held);
        assertTrue(open(bench) <= open, "a value that is held and not read holds nothing");
      }
      connection.transact(
          List.of(List.of(":db/add", FactModel.MANY, ":db/ident", Keyword.of(":k/renamed"))));
      assertAnswers(answers, held);
    }
    assertEquals(0, open(bench), "a closed connection holds nothing");
    bench.finish();
  }

  private static void changeCardinality(Connection connection, String cardinality) {
    List<Object> retractions = new ArrayList<>();
    for (long id = 0; id < 10; id++) {
      retractions.add(List.of(":db/retract", List.of(FactModel.ID, id), ":k/two"));
    }
    connection.transact(retractions);
    connection.transact("[[:db/add :k/two :db/cardinality :db.cardinality/" + cardinality + "]]");
  }

  /** Values of many kinds, all made from one. */
  private static Map<String, Db> views(Db db) {
    Map<String, Db> views = new LinkedHashMap<>();
    long t = db.basisT();
    views.put("present", db);
    views.put("as of", db.asOf(t - 10));
    views.put("since", db.since(t - 10));
    views.put("window", db.asOf(t - 5).since(t - 30));
    views.put("history", db.history());
    views.put("filtered", db.filter((whole, datom) -> datom.e() % 2 == 0));
    Db with =
        db.with(List.of(Map.of(FactModel.ID, 3L, FactModel.ONE, "what if"))).dbAfter();
    views.put("with", with);
    views.put("history of with", with.history());
    return views;
  }

  private static Map<String, List<Object>> answers(Map<String, Db> views) {
    Map<String, List<Object>> answers = new LinkedHashMap<>();
    views.forEach((name, db) -> {
      List<Object> all = new ArrayList<>();
      all.add(db.basisT());
      for (Index index : Index.values()) {
        try (Stream<Datom> datoms = db.datoms(index)) {
          all.add(datoms.toList());
        }
      }
      all.add(Set.copyOf(
          db.q("[:find ?id ?v :where [?e :k/id ?id] [?e :k/many ?v]]").rows()));
      answers.put(name, all);
    });
    return answers;
  }

  private static void assertAnswers(Map<String, List<Object>> before, Map<String, Db> views) {
    answers(views).forEach((name, answers) -> {
      for (int i = 0; i < answers.size(); i++) {
        assertEquals(
            Objects.requireNonNull(before.get(name)).get(i), answers.get(i), name + ", " + i);
      }
    });
  }

  /** Transactions that change ten entities over and over, in every way. */
  private static void update(Connection connection, int from, int to) {
    List<CompletableFuture<TxReport>> reports = new ArrayList<>();
    for (int i = from; i < to; i++) {
      long id = i % 10;
      Object entity = List.of(FactModel.ID, id);
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put(FactModel.ID, id);
      facts.put(FactModel.ONE, "x".repeat(i % 7 == 0 ? 400 : 1) + i);
      facts.put(FactModel.MANY, List.of(i % 13L, i % 17L));
      facts.put(":k/two", i % 3L);
      facts.put(FactModel.REF, Map.of(FactModel.ID, i % 7L));
      boolean isLast = i % 11 == 10;
      reports.add(connection.transactAsync(
          List.of(isLast && i > 10 ? List.of(":db/retract", entity, FactModel.MANY) : facts)));
    }
    reports.forEach(CompletableFuture::join);
  }

  private static long open(Bench bench) {
    Map<String, Long> statistics = bench.storage().statistics();
    return Objects.requireNonNull(statistics.get("open-snapshots"))
        + Objects.requireNonNull(statistics.get("open-cursors"));
  }

  @Test
  default void streamsGoOnInTheirStateAndEndWithTheConnection() {
    Bench bench = new Bench(anotherFixture());
    DatabaseBench database = new DatabaseBench(bench);
    Connection connection = database.connection();
    connection.transact(FactModel.SCHEMA);
    update(connection, 0, 20);
    Db db = connection.db();
    long open = open(bench);
    List<Datom> expected;
    try (Stream<Datom> datoms = db.datoms(Index.EAVT)) {
      expected = datoms.toList();
    }
    Stream<Datom> read = db.datoms(Index.EAVT);
    Iterator<Datom> slowly = read.iterator();
    List<Datom> found = new ArrayList<>(List.of(slowly.next()));
    Stream<Datom> left = db.history().datoms(Index.AVET);
    Iterator<Datom> unfinished = left.iterator();
    unfinished.next();
    update(connection, 20, 120);
    slowly.forEachRemaining(found::add);
    assertEquals(expected, found);
    assertTrue(open(bench) > open, "the stream left open holds its state");
    connection.close();
    assertEquals(0, open(bench), "the connection closed it");
    assertThrows(StorageClosedException.class, () -> unfinished.forEachRemaining(datom -> {}));
    left.close();
    assertEquals(List.of(), bench.takeLeaks());
    bench.finish();
  }

  @Test
  default void nothingOfAClosedConnectionCanBeRead() {
    Bench bench = new Bench(anotherFixture());
    Connection connection = new DatabaseBench(bench).connection();
    connection.transact("[{:n 1}]");
    Db db = connection.db();
    List<Db> held = List.of(db, db.asOf(1), db.since(0), db.history());
    connection.close();
    for (Db then : held) {
      assertThrows(StorageClosedException.class, () -> then.datoms(Index.EAVT).count());
      assertThrows(StorageClosedException.class, () -> then.q("[:find ?e :where [?e :n]]"));
      assertThrows(StorageClosedException.class, () -> then.with("[{:n 2}]"));
    }
    CompletionException failure = assertThrows(
        CompletionException.class, () -> connection.transactAsync("[{:n 2}]").join());
    assertEquals(
        StorageClosedException.class, Objects.requireNonNull(failure.getCause()).getClass());
    bench.finish();
  }
}
