package dev.dfdb.internal.query.solve;

import static dev.dfdb.internal.query.solve.DatomPattern.A;
import static dev.dfdb.internal.query.solve.DatomPattern.ADDED;
import static dev.dfdb.internal.query.solve.DatomPattern.E;
import static dev.dfdb.internal.query.solve.DatomPattern.TX;
import static dev.dfdb.internal.query.solve.DatomPattern.V;

import dev.dfdb.internal.index.Postings;
import dev.dfdb.internal.index.ValueArray;
import dev.dfdb.internal.limit.Budget;
import dev.dfdb.internal.query.ast.Blank;
import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.relation.Column;
import dev.dfdb.internal.query.relation.Relation;
import dev.dfdb.internal.query.relation.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Joins rows with a pattern of one attribute by its {@link Postings}: from what is known of one end
 * of a datom, its entity or its value, to the other.
 */
final class PostingsJoin {

  private static final int NONE = -1;

  private final DatomPattern pattern;
  private final Relation rows;
  private final Set<Variable> needed;
  private final PatternRows bound;

  /** Components from which, and to which, the postings lead. */
  private final int near;

  private final int far;

  private final Postings postings;
  private final boolean isFarOut;
  private final Budget budget = Budget.current();
  private final Rows matched;
  private final Rows places;

  private PostingsJoin(
      DatomPattern pattern,
      Relation rows,
      Set<Variable> needed,
      PatternRows bound,
      boolean byValue,
      Postings postings) {
    this.pattern = pattern;
    this.rows = rows;
    this.needed = needed;
    this.bound = bound;
    this.near = byValue ? V : E;
    this.far = byValue ? E : V;
    this.postings = postings;
    this.isFarOut = isWanted(far);
    this.matched = new Rows(rows.size());
    this.places = new Rows(rows.size());
  }

  /** Whether a pattern can be joined so at all, given what is needed of it and bound. */
  static boolean isPossible(DatomPattern pattern, Relation rows, Set<Variable> needed) {
    if (!pattern.isConstant(A)) {
      return false;
    }
    Variable e = pattern.variable(E);
    return isUnused(pattern, TX, rows, needed)
        && isUnused(pattern, ADDED, rows, needed)
        && (e == null || !e.equals(pattern.variable(V)));
  }

  private static boolean isUnused(
      DatomPattern pattern, int component, Relation rows, Set<Variable> needed) {
    if (pattern.terms().get(component) == Blank.BLANK) {
      return true;
    }
    Variable variable = pattern.variable(component);
    return variable != null
        && !needed.contains(variable)
        && !rows.has(variable)
        && pattern.terms().indexOf(variable) == component
        && pattern.terms().lastIndexOf(variable) == component;
  }

  /**
   * The join, or null where there are no postings for it.
   *
   * @param range the values wanted, where nothing is known of entity and value; others may be left
   *     out
   * @param work what it would take without them, in datoms of a walk
   */
  static @Nullable Relation join(
      DatomPattern pattern, Relation rows, Set<Variable> needed, LongRange range, double work) {
    PatternRows bound = new PatternRows(pattern, rows);
    boolean knowsE = pattern.isConstant(E) || bound.isBound(E);
    boolean knowsV = pattern.isConstant(V) || bound.isBound(V);
    boolean isRange = !knowsE && !knowsV && !range.isAll();
    boolean byValue = (knowsV && !knowsE) || isRange;
    Postings postings = null;
    if ((knowsE || knowsV) && (!knowsE || !knowsV || !pattern.isMany())) {
      postings = FewPostings.of(pattern, bound, byValue, rows.size());
    }
    if (postings == null) {
      postings = pattern.source().postings(pattern.id(A), byValue, work);
    }
    if (postings == null) {
      return null;
    }
    PostingsJoin join = new PostingsJoin(pattern, rows, needed, bound, byValue, postings);
    return isRange && postings.keys().areLongs()
        ? join.within(range)
        : join.join(knowsE || knowsV, knowsE && knowsV);
  }

  private @Nullable Relation join(boolean knowsNear, boolean knowsFar) {
    if (!knowsNear) {
      return rows.variables().isEmpty() ? all() : null;
    }
    if (bound.isBound(near)) {
      if (!findAll(Objects.requireNonNull(bound.column(near)), knowsFar)) {
        return null;
      }
    } else {
      Object key = Objects.requireNonNull(pattern.constant(near));
      if (!Postings.isSimple(key)) {
        return null;
      }
      int found = postings.find(key);
      if (rows.variables().isEmpty() && !knowsFar) {
        return members(found);
      }
      for (int row = 0; row < rows.size() && found >= 0; row++) {
        match(row, found, knowsFar);
      }
    }
    return result(knowsFar);
  }

