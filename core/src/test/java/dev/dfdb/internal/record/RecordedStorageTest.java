package dev.dfdb.internal.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dfdb.storage.Checkpointing;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.Storage;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Nothing that a storage does better than the contract's defaults is lost by recording it. */
class RecordedStorageTest {

  /** It is built on scan, whatever the storage. */
  private static final Set<String> BUILT_ON_OTHERS = Set.of("stream");

  @Test
  void everyMethodGoesToTheStorage() {
    Set<String> expected = methods(Storage.class);
    expected.addAll(methods(Checkpointing.class));
    assertEquals(expected, own(RecordedStorage.class));
  }

  @Test
  void everyMethodOfASnapshotGoesToTheSnapshot() {
    assertEquals(methods(Snapshot.class), own(RecordedSnapshot.class));
  }

  private static Set<String> methods(Class<?> type) {
    Set<String> names = new TreeSet<>();
    for (Method method : type.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers())
          && !BUILT_ON_OTHERS.contains(method.getName())) {
        names.add(signature(method));
      }
    }
    return names;
  }

  /** Those that are written here, in the class or in what it extends; none of the defaults. */
  private static Set<String> own(Class<?> type) {
    Set<String> names = new TreeSet<>();
    for (Class<?> at = type; at != Object.class; at = at.getSuperclass()) {
      for (Method method : at.getDeclaredMethods()) {
        if (Modifier.isPublic(method.getModifiers())
            && !Modifier.isStatic(method.getModifiers())
            && !method.isBridge()) {
          names.add(signature(method));
        }
      }
    }
    return names;
  }

  private static String signature(Method method) {
    return method.getName() + List.copyOf(Arrays.asList(method.getParameterTypes()));
  }
}
