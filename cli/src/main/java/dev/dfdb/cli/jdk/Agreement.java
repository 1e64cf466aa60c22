package dev.dfdb.cli.jdk;

import java.util.Set;
import java.util.function.Predicate;

/** How what reflection says of a class relates to what its class file says. */
public enum Agreement {
  /** They say the same. */
  SAME,

  /**
   * They say the same but for the fields, of which reflection hides some or all to protect itself:
   * {@code jdk.internal.reflect.Reflection} filters those of a few classes.
   */
  FIELDS_HIDDEN,

  /**
   * They say the same but for {@value #EVENT_METHODS} methods and {@value #EVENT_FIELDS} fields
   * that the JVM adds to each event class of the flight recorder as it loads it.
   */
  EVENT_EXTENDED,

  /** They contradict each other. */
  DIFFERENT;

  /** The class that all events of the flight recorder extend, directly or not. */
  public static final String EVENT = "jdk.internal.event.Event";

  private static final int EVENT_METHODS = 5;
  private static final int EVENT_FIELDS = 3;

  /** Those that are filtered in any of JDK 17 to 25. */
  private static final Set<String> HIDING_FIELDS = Set.of(
      "java.lang.Class",
      "java.lang.ClassLoader",
      "java.lang.Module",
      "java.lang.System",
      "java.lang.invoke.MethodHandles$Lookup",
      "java.lang.reflect.AccessibleObject",
      "java.lang.reflect.Constructor",
      "java.lang.reflect.Field",
      "java.lang.reflect.Method",
      "jdk.internal.reflect.ConstantPool",
      "jdk.internal.reflect.Reflection",
      "jdk.internal.reflect.UnsafeStaticFieldAccessorImpl");

  /**
   * Compares.
   *
   * @param file what the class file says
   * @param reflected what reflection says of the class of the same name
   * @param isEvent whether a class, by its name, extends {@value #EVENT}, directly or not
   */
  public static Agreement of(ClassFacts file, ClassFacts reflected, Predicate<String> isEvent) {
    if (file.equals(reflected)) {
      return SAME;
    }
    if (HIDING_FIELDS.contains(file.name())
        && reflected.fields() < file.fields()
        && reflected.equals(file.withMembers(file.methods(), reflected.fields()))) {
      return FIELDS_HIDDEN;
    }
    ClassFacts extended =
        file.withMembers(file.methods() + EVENT_METHODS, file.fields() + EVENT_FIELDS);
    return reflected.equals(extended) && isEvent.test(file.name()) ? EVENT_EXTENDED : DIFFERENT;
  }
}
