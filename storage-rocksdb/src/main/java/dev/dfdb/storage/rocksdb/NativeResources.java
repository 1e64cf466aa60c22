package dev.dfdb.storage.rocksdb;

import java.util.ArrayDeque;
import java.util.Deque;
import org.rocksdb.AbstractNativeReference;

/**
 * Native objects in the order they were made, freed in the opposite order: what the engine demands,
 * since later ones point into earlier ones. Not safe for several threads.
 */
final class NativeResources implements AutoCloseable {

  private final Deque<Runnable> frees = new ArrayDeque<>();

  /** Takes ownership. */
  <T extends AbstractNativeReference> T own(T resource) {
    frees.push(resource::close);
    return resource;
  }

  /** Takes ownership of something that is closed otherwise. */
  void own(Runnable free) {
    frees.push(free);
  }

  /** Frees everything, the last first. Calling it again does nothing. */
  @Override
  public void close() {
    while (!frees.isEmpty()) {
      frees.pop().run();
    }
  }
}
