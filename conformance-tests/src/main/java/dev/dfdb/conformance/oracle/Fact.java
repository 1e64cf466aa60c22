package dev.dfdb.conformance.oracle;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An entity has a value for an attribute, whenever that was said. Two with equal bytes are equal.
 */
record Fact(long e, long a, Object v) {

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Fact that
        && e == that.e
        && a == that.a
        && Objects.deepEquals(v, that.v);
  }

  @Override
  public int hashCode() {
    int value = v instanceof byte[] bytes ? Arrays.hashCode(bytes) : v.hashCode();
    return (Long.hashCode(e) * 31 + Long.hashCode(a)) * 31 + value;
  }
}
