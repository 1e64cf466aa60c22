package dev.dfdb.edn;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * A list written in round brackets, such as {@code (ancestor ?a ?b)}.
 *
 * <p>Vectors, written in square brackets, are read as ordinary unmodifiable lists; the type is what
 * tells the two apart. As values they are equal when their elements are, as {@link java.util.List}
 * demands. Immutable; elements may be null.
 */
public final class EdnList extends AbstractList<@Nullable Object> implements RandomAccess {

  private final @Nullable Object[] elements;

  private EdnList(@Nullable Object[] elements) {
    this.elements = elements;
  }

  /** Makes a list of the given elements. */
  public static EdnList of(@Nullable Object... elements) {
    return new EdnList(elements.clone());
  }

  /** Makes a list of a copy of the given elements, in their order. */
  public static EdnList copyOf(Collection<? extends @Nullable Object> elements) {
    return new EdnList(elements.toArray());
  }

  @Override
  public @Nullable Object get(int index) {
    return elements[index];
  }

  @Override
  public int size() {
    return elements.length;
  }

  @Override
  public @Nullable Object[] toArray() {
    return Arrays.copyOf(elements, elements.length, Object[].class);
  }
}
