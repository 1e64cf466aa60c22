package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.edn.Edn;
import dev.dfdb.edn.EdnList;
import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import dev.dfdb.error.QueryException;
import dev.dfdb.storage.SortedMapStorage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code pull} in the {@code :find} of queries. */
class FindPullTest {

  private static final String WHERE = " :where [?e :age ?a] [(<= 18 ?a)]]";

  private final TestDatabase database = new TestDatabase();

  FindPullTest() {
    database.declare(":name string identity", ":age long", ":friend ref many", ":score long many");
    database.transact("[{:db/id \"p\" :name \"Petr\" :age 44 :friend \"i\" :score [10 20 30]}"
        + " {:db/id \"i\" :name \"Ivan\" :age 25 :score [5]} {:name \"Oleg\" :age 11}]");
  }

  private QueryResult q(Object query, Object... inputs) {
    return database.connection.db().q(query, inputs);
  }

  private Set<List<@Nullable Object>> rows(Object query, Object... inputs) {
    return new HashSet<>(q(query, inputs).rows());
  }

  private static Object edn(String text) {
    return Objects.requireNonNull(Edn.read(text));
  }

  @Test
  void rowsCanHaveMapsInAnyColumn() {
    assertEquals(
        edn("#{[{:name \"Petr\"}] [{:name \"Ivan\"}]}"), rows("[:find (pull ?e [:name])" + WHERE));
    assertEquals(
        edn("#{[44 {:name \"Petr\"} \"Petr\"] [25 {:name \"Ivan\"} \"Ivan\"]}"),
        rows("[:find ?a (pull ?e [:name]) ?n :where [?e :age ?a] [(<= 18 ?a)] [?e :name ?n]]"));
    assertEquals(
        edn("#{[{:name \"Petr\"} {:age 44 :friend [{:name \"Ivan\"}]}]}"),
        rows("[:find (pull ?e [:name]) (pull ?e [:age {:friend [:name]}]) :where [?e :friend]]"));
  }

  @Test
  void collectionsTuplesAndScalars() {
    assertEquals(
        Set.of(edn("{:name \"Petr\"}"), edn("{:name \"Ivan\"}")),
        Set.copyOf(q("[:find [(pull ?e [:name]) ...]" + WHERE).values()));
    assertEquals(
        edn("[44 {:name \"Petr\"}]"),
        q("[:find [?a (pull ?e [:name])] :where [?e :age ?a] [?e :friend]]").row());
    assertEquals(
        edn("{:name \"Petr\"}"),
        q("[:find (pull ?e [:name]) . :where [?e :friend]]").value());
    assertNull(q("[:find (pull ?e [:name]) . :where [?e :age 99]]").value());
    assertEquals(List.of(), q("[:find (pull ?e [:name]) :where [?e :age 99]]").rows());
  }

  @Test
  void rowsAreMadeASetBeforeTheyArePulled() {
    database.transact("{:name \"Igor\" :age 25}");
    assertEquals(
        List.of(edn("[{:age 25}]"), edn("[{:age 25}]")),
        q("[:find (pull ?e [:age]) :where [?e :age 25]]").rows());
    assertEquals(
        1, q("[:find (pull ?e [:age]) :where [?e :score] [?e :age 44]]").size());
  }

  @Test
  void whatMatchesNothingIsNull() {
    List<@Nullable Object> row = Objects.requireNonNull(
        q("[:find [?n (pull ?e [:friend])] :where [?e :name ?n] [?e :age 11]]").row());
    assertEquals("Oleg", row.get(0));
    assertNull(row.get(1));
  }

  @Test
  void aggregatesAreGroupedByThePulledEntity() {
    assertEquals(
        edn("#{[{:name \"Petr\"} 10 3] [{:name \"Ivan\"} 5 1]}"),
        rows("[:find (pull ?e [:name]) (min ?s) (count ?s) :where [?e :score ?s]]"));
    assertEquals(
        edn("#{[44 {:name \"Petr\"} 60] [25 {:name \"Ivan\"} 5]}"),
        rows("[:find ?a (pull ?e [:name]) (sum ?s) :where [?e :score ?s] [?e :age ?a]]"));
  }

  @Test
  void thePatternCanBeAnInput() {
    Object expected = edn("#{[{:name \"Petr\"}] [{:name \"Ivan\"}]}");
    String plain = "[:find (pull ?e pattern) :in $ pattern" + WHERE;
    assertEquals(expected, rows(plain, "[:name]"));
    assertEquals(expected, rows(plain, List.of(":name")));
    assertEquals(expected, rows(plain, List.of(Keyword.of("name"))));
    assertEquals(expected, rows("[:find (pull ?e ?p) :in $ ?p" + WHERE, "[:name]"));
    assertEquals(expected, rows("[:find (pull ?e ?p) :in $ ?p" + WHERE, edn("[:name]")));
    assertEquals(
        edn("#{[44 {:age 44}] [25 {:age 25}]}"),
        rows(
            "[:find ?a (pull ?e p) :in $ ?min p :where [?e :age ?a] [(<= ?min ?a)]]",
            18,
            "[:age]"));
  }

