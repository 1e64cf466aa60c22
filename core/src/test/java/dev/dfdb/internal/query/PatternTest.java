package dev.dfdb.internal.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.QueryException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Patterns, inputs, sources, and what values are the same. */
class PatternTest {

  private static final Facts PEOPLE =
      Facts.of(Facts.builder().unique("email").refs("friend").ref("status").unique("key"), """
          [[1 :name "Ann"] [1 :age 30] [1 :email "ann@x"] [1 :friend 2] [1 :friend 3] [1 :status 9]
           [2 :name "Bob"] [2 :age 40] [2 :email "bob@x"] [2 :friend 2]
           [3 :name "Cid"] [3 :age 30] [3 :nick "Ann"]
           [9 :db/ident :status/active]]
          """);

  @Test
  void patternsJoinOnTheirVariables() {
    assertEquals(
        Ask.edn("#{[\"Ann\" \"Bob\"] [\"Ann\" \"Cid\"] [\"Bob\" \"Bob\"]}"),
        Ask.rows("[:find ?n ?f :where [?e :name ?n] [?e :friend ?x] [?x :name ?f]]", PEOPLE));
  }

  @Test
  void clauseOrderDoesNotMatter() {
    assertEquals(
        Ask.rows("[:find ?n :where [?e :age 40] [?x :friend ?e] [?x :name ?n]]", PEOPLE),
        Ask.rows("[:find ?n :where [?x :name ?n] [?x :friend ?e] [?e :age 40]]", PEOPLE));
  }

  @Test
  void constantsStandInAnyPosition() {
    assertEquals("Ann", Ask.value("[:find ?n . :where [1 :name ?n]]", PEOPLE));
    assertEquals(2L, Ask.value("[:find ?e . :where [?e :age 40]]", PEOPLE));
    assertEquals(
        Ask.edn("#{[1 \"Ann\"] [3 \"Ann\"]}"),
        Ask.rows("[:find ?e ?v :where [?e _ ?v] [_ :name ?v] [(= ?v \"Ann\")]]", PEOPLE));
    assertEquals(1L, Ask.value("[:find (count ?e) . :where [?e :email \"ann@x\"]]", PEOPLE));
    assertEquals(
        Ask.edn("#{[1]}"), Ask.rows("[:find ?e :where [?e :age 30] [?e :friend 3]]", PEOPLE));
  }

  @Test
  void theBlankIsAnotherValueEachTime() {
    assertEquals(
        Ask.edn("#{[1] [2]}"), Ask.rows("[:find ?e :where [?e :friend _] [_ :friend _]]", PEOPLE));
  }

  @Test
  void aVariableTwiceInAPatternIsOneValue() {
    assertEquals(Ask.edn("#{[2]}"), Ask.rows("[:find ?e :where [?e :friend ?e]]", PEOPLE));
  }

  @Test
  void attributesCanBeVariables() {
    assertEquals(
        Set.of(List.of(PEOPLE.entityId(Keyword.of("name")))),
        Ask.rows("[:find ?a :where [3 ?a \"Cid\"]]", PEOPLE));
    assertEquals(
        Ask.edn("#{[:name \"Ann\"] [:age 30]}"),
        Ask.rows(
            "[:find ?a ?v :in $ [?a ...] :where [1 ?a ?v]]",
            PEOPLE,
            Edn.read("[:name :age :nix]")));
    assertEquals(
        Ask.edn("#{[\"Ann\"]}"),
        Ask.rows("[:find ?v :where [(ground :name) ?a] [1 ?a ?v]]", PEOPLE));
    assertEquals(
        Ask.edn("#{[:name]}"),
        Ask.rows("[:find ?i :where [3 ?a \"Cid\"] [?a :db/ident ?i]]", PEOPLE));
  }

  @Test
  void unknownAttributesAndIdentsMatchNothing() {
    assertEquals(Set.of(), Ask.rows("[:find ?e :where [?e :nothing _]]", PEOPLE));
    assertEquals(Set.of(), Ask.rows("[:find ?v :where [:no/ident :name ?v]]", PEOPLE));
    assertEquals(Set.of(), Ask.rows("[:find ?v :where [[:email \"no\"] :name ?v]]", PEOPLE));
  }

  @Test
  void transactionAndOperationCanBeBound() {
    assertEquals(
        Set.of(List.of(Facts.TX + 1, true)),
        Ask.rows("[:find ?tx ?op :where [1 :name _ ?tx ?op]]", PEOPLE));
    assertEquals(Set.of(), Ask.rows("[:find ?e :where [?e :name _ _ false]]", PEOPLE));
    assertEquals(
        Ask.edn("#{[1] [2] [3]}"),
        Ask.rows("[:find ?e :in $ ?tx :where [?e :age _ ?tx]]", PEOPLE, Facts.TX + 1));
    assertEquals(
        Set.of(), Ask.rows("[:find ?e :in $ ?tx :where [?e :age _ ?tx]]", PEOPLE, Facts.TX + 2));
  }

