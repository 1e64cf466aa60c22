package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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

  private static Explanation.Step step(Explanation explanation, String clause) {
    return explanation.steps().stream()
        .filter(step -> step.clause().equals(clause))
        .findFirst()
        .orElseThrow(() -> new AssertionError(explanation.text()));
  }
}
