package dev.dfdb.internal.entities;

import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import dev.dfdb.entities.mapping.EntityMappingException;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Executable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Finds out how objects of a class are made. */
final class CreationIntrospection {

  private CreationIntrospection() {}

  /** How they are made of components, which are the properties given, in their order. */
  static Creation of(Class<?> type, List<BeanPropertyDefinition> properties) {
    Executable creator = creator(type, properties);
    int[] places = new int[creator.getParameterCount()];
    Arrays.fill(places, -1);
    List<Creation.BySetters.Setting> setters = new ArrayList<>();
    for (int i = 0; i < properties.size(); i++) {
      AnnotatedParameter parameter = properties.get(i).getConstructorParameter();
      if (parameter != null) {
        places[parameter.getIndex()] = i;
      } else {
        setters.add(new Creation.BySetters.Setting(
            i, Members.setter(properties.get(i).getNonConstructorMutator())));
      }
    }
    if (Arrays.stream(places).anyMatch(place -> place < 0)) {
      throw new EntityMappingException(
          "an argument of a constructor or factory method is no component",
          null,
          "type",
          type.getName(),
          "creator",
          creator);
    }
    MethodHandle maker = Members.maker(creator);
    if (!setters.isEmpty()) {
      return new Creation.BySetters(new Creation.ByArguments(maker, places), List.copyOf(setters));
    }
    boolean isInOrder = Arrays.equals(places, IntStream.range(0, places.length).toArray());
    return new Creation.ByArguments(maker, isInOrder ? null : places);
  }

  private static Executable creator(Class<?> type, List<BeanPropertyDefinition> properties) {
    for (BeanPropertyDefinition property : properties) {
      if (property.hasConstructorParameter()) {
        return (Executable) property.getConstructorParameter().getOwner().getAnnotated();
      }
    }
    try {
      return type.getDeclaredConstructor();
    } catch (NoSuchMethodException missing) {
      throw new EntityMappingException(
          "a class has neither a constructor without arguments nor one that Jackson could use;"
              + " annotate one with @JsonCreator",
          missing,
          "type",
          type.getName());
    }
  }
}
