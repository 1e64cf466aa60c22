package dev.dfdb.internal.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.edn.Edn;
import dev.dfdb.error.QueryException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules: unions, recursion of every form, hygiene, what binds them. */
class RuleTest {

  private static final String RIGHT =
      "[[(anc ?a ?b) [?a :parent ?b]] [(anc ?a ?b) [?a :parent ?c] (anc ?c ?b)]]";
  private static final String LEFT =
      "[[(anc ?a ?b) [?a :parent ?b]] [(anc ?a ?b) (anc ?a ?c) [?c :parent ?b]]]";
  private static final String DOUBLE =
      "[[(anc ?a ?b) [?a :parent ?b]] [(anc ?a ?b) (anc ?a ?c) (anc ?c ?b)]]";
  private static final String TWICE =
      "[[(anc ?a ?b) [?a :parent ?b]] [(anc ?a ?b) (anc ?c ?b) (anc ?a ?c) [?a :parent _]]]";
  private static final String BOTH = """
      [[(anc ?a ?b) [?a :parent ?b]]
       [(anc ?a ?b) [?a :parent ?c] (anc ?c ?b)]
       [(anc ?a ?b) (anc ?a ?c) [?c :parent ?b]]]
      """;
  private static final String IN_OR =
      "[[(anc ?a ?b) (or-join [?a ?b] [?a :parent ?b] (and [?a :parent ?c] (anc ?c ?b)))]]";
  private static final String MUTUAL = """
      [[(anc ?a ?b) (odd ?a ?b)] [(anc ?a ?b) (even ?a ?b)]
       [(odd ?a ?b) [?a :parent ?b]] [(odd ?a ?b) [?a :parent ?c] (even ?c ?b)]
       [(even ?a ?b) [?a :parent ?c] (odd ?c ?b)]]
      """;

  /** 1 → 2 → 3 → 4, 5 → 3, and a cycle 6 → 7 → 8 → 6 with a way in from 9. */
  private static final Facts FAMILY = Facts.of(Facts.builder().refs("parent").unique("key"), """
          [[1 :parent 2] [2 :parent 3] [3 :parent 4] [5 :parent 3] [1 :key "one"] [4 :key "four"]
           [6 :parent 7] [7 :parent 8] [8 :parent 6] [9 :parent 6]]
          """);

  private static final int CHAIN = 100_000;
  private static final Facts LONG_CHAIN = chain();

  private static Facts chain() {
    Facts.Builder chain = Facts.builder().ref("parent");
    for (long e = 1; e <= CHAIN; e++) {
      chain.add(e, "parent", e + 1);
    }
    return chain.build();
  }

  @ParameterizedTest
  @ValueSource(strings = {RIGHT, LEFT, DOUBLE, TWICE, BOTH, IN_OR, MUTUAL})
  void transitiveClosureInEveryForm(String rules) {
    assertEquals(
        Ask.edn("#{[2] [3] [4]}"), Ask.rows("[:find ?b :in $ % :where (anc 1 ?b)]", FAMILY, rules));
    assertEquals(
        Ask.edn("#{[1] [2] [3] [5]}"),
        Ask.rows("[:find ?a :in $ % :where (anc ?a 4)]", FAMILY, rules));
    assertEquals(
        Ask.edn("#{[6] [7] [8]}"), Ask.rows("[:find ?b :in $ % :where (anc 7 ?b)]", FAMILY, rules));
    assertEquals(
        Ask.edn("#{[6] [7] [8] [9]}"),
        Ask.rows("[:find ?a :in $ % :where (anc ?a 6)]", FAMILY, rules));
    assertEquals(
        20, Ask.rows("[:find ?a ?b :in $ % :where (anc ?a ?b)]", FAMILY, rules).size());
    assertEquals(
        Ask.edn("#{[1 4]}"),
        Ask.rows(
            "[:find ?a ?b :in $ % [[?a ?b]] :where (anc ?a ?b)]",
            FAMILY, rules, Edn.read("[[1 4] [4 1] [1 9] [77 4]]")));
    assertEquals(
        Ask.edn("#{[6] [7] [8]}"),
        Ask.rows("[:find ?a :in $ % :where (anc ?a ?a)]", FAMILY, rules));
    assertEquals(
        Ask.edn("#{[1] [2] [3] [5] [6] [7] [8] [9]}"),
        Ask.rows("[:find ?a :in $ % :where (anc ?a _)]", FAMILY, rules));
  }

