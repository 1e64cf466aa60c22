package dev.dfdb.cli.jdk;

import java.util.Arrays;

/** The same facts of a class as {@link ClassFileReader} reads, but asked of the class itself. */
public final class ReflectedClass {

  private ReflectedClass() {}

  /**
   * Asks a class.
   *
   * @throws LinkageError if a class that a member mentions can't be loaded
   */
  public static ClassFacts facts(Class<?> type) {
    Class<?> superclass = type.getSuperclass();
    return new ClassFacts(
        type.getModule().getName(),
        type.getName(),
        kind(type),
        type.getModifiers(),
        type.isSealed(),
        type.isAnnotationPresent(Deprecated.class),
        superclass == null ? null : superclass.getName(),
        Arrays.stream(type.getInterfaces()).map(Class::getName).toList(),
        type.getDeclaredMethods().length,
        type.getDeclaredConstructors().length,
        type.getDeclaredFields().length);
  }

  private static ClassKind kind(Class<?> type) {
    if (type.isAnnotation()) {
      return ClassKind.ANNOTATION;
    }
    if (type.isInterface()) {
      return ClassKind.INTERFACE;
    }
    if (type.isEnum()) {
      return ClassKind.ENUM;
    }
    return type.isRecord() ? ClassKind.RECORD : ClassKind.CLASS;
  }
}
