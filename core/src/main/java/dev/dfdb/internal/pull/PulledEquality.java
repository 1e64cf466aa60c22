package dev.dfdb.internal.pull;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares what was pulled with other maps, pair by pair with a list of its own, and each pair of
 * maps once. For one comparison.
 */
final class PulledEquality {

  private final Deque<Pair> open = new ArrayDeque<>();
  private final Set<Pair> compared = new HashSet<>();

  /** Two objects that have to be equal; the same pair if they are the very same objects. */
  private record Pair(Object one, Object other) {

    @Override
    public boolean equals(@Nullable Object that) {
      return that instanceof Pair pair && pair.one == one && pair.other == other;
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(one) + System.identityHashCode(other);
    }
  }

  /** Whether two maps have the same entries. */
  boolean test(PulledMap one, Map<?, ?> other) {
    open.add(new Pair(one, other));
    while (!open.isEmpty()) {
      Pair pair = open.removeLast();
      if (!test(pair)) {
        return false;
      }
    }
    return true;
  }

  /** Compares a pair as far as it goes without the pairs within, which it leaves open. */
  private boolean test(Pair pair) {
    if (pair.one() == pair.other()) {
      return true;
    }
    if (pair.one() instanceof PulledMap one && pair.other() instanceof Map<?, ?> other) {
      return one.size() == other.size() && (!compared.add(pair) || openEntries(one, other));
    }
    if (pair.one() instanceof List<?> one && pair.other() instanceof List<?> other) {
      return one.size() == other.size() && openElements(one, other);
    }
    return pair.one().equals(pair.other());
  }

  private boolean openEntries(PulledMap one, Map<?, ?> other) {
    for (Map.Entry<Object, Object> entry : one.entrySet()) {
      Object value = other.get(entry.getKey());
      if (value == null) {
        return false;
      }
      open.add(new Pair(entry.getValue(), value));
    }
    return true;
  }

  private boolean openElements(List<?> one, List<?> other) {
    Iterator<?> others = other.iterator();
    for (Object element : one) {
      Object with = others.next();
      if (element == null || with == null) {
        if (element != with) { // elements of tuples may be nil
          return false;
        }
      } else {
        open.add(new Pair(element, with));
      }
    }
    return true;
  }
}
