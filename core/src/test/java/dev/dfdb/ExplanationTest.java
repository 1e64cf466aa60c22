package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an explanation says of a query. */
class ExplanationTest {

  private final TestDatabase db = new TestDatabase();

  @BeforeEach
  void begin() {
    db.declare(":p/name string", ":p/age long", ":p/knows ref many");
    StringBuilder forms = new StringBuilder("[");
    for (int i = 0; i < 200; i++) {
      forms
          .append("{:db/id \"")
          .append(i)
          .append("\" :p/name \"n")
          .append(i % 100)
          .append("\" :p/age ")
          .append(i % 10)
          .append(" :p/knows [\"")
          .append((i + 1) % 200)
          .append("\"]}");
    }
    db.transact(forms.append(']').toString());
  }

  private Explanation explain(String query, Object... inputs) {
    return db.connection.db().explain(query, inputs);
  }

  @Test
  void clausesStandInTheOrderInWhichTheyWereSolved() {
    Explanation explanation =
        explain("[:find ?e :where [?e :p/age ?a] [?e :p/name \"n7\"] [(< ?a 8)]]");
    assertEquals(
        List.of("[?e :p/name \"n7\"]", "[?e :p/age ?a]", "[(< ?a 8)]"),
        explanation.steps().stream().map(Explanation.Step::clause).toList());
    assertEquals(
        List.of(2L, 2L, 2L),
        explanation.steps().stream().map(Explanation.Step::rows).toList());
    assertEquals(2, explanation.rows());
  }

  @Test
  void theOrderWrittenDoesNotMatter() {
    Explanation one = explain("[:find ?e :where [?e :p/age ?a] [?e :p/name \"n7\"]]");
    Explanation other = explain("[:find ?e :where [?e :p/name \"n7\"] [?e :p/age ?a]]");
    assertEquals(
        one.steps().stream().map(Explanation.Step::clause).toList(),
        other.steps().stream().map(Explanation.Step::clause).toList());
  }

  @Test
  void whatIsWithinAClauseStandsBelowIt() {
    Explanation explanation = explain(
        "[:find ?e :where [?e :p/name \"n7\"] (not [?e :p/age 1]) (or [?e :p/age 7] [?e :p/age 8])]");
    Explanation.Step not = step(explanation, "(not [?e :p/age 1])");
    assertEquals("anti-join", not.operator());
    assertEquals("[?e :p/age 1]", not.steps().get(0).clause());
    Explanation.Step or = step(explanation, "(or [?e :p/age 7] [?e :p/age 8])");
    assertEquals("union of 2", or.operator());
    assertEquals(2, or.steps().size());
  }

  @Test
  void aClosureSaysWhereItBegins() {
    String rules = "[[(path ?x ?y) [?x :p/knows ?y]] [(path ?x ?y) [?x :p/knows ?z] (path ?z ?y)]]";
    Explanation explanation =
        explain("[:find ?b :in $ % :where [?a :p/name \"n3\"] (path ?a ?b)]", rules);
    assertEquals(
        "closure along the references, from what is bound",
        step(explanation, "(path ?a ?b)").operator());
  }

  @Test
  void aRecursiveRuleSaysWhatItIsAskedWith() {
    String rules = "[[(same ?x ?y) [?p :p/knows ?x] [?p :p/knows ?y]]"
        + " [(same ?x ?y) [?p :p/knows ?x] (same ?p ?q) [?q :p/knows ?y]]]";
    Explanation explanation =
        explain("[:find ?b :in $ % :where [?a :p/name \"n3\"] (same ?a ?b)]", rules);
    Explanation.Step rule = step(explanation, "(same ?a ?b)");
    assertEquals("recursive rule, asked with 2 values of [?a]", rule.operator());
    assertFalse(rule.steps().isEmpty());
  }

  @Test
  void theTextHasALineForEveryClause() {
    String text =
        explain("[:find ?e :where [?e :p/name \"n7\"] [?e :p/age ?a]]").text();
    assertTrue(text.contains("[?e :p/name \"n7\"]"), text);
    assertTrue(text.contains("[?e :p/age ?a]"), text);
    assertTrue(text.contains("2 rows"), text);
  }

