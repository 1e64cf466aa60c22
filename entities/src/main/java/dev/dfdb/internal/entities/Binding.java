package dev.dfdb.internal.entities;

import dev.dfdb.codec.Values;
import dev.dfdb.edn.Keyword;
import dev.dfdb.entities.mapping.EntityException;
import dev.dfdb.entities.mapping.EntityMappingException;
import dev.dfdb.entities.mapping.Ref;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes rows of the values that migrations give. */
final class Binding {

  private final Registry registry;
  private final Resolution resolution;
  private final Decoding decoding;

  /** What a component holds, complete. */
  record Bound(@Nullable Object value) {}

  Binding(Registry registry, Resolution resolution, Decoding decoding) {
    this.registry = registry;
    this.resolution = resolution;
    this.decoding = decoding;
  }

  /** The row of an object whose components hold the values of these names. */
  @Nullable
  Object[] row(Composition type, Map<?, ?> values) {
    @Nullable Object[] row = new Object[type.fields().size()];
    for (int place = 0; place < row.length; place++) {
      Field field = type.fields().get(place);
      Object value = values.get(field.name());
      if (value != null) {
        row[place] = held(type, field, value);
      }
    }
    return row;
  }

  private Object held(Composition type, Field field, Object value) {
    try {
      if (!field.holding().isMany()) {
        Object one = one(field, value instanceof Optional<?> held ? held.orElse(null) : value);
        return field.holding() == Holding.OPTIONAL
            ? new Bound(Optional.ofNullable(one))
            : new Bound(one);
      }
      List<@Nullable Object> all = new ArrayList<>();
      for (Object element : (Collection<?>) value) {
        all.add(one(field, element));
      }
      return new Bound(Decoding.collection(field, all));
    } catch (EntityException known) {
      throw known;
    } catch (RuntimeException | IOException unlike) {
      throw new EntityMappingException(
          "a migration gave a value that the component can't hold",
          unlike,
          "type",
          type.type().getName(),
          "component",
          field.name(),
          "expected",
          field.type().toCanonical(),
          "value",
          value);
    }
  }

  private @Nullable Object one(Field field, @Nullable Object value) throws IOException {
    Shape shape = field.shape();
    if (value == null) {
      return null;
    }
    if (shape instanceof Shape.Plain plain) {
      return plain(field, plain.scalar(), value);
    }
    if (shape instanceof Shape.Enumerated enumerated) {
      return constant(enumerated.constants(), value);
    }
    if (shape instanceof Shape.Reference reference) {
      return reference(reference, value);
    }
    if (shape instanceof Shape.Document document) {
      return document.codec().decode(Objects.requireNonNull(Values.canonical(value)));
    }
    return value instanceof Map<?, ?> map ? nested(registry.nested(field), map) : value;
  }

  private Object nested(Composition type, Map<?, ?> values) {
    @Nullable Object[] row = row(type, values);
    decoding.finish(type, row);
    return type.create(row);
  }

  private Object plain(Field field, Scalar scalar, Object value) {
    Class<?> wanted = field.holding() == Holding.ONE
        ? field.type().getRawClass()
        : Objects.requireNonNull(field.type().containedType(0)).getRawClass();
    if (wanted.isInstance(value)) {
      return value;
    }
    try {
      return scalar.decode().apply(Objects.requireNonNull(Values.canonical(value)));
    } catch (ClassCastException another) {
      return registry.mapper().convertValue(value, wanted);
    }
  }

  private Object constant(Constants constants, Object value) {
    if (constants.type().isInstance(value)) {
      return value;
    }
    Object found = value instanceof Keyword ident ? constants.withIdent(ident) : null;
    return found != null
        ? found
        : registry
            .mapper()
            .convertValue(value instanceof Keyword ident ? ident.name() : value, constants.type());
  }

  private @Nullable Object reference(Shape.Reference reference, Object value) {
    if (!(value instanceof Long e)) {
      return value;
    }
    Composition type = registry.entity(reference.type());
    if (!reference.isLazy()) {
      return Loading.one(registry, type, e, resolution.db());
    }
    Form stored = new StoredForms(registry, resolution).read(type, e);
    Object id = stored.single(type.id().attribute());
    return id == null
        ? null
        : new Ref<>(reference.type(), type.idScalar().decode().apply(id));
  }
}
