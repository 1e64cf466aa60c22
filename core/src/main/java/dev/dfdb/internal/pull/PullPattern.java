package dev.dfdb.internal.pull;

import java.util.List;

/**
 * What to pull of an entity: a pattern whose syntax was checked, before anything is known about a
 * database. Immutable.
 *
 * @param elements what to give, in this order; at least one, each with a key of its own
 */
public record PullPattern(List<PullElement> elements) {

  /** Copies the elements. */
  public PullPattern {
    elements = List.copyOf(elements);
  }
}
