package dev.dfdb.internal.entities;

import dev.dfdb.entities.mapping.EntityException;
import dev.dfdb.entities.mapping.EntityMappingException;
import dev.dfdb.entities.mapping.Ref;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes forms of objects. Belongs to one thread. */
final class Encoding {

  /** How deep objects may be nested in an entity. */
  static final int MAX_DEPTH = 100;

  /** Finds the entity that is referred to. */
  interface Targets {

    /** Its entity id or a {@link Form.Tempid}. */
    Object find(Composition type, Object id, String component);
  }

  private final Registry registry;
  private final Resolution resolution;
  private final Targets targets;

  Encoding(Registry registry, Resolution resolution, Targets targets) {
    this.registry = registry;
    this.resolution = resolution;
    this.targets = targets;
  }

  /** The form of an entity. */
  Form entity(Composition type, Object entity) {
    Form form = encode(type, entity, 0);
    if (type.version() > 1) {
      form.add(Composition.VERSION, (long) type.version());
    }
    return form;
  }

  private Form encode(Composition type, Object object, int depth) {
    if (depth > MAX_DEPTH) {
      throw new EntityMappingException(
          "objects are nested too deep, or in themselves",
          null,
          "type",
          type.type().getName(),
          "most levels",
          MAX_DEPTH);
    }
    Form form = Form.of(Resolution.NONE);
    for (Field field : type.fields()) {
      Object held = type.read(field, object);
      try {
        field(form, type, field, held, depth);
      } catch (EntityException known) {
        throw known;
      } catch (RuntimeException | IOException unlike) {
        throw new EntityMappingException(
            "a component can't be stored",
            unlike,
            "type",
            type.type().getName(),
            "component",
            field.name());
      }
    }
    return form;
  }

  private void field(Form form, Composition type, Field field, @Nullable Object held, int depth)
      throws IOException {
    if (field.holding().isMany()) {
      if (held != null) {
        elements(form, type, field, (Collection<?>) held, depth);
      }
      return;
    }
    Object one = field.holding() == Holding.OPTIONAL && held instanceof Optional<?> optional
        ? optional.orElse(null)
        : held;
    if (one == null) {
      one = field.whenAbsent();
    }
    Object value = one == null ? null : value(field, one, depth);
    if (value != null) {
      form.add(field.attribute(), value);
    }
  }

  private void elements(Form form, Composition type, Field field, Collection<?> elements, int depth)
      throws IOException {
    long position = 0;
    for (Object element : elements) {
      if (element == null && !field.hasPositionedValues()) {
        throw new EntityMappingException(
            "only a list of plain values can have null as an element",
            null,
            "type",
            type.type().getName(),
            "component",
            field.name());
      }
      Object value = element == null ? null : element(field, element, depth);
      if (field.hasPositionedValues()) {
        form.add(field.attribute(), Arrays.asList(position, value));
      } else if (value != null) {
        if (field.holding() == Holding.LIST && value instanceof Form nested) {
          nested.add(Composition.POSITION, position);
        }
        form.add(field.attribute(), value);
      }
      position++;
    }
  }

  private @Nullable Object element(Field field, Object element, int depth) throws IOException {
    return field.hasItems()
        ? encode(registry.nested(field), element, depth + 1)
        : value(field, element, depth);
  }

  private @Nullable Object value(Field field, Object object, int depth) throws IOException {
    Shape shape = field.shape();
    if (shape instanceof Shape.Plain plain) {
      return plain.scalar().encode().apply(object);
    }
    if (shape instanceof Shape.Enumerated enumerated) {
      return resolution.id(enumerated.constants(), object);
    }
    if (shape instanceof Shape.Reference reference) {
      Composition type = registry.entity(reference.type());
      Object id = object instanceof Ref<?> ref ? type.idValue(ref.id()) : type.idOf(object);
      return targets.find(type, id, field.attribute().toString());
    }
    if (shape instanceof Shape.Document document) {
      return document.codec().encode(object);
    }
    Form nested = encode(registry.nested(field), object, depth + 1);
    if (nested.values().isEmpty()) {
      nested.add(Composition.EMPTY, true);
    }
    return nested;
  }
}
