package dev.dfdb.internal.pull;

import dev.dfdb.internal.index.DatomCursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes in all datoms of one entity after the other, for a pattern with a wildcard: those of
 * attributes that the pattern names go to their steps, the rest to the wildcard, as steps and what
 * was found in turn. Used by one thread.
 */
final class EntityScan {

  private final Node node;
  private final Step wildcard;
  private final WildcardSteps steps;
  private final List<Object> rest = new ArrayList<>();
  private final List<Step> named = new ArrayList<>();
  private @Nullable Step unnamed;
  private long attribute = -1;

  EntityScan(Node node, Step wildcard, WildcardSteps steps) {
    this.node = node;
    this.wildcard = wildcard;
    this.steps = steps;
  }

  /** Takes in a datom; those of an attribute come together. */
  void take(int row, DatomCursor datom) {
    if (datom.a() != attribute) {
      begin(datom.a());
    }
    for (Step step : named) {
      step.take(row, datom);
    }
    if (unnamed != null) {
      boolean isFirst = rest.isEmpty() || rest.get(rest.size() - 2) != unnamed;
      Object before = isFirst ? null : rest.get(rest.size() - 1);
      Object after = unnamed.taken(before, datom);
      if (isFirst && after != null) {
        rest.add(unnamed);
        rest.add(after);
      } else if (after != null) {
        rest.set(rest.size() - 1, after);
      }
    }
  }

  private void begin(long next) {
    attribute = next;
    named.clear();
    for (Step step : node.forward()) {
      if (step.access().attribute() == next) {
        named.add(step);
      }
    }
    unnamed = named.isEmpty() ? steps.of(next) : null;
  }

  /** Notes that the entity of a row has no more. */
  void finish(int row) {
    wildcard.put(row, rest.toArray());
    rest.clear();
    attribute = -1;
  }
}