  @Test
  void theSourceCanBeNamed() {
    try (Connection other = Dfdb.createDb(Map.of("storage", new SortedMapStorage()))) {
      other.transact("{:code 1 :name \"Other\"}");
      Db second = other.db();
      assertEquals(
          edn("#{[25 {:name \"Other\"}]}"),
          rows(
              "[:find ?a (pull $2 ?x [:name]) :in $ $2 :where [_ :age ?a] [(= ?a 25)] [$2 ?x :code]]",
              second));
      assertEquals(
          edn("#{[{:name \"Ivan\"} {:name \"Other\"}]}"),
          rows(
              "[:find (pull ?e [:name]) (pull $2 ?x [:name]) :in $ $2"
                  + " :where [?e :age 25] [$2 ?x :code]]",
              second));
    }
  }

  @Test
  void lookupRefsAndIdentsCanBePulled() {
    assertEquals(
        edn("#{[[:name \"Petr\"] {:age 44}] [[:name \"Ivan\"] {:age 25}]}"),
        rows(
            "[:find ?e (pull ?e [:age]) :in $ [?e ...] :where [?e :age]]",
            edn("[[:name \"Petr\"] [:name \"Ivan\"]]")));
    assertEquals(
        edn("#{[{:db/ident :name}]}"), rows("[:find (pull ?e [:db/ident]) :in $ ?e]", ":name"));
    assertEquals(
        edn("#{[{:db/ident :name}]}"),
        rows("[:find (pull ?e [:db/ident]) :in $ ?e]", Keyword.of("name")));
  }

  @Test
  void columnsAreNamedByTheirTextOrAsAsked() {
    assertEquals(
        List.of("?a", "(pull ?e [:name])"),
        q("[:find ?a (pull ?e [:name])" + WHERE).columns());
    for (Map.Entry<String, Object> naming : Map.<String, Object>of(
            ":keys", Keyword.of("person"), ":strs", "person", ":syms", Symbol.of("person"))
        .entrySet()) {
      Map<Object, @Nullable Object> map = q("[:find (pull ?e [:name]) " + naming.getKey()
              + " person :where [?e :friend]]")
          .maps()
          .get(0);
      assertEquals(edn("{:name \"Petr\"}"), map.get(naming.getValue()));
    }
  }

  @Test
  void queriesGivenAsJavaObjectsCanPull() {
    assertEquals(
        List.of(edn("{:name \"Petr\"}")),
        q(Map.of(":find", "[(pull ?e [:name]) ...]", ":where", "[?e :friend]")).values());
    Object pull = EdnList.of(
        Symbol.of("pull"), Symbol.of("?e"), List.of(":name", Map.of(":friend", List.of(":age"))));
    assertEquals(
        edn("#{[{:name \"Petr\" :friend [{:age 25}]}]}"),
        rows(Map.of(":find", List.of(pull), ":where", List.of(edn("[?e :friend]")))));
  }

  @Test
  void registeredFunctionsCanBeNamed() {
    database.connection.registerTransform("size", v -> v.toString().length());
    assertEquals(
        Set.of(List.of(Map.of(Keyword.of("n"), 4))),
        rows("[:find (pull ?e [(:name :as :n :xform size)]) :where [?e :friend]]"));
  }

  @Test
  void errorsNameThePlace() {
    QueryException pattern = assertThrows(
        QueryException.class, () -> q("[:find ?a\n (pull ?e [:name (:age :limt 3)])" + WHERE));
    assertEquals(
        ":find, pull pattern, element 2 (line 2, column 18)", pattern.context().get("at"));
    assertEquals(":limit", pattern.context().get("did-you-mean"));
    for (String find : List.of(
        "(pull ?e)",
        "(pull [:name])",
        "(pull ?e [:name] [:age])",
        "(pull $ ?e)",
        "(pull ?e [])",
        "(pull ?e :name)",
        "(pull 3 [:name])",
        "(pull $other ?e [:name])",
        "(pull ?e pattern)",
        "(pull ?e ?a)",
        "(pull ?x [:name])")) {
      assertThrows(QueryException.class, () -> q("[:find " + find + WHERE), find);
    }
  }

  @Test
  void inputsOfTheWrongKindAreErrors() {
    String query = "[:find (pull ?e pattern) :in $ pattern" + WHERE;
    assertThrows(QueryException.class, () -> q(query));
    assertThrows(QueryException.class, () -> q(query, ":name"));
    assertThrows(QueryException.class, () -> q(query, 3));
    assertThrows(
        QueryException.class, () -> q("[:find (pull ?e p) :in $ p p" + WHERE, "[*]", "[*]"));
    assertThrows(
        QueryException.class,
        () -> q("[:find (pull ?e [*]) :in [[?e]]]", List.of(List.of(1))),
        "no source");
    assertThrows(
        QueryException.class,
        () -> q("[:find (pull $x ?e [*]) :in $ $x :where [$x ?e]]", List.of(List.of(1))),
        "a source that is no database");
    assertThrows(
        QueryException.class, () -> q("[:find (pull ?n [*]) :where [_ :name ?n]]"), "no entity");
  }
}
