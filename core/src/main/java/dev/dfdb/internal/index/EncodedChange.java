package dev.dfdb.internal.index;

import org.jspecify.annotations.Nullable;

/** A change on its way into the indexes, with its value as keys have it. Immutable. */
final class EncodedChange {

  private final Change change;
  private final @Nullable Attribute attribute;
  private final byte[] value;
  private final boolean shortened;
  private final boolean replaced;

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
    this.change = change;
    this.attribute = attribute;
    this.value = value;
    this.shortened = shortened;
    this.replaced = replaced;
  }

  long e() {
    return change.datom().e();
  }

  long a() {
    return change.datom().a();
  }

  Object v() {
    return change.datom().v();
  }

  boolean added() {
    return change.datom().added();
  }

  /** For a retraction, the t of the assertion it ends. */
  long asserted() {
    return change.asserted();
  }

  /** The value as it stands in a key; not to be changed. */
  byte[] value() {
    return value;
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

  /** Whether it ends something that is kept as history. */
  boolean isRemembered() {
    return !added() && (attribute == null || !attribute.noHistory());
  }
}
