package dev.dfdb.internal.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.edn.Edn;
import dev.dfdb.error.QueryException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Predicates, functions, {@code not}, {@code or}. */
class ClauseTest {

  private static final Facts FACTS = Facts.of(Facts.builder().refs("follows").many("tag"), """
          [[1 :name "Ann"] [1 :age 30] [1 :follows 2] [1 :tag :a] [1 :tag :b]
           [2 :name "Bob"] [2 :age 40] [2 :follows 3] [2 :tag :b]
           [3 :name "Cid"] [3 :age 50] [3 :follows 2] [3 :follows 4]
           [4 :name "Dee"]]
          """);

  @Test
  void predicatesFilter() {
    assertEquals(
        Ask.edn("#{[2] [3]}"), Ask.rows("[:find ?e :where [?e :age ?a] [(> ?a 30)]]", FACTS));
    assertEquals(
        Ask.edn("#{[2]}"), Ask.rows("[:find ?e :where [(< 30 ?a 50)] [?e :age ?a]]", FACTS));
    assertEquals(
        Ask.edn("#{[1 2] [1 3] [2 3]}"),
        Ask.rows("[:find ?x ?y :where [?x :age ?a] [?y :age ?b] [(< ?a ?b)]]", FACTS));
    assertEquals(Set.of(), Ask.rows("[:find ?e :where [?e :age] [(= 1 2)]]", FACTS));
    assertEquals(3, Ask.rows("[:find ?e :where [?e :age] [(= 1 1)]]", FACTS).size());
  }

  @Test
  void functionsBindScalarsTuplesCollectionsAndRelations() {
    assertEquals(
        Ask.edn("#{[1 31]}"),
        Ask.rows("[:find ?e ?b :where [?e :name \"Ann\"] [?e :age ?a] [(inc ?a) ?b]]", FACTS));
    assertEquals(
        Ask.edn("#{[1 \"Ann\"]}"),
        Ask.rows(
            "[:find ?x ?y :where [1 :name ?n] [(tuple 1 ?n) ?t] [(untuple ?t) [?x ?y]]]", FACTS));
    assertEquals(
        Ask.edn("#{[30] [50]}"),
        Ask.rows("[:find ?a :where [(ground [30 50 60]) [?a ...]] [?e :age ?a]]", FACTS));
    assertEquals(
        Ask.edn("#{[1 :x] [2 :y]}"),
        Ask.rows(
            "[:find ?e ?k :where [(ground [[30 :x] [40 :y]]) [[?a ?k]]] [?e :age ?a]]", FACTS));
    assertEquals(
        Ask.edn("#{[2 3]}"),
        Ask.rows(
            "[:find ?b ?d :in ?t :where [(identity ?t) [[_ ?b] [_ ?d]]]]",
            Edn.read("[[1 2] [3 3]]")));
    assertEquals(
        Ask.edn("#{[4 1] [4 2]}"),
        Ask.rows("[:find ?a ?b :in [?x ...] :where [(tuple ?x 4) [?b ?a]]]", List.of(1, 2)));
  }

  @Test
  void functionResultsUnifyWithBoundVariables() {
    assertEquals(
        Ask.edn("#{[1 2]}"),
        Ask.rows(
            "[:find ?x ?y :where [?x :age ?a] [?y :age ?b] [(+ ?a 10) ?b] [(< ?a 40)]]", FACTS));
    assertEquals(
        Ask.edn("#{[2]}"), Ask.rows("[:find ?e :where [?e :age ?a] [(+ 30 10) ?a]]", FACTS));
    assertEquals(
        Ask.edn("#{[3]}"),
        Ask.rows(
            "[:find ?x :in [?p ...] :where [(identity ?p) [?x ?x]]]", Edn.read("[[1 2] [3 3]]")));
  }

  @Test
  void nilResultsGiveNoRow() {
    assertEquals(
        Set.of(), Ask.rows("[:find ?n :in ?k :where [(namespace ?k) ?n]]", Edn.read(":a")));
    assertEquals(
        Set.of(),
        Ask.rows("[:find ?v :where [?e :age 30] [(get-some $ ?e :no :nix) [_ ?v]]]", FACTS));
  }

  @Test
  void functionsThatReadADatabase() {
    assertEquals(
        Ask.edn("#{[4]}"), Ask.rows("[:find ?e :where [?e :name] [(missing? $ ?e :age)]]", FACTS));
    assertEquals(
        Ask.edn("#{[\"Ann\" 30] [\"Dee\" :none]}"),
        Ask.rows(
            "[:find ?n ?a :in $ [?e ...] :where [?e :name ?n] [(get-else $ ?e :age :none) ?a]]",
            FACTS,
            List.of(1, 4)));
    assertEquals(
        Ask.edn("#{[30]}"),
        Ask.rows("[:find ?v :where [1 :name] [(get-some $ 1 :nope :age :name) [_ ?v]]]", FACTS));
    assertThrows(
        QueryException.class,
        () -> Ask.rows("[:find ?v :where [?e :name] [(get-else $ ?e :tag 1) ?v]]", FACTS));
  }

