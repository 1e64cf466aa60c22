package dev.dfdb.storage.fdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.Namespace;
import dev.dfdb.Namespaces;
import dev.dfdb.datom.Index;
import dev.dfdb.error.TransientStorageException;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.StorageCopy;
import dev.dfdb.storage.WriteBatch;
import dev.dfdb.storage.fdb.simulation.Faults;
import dev.dfdb.storage.fdb.simulation.SimulatedCluster;
import dev.dfdb.storage.memory.MemoryStorage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What takes longer than the cluster keeps a state: removing the past, and copying. */
@Timeout(300)
class LongWorkTest {

  /** So long it takes to read a page: a state is lost after eight of them. */
  private static final Duration PAGE = Duration.ofMillis(600);

  /** More than a state lives. */
  private static final Duration STALL = Duration.ofSeconds(6);

  private static final int ENTITIES = 500;
  private static final int VERSIONS = 5;

  /** Where every page takes long, a call does. */
  private static final Map<String, Object> PATIENT = Map.of("timeout", "1h");

  private final SimulatedCluster cluster = new SimulatedCluster(Seeds.SEED, Faults.NONE);
  private final FdbStorage storage = cluster.open(PATIENT);
  private final FdbStorage others = cluster.open(PATIENT);

  @AfterEach
  void close() {
    storage.close();
    others.close();
    cluster.close();
  }

  private static void fill(Connection connection, String retention) {
    connection.transact("[{:db/ident :n :db/valueType :db.type/long :db/cardinality"
        + " :db.cardinality/one :db/historyRetention " + retention + "}"
        + " {:db/ident :key :db/valueType :db.type/long :db/unique :db.unique/identity"
        + " :db/cardinality :db.cardinality/one}]");
    for (int version = 0; version < VERSIONS; version++) {
      List<Object> forms = new ArrayList<>();
      for (long i = 0; i < ENTITIES; i++) {
        forms.add(Map.of(":key", i, ":n", i * 100 + version));
      }
      connection.transact(forms);
    }
  }

  private static long past(Connection connection) {
    try (var datoms = connection.db().history().datoms(Index.AEVT, ":n")) {
      return datoms.count();
    }
  }

  @Test
  void thePastIsRemovedThoughNoStateLastsAsLong() {
    try (Connection connection = Dfdb.createDb(Map.of("storage", storage))) {
      fill(connection, "{:versions 2}");
      long t = connection.db().basisT();
      assertEquals(ENTITIES * (2 * VERSIONS - 1), past(connection));
      cluster.setFaults(Seeds.FAULTS);
      cluster.advanceWhileReading(PAGE, 1);
      long before = cluster.nanos();
      connection.compact();
      assertTrue(cluster.nanos() - before > 10e9, "it takes long");
      cluster.advanceWhileReading(Duration.ZERO, 0);
      assertEquals(ENTITIES * 3, past(connection), "the present, and one version before it");
      assertEquals(t, connection.db().basisT());
      assertEquals(List.of(), connection.verify().damages());
    }
  }

  @Test
  void thePastIsRemovedThoughEveryStateIsLostOnTheWay() {
    try (Connection connection = Dfdb.createDb(Map.of("storage", storage))) {
      fill(connection, "{:versions 1}");
      cluster.advanceWhileReading(STALL, 5);
      connection.compact();
      cluster.advanceWhileReading(Duration.ZERO, 0);
      assertEquals(ENTITIES, past(connection));
      assertEquals(List.of(), connection.verify().damages());
    }
  }

  @Test
  void aNamespaceIsCopiedThoughNoStateLastsAsLong() {
    try (Namespaces namespaces = Dfdb.openNamespaces(Map.of("storage", storage))) {
      try (Namespace opened = namespaces.open("source")) {
        Connection source = opened.connection();
        fill(source, ":all");
        cluster.setFaults(Seeds.FAULTS);
        cluster.advanceWhileReading(PAGE, 1);
        namespaces.copy("source", "copy");
        cluster.advanceWhileReading(STALL, 7);
        namespaces.copy("source", "another");
        cluster.advanceWhileReading(Duration.ZERO, 0);
        for (String copied : List.of("copy", "another")) {
          try (Namespace copy = namespaces.open(copied)) {
            assertEquals(source.db().basisT(), copy.connection().db().basisT());
            assertEquals(past(source), past(copy.connection()));
            assertEquals(List.of(), copy.connection().verify().damages());
          }
        }
      }
    }
  }

  private void put(int entries) {
    for (int from = 0; from < entries; from += 1_000) {
      WriteBatch.Builder batch = WriteBatch.builder();
      for (int i = from; i < Math.min(entries, from + 1_000); i++) {
        batch.put(ByteBuffer.allocate(4).putInt(i).array(), new byte[200]);
      }
      storage.batchWrite(batch.build());
    }
  }

  @Test
  void aStorageThatNobodyWritesToIsCopiedThoughItTakesLong() {
    put(12_000);
    cluster.advanceWhileReading(PAGE, 1);
    long before = cluster.nanos();
    try (MemoryStorage copy = MemoryStorage.create();
        Snapshot snapshot = storage.snapshot()) {
      assertEquals(12_000, StorageCopy.copy(snapshot, copy));
      assertArrayEquals(new byte[200], copy.get(ByteBuffer.allocate(4).putInt(7).array()));
    }
    assertTrue(cluster.nanos() - before > 10e9, "it takes long");
  }

  @Test
  void aSnapshotThatIsReadOnIsLostOnlyIfSomebodyWrites() {
    put(12_000);
    cluster.advanceWhileReading(PAGE, 1);
    try (Snapshot snapshot = storage.snapshot();
        Cursor cursor = snapshot.scan(KeyRange.all(), ScanOptions.FORWARD)) {
      TransientStorageException lost = assertThrows(TransientStorageException.class, () -> {
        for (int count = 0; cursor.next(); count++) {
          assertArrayEquals(new byte[200], cursor.value());
          if (count == 5_000) {
            others.put(ByteBuffer.allocate(4).putInt(11_000).array(), new byte[] {1});
          }
        }
      });
      assertTrue(lost.getMessage().contains("five seconds"), lost::getMessage);
    }
  }
}
