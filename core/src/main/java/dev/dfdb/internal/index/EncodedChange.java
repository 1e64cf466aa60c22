package dev.dfdb.internal.index;

import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A change on its way into the indexes, with its value as keys have it. Not safe for several
 * threads.
 */
final class EncodedChange {

  private final Datom datom;
  private final long asserted;
  private final long e;
  private final long a;
  private final @Nullable Attribute attribute;
  private final byte[] value;
  private final boolean shortened;
  private final boolean replaced;
  private byte @Nullable [] beside;

  /**
   * A change.
   *
   * @param attribute its attribute
   * @param value its value as it stands in a key
   * @param shortened whether that is a shortened one
   * @param replaced whether, for a retraction, another value takes the only place
   */
  EncodedChange(
      Change change,
      @Nullable Attribute attribute,
      byte[] value,
      boolean shortened,
      boolean replaced) {
    this.datom = change.datom();
    this.asserted = change.asserted();
    this.e = datom.e();
    this.a = datom.a();
    this.attribute = attribute;
    this.value = value;
    this.shortened = shortened;
    this.replaced = replaced;
  }

  long e() {
    return e;
  }

  long a() {
    return a;
  }

  Object v() {
    return datom.v();
  }

  boolean added() {
    return datom.added();
  }

  /** For a retraction, the t of the assertion it ends. */
  long asserted() {
    return asserted;
  }

  /** The value as it stands in a key; not to be changed. */
  byte[] value() {
    return value;
  }

  /**
   * What stands beside a key that has not the value in it; not to be changed. Made once, as two
   * indexes have it.
   *
   * @param stamp the t of the transaction as it stands there, the same for every call
   */
  byte[] beside(byte[] stamp) {
    byte[] known = beside;
    if (known == null) {
      known = Arrays.copyOf(stamp, stamp.length + value.length);
      System.arraycopy(value, 0, known, stamp.length, value.length);
      beside = known;
    }
    return known;
  }

  boolean isShortened() {
    return shortened;
  }

  boolean isReplaced() {
    return replaced;
  }

  boolean isRef() {
    return attribute != null && attribute.isRef();
  }

  boolean isMany() {
    return attribute != null && attribute.many();
  }

  /** Whether its value does not stand in the key of an index, but beside it. */
  boolean isBeside(Index index) {
    return !isMany() && DatomKeys.keepsSingleValueBeside(index);
  }

  /** Whether it ends something that is kept as history. */
  boolean isRemembered() {
    return !added() && (attribute == null || !attribute.noHistory());
  }
}
