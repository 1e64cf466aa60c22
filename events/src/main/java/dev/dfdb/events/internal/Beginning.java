package dev.dfdb.events.internal;

import dev.dfdb.Connection;
import dev.dfdb.storage.Companion;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The beginning of the streams of a database: a transaction without datoms, which brings their
 * root. So it is guarded as every commit of the database is, and can't come into a namespace that
 * is gone.
 */
public final class Beginning implements Companion {

  private final Storage storage;

  private Beginning(Storage storage) {
    this.storage = storage;
  }

  /** Begins the streams of a database, if they are not. */
  public static void of(Connection connection) {
    Storage storage = connection.storage();
    if (storage.get(EventKeys.root()) == null) {
      connection.transact(List.of(), new Beginning(storage));
    }
  }

  @Override
  public void addTo(WriteBatch.Builder batch) {
    if (storage.get(EventKeys.root()) == null) {
      byte[] root = EventRoot.first(ThreadLocalRandom.current().nextLong()).encode();
      batch.requireAbsent(EventKeys.root()).put(EventKeys.root(), root);
    }
  }

  @Override
  public void ended(boolean isCommitted) {}
}
