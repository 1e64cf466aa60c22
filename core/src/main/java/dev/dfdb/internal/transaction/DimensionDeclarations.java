package dev.dfdb.internal.transaction;

import dev.dfdb.edn.Keyword;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.Builtin;
import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.index.Dimension;
import dev.dfdb.internal.index.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A dimension of time is an attribute, too: its name is the ident, its type that of the values. */
final class DimensionDeclarations {

  private DimensionDeclarations() {}

  /** Adds to the steps of a transaction what they say of dimensions as attributes. */
  static void complete(List<Op> ops, DatabaseValue before) {
    List<Op> more = new ArrayList<>();
    for (Op op : ops) {
      if (op instanceof Op.Add add && add.value() instanceof Term.Value value) {
        if (add.attribute().id() == Builtin.DIMENSION_NAME && value.value() instanceof Keyword) {
          more.add(
              new Op.Add(add.entity(), attribute(before, Builtin.IDENT), add.value(), add.form()));
        }
        ValueType type = add.attribute().id() == Builtin.DIMENSION_TYPE
            ? Dimension.valueType(value.value())
            : null;
        if (type != null) {
          more.add(new Op.Add(
              add.entity(),
              attribute(before, Builtin.VALUE_TYPE),
              new Term.Entity(type.id()),
              add.form()));
        }
      }
    }
    ops.addAll(more);
  }

  private static Attribute attribute(DatabaseValue before, long id) {
    return Objects.requireNonNull(before.attribute(id));
  }
}
