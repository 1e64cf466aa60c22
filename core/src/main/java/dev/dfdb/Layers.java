package dev.dfdb;

import dev.dfdb.error.StorageClosedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is built on one connection, one of each type. Safe from any thread. */
final class Layers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("dev.dfdb.connection");

  private final Map<Class<?>, AutoCloseable> layers = new LinkedHashMap<>();
  private boolean closed;

  /** The layer of a type, made if there is none. */
  synchronized <T extends AutoCloseable> T get(Class<T> type, Supplier<T> maker) {
    if (closed) {
      throw new StorageClosedException("used after it was closed", Map.of("what", "connection"));
    }
    AutoCloseable known = layers.get(type);
    if (known == null) {
      known = maker.get();
      layers.put(type, known);
    }
    return type.cast(known);
  }

  @Override
  public void close() {
    Map<Class<?>, AutoCloseable> all;
    synchronized (this) {
      closed = true;
      all = new LinkedHashMap<>(layers);
      layers.clear();
    }
    all.forEach((type, layer) -> {
      try {
        layer.close();
      } catch (Exception failure) {
        LOG.warn("a layer could not be closed: {}", type.getName(), failure);
      }
    });
  }
}
