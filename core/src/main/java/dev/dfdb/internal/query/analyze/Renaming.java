package dev.dfdb.internal.query.analyze;

import dev.dfdb.internal.query.ast.Binding;
import dev.dfdb.internal.query.ast.Call;
import dev.dfdb.internal.query.ast.Clause;
import dev.dfdb.internal.query.ast.SourceName;
import dev.dfdb.internal.query.ast.Term;
import dev.dfdb.internal.query.ast.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies the body of a rule for one call of it: parameters become the caller's variables, all
 * others new ones, and the default source becomes the caller's. So no variable of the rule is
 * mistaken for one of the caller's that has the same name.
 *
 * <p>Scopes must have been resolved.
 */
final class Renaming {

  private final Map<Variable, Variable> names;
  private final SourceName source;
  private final FreshVariables fresh;

  Renaming(Map<Variable, Variable> parameters, SourceName source, FreshVariables fresh) {
    this.names = new HashMap<>(parameters);
    this.source = source;
    this.fresh = fresh;
  }

  List<Clause> apply(List<Clause> clauses) {
    List<Clause> renamed = new ArrayList<>();
    clauses.forEach(clause -> renamed.add(apply(clause)));
    return List.copyOf(renamed);
  }

  private Clause apply(Clause clause) {
    if (clause instanceof Clause.DataPattern pattern) {
      return new Clause.DataPattern(
          apply(pattern.source()), applyTerms(pattern.terms()), pattern.origin());
    }
    if (clause instanceof Clause.TimedPattern pattern) {
      List<Term> bound =
          applyTerms(pattern.times().stream().map(Clause.Time::term).toList());
      List<Clause.Time> times = new ArrayList<>();
      for (int i = 0; i < bound.size(); i++) {
        times.add(new Clause.Time(pattern.times().get(i).dimension(), bound.get(i)));
      }
      return new Clause.TimedPattern(
          apply(pattern.source()),
          applyTerms(pattern.terms()),
          List.copyOf(times),
          pattern.origin());
    }
    if (clause instanceof Clause.Predicate predicate) {
      return new Clause.Predicate(apply(predicate.call()), predicate.origin());
    }
    if (clause instanceof Clause.Application application) {
      return new Clause.Application(
          apply(application.call()), apply(application.binding()), application.origin());
    }
    if (clause instanceof Clause.RuleCall call) {
      return new Clause.RuleCall(
          apply(call.source()), call.rule(), applyTerms(call.arguments()), call.origin());
    }
    if (clause instanceof Clause.NotJoin not) {
      return new Clause.NotJoin(applyAll(not.shared()), apply(not.body()), not.origin());
    }
    if (clause instanceof Clause.OrJoin or) {
      List<List<Clause>> branches = new ArrayList<>();
      or.branches().forEach(branch -> branches.add(apply(branch)));
      return new Clause.OrJoin(
          applyAll(or.required()), applyAll(or.shared()), List.copyOf(branches), or.origin());
    }
    throw new IllegalArgumentException("a clause whose scope isn't resolved: " + clause);
  }

  private Variable apply(Variable variable) {
    return names.computeIfAbsent(variable, fresh::like);
  }

  private SourceName apply(SourceName name) {
    return name.equals(SourceName.DEFAULT) ? source : name;
  }

  /** Two parameters may have become one variable, which is then shared once. */
  private List<Variable> applyAll(List<Variable> variables) {
    return variables.stream().map(this::apply).distinct().toList();
  }

  private List<Term> applyTerms(List<Term> terms) {
    List<Term> renamed = new ArrayList<>();
    for (Term term : terms) {
      if (term instanceof Variable variable) {
        renamed.add(apply(variable));
      } else {
        renamed.add(term instanceof SourceName name ? apply(name) : term);
      }
    }
    return List.copyOf(renamed);
  }

  private Call apply(Call call) {
    return new Call(call.function(), applyTerms(call.arguments()));
  }

  private Binding apply(Binding binding) {
    if (binding instanceof Binding.Scalar scalar) {
      return new Binding.Scalar(apply(scalar.variable()));
    }
    if (binding instanceof Binding.Each each) {
      return new Binding.Each(apply(each.element()));
    }
    if (binding instanceof Binding.Tuple tuple) {
      List<Binding> elements = new ArrayList<>();
      tuple.elements().forEach(element -> elements.add(apply(element)));
      return new Binding.Tuple(List.copyOf(elements));
    }
    return binding;
  }
}
