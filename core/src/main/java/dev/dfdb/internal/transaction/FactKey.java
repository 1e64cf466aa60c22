package dev.dfdb.internal.transaction;

import dev.dfdb.codec.ValueOrder;
import java.net.URI;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What facts are told apart by in one transaction: some of entity, attribute and value. */
final class FactKey {

  private static final long ANY = -1;

  private final long e;
  private final long a;
  private final @Nullable Object v;
  private final int hash;

  private FactKey(long e, long a, @Nullable Object v) {
    this.e = e;
    this.a = a;
    this.v = v;
    this.hash = (Long.hashCode(e) * 31 + Long.hashCode(a)) * 31 + hash(v);
  }

  /** Entity, attribute and value. */
  static FactKey of(Changes.Fact fact) {
    return new FactKey(fact.e(), fact.attribute().id(), fact.v());
  }

  /** Entity and attribute. */
  static FactKey ofAttribute(Changes.Fact fact) {
    return new FactKey(fact.e(), fact.attribute().id(), null);
  }

  /** Attribute and value. */
  static FactKey ofValue(Changes.Fact fact) {
    return new FactKey(ANY, fact.attribute().id(), fact.v());
  }

  /** Whether two values, in their canonical types, are the same to a database. */
  static boolean isSame(@Nullable Object one, @Nullable Object other) {
    return one == other
        || (isCompared(one)
            ? ValueOrder.compare(one, other) == 0
            : one != null && one.equals(other));
  }

  /** Whether a value is of a type whose own equality is not that of databases. */
  private static boolean isCompared(@Nullable Object value) {
    return value instanceof byte[]
        || value instanceof Collection<?>
        || value instanceof Map<?, ?>
        || value instanceof URI;
  }

  private static int hash(@Nullable Object value) {
    if (value == null || value instanceof Map<?, ?>) {
      return 0;
    }
    if (value instanceof byte[] bytes) {
      return Arrays.hashCode(bytes);
    }
    if (value instanceof Collection<?> collection) {
      return collection.size();
    }
    return (value instanceof URI ? value.toString() : value).hashCode();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FactKey that
        && hash == that.hash
        && e == that.e
        && a == that.a
        && isSame(v, that.v);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
