package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.TransactionException;
import dev.dfdb.internal.index.EntityIds;
import dev.dfdb.storage.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Excision: what is removed from present, past and log, what stays, and what happens on the way.
 */
class ExcisionTest {

  private TestDatabase db = new TestDatabase();

  private static List<Datom> log(Connection connection) {
    try (Stream<LoggedTransaction> transactions = connection.log().txRange(null, null)) {
      return transactions.flatMap(transaction -> transaction.datoms().stream()).toList();
    }
  }

  private static Set<Datom> all(Db state, Index index) {
    try (Stream<Datom> datoms = state.datoms(index)) {
      return new HashSet<>(datoms.toList());
    }
  }

  /** Two people who changed their names, and refer to each other. */
  private long[] people() {
    db.declare(":name string", ":tag string many", ":friend ref", ":id string identity");
    TxReport made =
        db.transact("[{:db/id \"a\" :id \"A\" :name \"secret-1\" :tag [\"secret-2\" \"secret-3\"]"
            + " :friend \"b\"} {:db/id \"b\" :id \"B\" :name \"plain-1\" :friend \"a\"}]");
    long a = made.id("a");
    long b = made.id("b");
    db.transact("[{:db/id " + a + " :name \"secret-4\"} {:db/id " + b + " :name \"plain-2\"}]");
    db.transact("[[:db/retract " + a + " :tag \"secret-2\"] {:db/id \"datomic.tx\" :note \"n\"}]");
    db.transact("[{:db/id " + a + " :name \"secret-" + "5".repeat(1_000) + "\"}]");
    db.transact("[{:db/id " + a + " :name \"secret-6\"}]");
    return new long[] {a, b};
  }

  @Test
  void anExcisedEntityIsGoneFromPresentPastAndLog() {
    long[] people = people();
    Db before = db.connection.db();
    List<Datom> logBefore = log(db.connection);
    Set<Datom> historyBefore = all(before.history(), Index.EAVT);
    assertTrue(db.isAnywhere("secret-"));

    TxReport report = db.connection.excise(Excision.ofEntity(people[0]));

    assertFalse(db.isAnywhere("secret-"));
    assertTrue(db.isAnywhere("plain-1"));
    Predicate<Datom> isKept = datom -> datom.e() != people[0];
    List<Datom> expectedLog = new ArrayList<>(logBefore.stream().filter(isKept).toList());
    expectedLog.addAll(report.txData());
    assertEquals(expectedLog, log(db.connection));
    historyBefore.removeIf(isKept.negate());
    assertEquals(historyBefore, all(before.history(), Index.EAVT), "as an older value shows it");
    historyBefore.addAll(report.txData());
    Db after = db.connection.db();
    for (Index index : new Index[] {Index.EAVT, Index.AEVT, Index.AVET}) {
      assertEquals(historyBefore, all(after.history(), index));
      assertEquals(Set.of(), with(after, index, people[0]));
      assertEquals(Set.of(), with(before, index, people[0]));
      assertEquals(Set.of(), with(before.asOf(5), index, people[0]));
    }
    assertEquals(
        1,
        all(after, Index.VAET).stream().filter(d -> d.v().equals(people[0])).count(),
        "others refer to it by its number");
    assertTrue(after.datoms(Index.AVET, ":id", "A").toList().isEmpty());
    assertEquals("plain-2", TestDatabase.value(after, people[1], ":name"));
    assertEquals("plain-1", TestDatabase.value(after.asOf(5), people[1], ":name"));
  }

  private static Set<Datom> with(Db state, Index index, long e) {
    Set<Datom> datoms = all(state, index);
    datoms.removeIf(datom -> datom.e() != e);
    return datoms;
  }

  @Test
  void aRecordOfTheExcisionRemains() {
    long[] people = people();
    TxReport report =
        db.connection.excise(Excision.ofEntity(people[0]).only(":name", ":tag").before(6));
    assertEquals(report.t(), db.connection.db().basisT());
    Db now = db.connection.db();
    assertEquals(people[0], TestDatabase.value(now, report.tx(), ":db/excise"));
    assertEquals(6L, TestDatabase.value(now, report.tx(), ":db.excise/beforeT"));
    assertEquals(
        Set.of(":name", ":tag"),
        Set.copyOf(now.q(
                "[:find [?text ...] :in $ ?tx"
                    + " :where [?tx :db.excise/attrs ?a] [?a :db/ident ?name] [(str ?name) ?text]]",
                report.tx())
            .values()));
    assertEquals(Map.of(), report.tempids());
    long attribute = db.connection.excise(Excision.ofAttribute(":name")).tx();
    assertEquals(
        List.of(":name"),
        db.connection
            .db()
            .q(
                "[:find [?text ...] :in $ ?tx :where [?tx :db/excise ?a] [?a :db/ident ?name]"
                    + " [(str ?name) ?text]]",
                attribute)
            .values());
  }

