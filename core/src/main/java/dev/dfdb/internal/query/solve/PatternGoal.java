package dev.dfdb.internal.query.solve;

import static dev.dfdb.internal.query.solve.DatomPattern.A;
import static dev.dfdb.internal.query.solve.DatomPattern.E;
import static dev.dfdb.internal.query.solve.DatomPattern.SIZE;
import static dev.dfdb.internal.query.solve.DatomPattern.V;

import dev.dfdb.internal.index.ValueType;
import dev.dfdb.internal.query.ast.Origin;
import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.relation.Joins;
import dev.dfdb.internal.query.relation.Relation;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The datoms of a database that have the components of a pattern, joined to the rows so far: by one
 * look into an index for each different key among the rows, or by one walk over all datoms that
 * have the pattern's constants, whichever is estimated to cost less.
 */
final class PatternGoal implements Goal {

  /** What a look into an index costs, in datoms of a walk. */
  private static final double SEEK = 8;

  /** Below this much work, which way is taken doesn't matter. */
  private static final double FEW = 128;

  /**
   * From here on, estimates of sources say little more than "many". Then a walk is tried, and given
   * up when it has cost as much as looking would have.
   */
  private static final double VAGUE = 10_000;

  private static final int SAMPLES = 4;

  private final DatomPattern pattern;
  private final Origin origin;
  private final Set<Variable> variables = new LinkedHashSet<>();
  private LongRange range = LongRange.ALL;
  private double datoms = -1;
  private String operator = "datoms";

  PatternGoal(DatomPattern pattern, Origin origin) {
    this.pattern = pattern;
    this.origin = origin;
    for (int i = 0; i < SIZE; i++) {
      Variable variable = pattern.variable(i);
      if (variable != null) {
        variables.add(variable);
      }
    }
  }

  @Override
  public Set<Variable> variables() {
    return variables;
  }

  @Override
  public boolean isReady(Set<Variable> bound) {
    return true;
  }

  @Override
  public boolean mayRepeat(Set<Variable> needed) {
    boolean entityKept = pattern.isConstant(E) || isKept(E, needed);
    boolean valueKept = pattern.isConstant(V) || isKept(V, needed) || !pattern.isMany();
    boolean attributeKept = pattern.isConstant(A) || isKept(A, needed);
    return !entityKept || !valueKept || !attributeKept;
  }

  private boolean isKept(int component, Set<Variable> needed) {
    Variable variable = pattern.variable(component);
    return variable != null && needed.contains(variable);
  }

  @Override
  public double quickRows(Bindings bindings) {
    return perRow(bindings.bound()) <= 1
        ? bindings.combinations(variables)
        : Double.POSITIVE_INFINITY;
  }

  /** At most how many datoms there are for one row, as far as the schema says; infinite if not. */
  private double perRow(Set<Variable> bound) {
    boolean e = isKnown(E, bound);
    boolean a = pattern.isConstant(A);
    boolean v = isKnown(V, bound);
    boolean one = (e && a && (v || !pattern.isMany())) || (a && v && pattern.isUnique());
    return one ? 1 : Double.POSITIVE_INFINITY;
  }

  private boolean isKnown(int component, Set<Variable> bound) {
    Variable variable = pattern.variable(component);
    return pattern.isConstant(component) || (variable != null && bound.contains(variable));
  }

  @Override
  public Cost cost(Bindings bindings) {
    List<Relation> touching = bindings.touching(variables);
    if (touching.isEmpty()) {
      return new Cost(datoms(), datoms());
    }
    Relation rows = smallest(touching);
    double work = Math.min(datoms() + rows.size(), rows.size() * SEEK);
    double perRow = Math.min(perRow(bindings.bound()), sampledPerRow(rows));
    return new Cost(work, rows.size() * perRow);
  }

  private double sampledPerRow(Relation rows) {
    Set<Variable> bound = Set.copyOf(rows.variables());
    AccessPath path = path(bound);
    PatternRows keys = new PatternRows(pattern, rows);
    double known = PatternSize.knownPerRow(pattern, keys);
    if (known >= 0) {
      return known;
    }
    int samples = Math.min(SAMPLES, rows.size());
    double sum = 0;
    for (int i = 0; i < samples; i++) {
      int row = (int) ((long) i * rows.size() / samples);
      sum += path.estimate(pattern.source(), keys.id(E, row), keys.id(A, row), keys.value(row));
    }
    return samples == 0 ? 0 : sum / samples;
  }

