package dev.dfdb.internal.query.solve;

import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.DatomSource;
import dev.dfdb.internal.query.ast.Binding;
import dev.dfdb.internal.query.ast.Call;
import dev.dfdb.internal.query.ast.Origin;
import dev.dfdb.internal.query.ast.SourceName;
import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.function.Function;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The variables of one conjunction that may hold idents or lookup refs: inputs and constants. Where
 * such a variable stands for an entity, another one takes its place, which holds the entity id in
 * that database. The variable itself keeps the value that was given, and the order in which goals
 * are solved doesn't matter.
 */
final class References {

  /** What a reference is resolved as. */
  enum Kind {
    ENTITY,
    ATTRIBUTE,
    /** An argument of a rule, which isn't known to stand for an entity: itself if it names none. */
    ARGUMENT
  }

  private final Set<Variable> variables;
  private final Sources sources;
  private final Map<Variable, Goal> goals = new LinkedHashMap<>();

  References(Set<Variable> variables, Sources sources) {
    this.variables = variables;
    this.sources = sources;
  }

  /** Whether a value may stand for an entity id. */
  static boolean isReference(@Nullable Object value) {
    return value instanceof Keyword
        || (value instanceof List<?> list && list.size() == 2 && Keyword.find(list.get(0)) != null);
  }

  Set<Variable> variables() {
    return variables;
  }

  boolean has(Variable variable) {
    return variables.contains(variable);
  }

  /** The goals that resolve the variables that took the place of others. */
  Collection<Goal> goals() {
    return goals.values();
  }

  /** The variable that takes the place of one in a clause about a database. */
  Variable resolved(
      Variable variable, SourceName name, DatomSource source, Kind kind, Origin origin) {
    if (!has(variable)) {
      return variable;
    }
    Variable resolved = new Variable(variable.name() + "#" + kind + name);
    goals.computeIfAbsent(
        resolved,
        key -> new ApplicationGoal(
            new Arguments(
                new Function("entity", 1, 1, a -> resolve(a[0], source, kind)),
                new Call(Symbol.of("entity"), List.of(variable)),
                sources,
                origin),
            new Binding.Scalar(key)));
    return resolved;
  }

  private static @Nullable Object resolve(@Nullable Object value, DatomSource source, Kind kind) {
    if (!isReference(value) || value == null) {
      return value;
    }
    if (kind == Kind.ATTRIBUTE && value instanceof Keyword ident) {
      Attribute attribute = source.attribute(ident);
      if (attribute == null && source.isStrict()) {
        throw new IllegalArgumentException("the attribute " + ident + " isn't declared");
      }
      return attribute == null ? null : (Object) attribute.id();
    }
    long id = source.entityId(value);
    if (id != DatomSource.NONE) {
      return id;
    }
    return kind == Kind.ARGUMENT ? value : null;
  }
}
