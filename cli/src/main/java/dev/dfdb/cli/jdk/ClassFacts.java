package dev.dfdb.cli.jdk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one class. Each component means what the method of {@link Class} it is named
 * after means, so that reading the class file and asking reflection give equal facts.
 *
 * @param module the name of its module
 * @param name the binary name, as {@link Class#getName} gives it
 * @param kind what it was declared as
 * @param modifiers as {@link Class#getModifiers} gives them; see {@link java.lang.reflect.Modifier}
 * @param sealed whether it names its permitted subclasses
 * @param deprecated whether it is annotated so
 * @param superclass the name of the superclass; null for interfaces and {@link Object}
 * @param interfaces the names of the interfaces it declares, in the order of the names
 * @param methods how many methods it declares, compiler-made ones included, without constructors
 * @param constructors how many constructors it declares
 * @param fields how many fields it declares, compiler-made ones included
 */
public record ClassFacts(
    String module,
    String name,
    ClassKind kind,
    int modifiers,
    boolean sealed,
    boolean deprecated,
    @Nullable String superclass,
    List<String> interfaces,
    int methods,
    int constructors,
    int fields) {

  /** Puts the interfaces in the order of their names: a set of facts knows no other. */
  public ClassFacts {
    interfaces = interfaces.stream().sorted().toList();
  }

  /** The name of the package it is in. */
  public String packageName() {
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }

  /** The same facts but for the number of methods and fields. */
  ClassFacts withMembers(int otherMethods, int otherFields) {
    return new ClassFacts(
        module,
        name,
        kind,
        modifiers,
        sealed,
        deprecated,
        superclass,
        interfaces,
        otherMethods,
        constructors,
        otherFields);
  }
}
