package dev.dfdb.internal.pull;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The entities that one level of a pull has for a node, each with what is left of the node's
 * bounds. Used by one thread.
 */
final class Batch {

  private final Node node;
  private int[] rows = new int[4];
  private int[][] lefts = new int[4][];
  private int size;

  Batch(Node node) {
    this.node = node;
  }

  Node node() {
    return node;
  }

  /** Adds an entity, unless the node had it before with as much left. */
  void add(long entity, int[] left) {
    int row = node.visit(entity, left);
    if (row == EntityRows.NONE) {
      return;
    }
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, size * 2);
      lefts = Arrays.copyOf(lefts, size * 2);
    }
    rows[size] = row;
    lefts[size++] = left;
  }

  /** The rows for which a step has yet to be read; it counts as read from now on. */
  int[] claim(Step step) {
    int[] claimed = new int[size];
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (step.isWithin(lefts[i]) && !step.isLoaded(rows[i])) {
        step.setLoaded(rows[i]);
        claimed[count++] = rows[i];
      }
    }
    return Arrays.copyOf(claimed, count);
  }

  /** Adds the entities referred to, for which there is more to pull, to the next level. */
  void follow(Map<Node, Batch> next) {
    for (Step step : node.steps()) {
      boolean isRecursion = step.bound() != Step.NO_BOUND;
      for (int i = 0; i < size && (step.child() != null || step == node.wildcard()); i++) {
        if (step.child() == null) {
          followAll(step.found(rows[i]), next);
        } else if (step.isWithin(lefts[i])) {
          Object found = step.found(rows[i]);
          follow(step, found, isRecursion ? node.after(step, lefts[i]) : null, next);
        }
      }
    }
  }

  private static void followAll(@Nullable Object pairs, Map<Node, Batch> next) {
    if (pairs instanceof Object[] found) {
      for (int i = 0; i < found.length; i += 2) {
        Step step = (Step) found[i];
        if (step.child() != null) {
          follow(step, found[i + 1], null, next);
        }
      }
    }
  }

  private static void follow(
      Step step, @Nullable Object found, int @Nullable [] left, Map<Node, Batch> next) {
    Node child = step.child();
    if (found == null || child == null) {
      return;
    }
    Batch batch = next.computeIfAbsent(child, Batch::new);
    int[] from = left == null ? child.bounds() : left;
    List<?> entities = Objects.requireNonNullElseGet(step.several(found), () -> List.of(found));
    for (Object entity : entities) {
      batch.add((Long) entity, from);
    }
  }
}
