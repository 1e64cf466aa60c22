package dev.dfdb.internal.transaction;

import dev.dfdb.codec.ValueOrder;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.Builtin;
import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.index.EntityIds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Carries the steps of a transaction out on its changes, every tempid being resolved. */
final class Steps {

  private final DatabaseValue before;
  private final Changes changes;
  private final Tempids tempids;
  private final CompositeTuples tuples;
  private final List<EntitySpecs.Ensured> ensured = new ArrayList<>();
  private final Map<Place, Edited> edited = new LinkedHashMap<>();

  /** An attribute of an entity. */
  private record Place(long entity, long attribute) {}

  /** A collection that is changed, and the last step that does. */
  private record Edited(EditedCollection collection, Op.Edit by) {}

  Steps(DatabaseValue before, Changes changes, Tempids tempids) {
    this.before = before;
    this.changes = changes;
    this.tempids = tempids;
    this.tuples = new CompositeTuples(before, changes);
  }

  /** Takes all steps, and adds what follows from them. */
  void take(List<Op> ops) {
    ops.forEach(this::take);
    edited.forEach((place, change) -> {
      Object value = change.collection().value();
      if (value != null) {
        Op.Edit by = change.by();
        changes.add(new Changes.Fact(place.entity(), by.attribute(), value, by.form()));
      }
    });
    FormerIdents.derive(before, changes);
    tuples.derive();
  }

  /** The entities that shall meet a spec. */
  List<EntitySpecs.Ensured> ensured() {
    return ensured;
  }

  private void take(Op op) {
    long e = tempids.id(op.entity());
    if (op instanceof Op.Add add) {
      add(e, add);
    } else if (op instanceof Op.Retract retract) {
      if (!Names.isUnheard(retract.attribute())) {
        retract(e, retract);
      }
    } else if (op instanceof Op.RetractEntity retract) {
      retractEntity(e, retract.form());
    } else if (op instanceof Op.CompareAndSet cas) {
      compareAndSet(e, cas);
    } else if (op instanceof Op.Edit edit && !Names.isUnheard(edit.attribute())) {
      edit(e, edit);
    }
  }

  private void add(long e, Op.Add add) {
    long a = add.attribute().id();
    Object v = tempids.value(add.value());
    if (a == Builtin.TX_INSTANT) {
      return; // the time of a transaction is taken before any step
    }
    if (a == Builtin.ENSURE) {
      ensured.add(new EntitySpecs.Ensured(e, (Long) v, add.form()));
    } else if (a == Builtin.FORMER_IDENTS) {
      throw Refusal.of(
          ":db/formerIdents are kept by dfdb; assert another :db/ident", "form", add.form());
    } else if (add.attribute().isComposite()) {
      tuples.expect(new Changes.Fact(e, add.attribute(), v, add.form()));
    } else {
      changes.add(new Changes.Fact(e, add.attribute(), v, add.form()));
    }
  }

  private void retract(long e, Op.Retract retract) {
    if (retract.attribute().id() == Builtin.TX_INSTANT) {
      throw Refusal.of("the time of a transaction can't be retracted", "form", retract.form());
    }
    checkNotComposite(retract.attribute(), retract.form());
    Term value = retract.value();
    if (value == null) {
      changes.retractAll(e, retract.attribute(), retract.form());
    } else {
      changes.retract(
          new Changes.Fact(e, retract.attribute(), tempids.value(value), retract.form()));
    }
  }

  private static void checkNotComposite(Attribute attribute, Object form) {
    if (attribute.isComposite()) {
      throw Refusal.of(
          "a composite tuple is made of the values of its parts; change those",
          "attribute",
          attribute.ident(),
          "form",
          form);
    }
  }

  private void retractEntity(long entity, Object form) {
    if (EntityIds.isTransaction(entity)) {
      throw Refusal.of("a transaction can't be retracted", "entity", entity, "form", form);
    }
    Set<Long> seen = new HashSet<>();
    Deque<Long> open = new ArrayDeque<>(List.of(entity));
    while (!open.isEmpty()) {
      long e = open.removeFirst();
      if (seen.add(e)) {
        List<Long> components = new ArrayList<>();
        for (Changes.Fact fact : changes.about(e, form, components)) {
          if (!fact.attribute().isComposite()) { // a tuple goes with its parts
            changes.retract(fact);
          }
        }
        open.addAll(components);
      }
    }
  }

  private void compareAndSet(long e, Op.CompareAndSet cas) {
    checkNotComposite(cas.attribute(), cas.form());
    if (cas.attribute().id() == Builtin.TX_INSTANT) {
      throw Refusal.of("the time of a transaction can't be compared and set", "form", cas.form());
    }
    Object actual = value(e, cas.attribute());
    @Nullable Object expected = cas.old() == null ? null : tempids.value(cas.old());
    if (ValueOrder.compare(actual, expected) != 0) {
      throw Refusal.of(
          ":db/cas found another value",
          "entity",
          e,
          "attribute",
          cas.attribute().ident(),
          "expected",
          expected == null ? "none" : expected,
          "actual",
          actual == null ? "none" : actual,
          "form",
          cas.form());
    }
    changes.add(new Changes.Fact(e, cas.attribute(), tempids.value(cas.value()), cas.form()));
  }

  private @Nullable Object value(long e, Attribute attribute) {
    List<Object> values = changes.values(e, attribute);
    return values.isEmpty() ? null : values.get(0);
  }

  private void edit(long e, Op.Edit edit) {
    Place place = new Place(e, edit.attribute().id());
    Edited earlier = edited.get(place);
    EditedCollection collection =
        earlier == null ? new EditedCollection(value(e, edit.attribute())) : earlier.collection();
    edited.put(place, new Edited(collection, edit));
    if (!collection.apply(edit.edit())) {
      throw Refusal.of(
          "the value can't be changed so: :db/assoc takes a map and a key, or a vector and an index"
              + " in it; :db/dissoc a map or a set; :db/conj a vector, a set, or a map and an entry",
          "entity",
          e,
          "attribute",
          edit.attribute().ident(),
          "value",
          collection.value(),
          "form",
          edit.form());
    }
  }
}
