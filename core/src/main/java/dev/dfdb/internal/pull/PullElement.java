package dev.dfdb.internal.pull;

import dev.dfdb.edn.Symbol;
import dev.dfdb.internal.entity.AttributeName;
import org.jspecify.annotations.Nullable;

/** One element of a pattern. */
public sealed interface PullElement {

  /** {@code *}: the id and every attribute that no other element of the pattern names. */
  record Wildcard() implements PullElement {}

  /**
   * {@code :db/id}.
   *
   * @param key the key in the result
   * @param xform the name of the function to apply, or null
   */
  record EntityId(Object key, @Nullable Symbol xform) implements PullElement {}

  /**
   * The values of an attribute, or with an underscore the entities that refer by it.
   *
   * @param name the attribute
   * @param key the key in the result
   * @param limit the most values to give
   * @param otherwise what to give where there is none, or null
   * @param xform the name of the function to apply to what is found, or null
   * @param target what to give of the entities referred to
   */
  record Values(
      AttributeName name,
      Object key,
      int limit,
      @Nullable Object otherwise,
      @Nullable Symbol xform,
      Target target)
      implements PullElement {

    /** How many values of an attribute are given if the pattern doesn't say. */
    public static final int DEFAULT_LIMIT = 1000;

    /** For {@link #limit}: all of them. */
    public static final int NO_LIMIT = Integer.MAX_VALUE;
  }

  /** What to give of the entities that an attribute refers to. */
  sealed interface Target {

    /** Their ids, or, of the parts of an entity, everything. */
    record Reference() implements Target {}

    /** What another pattern says. */
    record Nested(PullPattern pattern) implements Target {}

    /**
     * What the pattern around it says, again and again.
     *
     * @param depth how often at most
     */
    record Recursion(int depth) implements Target {

      /** For {@link #depth}: until there is no more, or an entity comes round again. */
      public static final int UNBOUNDED = Integer.MAX_VALUE;
    }
  }
}
