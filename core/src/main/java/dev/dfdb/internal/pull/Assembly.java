package dev.dfdb.internal.pull;

import dev.dfdb.error.QueryException;
import dev.dfdb.internal.index.DatomSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the results of a pull together from what was read, depth first with a stack of its own, so
 * that a chain may be as long as memory lasts. What comes of an entity in any place is put together
 * once and shared. Used by one thread.
 */
final class Assembly {

  private final long mostRepeats;
  private long repeats;

  /**
   * Begins a pull.
   *
   * @param mostRepeats how often to put together or refer to an entity that is in the results
   *     already: in a network where each refers to many others, the ways through it are beyond
   *     counting
   */
  Assembly(long mostRepeats) {
    this.mostRepeats = mostRepeats;
  }

  /** The result for an entity that was read: a map, or {@link Frame#NOTHING}. */
  Object of(Node root, long entity) {
    int row = root.rows().find(entity);
    Object known = root.result(row, true);
    if (known != null) {
      return known;
    }
    Deque<Frame> stack = new ArrayDeque<>();
    Frame top = new Frame(root, row, root.bounds(), true);
    while (true) {
      long next = top.next();
      if (next != DatomSource.NONE) {
        Frame child = take(top, next);
        if (child != null) {
          stack.push(top);
          top = child;
        }
        continue;
      }
      Object result = top.result();
      if (stack.isEmpty()) {
        return result;
      }
      boolean cutsOn = top.wasCut() && !top.isEntry();
      top = stack.pop();
      top.take(result);
      if (cutsOn) {
        top.cut();
      }
    }
  }

  /** Gives a frame the result for an entity, or returns the frame in which it is put together. */
  private @Nullable Frame take(Frame frame, long entity) {
    Node child = frame.child();
    boolean isEntry = child != frame.node();
    int row = child.rows().find(entity);
    if (!isEntry && child.path().get(row)) {
      countRepeat();
      frame.cut();
      frame.take(Frame.reference(entity));
      return null;
    }
    Object known = child.result(row, isEntry);
    if (known != null) {
      frame.take(known);
      return null;
    }
    if (child.begin(row)) {
      countRepeat();
    }
    return frame.child(row);
  }

  private void countRepeat() {
    if (++repeats > mostRepeats) {
      throw new QueryException(
          "A pull reaches the same entities in too many ways",
          Map.of("limit", mostRepeats, "remedy", "a bound on recursion {:a 3}, or (:a :limit 10)"));
    }
  }
}
