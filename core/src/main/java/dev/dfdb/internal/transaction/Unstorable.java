package dev.dfdb.internal.transaction;

import dev.dfdb.codec.KeyWriter;
import dev.dfdb.error.InvalidValueException;
import dev.dfdb.internal.index.Attribute;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says which form gave a value that can't be stored. Whether one can, most often only its encoding
 * tells, which knows no form; so the steps are looked through then, and not in every transaction.
 */
final class Unstorable {

  private Unstorable() {}

  /** The error, with the form that gave the value and the attribute, if it is known. */
  static InvalidValueException in(
      Object form, @Nullable Attribute attribute, InvalidValueException refusal) {
    Map<String, Object> context = new LinkedHashMap<>(refusal.context());
    if (attribute != null) {
      context.put("attribute", attribute.ident());
    }
    context.put("form", form);
    return new InvalidValueException(refusal.summary(), context, refusal);
  }

  /** The error, with the first step whose value can't be encoded; as it is, if all can be. */
  static InvalidValueException among(List<Op> ops, InvalidValueException refusal) {
    KeyWriter bytes = new KeyWriter();
    for (Op op : ops) {
      try {
        encode(op, bytes.reset());
      } catch (InvalidValueException found) {
        return in(op.form(), attribute(op), found);
      }
    }
    return refusal;
  }

  private static void encode(Op op, KeyWriter bytes) {
    Attribute attribute = attribute(op);
    if (attribute != null) {
      bytes.writeValue(attribute.ident()); // it may be new, and its name a value too
    }
    if (op instanceof Op.Add add) {
      encode(add.value(), bytes);
    } else if (op instanceof Op.Retract retract) {
      encode(retract.value(), bytes);
    } else if (op instanceof Op.CompareAndSet cas) {
      encode(cas.value(), bytes);
    } else if (op instanceof Op.Edit edit) {
      encode(edit.edit(), bytes);
    }
  }

  private static void encode(@Nullable Term term, KeyWriter bytes) {
    if (term instanceof Term.Value plain) {
      bytes.writeValue(plain.value());
    } else if (term instanceof Term.Tuple tuple) {
      tuple.elements().forEach(element -> encode(element, bytes));
    }
  }

  /** What a change puts into a collection stands one level deeper there. */
  private static void encode(CollectionEdit edit, KeyWriter bytes) {
    if (edit instanceof CollectionEdit.Assoc assoc) {
      bytes.writeValue(Collections.singletonList(assoc.key()));
      bytes.writeValue(Collections.singletonList(assoc.value()));
    } else if (edit instanceof CollectionEdit.Conj conj) {
      bytes.writeValue(Collections.singletonList(conj.value()));
    }
  }

  private static @Nullable Attribute attribute(Op op) {
    if (op instanceof Op.Add add) {
      return add.attribute();
    }
    if (op instanceof Op.Retract retract) {
      return retract.attribute();
    }
    if (op instanceof Op.CompareAndSet cas) {
      return cas.attribute();
    }
    return op instanceof Op.Edit edit ? edit.attribute() : null;
  }
}