  @ParameterizedTest
  @ValueSource(strings = {RIGHT, LEFT, DOUBLE, MUTUAL})
  void lookupRefsAreArgumentsToo(String rules) {
    assertEquals(
        Ask.edn("#{[2] [3] [4]}"),
        Ask.rows("[:find ?b :in $ % :where (anc [:key \"one\"] ?b)]", FAMILY, rules));
    assertEquals(
        Ask.edn("#{[[:key \"one\"] 2] [[:key \"one\"] 3] [[:key \"one\"] 4]}"),
        Ask.rows(
            "[:find ?a ?b :in $ % ?a :where (anc ?a ?b)]",
            FAMILY, rules, Edn.read("[:key \"one\"]")));
    assertEquals(
        Ask.edn("#{[1] [2] [3] [5]}"),
        Ask.rows(
            "[:find ?a :in $ % ?b :where (anc ?a ?b)]",
            FAMILY, rules, Edn.read("[:key \"four\"]")));
  }

  @ParameterizedTest
  @ValueSource(strings = {RIGHT, LEFT, DOUBLE, IN_OR, MUTUAL})
  void oneEndOfALongChainCostsItsLength(String rules) {
    assertEquals(
        (long) CHAIN,
        Ask.value("[:find (count ?b) . :in $ % :where (anc 1 ?b)]", LONG_CHAIN, rules));
    assertEquals(
        (long) CHAIN,
        Ask.value(
            "[:find (count ?a) . :in $ % ?b :where (anc ?a ?b)]", LONG_CHAIN, rules, CHAIN + 1));
    assertEquals(
        1L,
        Ask.value(
            "[:find ?a . :in $ % ?a ?b :where (anc ?a ?b)]", LONG_CHAIN, rules, 1, CHAIN + 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {RIGHT, LEFT, DOUBLE, TWICE, BOTH, IN_OR, MUTUAL})
  void manyQuestionsAtOnce(String rules) {
    // Chains of four.
    Facts.Builder builder = Facts.builder().ref("parent");
    Set<List<Object>> expected = new HashSet<>();
    List<Long> asked = new ArrayList<>();
    for (long e = 0; e < 2_000; e++) {
      asked.add(e);
      if (e % 4 != 3) {
        builder.add(e, "parent", e + 1);
      }
      for (long above = e + 1; above % 4 != 0; above++) {
        expected.add(List.of(e, above));
      }
    }
    Facts chains = builder.build();
    String query = "[:find ?a ?b :in $ % [%s ...] :where (anc ?a ?b)]";
    assertEquals(expected, Ask.rows(query.replace("%s", "?a"), chains, rules, asked));
    assertEquals(expected, Ask.rows(query.replace("%s", "?b"), chains, rules, asked));
    assertEquals(
        expected,
        Ask.rows("[:find ?a ?b :in $ % [[?a ?b]] :where (anc ?a ?b)]", chains, rules, expected));
    assertEquals(expected, Ask.rows("[:find ?a ?b :in $ % :where (anc ?a ?b)]", chains, rules));
  }

  @Test
  void constantsInBodiesOfRulesAreResolved() {
    String rules = RIGHT.substring(0, RIGHT.length() - 1) + """
            [(below ?a) (anc ?a [:key "four"])]
            [(chain ?a) [?a :key "four"]]
            [(chain ?a) [?a :parent ?b] (chain ?b) (not (anc [:key "one"] ?a))]]
            """;
    assertEquals(
        Ask.edn("#{[1] [2] [3] [5]}"),
        Ask.rows("[:find ?a :in $ % :where (below ?a)]", FAMILY, rules));
    assertEquals(
        Ask.edn("#{[4]}"), Ask.rows("[:find ?a :in $ % :where (chain ?a)]", FAMILY, rules));
    assertEquals(
        Ask.edn("#{[4]}"),
        Ask.rows("[:find ?a :in $ % [?a ...] :where (chain ?a)]", FAMILY, rules, List.of(3, 4)));
  }

  @Test
  void rulesAreUnionsOfTheirBranches() {
    String rules = "[[(near ?a ?b) [?a :parent ?b]] [(near ?a ?b) [?b :parent ?a]]]";
    assertEquals(
        Ask.edn("#{[1] [3]}"), Ask.rows("[:find ?b :in $ % :where (near 2 ?b)]", FAMILY, rules));
    assertEquals(
        Ask.edn("#{[1] [3]}"),
        Ask.rows("[:find ?b :in $ % ?a :where (near ?a ?b)]", FAMILY, Edn.read(rules), 2));
    assertEquals(
        Ask.edn("#{[1] [3]}"),
        Ask.rows(
            "[:find ?b :in $ % ?a :where (near ?a ?b)]",
            FAMILY,
            List.of("[(near ?a ?b) [?a :parent ?b]]", Ask.form("[(near ?a ?b) [?b :parent ?a]]")),
            2));
  }

  @Test
  void rulesAreHygienic() {
    String rules = "[[(grand ?a ?c) [?a :parent ?x] [?x :parent ?c]]]";
    assertEquals(
        Ask.edn("#{[5 1 3]}"),
        Ask.rows(
            "[:find ?x ?a ?c :in $ % ?x :where (grand ?a ?c) [?x :parent ?c] [1 :parent ?b] [?a :parent ?b]]",
            FAMILY, rules, 5));
    assertEquals(
        Ask.edn("#{[1 4]}"),
        Ask.rows(
            "[:find ?c ?x :in $ % :where (great ?c ?x)]",
            FAMILY,
            "[[(great ?x ?c) (grand ?x ?a) [?a :parent ?c] [(< ?x 5)]] [(grand ?a ?c) [?a :parent ?x] [?x :parent ?c]]]"));
  }

  @Test
  void rulesCallRules() {
    String rules = """
        [[(step ?a ?b) [?a :parent ?b]]
         [(reach ?a ?b) (step ?a ?b)]
         [(reach ?a ?b) (step ?a ?c) (reach ?c ?b)]
         [(cousin ?a ?b) (reach ?a ?x) (reach ?b ?x) [(< ?a ?b)]]]
        """;
    assertEquals(
        Ask.edn("#{[2] [3] [5]}"),
        Ask.rows("[:find ?b :in $ % :where (cousin 1 ?b)]", FAMILY, rules));
  }

  @Test
  void notWithinAndAroundRules() {
    String rules = RIGHT.substring(0, RIGHT.length() - 1)
        + "[(root ?x) [_ :parent ?x] (not [?x :parent _])]"
        + "[(unreached ?x ?y) [?x :parent _] [_ :parent ?y] (not (anc ?x ?y))]]";
    assertEquals(Ask.edn("#{[4]}"), Ask.rows("[:find ?x :in $ % :where (root ?x)]", FAMILY, rules));
    assertEquals(
        Ask.edn("#{[2] [6] [7] [8]}"),
        Ask.rows("[:find ?y :in $ % :where (unreached 5 ?y)]", FAMILY, rules));
    assertEquals(
        Ask.edn("#{[1] [2] [3] [5]}"),
        Ask.rows(
            "[:find ?a :in $ % :where [?a :parent _] (not (anc ?a ?a)) (not (anc ?a 6))]",
            FAMILY, rules));
  }

  @Test
  void aRuleThatDependsOnItsOwnNegationIsAnError() {
    QueryException error = assertThrows(
        QueryException.class,
        () -> Ask.rows(
            "[:find ?x :in $ % :where (win ?x)]",
            FAMILY, "[[(win ?x) [?x :parent ?y] (not (win ?y))]]"));
    assertEquals("win", error.context().get("rule"));
  }

  @Test
  void rulesWithFunctionsCount() {
    String rules = """
        [[(depth ?a ?b ?n) [?a :parent ?b] [(ground 1) ?n]]
         [(depth ?a ?b ?n) [?a :parent ?c] (depth ?c ?b ?m) [(inc ?m) ?n]]
         [(countdown [?n] ?m) [(identity ?n) ?m]]
         [(countdown [?n] ?m) [(> ?n 0)] [(dec ?n) ?k] (countdown ?k ?m)]]
        """;
    assertEquals(
        Ask.edn("#{[2 1] [3 2] [4 3]}"),
        Ask.rows("[:find ?b ?n :in $ % :where (depth 1 ?b ?n)]", FAMILY, rules));
    assertEquals(
        Ask.edn("#{[3] [2] [1] [0]}"), Ask.rows("[:find ?m :in % :where (countdown 3 ?m)]", rules));
    assertEquals(
        Ask.edn("#{[2]}"), Ask.rows("[:find ?m :in % ?m :where (countdown 3 ?m)]", rules, 2));
    assertEquals(
        10_001,
        Ask.rows("[:find ?m :in % ?n :where (countdown ?n ?m)]", rules, 10_000).size());
  }

  @Test
  void requiredParametersMustBeBound() {
    String rules = "[[(older [?a] ?b) [?a :parent ?b]]]";
    assertEquals(
        Ask.edn("#{[2]}"), Ask.rows("[:find ?b :in $ % :where (older 1 ?b)]", FAMILY, rules));
    assertEquals(
        Ask.edn("#{[2 3]}"),
        Ask.rows("[:find ?a ?b :in $ % :where (older ?a ?b) [1 :parent ?a]]", FAMILY, rules));
    assertThrows(
        QueryException.class,
        () -> Ask.rows("[:find ?b :in $ % :where (older ?a ?b)]", FAMILY, rules));
    assertThrows(
        QueryException.class,
        () -> Ask.rows(
            "[:find ?m :in $ % :where (down ?n ?m)]",
            FAMILY,
            "[[(down [?n] ?m) [(identity ?n) ?m]] [(down [?n] ?m) [(> ?n 0)] [(dec ?n) ?k] (down ?k ?m)]]"));
  }

  @Test
  void rulesReadTheSourceOfTheirCall() {
    Facts other = Facts.of(Facts.builder().refs("parent"), "[[4 :parent 50] [50 :parent 51]]");
    assertEquals(
        Ask.edn("#{[4 50] [4 51]}"),
        Ask.rows(
            "[:find ?b ?c :in $ $o % :where (anc 3 ?b) ($o anc ?b ?c)]", FAMILY, other, RIGHT));
    String hopping =
        "[[(hop ?a ?b) [?a :parent ?b]] [(hop ?a ?b) [?a :parent ?c] (hop ?c ?b)] [(hop ?a ?b) [?a :parent ?c] ($o hop ?c ?b)]]";
    assertEquals(
        Ask.edn("#{[4] [50] [51]}"),
        Ask.rows("[:find ?b :in $ $o % :where (hop 3 ?b)]", FAMILY, other, hopping));
  }

  @Test
  void rulesOverCollections() {
    assertEquals(
        Ask.edn("#{[:b] [:c]}"),
        Ask.rows(
            "[:find ?b :in $ % :where (reach :a ?b)]",
            Ask.form("[[:a :b] [:b :c] [:d :a]]"),
            "[[(reach ?a ?b) [?a ?b]] [(reach ?a ?b) [?a ?c] (reach ?c ?b)]]"));
  }

  @Test
  void sameGenerationJoinsBothSides() {
    Facts tree = Facts.of(
        Facts.builder().refs("up"),
        "[[2 :up 1] [3 :up 1] [4 :up 2] [5 :up 2] [6 :up 3] [7 :up 6] [8 :up 4]]");
    String rules =
        "[[(sg ?x ?y) [?x :up ?p] [?y :up ?p]] [(sg ?x ?y) [?x :up ?u] (sg ?u ?v) [?y :up ?v]]]";
    assertEquals(
        Ask.edn("#{[4] [5] [6]}"), Ask.rows("[:find ?y :in $ % :where (sg 4 ?y)]", tree, rules));
    assertEquals(
        Ask.edn("#{[7] [8]}"), Ask.rows("[:find ?x :in $ % :where (sg ?x 8)]", tree, rules));
    assertEquals(
        Ask.edn("#{[7 8]}"),
        Ask.rows(
            "[:find ?x ?y :in $ % [[?x ?y]] :where (sg ?x ?y)]",
            tree, rules, Edn.read("[[7 8] [7 4]]")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[(r ?a) [?a :parent _]] [(r ?a ?b) [?a :parent ?b]]]",
        "[[(r ?a ?b) [?a :parent ?b]] [(r [?a] ?b) [?a :parent ?b]]]",
        "[[(r ?a)]]",
        "[[(r) [?a :parent _]]]",
        "[[(r ?a ?a) [?a :parent _]]]",
        "[[(not ?a) [?a :parent _]]]",
        "[[r ?a [?a :parent _]]]",
        "[5]",
        "5",
        "[[(r ?a) [?a :parent _] (s ?a)]]",
        "[[(r ?a) [?a :parent _] (r ?a ?a)]]",
        "[[(r ?a ?b) [?a :parent _]]]",
        "[[(r ?a) [?a :parent _] (not [?x :parent ?y])]]",
        "[[(r ?a) [?a :parent _] [(nope ?a)]]]",
      })
  void mistakesInRulesAreQueryErrors(String rules) {
    assertThrows(
        QueryException.class, () -> Ask.rows("[:find ?a :in $ % :where (r ?a)]", FAMILY, rules));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[(r ?a ?b) [?a :parent _]]]",
        "[[(r ?a ?b) [?a :parent ?b]] [(r ?a ?b) [?a :key _]]]",
        "[[(r ?a ?b) [?a :parent ?b]] [(r ?a ?b) [?a :parent ?c] (r ?a ?c)]]",
      })
  void everyHeadVariableMustBeBoundByItsBranch(String rules) {
    for (String query : List.of(
        "[:find ?b :in $ % :where (r 1 ?b)]",
        "[:find ?a :in $ % :where [?a :parent ?b] (r ?a ?b)]")) {
      QueryException error =
          assertThrows(QueryException.class, () -> Ask.rows(query, FAMILY, rules));
      assertEquals("?b", String.valueOf(error.context().get("variable")));
      assertEquals("r", error.context().get("rule"));
    }
  }

  @Test
  void anUnknownRuleIsNamedWithTheNearestKnown() {
    QueryException error = assertThrows(
        QueryException.class,
        () -> Ask.rows("[:find ?b :in $ % :where (ank 1 ?b)]", FAMILY, RIGHT));
    assertEquals("anc", error.context().get("did-you-mean"));
    QueryException missing =
        assertThrows(QueryException.class, () -> Ask.rows("[:find ?b :where (anc 1 ?b)]", FAMILY));
    assertEquals("% in :in, and the rules as its input", missing.context().get("expected"));
  }
}
