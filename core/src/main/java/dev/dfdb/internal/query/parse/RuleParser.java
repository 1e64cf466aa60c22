package dev.dfdb.internal.query.parse;

import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Located;
import dev.dfdb.error.QueryException;
import dev.dfdb.error.SyntaxException;
import dev.dfdb.internal.query.ast.Clause;
import dev.dfdb.internal.query.ast.Rule;
import dev.dfdb.internal.query.ast.RuleSet;
import dev.dfdb.internal.query.ast.SourceName;
import dev.dfdb.internal.query.ast.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses sets of rules. */
public final class RuleParser {

  private static final String EXPECTED = "[(rule-name ?a ?b) clause ...]";

  private RuleParser() {}

  /**
   * Parses a set of rules: EDN text, or a list of rules as Java objects, each of which may itself
   * be EDN text.
   *
   * @throws SyntaxException if a text isn't EDN
   * @throws QueryException if these aren't rules
   */
  public static RuleSet parse(@Nullable Object rules) {
    if (rules instanceof String text) {
      Located located = Edn.readLocated(text);
      return parse(located.form(), located);
    }
    return parse(rules, null);
  }

  private static RuleSet parse(@Nullable Object form, @Nullable Located text) {
    Place place = new Place("rules", text);
    if (!(form instanceof List<?> forms)) {
      throw place.error("Not a set of rules", form, "[[(rule-name ?a ?b) clause ...] ...]");
    }
    List<Rule> rules = new ArrayList<>();
    Map<String, Rule> first = new HashMap<>();
    for (Object ruleForm : forms) {
      Rule rule = rule(Forms.read(ruleForm), new Place("rule " + (rules.size() + 1), text));
      Rule other = first.putIfAbsent(rule.name(), rule);
      if (other != null && !sameHead(other, rule)) {
        throw rule.origin()
            .error(
                "Branches of one rule differ in their parameters",
                Map.of("rule", rule.name(), "other", other.origin().text()));
      }
      rules.add(rule);
    }
    return new RuleSet(rules);
  }

  private static boolean sameHead(Rule left, Rule right) {
    return left.parameters().size() == right.parameters().size()
        && left.required() == right.required();
  }

  private static Rule rule(@Nullable Object form, Place place) {
    if (!(form instanceof List<?> list)
        || list.size() < 2
        || !(list.get(0) instanceof List<?> head)
        || !Forms.isCall(head)) {
      throw place.error("Not a rule", form, EXPECTED);
    }
    String name = String.valueOf(head.get(0));
    if (ClauseParser.isConnective(name)) {
      throw place.error("A rule can't have this name", head, "any other name");
    }
    List<?> parameters = head.subList(1, head.size());
    boolean hasRequired = !parameters.isEmpty() && parameters.get(0) instanceof List<?>;
    List<Variable> all = new ArrayList<>();
    if (!parameters.isEmpty() && parameters.get(0) instanceof List<?> required) {
      all.addAll(Forms.variables(required, place));
    }
    int required = all.size();
    all.addAll(Forms.variables(parameters.subList(hasRequired ? 1 : 0, parameters.size()), place));
    List<Variable> distinct = ClauseParser.distinct(all, head, place);
    List<Clause> body =
        new ClauseParser(SourceName.DEFAULT).parseAll(list.subList(1, list.size()), place);
    return new Rule(name, distinct, required, body, place.origin(form));
  }
}
