package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.QueryException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What re-implementations get wrong about queries, each point by its name. */
class QuerySemanticsTest {

  private final TestDatabase db = new TestDatabase();

  private static Object edn(String text) {
    return Objects.requireNonNull(Edn.read(text));
  }

  @Test
  @DisplayName(
      "query results are sets over find and with variables, projected after; aggregates see"
          + " that set")
  void resultsAreSets() {
    db.transact("[{:name \"a\" :heads 1} {:name \"b\" :heads 1} {:name \"c\" :heads 3}]");
    assertEquals(2, db.connection.db().q("[:find ?h :where [_ :heads ?h]]").size());
    assertEquals(
        3, db.connection.db().q("[:find ?h :with ?e :where [?e :heads ?h]]").size());
    assertEquals(
        4L, db.connection.db().q("[:find (sum ?h) . :where [_ :heads ?h]]").value());
    assertEquals(
        5L,
        db.connection
            .db()
            .q("[:find (sum ?h) . :with ?e :where [?e :heads ?h]]")
            .value());
    assertEquals(
        Set.of(List.of(1L, 2L), List.of(3L, 1L)),
        db.ask("[:find ?h (count ?e) :where [?e :heads ?h]]"));
  }

  @Test
  @DisplayName("no rows: no result row, even for count; a scalar find gives null")
  void noRows() {
    db.transact("[{:n 1}]");
    assertTrue(db.connection.db().q("[:find (count ?e) :where [?e :n 2]]").isEmpty());
    assertNull(db.connection.db().q("[:find (count ?e) . :where [?e :n 2]]").value());
    assertNull(db.connection.db().q("[:find ?e . :where [?e :n 2]]").value());
    assertNull(
        db.connection.db().q("[:find [?e ?n] :where [?e :n 2] [?e :n ?n]]").row());
  }

  @Test
  @DisplayName("lookup refs work in inputs and as constants, in entity and ref-value position")
  void lookupRefs() {
    db.declare(":email string identity", ":boss ref");
    db.transact("[{:db/id \"a\" :email \"a@x\" :n 1} {:email \"b@x\" :boss \"a\" :n 2}]");
    assertEquals(Set.of(List.of(1L)), db.ask("[:find ?n :where [[:email \"a@x\"] :n ?n]]"));
    assertEquals(
        Set.of(List.of(2L)), db.ask("[:find ?n :where [?e :boss [:email \"a@x\"]] [?e :n ?n]]"));
    assertEquals(
        Set.of(List.of(2L)),
        db.ask("[:find ?n :in $ ?b :where [?e :boss ?b] [?e :n ?n]]", edn("[:email \"a@x\"]")));
    assertEquals(
        Set.of(List.of(1L), List.of(2L)),
        db.ask(
            "[:find ?n :in $ [?e ...] :where [?e :n ?n]]",
            edn("[[:email \"a@x\"] [:email \"b@x\"] [:email \"nobody\"]]")));
    assertEquals(
        Set.of(List.of(2L)),
        db.ask(
            "[:find ?n :in $ % ?b :where (under ?e ?b) [?e :n ?n]]",
            "[[(under ?e ?b) [?e :boss ?b]]]", edn("[:email \"a@x\"]")));
    assertEquals(Set.of(), db.ask("[:find ?n :where [[:email \"nobody\"] :n ?n]]"));
  }

  @Test
  @DisplayName("lookup refs are resolved per source database")
  void lookupRefsPerSource() {
    TestDatabase other = new TestDatabase();
    db.declare(":email string identity");
    other.transact("[{:filler 1} {:filler 2}]");
    other.declare(":email string identity");
    db.transact("[{:email \"a@x\" :n 1}]");
    other.transact("[{:email \"a@x\" :n 2}]");
    assertEquals(
        Set.of(List.of(1L, 2L)),
        db.ask(
            "[:find ?n ?m :in $ $other ?e :where [?e :n ?n] [$other ?e :n ?m]]",
            other.connection.db(),
            edn("[:email \"a@x\"]")));
  }

  @Test
  @DisplayName("rules are hygienic: their variables are their own")
  void rulesAreHygienic() {
    db.declare(":boss ref");
    db.transact(
        "[{:db/id \"a\" :n 1} {:db/id \"b\" :n 2 :boss \"a\"} {:db/id \"c\" :n 3 :boss \"b\"}]");
    String rules = "[[(two-up ?e ?top) [?e :boss ?x] [?x :boss ?top]]]";
    assertEquals(
        Set.of(List.of(3L, 1L, 2L)),
        db.ask(
            "[:find ?n ?m ?k :in $ % :where [?x :n ?k] [?y :boss ?x] (two-up ?y ?z) [?y :n ?n] [?z :n ?m]]",
            rules));
    assertEquals(
        Set.of(List.of(3L, 1L)),
        db.ask("[:find ?n ?m :in $ % :where (two-up ?top ?e) [?top :n ?n] [?e :n ?m]]", rules));
  }

