package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.error.QueryException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Functions, predicates and aggregates of the program's own. */
class QueryFunctionsTest {

  private static final QueryFunction DOUBLED = arguments -> 2 * number(arguments.get(0));
  private static final Collector<@Nullable Object, ?, ?> JOINED = Collectors.mapping(
      String::valueOf,
      Collectors.collectingAndThen(
          Collectors.toCollection(java.util.TreeSet::new), names -> String.join("+", names)));

  private final TestDatabase db = new TestDatabase(Map.of(
      "query-functions", Map.of("my/doubled", DOUBLED),
      "query-aggregates", Map.of("joined", JOINED)));

  private static long number(@Nullable Object value) {
    return (Long) Objects.requireNonNull(value);
  }

  @Test
  void functionsOfTheConfigurationAreCalledByName() {
    db.transact("[{:n 1} {:n 2}]");
    assertEquals(
        Set.of(List.of(1L, 2L), List.of(2L, 4L)),
        db.ask("[:find ?n ?m :where [_ :n ?n] [(my/doubled ?n) ?m]]"));
  }

  @Test
  void functionsAreRegisteredLaterToo() {
    db.transact("[{:n 1} {:n 2} {:n 3}]");
    String query = "[:find ?n :where [_ :n ?n] [(odd-one? ?n)]]";
    assertThrows(QueryException.class, () -> db.ask(query));
    db.connection.registerFunction("odd-one?", arguments -> number(arguments.get(0)) % 2 == 1);
    assertEquals(Set.of(List.of(1L), List.of(3L)), db.ask(query));
    db.connection.registerFunction("odd-one?", arguments -> null);
    assertEquals(Set.of(), db.ask(query));
  }

  @Test
  void functionsAreCalledWithinRulesNotAndOr() {
    db.transact("[{:n 1} {:n 2} {:n 3}]");
    db.connection.registerFunction("big?", arguments -> number(arguments.get(0)) > 1);
    assertEquals(Set.of(List.of(1L)), db.ask("[:find ?n :where [_ :n ?n] (not [(big? ?n)])]"));
    assertEquals(
        Set.of(List.of(2L), List.of(3L)),
        db.ask("[:find ?n :in $ % :where (big ?n)]", "[[(big ?n) [_ :n ?n] (or [(big? ?n)])]]"));
    assertEquals(
        Set.of(List.of(8L)),
        db.ask(
            "[:find ?m :in % :where (power ?m) [(< 4 ?m)]]",
            "[[(power ?n) [(ground 1) ?n]] [(power ?n) (power ?m) [(< ?m 8)] [(my/doubled ?m) ?n]]]"));
  }

  @Test
  void resultsAreTakenApartAndMadeCanonical() {
    db.connection.registerFunction(
        "up-to",
        arguments -> java.util.stream.IntStream.range(0, (int) number(arguments.get(0)))
            .boxed()
            .toList());
    assertEquals(
        Set.of(List.of(0L), List.of(1L)), db.ask("[:find ?n :where [(up-to 2) [?n ...]]]"));
  }

  @Test
  void aggregatesCollectTheValuesOfAGroup() {
    db.transact("[{:g 1 :s \"b\"} {:g 1 :s \"a\"} {:g 2 :s \"c\"}]");
    assertEquals(
        Set.of(List.of(1L, "a+b"), List.of(2L, "c")),
        db.ask("[:find ?g (joined ?s) :where [?e :g ?g] [?e :s ?s]]"));
    db.connection.registerAggregate("my/list", Collectors.toList());
    assertEquals(
        List.of(1L, 2L),
        db.connection.db().q("[:find (my/list ?g) . :where [_ :g ?g]]").value());
  }

  @Test
  void whatAFunctionThrowsIsSaidWithTheClause() {
    db.connection.registerFunction("fails", arguments -> {
      throw new IllegalStateException("no luck");
    });
    QueryException error =
        assertThrows(QueryException.class, () -> db.ask("[:find ?x :where [(fails 1) ?x]]"));
    assertTrue(error.getMessage().contains("no luck"), error.getMessage());
    assertTrue(error.getMessage().contains(":where clause 1"), error.getMessage());
    db.connection.registerAggregate("failing", Collectors.reducing(null, (left, right) -> {
      throw new IllegalStateException("no luck either");
    }));
    QueryException other = assertThrows(
        QueryException.class, () -> db.ask("[:find (failing ?x) :in [?x ...]]", List.of(1, 2)));
    assertTrue(other.getMessage().contains("no luck either"), other.getMessage());
  }

  @Test
  void misspelledNamesAreFoundAmongThoseRegistered() {
    QueryException error =
        assertThrows(QueryException.class, () -> db.ask("[:find ?x :where [(my/doubeld 1) ?x]]"));
    assertEquals("my/doubled", error.context().get("did-you-mean"));
    assertEquals(
        "joined",
        assertThrows(QueryException.class, () -> db.ask("[:find (joind ?x) :in ?x]", 1))
            .context()
            .get("did-you-mean"));
  }

  @Test
  void namesThatEveryQueryHasAreTaken() {
    assertThrows(
        IllegalArgumentException.class, () -> db.connection.registerFunction("+", DOUBLED));
    assertThrows(
        IllegalArgumentException.class,
        () -> db.connection.registerAggregate("count", Collectors.counting()));
    assertThrows(
        MisconfiguredException.class,
        () -> new TestDatabase(Map.of("query-functions", Map.of("str", DOUBLED))));
    assertThrows(
        MisconfiguredException.class,
        () -> new TestDatabase(Map.of("query-functions", Map.of("f", "code"))));
    assertThrows(
        MisconfiguredException.class,
        () -> new TestDatabase(Map.of("query-aggregates", Map.of("f", "code"))));
  }

  @Test
  void aFunctionCanAskTheDatabaseThatItIsGiven() {
    TestDatabase world = new TestDatabase();
    world.declare(":p/name string identity", ":p/boss ref");
    world.transact("[{:db/id \"a\" :p/name \"ada\"} {:p/name \"bob\" :p/boss \"a\"}]");
    world.connection.registerFunction("my/boss", arguments -> {
      Db asked = (Db) Objects.requireNonNull(arguments.get(0));
      Object boss = asked
          .q("[:find ?n . :in $ ?e :where [?e :p/boss ?b] [?b :p/name ?n]]", arguments.get(1))
          .value();
      return boss == null ? "nobody" : boss;
    });
    String query = "[:find ?n ?b :where [?e :p/name ?n] [(my/boss $ ?e) ?b]]";
    Db before = world.connection.db();
    assertEquals(Set.of(List.of("ada", "nobody"), List.of("bob", "ada")), world.ask(query));
    world.transact("[{:p/name \"ada\" :p/boss [:p/name \"bob\"]}]");
    assertEquals(Set.of(List.of("ada", "bob"), List.of("bob", "ada")), world.ask(query));
    assertEquals(
        Set.of(List.of("ada", "nobody"), List.of("bob", "ada")),
        new HashSet<>(before.q(query).rows()),
        "it is the database that was asked, not the newest");
    String other = "[:find ?n ?b :in $ $then :where [?e :p/name ?n] [(my/boss $then ?e) ?b]]";
    assertEquals(Set.of(List.of("ada", "nobody"), List.of("bob", "ada")), world.ask(other, before));
    assertEquals(
        List.of("[?e :p/name ?n]", "[(my/boss $ ?e) ?b]"),
        world.connection.db().explain(query).steps().stream()
            .map(Explanation.Step::clause)
            .toList());
  }
}