  @Test
  void onlySomeAttributesOfAnEntity() {
    long[] people = people();
    db.connection.excise(Excision.ofEntity(List.of(":id", "A")).only(":name"));
    assertFalse(
        db.isAnywhere("secret-1") || db.isAnywhere("secret-4") || db.isAnywhere("secret-5"));
    assertTrue(db.isAnywhere("secret-2"), "the past of another attribute");
    assertEquals(
        Set.of(":id \"A\"", ":tag \"secret-3\"", ":friend " + people[1]), db.facts(people[0]));
    assertEquals("plain-2", TestDatabase.value(db.connection, people[1], ":name"));
  }

  @Test
  void anAttributeOfAllEntities() {
    long[] people = people();
    db.connection.excise(Excision.ofAttribute(":name"));
    assertFalse(db.isAnywhere("plain-") || db.isAnywhere("secret-1") || db.isAnywhere("secret-6"));
    assertTrue(db.isAnywhere("secret-3"));
    db.transact("[{:db/id " + people[0] + " :name \"again\"}]");
    assertEquals("again", TestDatabase.value(db.connection, people[0], ":name"));
    assertThrows(
        TransactionException.class, () -> db.transact("[{:name 1}]"), "it is declared still");
  }

  @Test
  void whatWasAssertedBeforeGoesWithItsRetractionAndWhatCameLaterStays() {
    db.declare(":n long");
    long e = db.transact("[{:db/id \"e\" :n 1}]").id("e");
    db.transact("[[:db/add " + e + " :n 2]]");
    TxReport third = db.transact("[[:db/add " + e + " :n 3]]");
    db.transact("[[:db/add " + e + " :n 4]]");
    db.connection.excise(Excision.ofEntity(e).before(third.t()));
    List<String> left = log(db.connection).stream()
        .filter(datom -> datom.e() == e)
        .map(datom -> (datom.added() ? "+" : "-") + datom.v())
        .toList();
    assertEquals(List.of("+3", "-3", "+4"), left);
    Db now = db.connection.db();
    assertEquals(3, with(now.history(), Index.EAVT, e).size());
    assertEquals(4L, TestDatabase.value(now, e, ":n"));
    assertEquals(3L, TestDatabase.value(now.asOf(third.t()), e, ":n"));
    assertEquals(Set.of(), with(now.asOf(third.t() - 1), Index.EAVT, e));
    Instant last =
        (Instant) TestDatabase.value(now, EntityIds.ofTransaction(now.basisT()), ":db/txInstant");
    db.connection.excise(Excision.ofEntity(e).before(last.plusMillis(1)));
    assertEquals(Set.of(), with(db.connection.db().history(), Index.EAVT, e));
  }

  @Test
  void ofATransactionGoesWhatUsersSaidOfIt() {
    people();
    long tx = EntityIds.ofTransaction(7);
    assertEquals("n", TestDatabase.value(db.connection, tx, ":note"));
    Object time = TestDatabase.value(db.connection, tx, ":db/txInstant");
    db.connection.excise(Excision.ofEntity(tx));
    assertEquals(1, with(db.connection.db().history(), Index.EAVT, tx).size());
    assertEquals(time, TestDatabase.value(db.connection, tx, ":db/txInstant"));
  }

  @Test
  void tuplesMadeOfAnAttributeGoWithIt() {
    db.transact(
        "[{:db/ident :first :db/valueType :db.type/string :db/cardinality :db.cardinality/one}"
            + " {:db/ident :last :db/valueType :db.type/string :db/cardinality :db.cardinality/one}]");
    db.transact("[{:db/ident :both :db/valueType :db.type/tuple :db/cardinality :db.cardinality/one"
        + " :db/tupleAttrs [:first :last]}]");
    long e = db.transact("[{:db/id \"e\" :first \"secret\" :last \"plain\"}]").id("e");
    db.connection.excise(Excision.ofAttribute(":first"));
    assertFalse(db.isAnywhere("secret"));
    assertEquals(Set.of(":last \"plain\""), db.facts(e));
    db.transact("[[:db/add " + e + " :last \"later\"]]");
    assertEquals(Set.of(":last \"later\"", ":both [nil \"later\"]"), db.facts(e));
  }

  @Test
  void whatHasNoHistoryGoesFromTheLog() {
    db.transact("[{:db/ident :state :db/noHistory true}]");
    long e = db.transact("[{:db/id \"e\" :state \"secret-1\"}]").id("e");
    db.transact("[[:db/add " + e + " :state \"secret-2\"]]");
    db.transact("[[:db/add " + e + " :state \"plain\"]]");
    assertTrue(db.isAnywhere("secret-1"), "in the log");
    db.connection.excise(Excision.ofEntity(e).before(4));
    assertFalse(db.isAnywhere("secret"));
    assertEquals(Set.of(":state \"plain\""), db.facts(e));
  }

