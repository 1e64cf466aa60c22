package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What queries have read is kept for the next, and must never be seen: not after transactions that
 * change it, not in databases as of other times. A database seen through a filter keeps nothing, so
 * it says what is right.
 */
class QueriesAskedOftenTest {

  private static final int OFTEN = 12;
  private static final int PEOPLE = 60;

  private static final List<String> QUERIES = List.of(
      "[:find ?e ?n :where [?e :p/name ?n]]",
      "[:find ?e :where [?e :p/name \"n3\"]]",
      "[:find ?e ?a :where [?e :p/name \"n1\"] [?e :p/age ?a]]",
      "[:find ?e ?a :where [?e :p/age ?a] [(> ?a 20)] [(<= ?a 30)]]",
      "[:find ?a (count ?e) :where [?e :p/age ?a]]",
      "[:find ?a ?c :where [?a :p/knows ?b] [?b :p/knows ?c]]",
      "[:find ?a :where [?a :p/knows ?b] [?b :p/name \"n2\"]]",
      "[:find ?e ?t :where [?e :p/tag ?t] [?e :p/name \"n0\"]]",
      "[:find ?e :where [?e :p/tag \"t1\"] (not [?e :p/age 25])]",
      "[:find ?e (pull ?e [:p/name :p/age {:p/knows [:p/name]}]) :where [?e :p/tag \"t2\"]]",
      "[:find ?a ?b :in $ % :where (reaches ?a ?b)]",
      "[:find ?e ?v :where [?e :p/seen ?v]]");

  private static final String RULES =
      "[[(reaches ?x ?y) [?x :p/knows ?y]] [(reaches ?x ?y) [?x :p/knows ?z] (reaches ?z ?y)]]";

  private final TestDatabase db = new TestDatabase();
  private final List<Long> people = new ArrayList<>();

  @BeforeEach
  void begin() {
    db.declare(
        ":p/name string", ":p/age long", ":p/tag string many", ":p/knows ref many", ":p/seen long");
    db.transact("[{:db/id :p/seen :db/noHistory true}]");
    StringBuilder forms = new StringBuilder("[");
    for (int i = 0; i < PEOPLE; i++) {
      forms
          .append("{:db/id \"p")
          .append(i)
          .append("\" :p/name \"n")
          .append(i % 5)
          .append("\" :p/age ")
          .append(i % 50)
          .append(" :p/tag [\"t")
          .append(i % 3)
          .append("\"] :p/seen 0}");
    }
    TxReport report = db.transact(forms.append(']').toString());
    for (int i = 0; i < PEOPLE; i++) {
      people.add(report.id("p" + i));
    }
  }

  private static void check(Db asked) {
    Db unkept = asked.filter((all, datom) -> true);
    for (String query : QUERIES) {
      Object[] inputs = query.contains("%") ? new Object[] {RULES} : new Object[0];
      Object right = new HashSet<>(unkept.q(query, inputs).rows());
      for (int i = 0; i < OFTEN; i++) {
        assertEquals(right, new HashSet<>(asked.q(query, inputs).rows()), query);
      }
    }
  }

  private void change(SplittableRandom random) {
    long e = people.get(random.nextInt(PEOPLE));
    long other = people.get(random.nextInt(PEOPLE));
    db.transact(
        switch (random.nextInt(6)) {
          case 0 -> "[[:db/add " + e + " :p/name \"n" + random.nextInt(5) + "\"]]";
          case 1 -> "[[:db/add " + e + " :p/age " + random.nextInt(50) + "]]";
          case 2 -> "[[:db/add " + e + " :p/tag \"t" + random.nextInt(3) + "\"]]";
          case 3 -> "[[:db/add " + e + " :p/knows " + other + "]]";
          case 4 -> "[[:db/retract " + e + " :p/tag \"t" + random.nextInt(3) + "\"]]";
          default -> "[[:db/add " + e + " :p/seen " + random.nextInt(9) + "]]";
        });
  }

  @Test
  void answersFollowEveryTransaction() {
    SplittableRandom random = new SplittableRandom(1);
    Db before = db.connection.db();
    for (int i = 0; i < 25; i++) {
      change(random);
      check(db.connection.db());
    }
    check(before);
  }