  /** The datoms with values in a range. */
  private @Nullable Relation within(LongRange range) {
    if (!rows.variables().isEmpty()) {
      return null;
    }
    int first = postings.lowerBound(range.from());
    int behind = range.to() == Long.MAX_VALUE
        ? postings.keys().size()
        : Math.max(first, postings.lowerBound(range.to() + 1));
    int from = postings.start(first);
    int to = postings.start(behind);
    List<Variable> variables = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    if (isWanted(near)) {
      variables.add(Objects.requireNonNull(pattern.variable(near)));
      columns.add(keysOfMembers(first, behind, from, to));
    }
    if (isWanted(far)) {
      variables.add(Objects.requireNonNull(pattern.variable(far)));
      columns.add(column(postings.members()).slice(from, to));
    }
    Relation found = relation(variables, columns, to - from);
    return columns.size() == 2 ? found.asSet() : found;
  }

  private Column keysOfMembers(int first, int behind, int from, int to) {
    budget.charge((long) (to - from) * Long.BYTES);
    long[] keys = new long[to - from];
    for (int key = first; key < behind; key++) {
      Arrays.fill(
          keys,
          postings.start(key) - from,
          postings.start(key + 1) - from,
          postings.keys().longs()[key]);
    }
    return Column.ofLongs(keys, keys.length);
  }

  /** Every datom: the arrays themselves. */
  private Relation all() {
    List<Variable> variables = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    boolean nearWanted = isWanted(near);
    boolean farWanted = isWanted(far);
    int count = farWanted ? postings.size() : postings.keys().size();
    if (nearWanted) {
      variables.add(Objects.requireNonNull(pattern.variable(near)));
      columns.add(column(farWanted ? postings.repeatedKeys() : postings.keys()));
    }
    if (farWanted) {
      variables.add(Objects.requireNonNull(pattern.variable(far)));
      columns.add(column(postings.members()));
    }
    Relation all = relation(variables, columns, count);
    return nearWanted ? all.asSet() : all;
  }

  /** The members of one key. */
  private Relation members(int key) {
    int from = key < 0 ? 0 : postings.start(key);
    int to = key < 0 ? 0 : postings.start(key + 1);
    if (!isWanted(far)) {
      return relation(List.of(), List.of(), to - from);
    }
    return relation(
            List.of(Objects.requireNonNull(pattern.variable(far))),
            List.of(column(postings.members()).slice(from, to)),
            to - from)
        .asSet();
  }

  private boolean isWanted(int component) {
    Variable variable = pattern.variable(component);
    return variable != null && needed.contains(variable);
  }

  private static Column column(ValueArray values) {
    return values.areLongs()
        ? Column.ofLongs(values.longs(), values.size())
        : Column.ofObjects(values.objects(), values.size());
  }

  private boolean findAll(Column keys, boolean knowsFar) {
    if (keys.isLongs()) {
      long[] longs = keys.longs();
      for (int row = 0; row < rows.size(); row++) {
        int found = postings.find(longs[row]);
        if (found >= 0) {
          match(row, found, knowsFar);
        }
      }
      return true;
    }
    for (int row = 0; row < rows.size(); row++) {
      Object key = keys.get(row);
      if (key == null || !Postings.isSimple(key)) {
        return false;
      }
      int found = postings.find(key);
      if (found >= 0) {
        match(row, found, knowsFar);
      }
    }
    return true;
  }

  private void match(int row, int key, boolean knowsFar) {
    budget.tick();
    int from = postings.start(key);
    int to = postings.start(key + 1);
    if (knowsFar) {
      int place = placeOf(row, from, to);
      if (place != NONE) {
        add(row, place);
      }
    } else if (!isFarOut) {
      add(row, from);
    } else {
      for (int i = from; i < to; i++) {
        add(row, i);
      }
    }
  }

  /** Where among some members stands what a row has at the far end. */
  private int placeOf(int row, int from, int to) {
    Object wanted = far == V ? bound.value(row) : (Object) bound.id(E, row);
    ValueArray members = postings.members();
    if (members.areLongs()) {
      if (!(wanted instanceof Long number)) {
        return NONE;
      }
      long sought = number;
      long[] longs = members.longs();
      if (to - from > 8) {
        int found = Arrays.binarySearch(longs, from, to, sought);
        return found >= 0 ? found : NONE;
      }
      for (int i = from; i < to; i++) {
        if (longs[i] == sought) {
          return i;
        }
      }
      return NONE;
    }
    for (int i = from; i < to; i++) {
      if (members.objects()[i].equals(wanted)) {
        return i;
      }
    }
    return NONE;
  }

  private void add(int row, int place) {
    matched.add(row);
    places.add(place);
  }

  private Relation result(boolean knowsFar) {
    Relation old = rows.keep(needed);
    List<Variable> variables = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    if (!old.variables().isEmpty()) {
      Relation selected = old.select(matched);
      variables.addAll(selected.variables());
      columns.addAll(List.of(selected.columns(selected.variables())));
    }
    if (!knowsFar && isFarOut) {
      variables.add(Objects.requireNonNull(pattern.variable(far)));
      columns.add(column(postings.members()).select(places));
    }
    Relation joined = relation(variables, columns, matched.size());
    return rows.isSet() && old.variables().size() == rows.variables().size()
        ? joined.asSet()
        : joined;
  }

  private static Relation relation(List<Variable> variables, List<Column> columns, int size) {
    return new Relation(
        List.copyOf(variables),
        columns.toArray(new Column[0]),
        variables.isEmpty() ? Math.min(1, size) : size);
  }
}
