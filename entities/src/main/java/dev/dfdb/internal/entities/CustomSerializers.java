package dev.dfdb.internal.entities;

import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import com.fasterxml.jackson.databind.util.ClassUtil;
import com.fasterxml.jackson.databind.util.Converter;
import org.jspecify.annotations.Nullable;

/** Serialisers, deserialisers and converters that are given for one component of a class. */
final class CustomSerializers {

  private CustomSerializers() {}

  /** A mapper that uses what a component asks for; null if it asks for nothing. */
  static @Nullable ObjectMapper of(
      ObjectMapper mapper,
      BeanPropertyDefinition written,
      BeanPropertyDefinition read,
      JavaType type) {
    SimpleModule module = new SimpleModule("component");
    boolean writes = write(module, mapper, written.getAccessor(), type.getRawClass());
    boolean reads = read(module, mapper, read.getPrimaryMember(), type.getRawClass());
    return writes || reads ? mapper.copy().registerModule(module) : null;
  }

  @SuppressWarnings("unchecked") // Jackson trusts the annotation as well
  private static <T> boolean write(
      SimpleModule module, ObjectMapper mapper, Annotated member, Class<T> type) {
    AnnotationIntrospector introspector =
        mapper.getSerializationConfig().getAnnotationIntrospector();
    Object serializer = made(introspector.findSerializer(member));
    Object converter = made(introspector.findSerializationConverter(member));
    if (serializer instanceof JsonSerializer<?> given) {
      module.addSerializer(type, (JsonSerializer<T>) given);
    } else if (converter instanceof Converter<?, ?> given) {
      module.addSerializer(
          type, (JsonSerializer<T>) (JsonSerializer<?>) new StdDelegatingSerializer(given));
    }
    return serializer != null || converter != null;
  }

  @SuppressWarnings("unchecked") // Jackson trusts the annotation as well
  private static <T> boolean read(
      SimpleModule module, ObjectMapper mapper, Annotated member, Class<T> type) {
    AnnotationIntrospector introspector =
        mapper.getDeserializationConfig().getAnnotationIntrospector();
    Object deserializer = made(introspector.findDeserializer(member));
    Object converter = made(introspector.findDeserializationConverter(member));
    if (deserializer instanceof JsonDeserializer<?> given) {
      module.addDeserializer(type, (JsonDeserializer<T>) given);
    } else if (converter instanceof Converter<?, ?> given) {
      module.addDeserializer(
          type, (JsonDeserializer<T>) (JsonDeserializer<?>) new StdDelegatingDeserializer<>(given));
    }
    return deserializer != null || converter != null;
  }

  private static @Nullable Object made(@Nullable Object given) {
    return given instanceof Class<?> type ? ClassUtil.createInstance(type, true) : given;
  }
}