  @Test
  @DisplayName("rules are unions")
  void rulesAreUnions() {
    assertEquals(
        Set.of(List.of(1L), List.of(2L), List.of(3L)),
        db.ask(
            "[:find ?x :in % $a $b :where ($a any ?x)]",
            "[[(any ?x) [?x :p]] [(any ?x) [?x :q]] [(any ?x) [?x :r _]]]",
            edn("[[1 :p] [2 :q] [3 :r 0] [1 :q]]"),
            edn("[]")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[(path ?a ?b) [?a :to ?b]] [(path ?a ?b) [?a :to ?x] (path ?x ?b)]]",
        "[[(path ?a ?b) [?a :to ?b]] [(path ?a ?b) (path ?a ?x) [?x :to ?b]]]",
        "[[(path ?a ?b) [?a :to ?b]] [(path ?a ?b) (path ?a ?x) (path ?x ?b)]]",
        "[[(path ?a ?b) [?a :to ?b]] [(path ?a ?b) (htap ?a ?x) [?x :to ?b]]"
            + " [(htap ?a ?b) (path ?a ?b)]]"
      })
  @DisplayName("rules reach the fixpoint on cyclic, left- and mutually recursive definitions")
  void rulesReachTheFixpoint(String rules) {
    assertEquals(
        edn("#{[1 2] [1 3] [1 1] [2 3] [2 1] [2 2] [3 1] [3 2] [3 3] [4 1] [4 2] [4 3]}"),
        db.ask(
            "[:find ?a ?b :in % $g :where ($g path ?a ?b)]",
            rules, edn("[[1 :to 2] [2 :to 3] [3 :to 1] [4 :to 1]]")));
  }

  @Test
  @DisplayName("deep chains (100,000) neither overflow the stack nor get cut short")
  void deepChains() {
    db.declare(":to ref", ":name long identity");
    int length = 100_000;
    for (int from = 0; from < length; from += 10_000) {
      List<Object> forms = new ArrayList<>();
      for (int i = from; i < from + 10_000; i++) {
        forms.add(Map.of(":name", i, ":to", Map.of(":name", i + 1)));
      }
      db.connection.transact(forms);
    }
    for (String more : List.of("[?a :to ?x] (path ?x ?b)", "(path ?a ?x) [?x :to ?b]")) {
      assertEquals(
          (long) length,
          db.connection
              .db()
              .q(
                  "[:find (count ?b) . :in $ % :where [?a :name 0] (path ?a ?b)]",
                  "[[(path ?a ?b) [?a :to ?b]] [(path ?a ?b) " + more + "]]")
              .value());
    }
  }

  @Test
  @DisplayName("not with no bound variable is an \"insufficient bindings\" error")
  void notWithoutBindings() {
    db.transact("[{:n 1}]");
    for (String query : List.of(
        "[:find ?e :where (not [?e :n 1])]",
        "[:find ?e :where [?e :n] (not [?x :n 2])]",
        "[:find ?e :where [?e :n] (not-join [?x] [?x :n 2])]")) {
      QueryException error = assertThrows(QueryException.class, () -> db.ask(query), query);
      assertTrue(
          error.getMessage().toLowerCase(Locale.ROOT).contains("insufficient bindings"),
          error.getMessage());
    }
  }

  @Test
  @DisplayName("_ is fresh each time")
  void blankIsFresh() {
    db.transact("[{:a 1 :b 2}]");
    assertEquals(1, db.ask("[:find ?e :where [?e :a _] [?e :b _]]").size());
    assertEquals(1, db.ask("[:find ?e :where [?e _ 1] [_ _ 2] [?e :b _ _]]").size());
  }

  @Test
  @DisplayName("function results unify with bound variables")
  void functionResultsUnify() {
    db.transact("[{:a 1 :b 2} {:a 1 :b 3}]");
    assertEquals(
        Set.of(List.of(2L)), db.ask("[:find ?b :where [?e :a ?a] [?e :b ?b] [(inc ?a) ?b]]"));
    assertEquals(
        Set.of(List.of(3L)),
        db.ask("[:find ?b :where [?e :a ?a] [?e :b ?b] [(tuple ?a 3) [?a ?b]]]"));
  }

  @Test
  @DisplayName("the empty relation is not the unit relation")
  void emptyIsNotUnit() {
    db.transact("[{:n 1}]");
    assertEquals(Set.of(), db.ask("[:find ?e :where [?e :n] [_ :n 2]]"));
    assertEquals(1, db.ask("[:find ?e :where [?e :n] [_ :n 1]]").size());
    assertEquals(Set.of(), db.ask("[:find ?e :in $ [?x ...] :where [?e :n]]", List.of()));
    assertEquals(
        1, db.ask("[:find ?e :in $ [_ ...] :where [?e :n]]", List.of(1, 2)).size());
    assertEquals(Set.of(), db.ask("[:find ?e :in $ [[_ _]] :where [?e :n]]", List.of()));
    assertEquals(1, db.ask("[:find ?e :where [?e :n] (not [?e :n 2])]").size());
  }

  @Test
  @DisplayName("< never throws across types")
  void comparisonNeverThrows() {
    List<Object> values = Arrays.asList(
        null,
        true,
        1L,
        1.5,
        "a",
        Keyword.of("a"),
        edn("[1]"),
        edn("{1 2}"),
        edn("#{1}"),
        edn("#inst \"2026\""),
        edn("a"),
        edn("#uri \"a:b\""),
        new byte[] {1});
    int size = db.connection
        .db()
        .q("[:find ?a ?b :in $ [?a ...] [?b ...] :where [(< ?a ?b)]]", values, values)
        .size();
    assertEquals(values.size() * (values.size() - 1) / 2, size);
  }

  @Test
  @DisplayName("= holds within a number category (integers, floating, decimal), == across")
  void equalityOfNumbers() {
    assertTrue(holds("(= 1 1N)"));
    assertTrue(holds("(= 1.5 #float 1.5)"));
    assertTrue(holds("(= 1.0M 1.00M)"));
    assertFalse(holds("(= 1 1.0)"));
    assertFalse(holds("(= 1.0 1.0M)"));
    assertFalse(holds("(= 1 1M)"));
    assertTrue(holds("(== 1 1N 1.0 #float 1.0 1M)"));
    assertFalse(holds("(== 9007199254740993 9007199254740992.0)"));
  }

  private boolean holds(String predicate) {
    return !db.ask("[:find ?x :in $ ?x :where [" + predicate + "]]", 1).isEmpty();
  }
}
