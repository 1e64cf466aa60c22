package dev.dfdb.internal.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dfdb.error.QueryException;
import dev.dfdb.internal.query.ast.RuleSet;
import dev.dfdb.internal.query.parse.QueryParser;
import dev.dfdb.internal.query.parse.RuleParser;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Random databases, rules and queries answer as the oracle does, in whatever order the clauses are
 * written. A failure shows its seed, and everything that was made of it.
 */
class OracleTest {

  @Property(tries = 400, shrinking = ShrinkingMode.OFF)
  void randomQueriesAnswerAsTheyMean(@ForAll long seed) {
    RandomQueries random = new RandomQueries(seed, 4);
    Facts facts = random.facts();
    String rules = random.rules();
    Oracle oracle = new Oracle(facts, RuleParser.parse(rules));
    for (int query = 0; query < 4; query++) {
      List<String> clauses = random.clauses();
      for (int order = 0; order < 3; order++) {
        String text = random.query(clauses);
        assertEquals(
            oracle.answer(QueryParser.parse(text)),
            ask(text, facts, rules),
            () -> "seed " + seed + "\n" + text + "\n" + rules + "\n" + facts.all());
      }
    }
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void randomJoinsOfManyRowsAnswerAsTheyMean(@ForAll long seed) {
    RandomQueries random = new RandomQueries(seed, 40);
    Facts facts = random.facts();
    Oracle oracle = new Oracle(facts, RuleSet.EMPTY);
    List<String> clauses = random.patterns();
    for (int order = 0; order < 3; order++) {
      String text = random.query(clauses);
      assertEquals(
          oracle.answer(QueryParser.parse(text)),
          ask(text, facts, "[]"),
          () -> "seed " + seed + "\n" + text + "\n" + facts.all());
    }
  }

  private static Object ask(String text, Facts facts, String rules) {
    try {
      return Ask.rows(text, facts, rules);
    } catch (QueryException e) {
      throw new AssertionError(text + "\n" + rules, e);
    }
  }
}
