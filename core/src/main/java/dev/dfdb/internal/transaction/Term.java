package dev.dfdb.internal.transaction;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a form says an entity or a value is, before tempids are resolved. */
sealed interface Term {

  /** An entity whose id is known. */
  record Entity(long id) implements Term {}

  /**
   * An entity that gets its id in this transaction, or turns out to be one that exists.
   *
   * @param name the string or negative number that the user chose, or a {@link Unnamed}
   */
  record Tempid(Object name) implements Term {

    // As every record's; but these are asked for at every step of a transaction.
    @Override
    public boolean equals(@Nullable Object other) {
      return this == other || (other instanceof Tempid tempid && name.equals(tempid.name));
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  /** The name of an entity that came from a map without {@code :db/id}. Equal only to itself. */
  final class Unnamed {

    @Override
    public String toString() {
      return "(a map without :db/id)";
    }
  }

  /** A plain value in its canonical type. */
  record Value(Object value) implements Term {}

  /** A tuple, of whose elements some are tempids; null stands for nil. */
  record Tuple(List<@Nullable Term> elements) implements Term {}
}
