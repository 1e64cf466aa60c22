package dev.dfdb.internal.pull;

import dev.dfdb.internal.index.Builtin;
import dev.dfdb.internal.pull.Access.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One pattern of a pull, resolved for a database: its steps, the entities it is applied to, and
 * what came of them. A step of recursion leads back to its own node. Used by one thread.
 */
final class Node {

  private final EntityRows rows = new EntityRows();
  private List<Step> steps = List.of();
  private final List<Step> forward = new ArrayList<>();
  private final List<Step> reverse = new ArrayList<>();
  private @Nullable Step wildcard;
  private final Set<Object> keys = new HashSet<>();
  private Object[] shape = {};
  private int[] bounds = {};
  private boolean isBounded;

  /**
   * By row, with how much left of the bounds it was visited; of use only where there are bounds.
   */
  private final List<List<int[]>> visits = new ArrayList<>();

  private final BitSet begun = new BitSet();
  private final BitSet path = new BitSet();
  private @Nullable Object[] results = new @Nullable Object[0];
  private final BitSet settled = new BitSet();

  /**
   * Gives the node its steps, which may lead to itself.
   *
   * @param limits how often each step of recursion may be followed
   */
  void complete(List<Step> all, int[] limits) {
    steps = all;
    bounds = limits;
    for (int limit : limits) {
      isBounded |= limit != PullElement.Target.Recursion.UNBOUNDED;
    }
    for (Step step : all) {
      switch (step.access().origin()) {
        case FORWARD -> forward.add(step);
        case REVERSE -> reverse.add(step);
        case WILDCARD -> wildcard = step;
        case ID, NOWHERE -> {}
      }
    }
    forward.sort(Comparator.comparingLong(step -> step.access().attribute()));
    if (wildcard != null) {
      nameKeys();
    }
  }

  private void nameKeys() {
    for (Step step : steps) {
      Origin origin = step.access().origin();
      if (origin != Origin.WILDCARD) {
        keys.add(step.output().key());
      }
      if (origin == Origin.ID) {
        keys.add(Builtin.DB_ID);
      }
    }
  }

  List<Step> steps() {
    return steps;
  }

  /** The steps that read attributes of the entity, by attribute id. */
  List<Step> forward() {
    return forward;
  }

  /** The steps that read who refers to the entity. */
  List<Step> reverse() {
    return reverse;
  }

  @Nullable
  Step wildcard() {
    return wildcard;
  }

  /** Whether a step gives something under a key, or in its place, so that the wildcard doesn't. */
  boolean names(Object key) {
    return keys.contains(key);
  }

  /** The first of some keys, in an array that is shared by entities which have the same ones. */
  Object[] shape(Object[] some, int count) {
    if (!Arrays.equals(some, 0, count, shape, 0, shape.length)) {
      shape = Arrays.copyOf(some, count);
    }
    return shape;
  }

  /** The entities that it is applied to. */
  EntityRows rows() {
    return rows;
  }

  /** How often each step of recursion may be followed from where the node is entered. */
  int[] bounds() {
    return bounds;
  }

  /** What is left of the bounds after a step of recursion. */
  int[] after(Step step, int[] left) {
    if (bounds[step.bound()] == PullElement.Target.Recursion.UNBOUNDED) {
      return left;
    }
    int[] after = left.clone();
    after[step.bound()]--;
    return after;
  }

  /**
   * Notes that an entity is reached with so much left of the bounds.
   *
   * @return its row, or {@link EntityRows#NONE} if it was reached with as much before
   */
  int visit(long entity, int[] left) {
    int known = rows.size();
    int row = rows.add(entity);
    if (!isBounded) {
      return row < known ? EntityRows.NONE : row;
    }
    if (row == known) {
      visits.add(new ArrayList<>(1));
    }
    List<int[]> before = visits.get(row);
    if (before.stream().anyMatch(earlier -> isAtLeast(earlier, left))) {
      return EntityRows.NONE;
    }
    before.add(left);
    return row;
  }

  private static boolean isAtLeast(int[] left, int[] other) {
    for (int i = 0; i < left.length; i++) {
      if (left[i] < other[i]) {
        return false;
      }
    }
    return true;
  }

  /** Notes that a row is put together; true if it was before. */
  boolean begin(int row) {
    boolean isRepeat = begun.get(row);
    begun.set(row);
    return isRepeat;
  }

  /** The rows that are being put together, one within the other, since the node was entered. */
  BitSet path() {
    return path;
  }

  /**
   * What came of a row, or null if that isn't known yet.
   *
   * @param isEntry whether the node is entered with it, so that it is the first of its path
   */
  @Nullable
  Object result(int row, boolean isEntry) {
    return row < results.length && (isEntry || settled.get(row)) ? results[row] : null;
  }

  /**
   * Keeps what came of a row, if it would come of it again: when the node is entered with it, or
   * anywhere when it met neither a bound nor an entity of its path. (An entity of another path that
   * is met below it would lead back to it, and be met on its own path too.)
   */
  void settle(int row, boolean isEntry, boolean wasCut, Object result) {
    boolean isSettled = !wasCut && !isBounded;
    if (isEntry || isSettled) {
      if (row >= results.length) {
        results = Arrays.copyOf(results, Math.max(rows.size(), row + 1));
      }
      results[row] = result;
      settled.set(row, isSettled);
    }
  }
}
