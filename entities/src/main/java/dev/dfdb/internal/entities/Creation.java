package dev.dfdb.internal.entities;

import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes objects of a type from what their components hold. Safe for several threads. */
sealed interface Creation {

  /** Makes an object of values in the order of the type's components. */
  @Nullable
  Object create(@Nullable Object[] values) throws Throwable;

  /** With a constructor or factory method of all components. */
  final class ByArguments implements Creation {

    private final MethodHandle maker;
    private final int @Nullable [] places;

    /**
     * Makes objects so.
     *
     * @param maker as {@code (Object[])Object}
     * @param places which component each argument is; null where that is the order of components
     */
    ByArguments(MethodHandle maker, int @Nullable [] places) {
      this.maker = maker;
      this.places = places;
    }

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
    public Object create(@Nullable Object[] values) {
      return values[0] == null ? Assembly.Gone.GONE : values[0];
    }
  }

  /**
   * With a constructor that takes some components or none, and setters or fields.
   *
   * @param constructor of those that are arguments
   * @param setters for each other component what sets it
   */
  record BySetters(Creation constructor, List<Setting> setters) implements Creation {

    /**
     * Sets a component of an object.
     *
     * @param place which component it is
     * @param setter as {@code (Object,Object)void}
     */
    record Setting(int place, MethodHandle setter) {}

    @Override
    public @Nullable Object create(@Nullable Object[] values) throws Throwable {
      Object made = constructor.create(values);
      for (Setting setting : setters) {
        Object value = values[setting.place()];
        if (value != null) {
          setting.setter().invokeExact(made, value);
        }
      }
      return made;
    }
  }
}