  @Test
  void lookupRefsAndIdentsStandForEntities() {
    assertEquals("Ann", Ask.value("[:find ?n . :where [[:email \"ann@x\"] :name ?n]]", PEOPLE));
    assertEquals(
        Ask.edn("#{[1]}"),
        Ask.rows("[:find ?e :where [?e :friend [:email \"bob@x\"]] [?e :age 30]]", PEOPLE));
    assertEquals(
        Ask.edn("#{[1]}"), Ask.rows("[:find ?e :where [?e :status :status/active]]", PEOPLE));
    assertEquals(
        Ask.edn("#{[[:email \"ann@x\"] 30] [[:email \"bob@x\"] 40]}"),
        Ask.rows(
            "[:find ?e ?age :in $ [?e ...] :where [?e :age ?age]]",
            PEOPLE,
            Edn.read("[[:email \"ann@x\"] [:email \"bob@x\"] [:email \"no\"]]")));
    assertEquals(
        Ask.edn("#{[1]}"),
        Ask.rows(
            "[:find ?e :in $ ?s :where [?e :status ?s]]", PEOPLE, Keyword.of("status/active")));
    assertEquals(
        Ask.edn("#{[\"Ann\"]}"),
        Ask.rows(
            "[:find ?n :in $ ?f :where [?e :name ?n] [?e :friend ?f] (not [?e :age 40])]",
            PEOPLE,
            Edn.read("[:email \"bob@x\"]")));
  }

  @Test
  void lookupRefsAreResolvedInEachDatabase() {
    Facts other = Facts.of(Facts.builder().unique("email"), "[[7 :email \"ann@x\"] [7 :score 5]]");
    assertEquals(
        Ask.edn("#{[30 5]}"),
        Ask.rows(
            "[:find ?age ?s :in $ $2 ?e :where [?e :age ?age] [$2 ?e :score ?s]]",
            PEOPLE,
            other,
            Edn.read("[:email \"ann@x\"]")));
  }

  @Test
  void severalDatabasesAndCollectionsAreJoined() {
    Facts scores = Facts.of(Facts.builder(), "[[50 :who \"Ann\"] [50 :score 5]]");
    assertEquals(
        Ask.edn("#{[1 5]}"),
        Ask.rows(
            "[:find ?e ?s :in $ $s :where [?e :name ?n] [$s ?x :who ?n] [$s ?x :score ?s]]",
            PEOPLE,
            scores));
    assertEquals(
        Ask.edn("#{[\"Bob\" 2.5]}"),
        Ask.rows(
            "[:find ?n ?w :in $ $w :where [?e :name ?n] [$w ?n _ ?w]]",
            PEOPLE,
            List.of(List.of("Bob", 1, 2.5), List.of("Bob", 2), List.of("Zoe", 1, 1.0))));
    assertEquals(
        Ask.edn("#{[1 2]}"),
        Ask.rows("[:find ?a ?b :where [?a ?b] [(< ?a ?b)]]", Map.of(1, 2, 3, 3)));
  }

  @Test
  void inputsAreScalarsCollectionsTuplesAndRelations() {
    String where = " :where [?e :name ?n] [?e :age ?a]]";
    assertEquals(Ask.edn("#{[1]}"), Ask.rows("[:find ?e :in $ ?n" + where, PEOPLE, "Ann"));
    assertEquals(
        Ask.edn("#{[1] [3]}"),
        Ask.rows("[:find ?e :in $ [?n ...]" + where, PEOPLE, new String[] {"Ann", "Cid", "Eve"}));
    assertEquals(
        Ask.edn("#{[3]}"),
        Ask.rows("[:find ?e :in $ [?n _ ?a]" + where, PEOPLE, Arrays.asList("Cid", null, 30)));
    assertEquals(
        Ask.edn("#{[1] [2]}"),
        Ask.rows(
            "[:find ?e :in $ [[?n ?a]]" + where,
            PEOPLE,
            List.of(List.of("Ann", 30), List.of("Bob", 40), List.of("Cid", 31))));
    assertEquals(
        Ask.edn("#{[2]}"),
        Ask.rows("[:find ?e :in $ [[?n ?a]]" + where, PEOPLE, Map.of("Bob", 40)));
    assertEquals(
        Ask.edn("#{[1 :x] [1 :y]}"),
        Ask.rows("[:find ?a ?b :in [[?a [?b ...]]]]", Edn.read("[[1 [:x :y]]]")));
  }