  @Test
  void theWrittenOrderIsKeptWhereThatIsWanted() {
    String text = "[:find ?e :where [(< ?a 8)] [?e :p/age ?a] [?e :p/name \"n7\"]";
    List<String> written = List.of("[?e :p/age ?a]", "[(< ?a 8)]", "[?e :p/name \"n7\"]");
    Explanation inText = explain(text + " :keep-order true]");
    Explanation byOption = db.connection.db().explain(Query.of(text + "]").keepOrder());
    assertEquals(written, clauses(inText));
    assertEquals(written, clauses(byOption));
    assertEquals(2, inText.rows());
    assertEquals(
        "[?e :p/name \"n7\"]", clauses(explain(text + " :keep-order false]")).get(0));
  }

  @Test
  void theWrittenOrderIsKeptWithinClausesToo() {
    Explanation explanation = explain("[:find ?e :where [?e :p/name \"n7\"]"
        + " (or (and [?x :p/age 7] [?e :p/knows ?x]) (and [?e :p/knows ?x] [?x :p/age 8]))"
        + " :keep-order true]");
    assertEquals(
        List.of("[?x :p/age 7]", "[?e :p/knows ?x]", "[?e :p/knows ?x]", "[?x :p/age 8]"),
        explanation.steps().get(1).steps().stream()
            .map(Explanation.Step::clause)
            .toList());
  }

  private static List<String> clauses(Explanation explanation) {
    return explanation.steps().stream().map(Explanation.Step::clause).toList();
  }

  @Test
  void everyOrderOfTheClausesHasOnePlan() {
    List<String> clauses = List.of(
        "[?e :p/name ?n]", "[?e :p/age ?a]", "[?e :p/knows ?o]", "[?o :p/age ?a]", "[?o :p/name]");
    List<String> plan = clauses(explain("[:find ?n ?o :where " + String.join(" ", clauses) + "]"));
    for (int i = 0; i < clauses.size(); i++) {
      List<String> turned = new ArrayList<>(clauses);
      Collections.rotate(turned, i);
      String joined = String.join(" ", turned);
      assertEquals(plan, clauses(explain("[:find ?n ?o :where " + joined + "]")));
      Collections.reverse(turned);
      joined = String.join(" ", turned);
      assertEquals(plan, clauses(explain("[:find ?n ?o :where " + joined + "]")));
    }
  }

  @Test
  void rulesStandInStrata() {
    String rules = "[[(path ?x ?y) [?x :p/knows ?y]] [(path ?x ?y) (path ?x ?z) [?z :p/knows ?y]]"
        + " [(apart ?x ?y) [?x :p/age] [?y :p/age] (not (path ?x ?y))]"
        + " [(named ?x) [?x :p/name]] [(other ?x) [?x :p/tag]]]";
    Explanation explanation =
        explain("[:find (count ?e) :in $ % :where (named ?e) (apart ?e ?e)]", rules);
    assertEquals(List.of(List.of("named", "path"), List.of("apart")), explanation.strata());
    assertTrue(explanation.text().contains("stratum 2 of rules: apart"), explanation.text());
    assertEquals(List.of(), explain("[:find ?e :where [?e :p/name]]").strata());
  }

  @Test
  void whatIsReadFromTheStorageIsCounted() {
    String query = "[:find ?e :where [?e :p/name \"n7\"]]";
    long first = explain(query).steps().get(0).bytesRead();
    assertTrue(first > 0 && first < 200, "two keys: " + first);
    assertEquals(0, explain(query).steps().get(0).bytesRead(), "the keys are kept");
  }

  @Test
  void aNarrowRangeIsReadFromTheIndexAndNotTheWholeAttribute() {
    db.declare(":m/rank long");
    List<Object> forms = new ArrayList<>();
    for (long i = 0; i < 3_000; i++) {
      forms.add(Map.of(":m/rank", i));
    }
    db.connection.transact(forms);
    Explanation.Step range = explain("[:find ?e :where [?e :m/rank ?r] [(< ?r 25)] [(> ?r 4)]]")
        .steps()
        .get(0);
    assertEquals("range of AVET", range.operator());
    assertEquals(20, range.rows());
    assertTrue(range.bytesRead() < 1_000, "read " + range.bytesRead());
    assertEquals(
        0, explain("[:find ?e :where [?e :m/rank ?r] [(< ?r 4)] [(> ?r 25)]]").rows());
  }

  private static Explanation.Step step(Explanation explanation, String clause) {
    return explanation.steps().stream()
        .filter(step -> step.clause().equals(clause))
        .findFirst()
        .orElseThrow(() -> new AssertionError(explanation.text()));
  }
}
