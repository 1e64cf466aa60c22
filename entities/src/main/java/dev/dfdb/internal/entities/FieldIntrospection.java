package dev.dfdb.internal.entities;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.ser.impl.UnsupportedTypeSerializer;
import com.fasterxml.jackson.databind.ser.std.BeanSerializerBase;
import com.fasterxml.jackson.databind.ser.std.EnumSerializer;
import com.fasterxml.jackson.databind.type.ResolvedRecursiveType;
import com.fasterxml.jackson.databind.util.ClassUtil;
import dev.dfdb.edn.Keyword;
import dev.dfdb.entities.mapping.AsDocument;
import dev.dfdb.entities.mapping.EntityMappingException;
import dev.dfdb.entities.mapping.KeepHistory;
import dev.dfdb.entities.mapping.Ref;
import java.lang.annotation.Annotation;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out what a component of a class is in the database. */
final class FieldIntrospection {

  private final Introspection types;
  private final Class<?> owner;
  private final String namespace;
  private final BeanPropertyDefinition property;
  private final BeanPropertyDefinition written;
  private final @Nullable TypeDefinition definition;
  private final ObjectMapper mapper;

  FieldIntrospection(
      Introspection types,
      Class<?> owner,
      String namespace,
      BeanPropertyDefinition property,
      @Nullable TypeDefinition definition) {
    this.types = types;
    this.owner = owner;
    this.namespace = namespace;
    this.property = property;
    this.written = types.written(owner, property.getName());
    this.definition = definition;
    this.mapper = types.mapper();
  }

  /** The component. */
  Field field() {
    String name = property.getName();
    if (name.startsWith("_")) {
      throw refusal(
          "an attribute's name can't begin with an underscore; give the component another",
          property.getPrimaryType());
    }
    JavaType type = property.getPrimaryType();
    Holding holding = holding(type);
    JavaType held = holding == Holding.ONE ? type : held(type);
    ObjectMapper custom = CustomSerializers.of(mapper, written, property, held);
    boolean isDocument = custom != null || has(AsDocument.class);
    if (isDocument) {
      held = type;
      holding = Holding.ONE;
    }
    Shape shape = isDocument
        ? custom == null ? document(type) : new Shape.Document(new DocumentCodec(custom, type))
        : shape(held);
    if (holding != Holding.ONE && shape instanceof Shape.Document && holding.isMany()) {
      holding = Holding.ONE;
      shape = document(type);
    }
    List<Keyword> former = property.findAliases().stream()
        .map(PropertyName::getSimpleName)
        .map(alias -> Keyword.of(namespace, alias))
        .toList();
    return new Field(
        name,
        Keyword.of(namespace, name),
        former,
        type,
        holding,
        shape,
        Members.getter(written.getAccessor()),
        whenAbsent(holding == Holding.OPTIONAL ? held : type),
        retention());
  }

  private static Holding holding(JavaType type) {
    Class<?> raw = type.getRawClass();
    if (raw == Optional.class) {
      return Holding.OPTIONAL;
    }
    if (raw == Set.class || raw == SortedSet.class || raw == java.util.NavigableSet.class) {
      return Holding.SET;
    }
    return raw == List.class || raw == Collection.class ? Holding.LIST : Holding.ONE;
  }

  private static JavaType held(JavaType type) {
    return type.isContainerType() || type.isReferenceType()
        ? type.getContentType()
        : type.containedType(0);
  }