  private AccessPath path(Set<Variable> bound) {
    return AccessPath.of(isKnown(E, bound), isKnown(A, bound), isKnown(V, bound));
  }

  /** About how many datoms have the constants, and values in the range. */
  private double datoms() {
    if (datoms < 0) {
      datoms = PatternSize.known(pattern, range);
    }
    if (datoms < 0) {
      datoms = pattern
          .constantPath()
          .estimate(pattern.source(), pattern.id(E), pattern.id(A), pattern.constant(V));
    }
    return datoms;
  }

  /**
   * Says what a comparison beside the pattern asks of the value, so that no others need be read;
   * the comparison itself is still to be made.
   */
  void narrow(LongComparison comparison, Map<Variable, Object> known) {
    Variable value = pattern.variable(V);
    boolean isLong = pattern.attribute() != null && pattern.attribute().type() == ValueType.LONG;
    LongComparison about = value == null || !isLong ? null : comparison.about(value, known);
    if (about != null) {
      range = range.narrowed(about);
    }
  }

  private static Relation smallest(List<Relation> relations) {
    return relations.stream().min(Comparator.comparingInt(Relation::size)).orElse(Relation.UNIT);
  }

  @Override
  public void solve(Bindings bindings, Set<Variable> needed) {
    List<Relation> touching = bindings.take(variables);
    Relation rows = smallest(touching);
    Set<Variable> kept = needed;
    if (touching.size() > 1) {
      kept = new LinkedHashSet<>(needed);
      kept.addAll(variables);
    }
    Relation joined = scan(rows, kept);
    for (Relation other : touching) {
      if (other != rows) {
        joined = Joins.natural(joined, other);
      }
    }
    bindings.put(joined);
  }

  private Relation scan(Relation rows, Set<Variable> needed) {
    Relation joined = PostingsJoin.isPossible(pattern, rows, needed)
        ? PostingsJoin.join(pattern, rows, needed, range, workWithout(rows))
        : null;
    if (joined != null) {
      operator = "join with arrays " + (isByValue(rows) ? "by value" : "by entity");
      return joined;
    }
    AccessPath constants = pattern.constantPath();
    operator = "walk over " + constants.index();
    if (rows.variables().isEmpty() && isRange()) {
      operator = "range of AVET";
      return new PatternScan(pattern, rows, needed).within(range);
    }
    if (rows.variables().isEmpty()) {
      return new PatternScan(pattern, rows, needed).look(constants);
    }
    AccessPath path = path(Set.copyOf(rows.variables()));
    if (path.equals(constants)) {
      return Objects.requireNonNull(
          new PatternScan(pattern, rows, needed).walk(constants, Double.POSITIVE_INFINITY));
    }
    double looking = rows.size() * SEEK;
    boolean walks = looking > FEW && (looking >= datoms() || datoms() >= VAGUE);
    Relation walked =
        walks ? new PatternScan(pattern, rows, needed).walk(constants, looking) : null;
    if (walked != null) {
      return walked;
    }
    operator = "look-ups in " + path.index();
    return new PatternScan(pattern, rows, needed).look(path);
  }

  /** Whether only values in a range are wanted, and neither entity nor value is constant. */
  private boolean isRange() {
    return !range.isAll()
        && pattern.isConstant(A)
        && !pattern.isConstant(E)
        && !pattern.isConstant(V);
  }

  private boolean isByValue(Relation rows) {
    Set<Variable> known = Set.copyOf(rows.variables());
    return !isKnown(E, known) && (isKnown(V, known) || !range.isAll());
  }

  /** What joining rows takes if every datom has to be read from an index. */
  private double workWithout(Relation rows) {
    if (rows.variables().isEmpty()) {
      return pattern.isConstant(E) ? SEEK : datoms();
    }
    return Math.max(SEEK, rows.size() * SEEK);
  }

  @Override
  public String operator() {
    return operator;
  }

  @Override
  public String text() {
    return origin.text();
  }
}