  @Test
  void whatHasNoHistoryStaysWholeInTheLogWhereItCameLater() {
    db.transact("[{:db/ident :state :db/noHistory true}]");
    long e = db.transact("[{:db/id \"e\" :state \"secret\"}]").id("e");
    TxReport second = db.transact("[[:db/add " + e + " :state \"second\"]]");
    db.transact("[[:db/add " + e + " :state \"third\"]]");
    db.connection.excise(Excision.ofEntity(e).before(second.t()));
    List<String> left = log(db.connection).stream()
        .filter(datom -> datom.e() == e)
        .map(datom -> (datom.added() ? "+" : "-") + datom.v())
        .toList();
    assertEquals(List.of("+second", "-second", "+third"), left);
    assertEquals(List.of(), db.connection.verify().damages());
  }

  @Test
  void theLogKeepsItsNumbersAndTimes() {
    long[] people = people();
    long last = db.connection.db().basisT();
    db.connection.excise(Excision.ofEntity(people[0]));
    db.connection.excise(Excision.ofAttribute(":name"));
    try (Stream<LoggedTransaction> transactions = db.connection.log().txRange(null, null)) {
      assertEquals(
          LongStream.rangeClosed(0, last + 2).boxed().toList(),
          transactions.map(LoggedTransaction::t).toList());
    }
    assertEquals(last + 3, db.transact("[{:n 1}]").t());
  }

  @Test
  void aLogOfManyChunksIsWrittenAnew() {
    String text = "x".repeat(50_000);
    TxReport made = db.transact("[{:db/id \"a\" :t \"1" + text + "\"} {:db/id \"b\" :t \"2" + text
        + "\"} {:db/id \"c\" :t \"3" + text + "\"}]");
    db.connection.excise(Excision.ofEntity(made.id("b")));
    assertFalse(db.isAnywhere("2xxx"));
    assertEquals(
        List.of('1', '3'),
        log(db.connection).stream()
            .filter(datom -> datom.v() instanceof String)
            .map(datom -> ((String) datom.v()).charAt(0))
            .toList());
    assertEquals("3" + text, TestDatabase.value(db.connection, made.id("c"), ":t"));
  }

