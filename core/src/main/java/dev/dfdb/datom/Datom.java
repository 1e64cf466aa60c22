package dev.dfdb.datom;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One fact: an entity has, or from now on no longer has, a value for an attribute, according to a
 * transaction.
 *
 * @param e the entity id
 * @param a the entity id of the attribute
 * @param v the value, in the canonical Java type of its kind; a {@code Long} entity id for a
 *     reference. A {@code byte[]} is equal to another by content, and is not to be changed.
 * @param tx the entity id of the transaction
 * @param added true for an assertion, false for a retraction
 */
public record Datom(long e, long a, Object v, long tx, boolean added) {

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Datom that
        && e == that.e
        && a == that.a
        && tx == that.tx
        && added == that.added
        && Objects.deepEquals(v, that.v);
  }

  @Override
  public int hashCode() {
    int value = v instanceof byte[] bytes ? Arrays.hashCode(bytes) : v.hashCode();
    return ((Long.hashCode(e) * 31 + Long.hashCode(a)) * 31 + value) * 31 + Long.hashCode(tx);
  }
}
