package dev.dfdb.internal.entities;

import dev.dfdb.entities.mapping.EntityException;
import dev.dfdb.entities.mapping.EntityMappingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes of values what components hold. Belongs to one thread. */
final class Decoding {

  private final Resolution resolution;

  Decoding(Resolution resolution) {
    this.resolution = resolution;
  }

  /** Puts a value into a row; of an entity that is to be found later, its id. */
  void put(Composition type, int place, @Nullable Object[] row, Object v) {
    Field field = type.fields().get(place);
    try {
      Object value = field.hasPositionedValues() ? v : value(field, v);
      if (field.holding().isMany()) {
        many(row, place).add(value);
      } else {
        row[place] = value;
      }
    } catch (EntityException known) {
      throw known;
    } catch (RuntimeException | IOException unlike) {
      throw unlike(type, field, v, unlike);
    }
  }

  @SuppressWarnings("unchecked") // no one else puts anything there
  private static List<@Nullable Object> many(@Nullable Object[] row, int place) {
    Object known = row[place];
    if (known == null) {
      known = new ArrayList<@Nullable Object>();
      row[place] = known;
    }
    return (List<@Nullable Object>) known;
  }

  private @Nullable Object value(Field field, Object v) throws IOException {
    Shape shape = field.shape();
    if (shape instanceof Shape.Plain plain) {
      return plain.scalar().decode().apply(v);
    }
    if (shape instanceof Shape.Enumerated enumerated && !field.hasItems()) {
      return resolution.constant(enumerated.constants(), (Long) v);
    }
    return shape instanceof Shape.Document document ? document.codec().decode(v) : v;
  }

  /**
   * What a component holds, of what was put into its row and then replaced by objects.
   *
   * @param row is changed
   */
  void finish(Composition type, @Nullable Object[] row) {
    List<Field> fields = type.fields();
    for (int place = 0; place < row.length; place++) {
      Field field = fields.get(place);
      Object held = row[place];
      if (held instanceof Binding.Bound bound) {
        row[place] = bound.value() == null ? field.whenAbsent() : bound.value();
      } else if (field.holding() == Holding.ONE) {
        if (held == null) {
          row[place] = field.whenAbsent();
        }
      } else if (field.holding() == Holding.OPTIONAL) {
        row[place] = Optional.ofNullable(held == null ? field.whenAbsent() : held);
      } else {
        row[place] = collection(type, field, held == null ? List.of() : (List<?>) held);
      }
    }
  }

  private static Object collection(Composition type, Field field, List<?> held) {
    return field.hasPositionedValues() ? positioned(type, field, held) : collection(field, held);
  }

  /** A list or set of its elements. */
  static Object collection(Field field, List<?> held) {
    if (field.holding() == Holding.LIST) {
      return Collections.unmodifiableList(held);
    }
    if (SortedSet.class.isAssignableFrom(field.type().getRawClass())) {
      return Collections.unmodifiableNavigableSet(new TreeSet<>(held));
    }
    Set<Object> set = new LinkedHashSet<>(held);
    return Collections.unmodifiableSet(set);
  }

  private static List<@Nullable Object> positioned(Composition type, Field field, List<?> held) {
    List<List<?>> pairs = new ArrayList<>(held.size());
    held.forEach(pair -> pairs.add((List<?>) pair));
    pairs.sort(Comparator.comparingLong(pair -> pair.get(0) instanceof Long at ? at : 0));
    Scalar scalar = ((Shape.Plain) field.shape()).scalar();
    List<@Nullable Object> list = new ArrayList<>(pairs.size());
    for (List<?> pair : pairs) {
      Object element = pair.get(1);
      try {
        list.add(element == null ? null : scalar.decode().apply(element));
      } catch (RuntimeException unlike) {
        throw unlike(type, field, pair, unlike);
      }
    }
    return Collections.unmodifiableList(list);
  }

  private static EntityMappingException unlike(
      Composition type, Field field, Object v, Exception cause) {
    return new EntityMappingException(
        "what is stored is no value of the component",
        cause,
        "type",
        type.type().getName(),
        "component",
        field.name(),
        "expected",
        field.type().toCanonical(),
        "stored",
        v);
  }
}