  @Test
  void schemaAndWhatIsBuiltInCanNotBeExcised() {
    people();
    long last = db.connection.db().basisT();
    for (Excision refused : List.of(
        Excision.ofEntity(":name"),
        Excision.ofEntity(":db/ident"),
        Excision.ofEntity(3),
        Excision.ofEntity(List.of(":id", "nobody")),
        Excision.ofEntity("text"),
        Excision.ofAttribute(":db/txInstant"),
        Excision.ofAttribute(":db/ident"),
        Excision.ofAttribute(":unknown"),
        Excision.ofAttribute(99_999),
        Excision.ofEntity(EntityIds.ofTransaction(1)).only(":db/txInstant"))) {
      TransactionException error =
          assertThrows(TransactionException.class, () -> db.connection.excise(refused));
      assertFalse(error.context().isEmpty(), "the error names what it refuses");
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> db.connection.excise(Excision.ofAttribute(":name").before("yesterday")));
    assertThrows(
        IllegalArgumentException.class, () -> Excision.ofAttribute(":name").only(":n"));
    assertThrows(IllegalArgumentException.class, () -> Excision.ofEntity(1).only());
    assertEquals(last, db.connection.db().basisT());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{:db/excise 70000}]",
        "[{:db/id \"datomic.tx\" :db.excise/beforeT 1}]",
        "[[:db/retract 4398046511105 :db/excise 70000]]"
      })
  void aTransactionCanNotPretendToExcise(String forms) {
    db.transact("[{:n 1}]");
    TransactionException error = assertThrows(TransactionException.class, () -> db.transact(forms));
    assertTrue(error.getMessage().contains("Connection.excise"), error.getMessage());
  }

  @Test
  void theRecordOutlivesTheRetractionOfWhatItNames() {
    long e = db.transact("[{:db/id \"e\" :n 1}]").id("e");
    long tx = db.connection.excise(Excision.ofEntity(e)).tx();
    db.transact("[[:db/retractEntity " + e + "]]");
    assertEquals(e, TestDatabase.value(db.connection, tx, ":db/excise"));
  }

  @Test
  void followersGetAReportOfTheExcision() throws Exception {
    long e = db.transact("[{:db/id \"e\" :n 1}]").id("e");
    List<TxReport> reports = new ArrayList<>();
    CountDownLatch two = new CountDownLatch(2);
    db.connection.listen(report -> {
      reports.add(report);
      two.countDown();
    });
    TxReport made = db.connection.excise(Excision.ofEntity(e));
    db.transact("[{:n 2}]");
    two.await();
    assertEquals(made.txData(), reports.get(0).txData());
    assertEquals(3, reports.get(1).t());
  }

  @Test
  void anotherConnectionSeesThatItIsGone() {
    long[] people = people();
    try (Connection other = Dfdb.createDb(Map.of("storage", (Storage) db.storage))) {
      Db before = other.db();
      db.connection.excise(Excision.ofEntity(people[0]));
      assertEquals(Set.of(), with(other.db(), Index.EAVT, people[0]));
      assertEquals(Set.of(), with(before.history(), Index.EAVT, people[0]));
      other.transact("[[:db/add " + people[1] + " :name \"plain-3\"]]");
      assertEquals("plain-3", TestDatabase.value(db.connection, people[1], ":name"));
    }
  }

  @Test
  void randomExcisionsAgreeWithTheDefinition() {
    for (int seed = 0; seed < 40; seed++) {
      db = new TestDatabase();
      Random random = new Random(seed);
      db.declare(":one long", ":many long many", ":ref ref many");
      List<Long> entities = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        entities.add(db.transact("[{:db/id \"e\" :one " + i + "}]").id("e"));
      }
      for (int i = 0; i < 30; i++) {
        long e = entities.get(random.nextInt(4));
        String op = random.nextInt(3) == 0 ? ":db/retract" : ":db/add";
        db.transact("[[" + op + " " + e
            + switch (random.nextInt(3)) {
              case 0 -> " :one " + random.nextInt(4);
              case 1 -> " :many " + random.nextInt(4);
              default -> " :ref " + entities.get(random.nextInt(4));
            }
            + "]]");
      }
      long e = entities.get(random.nextInt(4));
      String attribute = List.of(":one", ":many", ":ref").get(random.nextInt(3));
      long a = id(attribute);
      long before = 1L + random.nextInt(45);
      List<Datom> log = log(db.connection);
      int kind = random.nextInt(3);
      Excision what = switch (kind) {
        case 0 -> Excision.ofEntity(e);
        case 1 -> Excision.ofEntity(e).only(attribute);
        default -> Excision.ofAttribute(attribute);
      };
      boolean isBounded = random.nextBoolean();
      TxReport report = db.connection.excise(isBounded ? what.before(before) : what);
      List<Datom> left = new ArrayList<>();
      for (int i = 0; i < log.size(); i++) {
        Datom datom = log.get(i);
        boolean isCovered = (kind == 2 || datom.e() == e) && (kind == 0 || datom.a() == a);
        long asserted =
            EntityIds.t(datom.added() ? datom.tx() : assertion(log, i).tx());
        if (!isCovered || (isBounded && asserted >= before)) {
          left.add(datom);
        }
      }
      left.addAll(report.txData());
      String message = "seed " + seed;
      assertEquals(left, log(db.connection), message);
      Db now = db.connection.db();
      for (Index index : new Index[] {Index.EAVT, Index.AEVT, Index.AVET}) {
        assertEquals(new HashSet<>(left), all(now.history(), index), message);
      }
      assertEquals(live(left), all(now, Index.AEVT), message);
      assertEquals(live(left), all(now, Index.EAVT), message);
      Set<Datom> references = live(left);
      references.removeIf(datom -> datom.a() != id(":ref"));
      Set<Datom> found = all(now, Index.VAET);
      found.removeIf(datom -> datom.e() < EntityIds.FIRST_ENTITY);
      assertEquals(references, found, message);
    }
  }

  private long id(String ident) {
    return db.connection.db().read(value -> value.entityId(Keyword.of(ident.substring(1))));
  }

  /** The assertion that a retraction ends. */
  private static Datom assertion(List<Datom> log, int retraction) {
    Datom sought = log.get(retraction);
    for (int i = retraction - 1; i >= 0; i--) {
      Datom datom = log.get(i);
      if (datom.added() && sameFact(datom, sought)) {
        return datom;
      }
    }
    throw new AssertionError("nothing was asserted before " + sought);
  }

  private static boolean sameFact(Datom left, Datom right) {
    return left.e() == right.e() && left.a() == right.a() && left.v().equals(right.v());
  }

  private static Set<Datom> live(List<Datom> log) {
    Set<Datom> live = new HashSet<>();
    for (Datom datom : log) {
      if (datom.added()) {
        live.add(datom);
      } else {
        live.removeIf(other -> sameFact(other, datom));
      }
    }
    return live;
  }

  @Test
  void anIdThatWasNeverGivenOutCanNotBeExcised() {
    long t = db.connection.db().basisT();

    assertThrows(
        TransactionException.class, () -> db.connection.excise(Excision.ofEntity(88_888L)));
    assertEquals(t, db.connection.db().basisT());
  }
}
