package dev.dfdb.edn;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A form together with where its parts stood in the text it was read from. Only lists, vectors,
 * maps, sets and symbols have a position: they are told apart by identity, which numbers and
 * strings don't have. Immutable.
 */
public final class Located {

  private final @Nullable Object form;
  private final IdentityHashMap<Object, Integer> offsets;

  /** Where the lines begin, so that a place is found without reading all before it again. */
  private final int[] lines;

  /** Takes over an identity map from collections to offsets in the text. */
  Located(String text, @Nullable Object form, IdentityHashMap<Object, Integer> offsets) {
    this.form = form;
    this.offsets = offsets;
    this.lines = Position.lines(text);
  }

  /** The form that was read. */
  public @Nullable Object form() {
    return form;
  }

  /**
   * Where a part of the form begins; empty for anything else than a collection or a symbol in it.
   */
  public Optional<Position> positionOf(@Nullable Object part) {
    Integer offset = part == null ? null : offsets.get(part);
    if (offset == null) {
      return Optional.empty();
    }
    int found = Arrays.binarySearch(lines, offset);
    int line = found >= 0 ? found : -found - 2;
    return Optional.of(new Position(line + 1, offset - lines[line] + 1));
  }
}
