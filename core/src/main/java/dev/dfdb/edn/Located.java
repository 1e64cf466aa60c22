package dev.dfdb.edn;

import java.util.IdentityHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A form together with where its parts stood in the text it was read from. Only lists, vectors,
 * maps, sets and symbols have a position: they are told apart by identity, which numbers and
 * strings don't have. Immutable.
 */
public final class Located {

  private final String text;
  private final @Nullable Object form;
  private final IdentityHashMap<Object, Integer> offsets;

  /** Takes over an identity map from collections to offsets in the text. */
  Located(String text, @Nullable Object form, IdentityHashMap<Object, Integer> offsets) {
    this.text = text;
    this.form = form;
    this.offsets = offsets;
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
    return offset == null ? Optional.empty() : Optional.of(Position.at(text, offset));
  }
}
