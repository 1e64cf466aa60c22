package dev.dfdb.conformance.oracle;

import dev.dfdb.edn.Keyword;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the live facts say of an attribute.
 *
 * @param type the name of its {@code :db.type}, or null where it takes any value
 * @param unique {@code value}, {@code identity} or null
 * @param forgets whether what is superseded of it is not kept
 * @param predicates the names of those that its new values meet
 * @param tuple what its tuples are made of, or null where it has none
 */
record OracleAttribute(
    long id,
    Keyword ident,
    @Nullable String type,
    boolean many,
    @Nullable String unique,
    boolean component,
    boolean forgets,
    Set<String> predicates,
    @Nullable OracleTuple tuple) {

  /** One that takes any value, as never declared ones do. */
  static OracleAttribute undeclared(long id, Keyword ident) {
    return new OracleAttribute(id, ident, null, false, null, false, false, Set.of(), null);
  }

  OracleAttribute withTuple(OracleTuple shape) {
    return new OracleAttribute(
        id, ident, type, many, unique, component, forgets, predicates, shape);
  }

  boolean isRef() {
    return "ref".equals(type);
  }

  boolean isIdentity() {
    return "identity".equals(unique);
  }

  /** The attributes that its tuples are made of; none where they are made of none. */
  List<Long> parts() {
    return tuple instanceof OracleTuple.Composite composite ? composite.parts() : List.of();
  }

  boolean isComposite() {
    return tuple instanceof OracleTuple.Composite;
  }

  /** The value as an attribute of this type holds it, or null where it can't. */
  @Nullable
  Object conform(Object v) {
    if (tuple != null) {
      return v instanceof List<?> elements ? conformTuple(elements) : null;
    }
    return conform(type, v);
  }

  private @Nullable Object conformTuple(List<?> elements) {
    List<@Nullable String> types = types(elements);
    if (types == null) {
      return null;
    }
    List<@Nullable Object> conforming = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      Object element = elements.get(i);
      Object held = element == null ? null : conform(types.get(i), element);
      if (element != null && held == null) {
        return null;
      }
      conforming.add(held);
    }
    return Collections.unmodifiableList(conforming);
  }

  /** The types of the elements of a tuple; null where it is none of this attribute. */
  @Nullable
  List<@Nullable String> types(List<?> elements) {
    return tuple == null ? null : tuple.types(elements.size());
  }

  /** A value with other ids in it, where it is a reference, or a tuple with references in it. */
  Object withIds(Object v, LongUnaryOperator ids) {
    if (isRef()) {
      return ids.applyAsLong((Long) v);
    }
    List<@Nullable String> types = v instanceof List<?> elements ? types(elements) : null;
    if (types == null || !types.contains("ref")) {
      return v;
    }
    List<@Nullable Object> renamed = new ArrayList<>((List<?>) v);
    for (int i = 0; i < types.size(); i++) {
      if ("ref".equals(types.get(i)) && renamed.get(i) instanceof Long id) {
        renamed.set(i, ids.applyAsLong(id));
      }
    }
    return Collections.unmodifiableList(renamed);
  }

  /** The entities that a value refers to. */
  List<Long> ids(Object v) {
    List<Long> found = new ArrayList<>();
    withIds(v, id -> {
      found.add(id);
      return id;
    });
    return found;
  }

  private static @Nullable Object conform(@Nullable String type, Object v) {
    if (type == null) {
      return v;
    }
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
    String found = typeOf(widened);
    return type.equals(found) || (type.equals("ref") && found.equals("long")) ? widened : null;
  }

  private static String typeOf(Object v) {
    if (v instanceof List<?>) {
      return RandomValues.TUPLE;
    }
    return switch (v.getClass().getSimpleName()) {
      case "BigInteger" -> "bigint";
      case "BigDecimal" -> "bigdec";
      case "byte[]" -> "bytes";
      default -> v.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    };
  }
}
