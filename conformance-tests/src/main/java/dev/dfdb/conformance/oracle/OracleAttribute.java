package dev.dfdb.conformance.oracle;

import dev.dfdb.edn.Keyword;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the live facts say of an attribute.
 *
 * @param type the name of its {@code :db.type}, or null where it takes any value
 * @param unique {@code value}, {@code identity} or null
 * @param elements the types of the elements of its tuples, or null where they are not told apart
 * @param forgets whether what is superseded of it is not kept
 */
record OracleAttribute(
    long id,
    Keyword ident,
    @Nullable String type,
    boolean many,
    @Nullable String unique,
    boolean component,
    @Nullable List<String> elements,
    boolean forgets) {

  /** One that takes any value, as never declared ones do. */
  static OracleAttribute undeclared(long id, Keyword ident) {
    return new OracleAttribute(id, ident, null, false, null, false, null, false);
  }

  boolean isRef() {
    return "ref".equals(type);
  }

  boolean isIdentity() {
    return "identity".equals(unique);
  }

  /** The value as an attribute of this type holds it, or null where it can't. */
  @Nullable
  Object conform(Object v) {
    if (RandomValues.TUPLE.equals(type)) {
      return !(v instanceof List<?> tuple)
          ? null
          : elements == null ? v : conformTuple(tuple, elements);
    }
    return type == null ? v : conform(type, v);
  }

  private static @Nullable Object conformTuple(List<?> tuple, List<String> types) {
    List<@Nullable Object> conforming = new ArrayList<>();
    for (int i = 0; i < tuple.size(); i++) {
      Object element = tuple.get(i);
      Object held = element == null || i == types.size() ? null : conform(types.get(i), element);
      if (i == types.size() || (element != null && held == null)) {
        return null;
      }
      conforming.add(held);
    }
    return conforming.size() == types.size() ? conforming : null;
  }

  private static @Nullable Object conform(String type, Object v) {
    Object widened = v;
    if (type.equals("bigint") && v instanceof Long number) {
      widened = BigInteger.valueOf(number);
    } else if (type.equals("bigdec") && v instanceof Long number) {
      widened = BigDecimal.valueOf(number);
    } else if (type.equals("bigdec") && v instanceof BigInteger number) {
      widened = new BigDecimal(number);
    } else if (type.equals("double") && v instanceof Float number) {
      widened = number.doubleValue();
    }
    return type.equals(typeOf(widened)) ? widened : null;
  }

  private static String typeOf(Object v) {
    return switch (v.getClass().getSimpleName()) {
      case "BigInteger" -> "bigint";
      case "BigDecimal" -> "bigdec";
      case "byte[]" -> "bytes";
      default -> v.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    };
  }
}