  @Test
  void notDropsRowsWithASolution() {
    assertEquals(
        Ask.edn("#{[\"Dee\"]}"),
        Ask.rows("[:find ?n :where [?e :name ?n] (not [?e :age ?a] [(> ?a 20)])]", FACTS));
    assertEquals(
        Ask.edn("#{[4]}"), Ask.rows("[:find ?e :where (not [?e :follows _]) [?e :name _]]", FACTS));
    assertEquals(
        Ask.edn("#{[1]}"), Ask.rows("[:find ?e :where [?e :name] (not [_ :follows ?e])]", FACTS));
  }

  @Test
  void notSharesOnlyWhatIsBoundOutside() {
    // ?f is the inner one's own: no one may follow anybody.
    assertEquals(
        Ask.edn("#{[4]}"), Ask.rows("[:find ?e :where [?e :name] (not [?e :follows ?f])]", FACTS));
    assertEquals(
        Ask.edn("#{[1 2] [3 4]}"),
        Ask.rows("[:find ?e ?f :where [?e :follows ?f] (not [?f :follows ?e])]", FACTS));
  }

  @Test
  void notJoinSharesOnlyWhatItLists() {
    assertEquals(
        Ask.edn("#{[1] [4]}"),
        Ask.rows(
            "[:find ?e :where [?e :name ?n] (not-join [?e] [?e :follows ?x] [?x :follows ?e] [?x :name ?n2])]",
            FACTS));
    assertEquals(
        Set.of(), Ask.rows("[:find ?e :where [?e :name ?n] (not-join [?e] [?e :name ?n])]", FACTS));
  }

  @Test
  void nestedNots() {
    // People all of whose followed people have an age.
    assertEquals(
        Ask.edn("#{[1] [2] [4]}"),
        Ask.rows("[:find ?e :where [?e :name] (not [?e :follows ?f] (not [?f :age]))]", FACTS));
  }

  @Test
  void orIsAUnion() {
    assertEquals(
        Ask.edn("#{[1] [3]}"),
        Ask.rows("[:find ?e :where (or [?e :age 30] [?e :name \"Cid\"])]", FACTS));
    assertEquals(
        Ask.edn("#{[1] [3]}"),
        Ask.rows(
            "[:find ?e :where [?e :age _] (or (and [?e :tag :a] [?e :tag :b]) [?e :follows 4])]",
            FACTS));
    assertEquals(
        Ask.edn("#{[30] [50]}"),
        Ask.rows("[:find ?a :where [_ :age ?a] (or [(< ?a 35)] [(> ?a 45)])]", FACTS));
    assertEquals(
        Ask.edn("#{[1] [4]}"),
        Ask.rows("[:find ?e :where [?e :name] (or [?e :age 30] (not [?e :age _]))]", FACTS));
  }

  @Test
  void orJoinSharesOnlyWhatItLists() {
    assertEquals(
        Ask.edn("#{[1] [2] [3]}"),
        Ask.rows(
            "[:find ?e :where (or-join [?e] (and [?e :follows ?x] [?x :age 50]) (and [?e :age ?x] [(< ?x 60)]))]",
            FACTS));
    assertEquals(Ask.edn("#{[1 :young] [2 :young] [3 :old]}"), Ask.rows("""
            [:find ?e ?k :where [?e :age ?a]
             (or-join [[?a] ?k] (and [(< ?a 45)] [(ground :young) ?k])
                                (and [(>= ?a 45)] [(ground :old) ?k]))]
            """, FACTS));
  }

  @Test
  void deepNestingTakesNoExponentialTime() {
    String nested = "[(< ?a 45)]";
    for (int level = 0; level < 60; level++) {
      nested = "(or (and " + nested + " [?e :age ?a]) (and [?e :age ?a] [?e :name \"Cid\"]))";
    }
    assertEquals(Ask.edn("#{[1] [2] [3]}"), Ask.rows("[:find ?e :where " + nested + "]", FACTS));
    String nots = "[?e :age ?a]";
    for (int level = 0; level < 60; level++) {
      nots = "(not " + nots + ") [?e :age ?a]";
    }
    assertEquals(Ask.edn("#{[1]}"), Ask.rows("[:find ?e :where [?e :age 30] " + nots + "]", FACTS));
  }

  @Test
  void sourcesReachIntoNotAndOr() {
    Facts other = Facts.of(Facts.builder(), "[[1 :banned true] [2 :vip true]]");
    assertEquals(
        Ask.edn("#{[2] [3]}"),
        Ask.rows("[:find ?e :in $ $o :where [?e :age] ($o not [?e :banned true])]", FACTS, other));
    assertEquals(
        Ask.edn("#{[1] [2]}"),
        Ask.rows(
            "[:find ?e :in $ $o :where [?e :age] ($o or [?e :banned true] [?e :vip true])]",
            FACTS,
            other));
  }

