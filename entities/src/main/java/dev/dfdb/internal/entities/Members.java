package dev.dfdb.internal.entities;

import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import dev.dfdb.entities.mapping.EntityMappingException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;

/** Handles to the members of classes, which are made accessible as Jackson makes them. */
final class Members {

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private Members() {}

  /** What reads a member, as {@code (Object)Object}. */
  static MethodHandle getter(AnnotatedMember member) {
    return of(
            member.getMember(),
            () -> member.getMember() instanceof Method method
                ? LOOKUP.unreflect(method)
                : LOOKUP.unreflectGetter((Field) member.getMember()))
        .asType(MethodType.methodType(Object.class, Object.class));
  }

  /** What writes a member, as {@code (Object,Object)void}. */
  static MethodHandle setter(AnnotatedMember member) {
    return of(
            member.getMember(),
            () -> member.getMember() instanceof Method method
                ? LOOKUP.unreflect(method)
                : LOOKUP.unreflectSetter((Field) member.getMember()))
        .asType(MethodType.methodType(void.class, Object.class, Object.class));
  }

  /** What makes an object, as {@code (Object[])Object}. */
  static MethodHandle maker(Executable executable) {
    MethodHandle direct = of(
        executable,
        () -> executable instanceof Constructor<?> constructor
            ? LOOKUP.unreflectConstructor(constructor)
            : LOOKUP.unreflect((Method) executable));
    int arguments = direct.type().parameterCount();
    return direct.asType(direct.type().generic()).asSpreader(Object[].class, arguments);
  }

  private interface Lookup {
    MethodHandle find() throws IllegalAccessException;
  }

  private static MethodHandle of(Member member, Lookup lookup) {
    try {
      ((AccessibleObject) member).setAccessible(true);
      return lookup.find();
    } catch (IllegalAccessException | InaccessibleObjectException closed) {
      throw new EntityMappingException(
          "a member of a class can't be used; its module has to open the package",
          closed,
          "member",
          member);
    }
  }
}
