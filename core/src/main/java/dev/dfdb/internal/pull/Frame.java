package dev.dfdb.internal.pull;

import dev.dfdb.internal.index.Builtin;
import dev.dfdb.internal.index.DatomSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result for one entity while it is put together, step by step of its node. Whoever drives it
 * gives it the results for the entities that it asks for. Used by one thread.
 */
final class Frame {

  /** What comes of an entity of which nothing matches. */
  static final Object NOTHING = new Object();

  private static final Object[] REFERENCE = {Builtin.DB_ID};

  private final Node node;
  private final int row;
  private final int[] left;
  private final boolean isEntry;
  private @Nullable Object[] keys;
  private @Nullable Object[] values;
  private int size;
  private int nextStep;
  private Object[] pairs = {};
  private int nextPair;
  private @Nullable Step following;
  private List<?> references = List.of();
  private boolean isList;
  private int nextReference;
  private List<Object> pulled = List.of();
  private boolean wasCut;

  /**
   * Begins the result of a row.
   *
   * @param left what is left of the node's bounds
   * @param isEntry whether another node leads here, or none
   */
  Frame(Node node, int row, int[] left, boolean isEntry) {
    this.node = node;
    this.row = row;
    this.left = left;
    this.isEntry = isEntry;
    this.keys = new @Nullable Object[node.steps().size()];
    this.values = new @Nullable Object[node.steps().size()];
    node.path().set(row);
  }

  /** An entity of which only the id is given. */
  static Map<Object, Object> reference(Object entity) {
    return new PulledMap(REFERENCE, new Object[] {entity});
  }

  Node node() {
    return node;
  }

  boolean isEntry() {
    return isEntry;
  }

  /** Whether an entity of its path was met within it. */
  boolean wasCut() {
    return wasCut;
  }

  /** The next entity whose result is needed, or {@link DatomSource#NONE} when all is there. */
  long next() {
    while (true) {
      if (following != null && nextReference < references.size()) {
        return (Long) references.get(nextReference++);
      }
      if (following != null) {
        finish(following);
        following = null;
      }
      if (!advance()) {
        return DatomSource.NONE;
      }
    }
  }

  /** A frame for the entity asked for last. */
  Frame child(int childRow) {
    Step step = step();
    Node child = child();
    boolean isRecursion = step.bound() != Step.NO_BOUND;
    return new Frame(
        child, childRow, isRecursion ? node.after(step, left) : child.bounds(), child != node);
  }

  /** The node that the entity asked for last belongs to. */
  Node child() {
    Node child = step().child();
    if (child == null) {
      throw new IllegalStateException("a step without a node was followed");
    }
    return child;
  }

  private Step step() {
    if (following == null) {
      throw new IllegalStateException("nothing was asked for");
    }
    return following;
  }

  /** Takes the result for the entity asked for last. */
  void take(Object result) {
    if (result != NOTHING) {
      pulled.add(result);
    }
  }

  /** Notes that an entity of the path was met. */
  void cut() {
    wasCut = true;
  }

  /** Goes on to the next step that follows references; false if there is none. */
  private boolean advance() {
    while (true) {
      if (nextPair < pairs.length) {
        Step step = (Step) pairs[nextPair];
        Object found = pairs[nextPair + 1];
        nextPair += 2;
        if (!node.names(step.output().key()) && give(step, found)) {
          return true;
        }
      } else if (nextStep == node.steps().size()) {
        return false;
      } else if (give(node.steps().get(nextStep++))) {
        return true;
      }
    }
  }

  private boolean give(Step step) {
    return switch (step.access().origin()) {
      case ID -> {
        put(step.output(), entity());
        yield false;
      }
      case WILDCARD -> {
        if (!node.names(Builtin.DB_ID)) {
          put(step.output(), entity());
        }
        pairs = step.found(row) instanceof Object[] found ? found : new Object[0];
        yield false;
      }
      case NOWHERE -> give(step, null);
      case FORWARD, REVERSE -> step.isWithin(left) && give(step, step.found(row));
    };
  }

  /** Gives what a step has found; true if there are entities to be pulled first. */
  private boolean give(Step step, @Nullable Object found) {
    if (found == null) {
      putOtherwise(step.output());
      return false;
    }
    Access access = step.access();
    List<?> several = step.several(found);
    if (step.child() != null) {
      following = step;
      isList = several != null;
      references = several == null ? List.of(found) : several;
      nextReference = 0;
      pulled = new ArrayList<>(references.size());
      return true;
    }
    if (several == null) {
      put(step.output(), access.isRef() ? reference(found) : found);
    } else if (access.isRef()) {
      put(step.output(), several.stream().map(Frame::reference).toList());
    } else {
      put(step.output(), List.copyOf(several));
    }
    return false;
  }

  private void finish(Step step) {
    if (pulled.isEmpty()) {
      putOtherwise(step.output());
    } else {
      put(step.output(), isList ? List.copyOf(pulled) : pulled.get(0));
    }
  }

  private Object entity() {
    return node.rows().entity(row);
  }

  private void putOtherwise(Output output) {
    if (output.otherwise() != null) {
      add(output.key(), output.otherwise());
    }
  }

  private void put(Output output, Object found) {
    Object value = output.of(found);
    if (value != null) {
      add(output.key(), value);
    }
  }

  private void add(Object key, Object value) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2 + 4);
      values = Arrays.copyOf(values, size * 2 + 4);
    }
    keys[size] = key;
    values[size++] = value;
  }

  /** Ends it, all entities asked for having been given. */
  Object result() {
    node.path().clear(row);
    Object result =
        size == 0 ? NOTHING : new PulledMap(node.shape(keys, size), Arrays.copyOf(values, size));
    node.settle(row, isEntry, wasCut, result);
    return result;
  }
}