  @Test
  void emptyAndUnitDiffer() {
    assertEquals(
        Ask.edn("#{[1]}"),
        Ask.rows("[:find ?x :in ?x $e :where (not-join [?x] [$e ?x])]", 1, List.of()));
    assertEquals(Set.of(), Ask.rows("[:find ?x :in ?x $e :where [$e _]]", 1, List.of()));
    assertEquals(
        Ask.edn("#{[1]}"), Ask.rows("[:find ?x :in ?x $e :where [$e _]]", 1, List.of(List.of(2))));
    assertEquals(Ask.edn("#{[1]}"), Ask.rows("[:find ?x :in ?x]", 1));
    assertEquals(Set.of(), Ask.rows("[:find ?x :in ?x [_ ...]]", 1, List.of()));
    assertEquals(Ask.edn("#{[1]}"), Ask.rows("[:find ?x :in ?x [_ ...]]", 1, List.of(7, 8)));
  }

  @Test
  void nilIsAValueThatMatchesItself() {
    assertEquals(
        Set.of(Arrays.asList(null, 1L)),
        Ask.rows(
            "[:find ?x ?y :in [[?x ?y]] :where [(nil? ?x)]]",
            List.of(Arrays.asList(null, 1), List.of(2, 3))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[:find ?x :where [?e :a]]",
        "[:find ?e :with ?x :where [?e :a]]",
        "[:find ?e :where [?e :a] [(< ?e ?x)]]",
        "[:find ?e :where [?e :a] [(inc ?x) ?y]]",
        "[:find ?y :where [(inc ?x) ?y] [(dec ?y) ?x]]",
        "[:find ?e :where [?e :a] (not [?x :b])]",
        "[:find ?e :where [?e :a] (not-join [?x] [?x :b])]",
        "[:find ?e :where [?e :a] (not [?e :b] [(< ?x 3)])]",
        "[:find ?e :where (not [?e :a])]",
        "[:find ?e :where (or [?e :a] [?e :b ?x])]",
        "[:find ?e :where (or-join [?e ?x] [?e :a] [?e :b ?x])]",
        "[:find ?e :where (or-join [[?x] ?e] [?e :a ?x])]",
        "[:find ?e :where (or [(< ?e 3)] [?e :a])]",
        "[:find ?e :where [?e :a] (rule ?e)]",
        "[:find ?e :where [?e :a] [(frobnicate ?e)]]",
        "[:find ?e :where [?e :a] [(inc ?e 1) ?x]]",
        "[:find ?e :where [?e :a] [(java.lang.System/exit 1)]]",
        "[:find ?e :where [$x ?e :a]]",
        "[:find ?e :where [?e :a] [(missing? $x ?e :b)]]",
        "[:find ?e :where [?e :a] [(+ (inc ?e) 1) ?x]]",
        "[:find ?e :where [?e :a] [(inc ?e) ?x ?y]]",
        "[:find ?e :where [?e :a foo]]",
        "[:find ?e :where [?e :a [?x 1]]]",
        "[:find ?e :where []]",
        "[:find ?e :where (not)]",
        "[:find ?e :where (or)]",
        "[:find ?e :where (not-join [] [?e :a])]",
        "[:find ?e :where [?e :a] (or-join [?e ?e] [?e :b])]",
        "[:find ?e :where 5]",
        "[:find ?e . ?x :where [?e :a ?x]]",
        "[:find :where [?e :a]]",
        "[:where [?e :a]]",
        "[:find ?e :where [?e :a] :limit five]",
        "[:find ?e :find ?e :where [?e :a]]",
        "[?e :where [?e :a]]",
        "{:find ?e}",
        "5",
        "[:find ?e :in $ $ :where [?e :a]]",
        "[:find ?e :in $ [] :where [?e :a]]",
        "[:find e :where [e :a]]",
      })
  void mistakesAreQueryErrors(String query) {
    QueryException error = assertThrows(QueryException.class, () -> Ask.rows(query, FACTS));
    assertEquals(false, error.context().isEmpty(), error.getMessage());
  }

  @Test
  void errorsNameClausePlaceAndRemedy() {
    QueryException unbound = assertThrows(
        QueryException.class,
        () -> Ask.rows("[:find ?e\n :where [?e :age ?a]\n  [(< ?a ?limit)]]", FACTS));
    assertEquals(":where clause 2 (line 3, column 3)", unbound.context().get("at"));
    assertEquals("[(< ?a ?limit)]", unbound.context().get("clause"));
    assertEquals("[?limit]", String.valueOf(unbound.context().get("variables")));
    QueryException unknown = assertThrows(
        QueryException.class,
        () -> Ask.rows("[:find ?e :where [?e :name ?n] [(start-with? ?n \"A\")]]", FACTS));
    assertEquals("starts-with?", unknown.context().get("did-you-mean"));
    QueryException argument = assertThrows(
        QueryException.class,
        () -> Ask.rows("[:find ?x :where [?e :name ?n] [(inc ?n) ?x]]", FACTS));
    assertEquals("inc", argument.context().get("function"));
    QueryException nested = assertThrows(
        QueryException.class,
        () -> Ask.rows("[:find ?e :where [?e :a] (not [?e :b] (not [?x :c]))]", FACTS));
    assertEquals(
        ":where clause 2, clause 2 (line 1, column 39)", nested.context().get("at"));
  }
}
