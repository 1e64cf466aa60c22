package dev.dfdb.internal.entities;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** Makes objects of a type from what their components hold. Safe for several threads. */
sealed interface Creation {

  /** Makes an object of values in the order of the type's components. */
  @Nullable
  Object create(@Nullable Object[] values) throws Throwable;

  /**
   * With a constructor or factory method of all components.
   *
   * @param maker as {@code (Object[])Object}
   * @param places which component each argument is; null where that is the order of components
   */
  record ByArguments(MethodHandle maker, int @Nullable [] places) implements Creation {

    @Override
    public @Nullable Object create(@Nullable Object[] values) throws Throwable {
      @Nullable Object[] arguments = values;
      if (places != null) {
        arguments = new Object[places.length];
        for (int i = 0; i < places.length; i++) {
          arguments[i] = values[places[i]];
        }
      }
      return (Object) maker.invokeExact(arguments);
    }
  }

  /** What stands for an element of a list is the only thing that it holds. */
  record ByUnwrapping() implements Creation {

    @Override
    public @Nullable Object create(@Nullable Object[] values) {
      return values[0] == null ? Assembly.Gone.GONE : values[0];
    }
  }

  /**
   * With a constructor that takes some components or none, and setters or fields.
   *
   * @param maker as {@code (Object[])Object}
   * @param places which component each argument of it is
   * @param setters for each component {@code (Object,Object)void}, or null if it is an argument
   */
  record BySetters(
      MethodHandle maker, int[] places, @Nullable MethodHandle[] setters) implements Creation {

    @Override
    public @Nullable Object create(@Nullable Object[] values) throws Throwable {
      Object made = new ByArguments(maker, places).create(values);
      for (int i = 0; i < setters.length; i++) {
        MethodHandle setter = setters[i];
        if (setter != null && values[i] != null) {
          setter.invokeExact(made, values[i]);
        }
      }
      return made;
    }
  }
}