  private Shape shape(JavaType type) {
    Class<?> raw = type.getRawClass();
    Scalar scalar = Scalars.of(raw);
    if (scalar != null) {
      return new Shape.Plain(scalar);
    }
    if (raw == Ref.class) {
      JavaType target = type.containedType(0);
      if (!types.isEntity(target.getRawClass())) {
        throw refusal("a reference is to a class that is not registered as an entity type", target);
      }
      return new Shape.Reference(target.getRawClass(), true);
    }
    if (types.isEntity(raw)) {
      return new Shape.Reference(raw, false);
    }
    if (raw.isAnnotationPresent(AsDocument.class)) {
      return document(type);
    }
    JsonSerializer<?> serializer = serializer(type);
    if (raw.isEnum() && serializer instanceof EnumSerializer) {
      return new Shape.Enumerated(
          Constants.of(raw, Introspection.name(raw), mapper.getDeserializationConfig()));
    }
    boolean isBean = serializer instanceof BeanSerializerBase
        && !raw.isInterface()
        && !type.isAbstract()
        && !isPolymorphic(raw);
    if (isBean) {
      if (raw.getName().startsWith("java.")) {
        throw refusal("the class of a component needs a module of Jackson's", type);
      }
      types.nest(type);
      return new Shape.Nested(raw);
    }
    return document(type);
  }

  /** A document, of classes that Jackson can write. */
  private Shape document(JavaType type) {
    Deque<JavaType> waiting = new ArrayDeque<>(List.of(type));
    while (!waiting.isEmpty()) {
      JavaType part = waiting.remove();
      if (serializer(part) instanceof UnsupportedTypeSerializer) {
        throw refusal("the class of a component needs a module of Jackson's", part);
      }
      JavaType content = part.getContentType();
      if (content != null && !(content instanceof ResolvedRecursiveType)) {
        waiting.add(content);
      }
    }
    return new Shape.Document(new DocumentCodec(mapper, type));
  }

  private EntityMappingException refusal(String summary, JavaType type) {
    return new EntityMappingException(
        summary,
        null,
        "type",
        owner.getName(),
        "component",
        property.getName(),
        "class",
        type.toCanonical());
  }

  private boolean isPolymorphic(Class<?> raw) {
    return mapper
            .getSerializationConfig()
            .getAnnotationIntrospector()
            .findPolymorphicTypeInfo(
                mapper.getSerializationConfig(),
                mapper.getSerializationConfig().introspectClassAnnotations(raw).getClassInfo())
        != null;
  }

  private JsonSerializer<?> serializer(JavaType type) {
    try {
      return mapper.getSerializerProviderInstance().findValueSerializer(type);
    } catch (JsonMappingException unknown) {
      throw new EntityMappingException(
          "Jackson can't write the class of a component",
          unknown,
          "type",
          owner.getName(),
          "component",
          property.getName(),
          "class",
          type.toCanonical());
    }
  }

  private @Nullable Object whenAbsent(JavaType type) {
    Object given = definition == null ? null : definition.defaults().get(property.getName());
    String text = property.getMetadata().getDefaultValue();
    if (given != null || text == null) {
      return given != null || !type.isPrimitive()
          ? given
          : ClassUtil.defaultValue(type.getRawClass());
    }
    try {
      return mapper.convertValue(text, type);
    } catch (IllegalArgumentException unlike) {
      throw new EntityMappingException(
          "the default of a component is no value of it",
          unlike,
          "type",
          owner.getName(),
          "component",
          property.getName(),
          "default",
          text);
    }
  }

  private @Nullable Object retention() {
    KeepHistory kept = annotation(KeepHistory.class);
    if (kept == null) {
      if (definition != null && definition.retention() != null) {
        return definition.retention();
      }
      kept = owner.getAnnotation(KeepHistory.class);
    }
    return kept == null ? null : Retentions.of(kept, owner);
  }

  /** Whether the component has an annotation, wherever Java or Jackson put it. */
  boolean has(Class<? extends Annotation> annotation) {
    return annotation(annotation) != null;
  }

  private <A extends Annotation> @Nullable A annotation(Class<A> annotation) {
    return Stream.<@Nullable AnnotatedMember>of(
            property.getConstructorParameter(),
            property.getGetter(),
            property.getSetter(),
            property.getField(),
            written.getGetter(),
            written.getField())
        .filter(member -> member != null && member.hasAnnotation(annotation))
        .map(member -> member == null ? null : member.getAnnotation(annotation))
        .findFirst()
        .orElse(null);
  }
}
