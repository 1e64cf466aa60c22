package dev.dfdb.storage.postgres;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.error.StorageException;
import dev.dfdb.error.StorageUnavailableException;
import dev.dfdb.error.TransientStorageException;
import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.WriteBatch;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that goes away and comes back under an open storage. */
class ServerRestartTest {

  private static final byte[] KEY = "key".getBytes(StandardCharsets.UTF_8);

  @TempDir
  Path home;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void theStorageGoesOnByItselfAndHasEverythingAcknowledged() throws IOException {
    EmbeddedPostgres server = start(0);
    int port = server.getPort();
    try (PostgresStorage storage = PostgresStorage.open(
        TestServer.config("t", "connection-uri", TestServer.uri(port), "pool-timeout", "500ms"))) {
      storage.put(KEY, KEY);
      storage.batchWrite(WriteBatch.builder()
          .put(new byte[] {1}, KEY)
          .durability(Durability.ASYNC)
          .build());
      Snapshot snapshot = storage.snapshot();
      server.close();
      assertThrows(StorageUnavailableException.class, () -> storage.get(KEY));
      assertThrows(StorageException.class, () -> storage.put(KEY, KEY));
      assertThrows(StorageUnavailableException.class, storage::snapshot);
      server = start(port);
      while (!answers(storage)) {
        Thread.onSpinWait(); // the pool tries again after a pause
      }
      assertArrayEquals(KEY, storage.get(KEY));
      assertArrayEquals(KEY, storage.get(new byte[] {1}));
      storage.put(KEY, new byte[] {2});
      assertThrows(TransientStorageException.class, () -> snapshot.get(KEY));
      snapshot.close();
      try (Snapshot another = storage.snapshot()) {
        assertArrayEquals(new byte[] {2}, another.get(KEY));
      }
    } finally {
      server.close();
    }
  }

  private static boolean answers(PostgresStorage storage) {
    try {
      return storage.get(KEY) != null;
    } catch (StorageUnavailableException notYet) {
      return false;
    }
  }

  private EmbeddedPostgres start(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(home.resolve("data"))
        .setCleanDataDirectory(false)
        .setPort(port)
        .start();
  }
}
