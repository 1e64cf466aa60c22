package dev.dfdb.internal.transaction;

import dev.dfdb.codec.ValueOrder;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.index.TupleShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps composite tuples: whenever a transaction speaks of a part of one, the entity's tuple is
 * made anew from the values it will have, with nil for those it has not; without any there is none.
 * A tuple can be given in a transaction, as what it will be and nothing else.
 */
final class CompositeTuples {

  private final DatabaseValue before;
  private final Changes changes;
  private final List<Changes.Fact> given = new ArrayList<>();

  /** A tuple of an entity. */
  private record Place(long entity, Attribute composite) {}

  CompositeTuples(DatabaseValue before, Changes changes) {
    this.before = before;
    this.changes = changes;
  }

  /** Notes a tuple that the transaction itself gives. */
  void expect(Changes.Fact tuple) {
    given.add(tuple);
  }

  /** Changes the tuples as the changes so far ask for. */
  void derive() {
    if (!before.schema().hasComposites()) {
      return;
    }
    touched().forEach((place, form) -> {
      Object tuple = tuple(place);
      if (tuple == null) {
        changes.retractAll(place.entity(), place.composite(), form);
      } else {
        changes.add(new Changes.Fact(place.entity(), place.composite(), tuple, form));
      }
    });
    given.forEach(this::check);
  }

  /** The tuples that the transaction speaks of parts of, and the forms that do. */
  private Map<Place, Object> touched() {
    Map<Place, Object> touched = new LinkedHashMap<>();
    for (List<Changes.Fact> facts : List.of(changes.retracted(), changes.added())) {
      for (Changes.Fact fact : facts) {
        for (Attribute composite : before.schema().compositesOf(fact.attribute().id())) {
          touched.putIfAbsent(new Place(fact.e(), composite), fact.form());
        }
      }
    }
    return touched;
  }

  private @Nullable Object tuple(Place place) {
    List<@Nullable Object> elements = new ArrayList<>();
    if (place.composite().tuple() instanceof TupleShape.Composite tuple) {
      for (Long id : tuple.attributes()) {
        Attribute member = before.attribute(id);
        elements.add(member == null ? null : changes.valueAfter(place.entity(), member));
      }
    }
    return elements.stream().allMatch(Objects::isNull)
        ? null
        : Collections.unmodifiableList(elements);
  }

  private void check(Changes.Fact tuple) {
    Object actual = changes.valueAfter(tuple.e(), tuple.attribute());
    if (ValueOrder.compare(actual, tuple.v()) != 0) {
      throw Refusal.of(
          "a composite tuple is made of the values of its parts, and this one will be another;"
              + " assert the parts",
          "entity",
          tuple.e(),
          "attribute",
          tuple.attribute().ident(),
          "given",
          tuple.v(),
          "actual",
          actual == null ? "none" : actual,
          "form",
          tuple.form());
    }
  }
}
