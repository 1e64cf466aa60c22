package dev.dfdb.internal.index;

import dev.dfdb.datom.Datom;
import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What single datoms say of an attribute. */
public final class Declarations {

  /** The built-in attributes that schemas are made of. */
  public static final List<Long> ATTRIBUTES = List.of(
      Builtin.IDENT,
      Builtin.FORMER_IDENTS,
      Builtin.VALUE_TYPE,
      Builtin.CARDINALITY,
      Builtin.UNIQUE,
      Builtin.IS_COMPONENT,
      Builtin.NO_HISTORY,
      Builtin.TUPLE_ATTRS,
      Builtin.TUPLE_TYPES,
      Builtin.TUPLE_TYPE,
      Builtin.ATTR_PREDS,
      Builtin.DIMENSION_NAME,
      Builtin.DIMENSION_TYPE,
      Builtin.DIMENSION_CONSTRAINTS,
      Builtin.DIMENSION_DERIVATION);

  private static final long PARTS =
      ATTRIBUTES.stream().mapToLong(id -> 1L << id).reduce(0, (l, r) -> l | r);

  private Declarations() {}

  /** Whether a datom is part of the schema. */
  static boolean isPart(Datom datom) {
    return isPart(datom.a());
  }

  private static boolean isPart(long a) {
    return a < Long.SIZE && (PARTS >>> a & 1) == 1;
  }

  /** Whether a built-in attribute says what values another may have, or its entities. */
  public static boolean constrains(long a) {
    return a != Builtin.IDENT && a != Builtin.FORMER_IDENTS && a != Builtin.NO_HISTORY && isPart(a);
  }

  /** An attribute after a datom about it; names are no matter of this. */
  static Attribute declare(Attribute old, Datom datom, Map<Keyword, Long> ids) {
    Object v = datom.added() ? datom.v() : null;
    return switch ((int) datom.a()) {
      case (int) Builtin.VALUE_TYPE -> old.withType(v == null ? null : ValueType.ofId(v));
      case (int) Builtin.CARDINALITY -> old.withMany(Objects.equals(v, Builtin.CARDINALITY_MANY));
      case (int) Builtin.UNIQUE -> old.withUnique(uniqueOf(v));
      case (int) Builtin.IS_COMPONENT -> old.withComponent(Objects.equals(v, true));
      case (int) Builtin.NO_HISTORY -> old.withNoHistory(Objects.equals(v, true));
      case (int) Builtin.ATTR_PREDS -> old.withPredicates(predicates(old, datom));
      case (int) Builtin.TUPLE_ATTRS, (int) Builtin.TUPLE_TYPES, (int) Builtin.TUPLE_TYPE ->
        datom.added() || isOf(old.tuple(), datom.a())
            ? old.withTuple(v == null ? null : shape(datom.a(), v, ids))
            : old;
      case (int) Builtin.DIMENSION_NAME,
          (int) Builtin.DIMENSION_TYPE,
          (int) Builtin.DIMENSION_CONSTRAINTS,
          (int) Builtin.DIMENSION_DERIVATION ->
        old.withDimension(Dimension.declare(old.dimension(), datom));
      default -> old;
    };
  }

  private static @Nullable Unique uniqueOf(@Nullable Object v) {
    return Objects.equals(v, Builtin.UNIQUE_IDENTITY)
        ? Unique.IDENTITY
        : Objects.equals(v, Builtin.UNIQUE_VALUE) ? Unique.VALUE : null;
  }

  private static List<Symbol> predicates(Attribute old, Datom datom) {
    List<Symbol> predicates = new ArrayList<>(old.predicates());
    predicates.remove(datom.v());
    if (datom.added()) {
      predicates.add((Symbol) datom.v());
    }
    return predicates;
  }

  /** Whether a shape was declared by the attribute given, so that a retraction of it is the end. */
  private static boolean isOf(@Nullable TupleShape shape, long a) {
    return shape instanceof TupleShape.Composite
        ? a == Builtin.TUPLE_ATTRS
        : shape instanceof TupleShape.Heterogeneous
            ? a == Builtin.TUPLE_TYPES
            : a == Builtin.TUPLE_TYPE;
  }

  private static @Nullable TupleShape shape(long a, Object v, Map<Keyword, Long> ids) {
    if (a == Builtin.TUPLE_TYPE) {
      ValueType type = ValueType.named(v);
      return type == null ? null : new TupleShape.Homogeneous(type);
    }
    List<?> names = (List<?>) v;
    if (a == Builtin.TUPLE_TYPES) {
      List<ValueType> types = new ArrayList<>();
      for (Object name : names) {
        ValueType type = ValueType.named(name);
        if (type != null) {
          types.add(type);
        }
      }
      return new TupleShape.Heterogeneous(types);
    }
    List<Long> members = new ArrayList<>();
    for (Object name : names) {
      Long id = name instanceof Keyword ident ? ids.get(ident) : null;
      members.add(id == null ? (Long) DatomSource.NONE : id);
    }
    return new TupleShape.Composite(members);
  }
}