  @Test
  void answersAsOfATimeStayWhatTheyAre() {
    SplittableRandom random = new SplittableRandom(2);
    List<Db> moments = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      change(random);
      moments.add(db.connection.db().asOf(db.connection.db().basisT()));
      check(moments.get(random.nextInt(moments.size())));
      check(db.connection.db().since(moments.get(0).basisT()));
    }
  }

  @Test
  void answersFollowAnExcision() {
    check(db.connection.db());
    db.connection.excise(Excision.ofEntity(people.get(3)));
    check(db.connection.db());
    assertTrue(db.ask("[:find ?e :where [?e :p/name]]").stream()
        .noneMatch(row -> row.contains(people.get(3))));
  }

  @Test
  void answersFollowAChangeOfTheSchema() {
    check(db.connection.db());
    db.transact("[{:db/id :p/name :db/cardinality :db.cardinality/many}]");
    db.transact("[[:db/add " + people.get(0) + " :p/name \"another\"]]");
    check(db.connection.db());
  }

  @Test
  void answersAreThoseOfWhatWouldBe() {
    Db now = db.connection.db();
    check(now);
    Db would = now.with("[[:db/add " + people.get(0) + " :p/name \"another\"]]").dbAfter();
    check(would);
    assertEquals(1, would.q("[:find ?e :where [?e :p/name \"another\"]]").size());
    assertEquals(0, now.q("[:find ?e :where [?e :p/name \"another\"]]").size());
  }

  @Test
  void nothingIsKeptWithoutACache() {
    TestDatabase without = new TestDatabase(Map.of("query-cache", 0));
    without.transact("[{:db/id \"a\" :name \"n\"} {:db/id \"b\" :name \"n\"}]");
    for (int i = 0; i < OFTEN; i++) {
      assertEquals(2, without.ask("[:find ?e :where [?e :name \"n\"]]").size());
    }
    assertEquals(0, without.connection.db().stats().maxCachedBytes());
    assertEquals(0, without.connection.db().stats().cachedBytes());
  }

  @Test
  void aSmallCacheKeepsNoMoreThanItMay() {
    int bytes = 20_000;
    TestDatabase small = new TestDatabase(Map.of("query-cache", bytes));
    for (int i = 0; i < 300; i++) {
      small.transact("[{:db/id \"a\" :a " + i + " :b " + i % 7 + " :c " + i % 3 + " :d 1}]");
    }
    for (int i = 0; i < 4 * OFTEN; i++) {
      for (String attribute : List.of(":a", ":b", ":c", ":d")) {
        assertEquals(
            300, small.ask("[:find ?e ?v :where [?e " + attribute + " ?v]]").size());
        assertTrue(small.connection.db().stats().cachedBytes() <= bytes);
      }
    }
  }

  /** Of so many entities that what one look-up reads is kept, and not all. */
  @Test
  void whatFewKeysKeptFollowsEveryTransaction() {
    db.declare(":m/id long identity", ":m/note string");
    List<Object> forms = new ArrayList<>();
    for (long i = 0; i < 5_000; i++) {
      forms.add(Map.of(":m/id", i, ":m/note", "note" + i % 100, ":m/rank", i % 1_000));
    }
    db.connection.transact(forms);
    Db before = db.connection.db();
    String one = "[:find ?n . :in $ ?id :where [?e :m/id ?id] [?e :m/note ?n]]";
    String some = "[:find (count ?e) . :in $ [?r ...] :where [?e :m/rank ?r] [?e :m/note \"x\"]]";
    String all = "[:find (count ?e) . :where [?e :m/note \"x\"]]";
    String narrow = "[:find (count ?e) . :where [?e :m/id ?i] [(< 9 ?i)] [(<= ?i 12)]]";
    for (int i = 0; i < 5; i++) {
      db.transact("[{:m/id 7 :m/note \"x\"} {:m/id " + (20 + i) + " :m/note \"x\"}]");
      for (int asked = 0; asked < 3; asked++) {
        Db now = db.connection.db();
        assertEquals("x", now.q(one, 7).value());
        assertEquals("x", seven(now).get(":m/note"));
        assertEquals("note8", now.q(one, 8).value());
        assertEquals(i + 2L, now.q(all).value());
        assertEquals(i + 1L, now.q(some, List.of(20, 21, 22, 23, 24)).value());
        assertEquals(3L, now.q(narrow).value());
        assertEquals("note7", before.q(one, 7).value());
        assertEquals("note7", seven(before).get(":m/note"));
      }
    }
    db.connection.excise(Excision.ofEntity(seven(db.connection.db())));
    assertNull(db.connection.db().q(one, 7).value());
    assertEquals(5L, db.connection.db().q(all).value());
  }

  private static Entity seven(Db db) {
    return Objects.requireNonNull(db.entity(List.of(":m/id", 7L)));
  }

  @Test
  void aClosureOverALongChainAndALongCycleIsWhole() {
    int length = 100_000;
    List<Object> forms = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      forms.add(Map.of(":db/id", "c" + i, ":p/knows", List.of("c" + (i + 1) % length)));
    }
    TxReport cycle = db.connection.transact(forms);
    String from = "[:find (count ?b) . :in $ % ?a :where (reaches ?a ?b)]";
    String to = "[:find (count ?a) . :in $ % ?b :where (reaches ?a ?b)]";
    for (int i = 0; i < 3; i++) {
      Db round = cycle.dbAfter();
      assertEquals((long) length, round.q(from, RULES, cycle.id("c0")).value());
      assertEquals((long) length, round.q(to, RULES, cycle.id("c7")).value());
    }
    TxReport chain = db.connection.transact(
        List.of(List.of(":db/retract", cycle.id("c" + (length - 1)), ":p/knows", cycle.id("c0"))));
    for (int i = 0; i < 3; i++) {
      assertEquals(length - 1L, chain.dbAfter().q(from, RULES, cycle.id("c0")).value());
      assertEquals(
          length - 1L,
          chain.dbAfter().q(to, RULES, cycle.id("c" + (length - 1))).value());
    }
  }
}
