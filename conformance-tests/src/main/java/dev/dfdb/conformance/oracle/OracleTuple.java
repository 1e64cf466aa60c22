package dev.dfdb.conformance.oracle;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the tuples of an attribute consist of. */
sealed interface OracleTuple {

  /**
   * The types of the elements of a tuple of some size, where null is any.
   *
   * @return null where there is no such tuple
   */
  @Nullable
  List<@Nullable String> types(int size);

  /** Whether both have the same tuples. */
  default boolean isLike(@Nullable OracleTuple other) {
    return equals(other);
  }

  /**
   * The values that the entity has for other attributes.
   *
   * @param parts those attributes; below zero for a name that nothing has
   * @param types their types
   */
  record Composite(List<Long> parts, List<@Nullable String> types) implements OracleTuple {

    @Override
    public @Nullable List<@Nullable String> types(int size) {
      return size == types.size() ? types : null;
    }

    @Override
    public boolean isLike(@Nullable OracleTuple other) {
      return other instanceof Composite composite && composite.parts.equals(parts);
    }
  }

  /** One element of each type. */
  record Each(List<@Nullable String> types) implements OracleTuple {

    @Override
    public @Nullable List<@Nullable String> types(int size) {
      return size == types.size() ? types : null;
    }
  }

  /** Two to eight elements of one type. */
  record Alike(String type) implements OracleTuple {

    @Override
    public @Nullable List<@Nullable String> types(int size) {
      return size < 2 || size > 8 ? null : Collections.nCopies(size, type);
    }
  }
}
