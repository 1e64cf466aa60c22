package dev.dfdb.internal.entities;

import dev.dfdb.entities.mapping.EntityMappingException;
import dev.dfdb.entities.mapping.Ref;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes objects of rows, with a stack of its own: first what belongs to an object and what it
 * refers to, then the object.
 */
final class Assembly {

  /** Finds the rows that a component holds the ids of. */
  interface Places {

    /** The rows; null if the component holds no ids of rows. */
    @Nullable
    List<Loading.Place> of(Field field, @Nullable Object held);
  }

  /** Finds the id of an entity that is referred to. */
  interface Ids {

    /** The id as the program has it; null if the entity is gone. */
    @Nullable
    Object of(Class<?> type, long e);
  }

  private final Decoding decoding;
  private final Places places;
  private final Ids ids;

  Assembly(Decoding decoding, Places places, Ids ids) {
    this.decoding = decoding;
    this.places = places;
    this.ids = ids;
  }

  /** The object of a row whose type refers to nothing. */
  Object makeSimple(Rows rows, int row) {
    Object made = rows.made(row);
    return made == null ? finish(rows, row) : made;
  }

  private Object finish(Rows rows, int row) {
    @Nullable Object[] values = rows.row(row);
    decoding.finish(rows.type(), values);
    Object made = rows.type().create(values);
    rows.setMade(row, made);
    return made;
  }

  /** The object of a row. */
  Object make(Loading.Place asked) {
    Deque<Loading.Place> stack = new ArrayDeque<>();
    stack.push(asked);
    while (!stack.isEmpty()) {
      Loading.Place place = stack.element();
      if (place.made() != null) {
        stack.pop();
      } else if (place.rows().begin(place.row())) {
        stack.pop();
        replaceIds(place);
        finish(place.rows(), place.row());
      } else {
        pushNeeded(place, stack);
      }
    }
    return Objects.requireNonNull(asked.made());
  }

  private void pushNeeded(Loading.Place place, Deque<Loading.Place> stack) {
    @Nullable Object[] values = place.rows().row(place.row());
    List<Field> fields = place.rows().type().fields();
    for (int i = 0; i < values.length; i++) {
      List<Loading.Place> needed = places.of(fields.get(i), values[i]);
      if (needed != null) {
        for (Loading.Place other : needed) {
          if (other.made() == null) {
            checkNoCircle(other, fields.get(i));
            stack.push(other);
          }
        }
      }
    }
  }

  private static void checkNoCircle(Loading.Place other, Field field) {
    if (other.rows().isBegun(other.row())) {
      throw new EntityMappingException(
          "entities refer to each other in a circle, so that none can be made first; let a"
              + " component be a Ref",
          null,
          "component",
          field.attribute(),
          "type",
          other.rows().type().type().getName(),
          "entity",
          other.rows().id(other.row()));
    }
  }

  private void replaceIds(Loading.Place place) {
    @Nullable Object[] values = place.rows().row(place.row());
    List<Field> fields = place.rows().type().fields();
    for (int i = 0; i < values.length; i++) {
      Field field = fields.get(i);
      List<Loading.Place> parts = places.of(field, values[i]);
      if (parts != null) {
        values[i] = held(field, parts);
      } else if (field.shape() instanceof Shape.Reference reference
          && reference.isLazy()
          && !(values[i] instanceof Binding.Bound)) {
        values[i] = references(reference, values[i]);
      }
    }
  }

  private static @Nullable Object held(Field field, List<Loading.Place> parts) {
    if (!field.holding().isMany()) {
      return parts.isEmpty() ? null : parts.get(0).made();
    }
    if (field.holding() == Holding.LIST) {
      parts.sort(Comparator.comparingLong(part -> part.rows().extra(part.row())));
    }
    List<Object> objects = new ArrayList<>(parts.size());
    for (Loading.Place part : parts) {
      Object made = part.made();
      if (made != null && made != Gone.GONE) {
        objects.add(made);
      }
    }
    return objects;
  }

  private @Nullable Object references(Shape.Reference reference, @Nullable Object held) {
    if (held instanceof List<?> many) {
      List<Object> all = new ArrayList<>(many.size());
      for (Object e : many) {
        Object id = ids.of(reference.type(), (Long) Objects.requireNonNull(e));
        if (id != null) {
          all.add(new Ref<>(reference.type(), id));
        }
      }
      return all;
    }
    Object id = held == null ? null : ids.of(reference.type(), (Long) held);
    return id == null ? null : new Ref<>(reference.type(), id);
  }

  /** Stands for an element of a list that referred to an entity which is gone. */
  enum Gone {
    GONE
  }
}
