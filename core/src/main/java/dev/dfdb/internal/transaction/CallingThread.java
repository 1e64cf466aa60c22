package dev.dfdb.internal.transaction;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** What kind of thread is calling. */
final class CallingThread {

  /** {@code Thread.isVirtual()}, which Java has from version 21 on. */
  private static final @Nullable MethodHandle IS_VIRTUAL = find();

  private CallingThread() {}

  private static @Nullable MethodHandle find() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
    } catch (NoSuchMethodException | IllegalAccessException older) {
      return null;
    }
  }

  /** Whether it is a virtual thread: one whose sockets are closed when it is interrupted. */
  static boolean isVirtual() {
    MethodHandle isVirtual = IS_VIRTUAL;
    if (isVirtual == null) {
      return false;
    }
    try {
      return (boolean) isVirtual.invokeExact(Thread.currentThread());
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
