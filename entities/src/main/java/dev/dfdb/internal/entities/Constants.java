package dev.dfdb.internal.entities;

import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedClassResolver;
import dev.dfdb.edn.Keyword;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The constants of an enum and their idents. Jackson's names and aliases of constants hold.
 *
 * @param type the enum
 * @param idents the ident of each constant
 * @param formerIdents other idents that mean one
 * @param other the constant that an ident means which no constant has; null if that is an error
 */
record Constants(
    Class<?> type,
    Map<Object, Keyword> idents,
    Map<Keyword, Object> formerIdents,
    @Nullable Object other) {

  /** Those of an enum, in a namespace. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // an enum of any type
  static Constants of(Class<?> type, String namespace, DeserializationConfig config) {
    AnnotationIntrospector introspector = config.getAnnotationIntrospector();
    AnnotatedClass annotated =
        AnnotatedClassResolver.resolve(config, config.constructType(type), config);
    Enum<?>[] constants = (Enum<?>[]) Objects.requireNonNull(type.getEnumConstants());
    String[] names =
        introspector.findEnumValues(config, annotated, constants, new String[constants.length]);
    String[][] aliases = new String[constants.length][];
    introspector.findEnumAliases(config, annotated, constants, aliases);
    Map<Object, Keyword> idents = new EnumMap(type);
    Map<Keyword, Object> formerIdents = new java.util.LinkedHashMap<>();
    for (int i = 0; i < constants.length; i++) {
      idents.put(
          constants[i], Keyword.of(namespace, names[i] == null ? constants[i].name() : names[i]));
      String[] former = aliases[i] == null ? new String[0] : aliases[i];
      for (String name : former) {
        formerIdents.put(Keyword.of(namespace, name), constants[i]);
      }
    }
    Object other = introspector.findDefaultEnumValue(annotated, constants);
    return new Constants(type, idents, formerIdents, other);
  }

  /** The constant with an ident, also a former one; null if there is none. */
  @Nullable
  Object withIdent(Keyword ident) {
    for (Map.Entry<Object, Keyword> entry : idents.entrySet()) {
      if (entry.getValue().equals(ident)) {
        return entry.getKey();
      }
    }
    return formerIdents.get(ident);
  }

  /** Every ident that means a constant. */
  List<Keyword> all() {
    return Stream.concat(idents.values().stream(), formerIdents.keySet().stream())
        .toList();
  }

  @Override
  public String toString() {
    return type.getName() + Arrays.toString(type.getEnumConstants());
  }
}