  @Test
  void narrowNumbersAndDatesAreNormalized() {
    assertEquals(
        Ask.edn("#{[2]}"), Ask.rows("[:find ?e :in $ ?a :where [?e :age ?a]]", PEOPLE, (short) 40));
    Facts facts = Facts.builder().add(1, "at", Instant.EPOCH).build();
    assertEquals(
        1L,
        Ask.value("[:find ?e . :in $ ?at :where [?e :at ?at]]", facts, Date.from(Instant.EPOCH)));
  }

  @Test
  void valuesAreTheSameByContentAndType() {
    Facts facts = Facts.builder()
        .add(1, "v", 1)
        .add(2, "v", 1.0)
        .add(3, "v", new byte[] {1, 2})
        .add(4, "w", new byte[] {1, 2})
        .add(5, "v", List.of(new byte[] {3}))
        .build();
    assertEquals(Ask.edn("#{[1]}"), Ask.rows("[:find ?e :where [?e :v 1]]", facts));
    assertEquals(Ask.edn("#{[2]}"), Ask.rows("[:find ?e :where [?e :v 1.0]]", facts));
    assertEquals(
        Ask.edn("#{[3 4]}"), Ask.rows("[:find ?a ?b :where [?a :v ?x] [?b :w ?x]]", facts));
    assertEquals(
        Ask.edn("#{[3]}"),
        Ask.rows(
            "[:find ?a :in $ [?x ...] :where [?a :v ?x]]",
            facts,
            List.of(new byte[] {1, 2}, new byte[] {1})));
    assertEquals(
        Ask.edn("#{[5]}"),
        Ask.rows("[:find ?a :in $ ?x :where [?a :v ?x]]", facts, List.of(new byte[] {3})));
    assertEquals(
        1L,
        Ask.value("[:find (count ?x) . :in [?x ...]]", List.of(new byte[] {1}, new byte[] {1})));
  }

  @Test
  void queriesCanBeJavaObjects() {
    assertEquals(
        Ask.edn("#{[\"Ann\"]}"),
        Ask.rows(Ask.form("{:find [?n] :in [$ ?e] :where [[?e :name ?n]]}"), PEOPLE, 1));
    assertEquals(
        Ask.edn("#{[\"Ann\"]}"),
        Ask.rows(Map.of("find", "?n", "in", "$ ?e", "where", List.of("[?e :name ?n]")), PEOPLE, 1));
    assertEquals(
        Ask.edn("#{[\"Cid\"]}"),
        Ask.rows(
            Map.of(
                ":find", "?n", "where", "[?e :name ?n] (not (or [?e :friend _] [_ :friend ?e]))"),
            Facts.of(
                Facts.builder().ref("friend"),
                "[[1 :name \"Cid\"] [2 :name \"Dee\"] [2 :friend 2]]")));
  }

  @Test
  void aSourceOfTheWrongKindOrAMissingInputIsAnError() {
    assertThrows(QueryException.class, () -> Ask.rows("[:find ?e :where [?e :a]]", 5));
    assertThrows(QueryException.class, () -> Ask.rows("[:find ?e :where [?e :a]]"));
    assertThrows(QueryException.class, () -> Ask.rows("[:find ?e :where [?e :a]]", PEOPLE, 1));
    assertThrows(QueryException.class, () -> Ask.rows("[:find ?e :in [?e ...]]", 1));
    assertThrows(QueryException.class, () -> Ask.rows("[:find ?e :in [?e ?f]]", List.of(1)));
    assertThrows(QueryException.class, () -> Ask.rows("[:find ?e :where [?e :a nil]]", PEOPLE));
    assertThrows(QueryException.class, () -> Ask.rows("[:find ?e :where [?e \"a\"]]", PEOPLE));
    assertThrows(QueryException.class, () -> Ask.rows("[:find ?e :where [?e]]", PEOPLE));
    assertThrows(
        QueryException.class, () -> Ask.rows("[:find ?e :where [?e :a ?b ?c ?d ?f]]", PEOPLE));
  }

  @Test
  void aQueryWithoutRowsHasNone() {
    assertNull(Ask.value("[:find ?e . :where [?e :age 99]]", PEOPLE));
    assertNull(Ask.value("[:find (count ?e) . :where [?e :age 99]]", PEOPLE));
    assertEquals(Set.of(), Ask.rows("[:find (count ?e) (max ?e) :where [?e :age 99]]", PEOPLE));
  }

  @Test
  void unconnectedClausesCombine() {
    assertEquals(
        4, Ask.rows("[:find ?a ?b :where [?a :age 30] [?b :age 30]]", PEOPLE).size());
    assertEquals(Set.of(), Ask.rows("[:find ?a :where [?a :age 30] [_ :age 99]]", PEOPLE));
    assertEquals(
        2, Ask.rows("[:find ?a :where [?a :age 30] [1 :age 30]]", PEOPLE).size());
  }
}
