package dev.dfdb.storage.postgres;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.error.StorageException;
import dev.dfdb.error.StorageUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server whose disk is full, for real, until somebody makes room. */
class DiskFullTest {

  private static final int MOST = 2_000;
  private static final byte[] LAST = "last".getBytes(StandardCharsets.UTF_8);

  private final String table = TestServer.newTable();
  private Path place = Path.of("");
  private @Nullable SmallDisk disk;

  @BeforeEach
  void mount() throws IOException {
    place = Files.createTempDirectory("dfdb-small-disk");
    try {
      disk = SmallDisk.mount(place, TestServer.owner(), "20m");
    } catch (IOException notHere) {
      Files.delete(place);
      System.out.println("DiskFullTest: not run, as no file system can be mounted: " + notHere);
      abort("no file system can be mounted: " + notHere);
    }
    TestServer.run("CREATE TABLESPACE small LOCATION '" + place + "'");
    TestServer.run("CREATE DATABASE small TABLESPACE small");
  }

  @AfterEach
  void unmount() throws IOException {
    if (disk != null) {
      TestServer.run("DROP DATABASE small WITH (FORCE)");
      TestServer.run("DROP TABLESPACE small");
      disk.close();
      Files.delete(place);
    }
  }

  private void makeRoom() throws IOException {
    Objects.requireNonNull(disk).resize("64m");
  }

  private Map<String, Object> config() {
    return TestServer.config(
        table,
        "type",
        "postgres",
        "connection-uri",
        TestServer.uri().replaceFirst("/postgres$", "/small"));
  }

  private static byte[] content(int i) {
    byte[] content = new byte[64 << 10];
    new Random(i).nextBytes(content);
    return content;
  }

  private static byte[] key(int i) {
    return new byte[] {1, (byte) (i >> 8), (byte) i};
  }

  @Test
  void aStorageSaysSoKeepsWhatItAcknowledgedAndGoesOnWhenThereIsRoom() throws IOException {
    try (PostgresStorage storage = PostgresStorage.open(without(config(), "type"))) {
      AtomicInteger acknowledged = new AtomicInteger();
      StorageUnavailableException full = assertThrows(StorageUnavailableException.class, () -> {
        while (acknowledged.get() < MOST) {
          storage.put(key(acknowledged.get()), content(acknowledged.get()));
          acknowledged.incrementAndGet();
        }
      });
      int written = acknowledged.get();
      assertTrue(full.getMessage().contains("disk"), full.getMessage());
      assertArrayEquals(content(0), storage.get(key(0)));
      assertArrayEquals(content(written - 1), storage.get(key(written - 1)));
      makeRoom();
      storage.put(LAST, LAST);
      storage.put(key(written), content(written));
      for (int i = 0; i <= written; i++) {
        assertArrayEquals(content(i), storage.get(key(i)));
      }
    }
  }

  private static Map<String, Object> without(Map<String, Object> config, String key) {
    config.remove(key);
    return config;
  }

  @Test
  void aDatabaseIsAsItWasBeforeTheTransactionThatFoundNoRoom() throws IOException {
    try (Connection connection = Dfdb.createDb(Map.of("storage-config", config()))) {
      Random random = new Random(1);
      assertThrows(StorageException.class, () -> {
        for (int i = 0; i < MOST; i++) {
          byte[] content = new byte[48 << 10];
          random.nextBytes(content);
          connection.transact(List.of(Map.of(":n", content)));
        }
      });
      long t = connection.db().basisT();
      assertEquals(t, connection.db().q("[:find (count ?e) . :where [?e :n]]").value());
      makeRoom();
      assertEquals(t + 1, connection.transact("[{:m 1}]").t());
    }
  }
}
