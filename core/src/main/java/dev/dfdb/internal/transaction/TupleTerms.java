package dev.dfdb.internal.transaction;

import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.Schema;
import dev.dfdb.internal.index.TupleShape;
import dev.dfdb.internal.index.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks tuples that forms give against the shape that their attribute declares. */
final class TupleTerms {

  private final Names names;
  private final Schema schema;

  TupleTerms(Names names, Schema schema) {
    this.names = names;
    this.schema = schema;
  }

  /** A tuple for an attribute, with the entities in it looked up. */
  Term of(Attribute attribute, Object value, Object form) {
    List<@Nullable ValueType> types =
        value instanceof List<?> given ? schema.elementTypes(attribute, given.size()) : null;
    if (!(value instanceof List<?> elements) || types == null) {
      throw Refusal.of(
          "the value is no tuple as the attribute has them",
          "attribute",
          attribute.ident(),
          "expected",
          shape(attribute),
          "value",
          value,
          "form",
          form);
    }
    List<@Nullable Term> terms = new ArrayList<>(types.size());
    for (int i = 0; i < types.size(); i++) {
      Object element = elements.get(i);
      terms.add(element == null ? null : names.typed(attribute, types.get(i), element, form));
    }
    return terms.stream().anyMatch(term -> term instanceof Term.Tempid)
        ? new Term.Tuple(terms)
        : new Term.Value(known(terms));
  }

  private static List<@Nullable Object> known(List<@Nullable Term> terms) {
    List<@Nullable Object> values = new ArrayList<>(terms.size());
    for (Term term : terms) {
      values.add(
          term instanceof Term.Entity entity
              ? (Object) entity.id()
              : term instanceof Term.Value plain ? plain.value() : null);
    }
    return Collections.unmodifiableList(values);
  }

  private String shape(Attribute attribute) {
    if (attribute.tuple() instanceof TupleShape.Homogeneous tuple) {
      return "a vector of " + TupleShape.MIN_SIZE + " to " + TupleShape.MAX_SIZE + ", each nil or "
          + tuple.type().ident();
    }
    List<String> expected = new ArrayList<>();
    if (attribute.tuple() instanceof TupleShape.Heterogeneous tuple) {
      tuple.types().forEach(type -> expected.add(type.ident().toString()));
    } else if (attribute.tuple() instanceof TupleShape.Composite tuple) {
      for (Long id : tuple.attributes()) {
        Attribute member = schema.attribute(id);
        expected.add("the value of " + (member == null ? id : member.ident()));
      }
    }
    return "a vector of " + String.join(", ", expected);
  }
}
