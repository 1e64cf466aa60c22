package dev.dfdb.storage.rocksdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.ConflictException;
import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Guard;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.Operation;
import dev.dfdb.storage.Settings;
import dev.dfdb.storage.WriteBatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.TickerType;

/** Batches that meet in one group. */
class GroupCommitTest {

  private static final byte[] KEY = Stores.text("key");

  @TempDir
  Path directory;

  private NativeDatabase database;
  private SyncPoints syncPoints;
  private GroupCommit commits;

  @BeforeEach
  void open() {
    RocksDbTuning tuning = RocksDbTuning.of(Settings.of(
        "rocksdb", RocksDbOptions.ALL, Map.of("path", directory, "memory-bytes", "32MiB")));
    database = NativeDatabase.open(directory, tuning, WalRecovery.STRICT);
    syncPoints = new SyncPoints(database);
    commits = new GroupCommit(database, syncPoints);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void batchesThatWaitTogetherAreOneWriteAndOneSync() throws Exception {
    long syncs = syncs();
    List<WriteBatch> batches = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      batches.add(put(Stores.key(i), Stores.key(i)).build());
    }
    assertEquals(
        20, together(batches).stream().filter(outcome -> outcome == null).count());
    assertEquals(1, commits.groups());
    assertEquals(20, commits.commits());
    assertEquals(syncs + 1, syncs());
    for (int i = 0; i < 20; i++) {
      assertArrayEquals(Stores.key(i), database.get(Stores.key(i)));
    }
  }

  @Test
  void aGuardSeesTheBatchesBeforeItInItsGroup() throws Exception {
    List<@Nullable Throwable> outcomes = together(List.of(
        put(KEY, Stores.text("1")).requireAbsent(KEY).build(),
        put(KEY, Stores.text("2")).requireAbsent(KEY).build(),
        put(KEY, Stores.text("3")).requireHolds(KEY, Stores.text("1")).build(),
        put(KEY, Stores.text("4")).requireHolds(KEY, Stores.text("2")).build(),
        WriteBatch.builder().delete(KEY).requireHolds(KEY, Stores.text("3")).build(),
        put(KEY, Stores.text("5")).requireAbsent(KEY).build()));
    assertEquals(List.of(true, false, true, false, true, true), succeeded(outcomes));
    assertArrayEquals(Stores.text("5"), database.get(KEY));
    assertEquals(1, commits.groups());
    assertEquals(2, commits.conflicts());
    assertEquals(4, commits.commits());
  }

  @Test
  void aGuardSeesTheRangeDeletesBeforeIt() throws Exception {
    commit(put(KEY, Stores.text("1")).build());
    List<@Nullable Throwable> outcomes = together(List.of(
        WriteBatch.builder().deleteRange(KeyRange.prefix(Stores.text("ke"))).build(),
        put(KEY, Stores.text("2")).requireAbsent(KEY).build(),
        WriteBatch.builder()
            .deleteRange(KeyRange.all())
            .put(KEY, Stores.text("3"))
            .requireHolds(KEY, Stores.text("2"))
            .build(),
        put(KEY, Stores.text("4")).requireHolds(KEY, Stores.text("3")).build()));
    assertEquals(List.of(true, true, true, true), succeeded(outcomes));
    assertArrayEquals(Stores.text("4"), database.get(KEY));
  }

  @Test
  void aConflictTellsWhatTheGuardSawInTheGroup() throws Exception {
    ConflictException conflict = assertInstanceOf(
        ConflictException.class,
        together(List.of(
                put(KEY, Stores.text("first")).build(),
                put(KEY, Stores.text("second")).requireAbsent(KEY).build()))
            .get(1));
    assertEquals(0, conflict.guardIndex());
    assertArrayEquals(Stores.text("first"), (byte[]) conflict.context().get("actual"));
  }

  @Test
  void groupsDoWhatTheirBatchesDoOneByOne() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    TreeMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);
    for (int round = 0; round < 200; round++) {
      List<WriteBatch> batches = new ArrayList<>();
      List<Boolean> expected = new ArrayList<>();
      TreeMap<byte[], byte[]> guess = new TreeMap<>(model);
      for (int i = random.nextInt(7); i >= 0; i--) {
        WriteBatch batch = randomBatch(random, guess);
        batches.add(batch);
        boolean holds = holds(batch, model);
        expected.add(holds);
        if (holds) {
          apply(batch, model);
        }
        if (random.nextInt(3) > 0) {
          guess = new TreeMap<>(model);
        }
      }
      assertEquals(expected, succeeded(together(batches)), "round " + round + ", seed " + seed);
      for (int key = 0; key < 8; key++) {
        assertArrayEquals(
            model.get(Stores.key(key)),
            database.get(Stores.key(key)),
            "round " + round + ", seed " + seed);
      }
    }
  }

  @Test
  void aLargeBatchDoesNotDragOthersAlong() throws Exception {
    List<WriteBatch> batches = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      batches.add(put(Stores.key(i), new byte[3 << 20]).build());
    }
    assertEquals(List.of(true, true, true, true), succeeded(together(batches)));
    assertEquals(4, commits.groups());
  }

  @Test
  void theStrongestDurabilityOfAGroupCounts() throws Exception {
    long syncs = syncs();
    together(List.of(
        put(Stores.key(1), KEY).durability(Durability.NONE).build(),
        put(Stores.key(2), KEY).durability(Durability.SYNC).build(),
        put(Stores.key(3), KEY).durability(Durability.ASYNC).build()));
    assertEquals(1, commits.groups());
    assertEquals(syncs + 1, syncs());
    assertEquals(1, logged());
  }

  @Test
  void anUnloggedGroupIsNotLogged() throws Exception {
    together(List.of(
        put(Stores.key(1), KEY).durability(Durability.NONE).build(),
        put(Stores.key(2), KEY).durability(Durability.NONE).build()));
    assertEquals(0, logged());
    assertEquals(0, Stores.files(directory, ".sst").size());
  }

  @Test
  void unloggedWritesAreFlushedBeforeALoggedOne() {
    commit(put(Stores.key(1), KEY).durability(Durability.NONE).build());
    commit(put(Stores.key(2), KEY).durability(Durability.ASYNC).build());
    assertEquals(1, Stores.files(directory, ".sst").size());
    commit(put(Stores.key(3), KEY).durability(Durability.SYNC).build());
    assertEquals(1, Stores.files(directory, ".sst").size(), "nothing unlogged since");
  }

  @Test
  void batchesThatWriteNothingNeedNoSync() throws Exception {
    long syncs = syncs();
    together(List.of(
        WriteBatch.builder().build(),
        WriteBatch.builder().requireAbsent(KEY).build(),
        WriteBatch.builder()
            .deleteRange(KeyRange.closedOpen(Stores.text("b"), Stores.text("a")))
            .build()));
    assertEquals(0, commits.groups());
    assertEquals(syncs, syncs());
  }

  @Test
  void anActionRunsBetweenGroups() throws Exception {
    byte[] seen = new byte[1];
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    threads.add(start(() -> commits.commit(blocking(begun, release))));
    begun.await();
    threads.add(enqueue(() -> commit(put(KEY, new byte[] {1}).build()), 1));
    threads.add(enqueue(
        () -> commits.commit(new QueuedAction(
            () -> seen[0] = java.util.Objects.requireNonNull(database.get(KEY))[0])),
        2));
    threads.add(enqueue(() -> commit(put(KEY, new byte[] {2}).build()), 3));
    release.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(1, seen[0]);
    assertArrayEquals(new byte[] {2}, database.get(KEY));
  }

  @Test
  void anActionThatFailsFailsItsCallerAlone() {
    assertThrows(
        IllegalStateException.class,
        () -> commits.commit(new QueuedAction(() -> {
          throw new IllegalStateException("meant");
        })));
    commit(put(KEY, KEY).build());
    assertArrayEquals(KEY, database.get(KEY));
  }

  @Test
  void anInterruptedWriterStillCommitsAndStaysInterrupted() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Thread blocker = start(() -> commits.commit(blocking(begun, release)));
    begun.await();
    boolean[] interrupted = new boolean[1];
    Thread writer = enqueue(
        () -> {
          commit(put(KEY, KEY).build());
          interrupted[0] = Thread.currentThread().isInterrupted();
        },
        1);
    writer.interrupt();
    release.countDown();
    writer.join();
    blocker.join();
    assertTrue(interrupted[0]);
    assertArrayEquals(KEY, database.get(KEY));
  }

  private static WriteBatch randomBatch(Random random, Map<byte[], byte[]> guess) {
    WriteBatch.Builder batch = WriteBatch.builder();
    batch.durability(Stores.durability(random.nextInt(3)));
    for (int i = random.nextInt(3); i > 0; i--) {
      byte[] key = Stores.key(random.nextInt(8));
      byte[] value = guess.get(key);
      if (value == null) {
        batch.requireAbsent(key);
      } else {
        batch.requireHolds(key, value);
      }
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      byte[] key = Stores.key(random.nextInt(8));
      switch (random.nextInt(5)) {
        case 0 -> batch.delete(key);
        case 1 -> batch.deleteRange(KeyRange.closedOpen(key, Stores.key(random.nextInt(8))));
        default -> batch.put(key, Stores.key(random.nextInt(4)));
      }
    }
    return batch.build();
  }

  private static boolean holds(WriteBatch batch, Map<byte[], byte[]> model) {
    return batch.guards().stream().allMatch(guard -> {
      byte[] expected = guard instanceof Guard.Holds holds ? holds.value() : null;
      return Arrays.equals(expected, model.get(guard.key()));
    });
  }

  private static void apply(WriteBatch batch, Map<byte[], byte[]> model) {
    for (Operation operation : batch.operations()) {
      if (operation instanceof Operation.Put put) {
        model.put(put.key(), put.value());
      } else if (operation instanceof Operation.Delete delete) {
        model.remove(delete.key());
      } else if (operation instanceof Operation.DeleteRange delete) {
        model.keySet().removeIf(key -> delete.range().contains(key));
      }
    }
  }

  /** Lets batches wait in this order, and then go at once; gives what each threw, or null. */
  private List<@Nullable Throwable> together(List<WriteBatch> batches) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    threads.add(start(() -> commits.commit(blocking(begun, release))));
    begun.await();
    @Nullable Throwable[] outcomes = new @Nullable Throwable[batches.size()];
    for (int i = 0; i < outcomes.length; i++) {
      int index = i;
      threads.add(enqueue(
          () -> {
            try {
              commit(batches.get(index));
            } catch (RuntimeException e) {
              outcomes[index] = e;
            }
          },
          index + 1));
    }
    release.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    return Arrays.asList(outcomes);
  }

  private static List<Boolean> succeeded(List<@Nullable Throwable> outcomes) {
    outcomes.stream()
        .filter(outcome -> outcome != null)
        .forEach(outcome -> assertInstanceOf(ConflictException.class, outcome));
    return outcomes.stream().map(outcome -> outcome == null).toList();
  }

  private static QueuedAction blocking(CountDownLatch begun, CountDownLatch release) {
    return new QueuedAction(() -> {
      begun.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private Thread enqueue(Runnable work, int waiting) {
    Thread thread = start(work);
    while (commits.waiting() < waiting) {
      Thread.onSpinWait();
    }
    return thread;
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work);
    thread.start();
    return thread;
  }

  private void commit(WriteBatch batch) {
    commits.commit(QueuedBatch.of(batch, batch.durability().orElse(Durability.SYNC)));
  }

  private static WriteBatch.Builder put(byte[] key, byte[] value) {
    return WriteBatch.builder().put(key, value);
  }

  private long syncs() {
    return database.statistics().getTickerCount(TickerType.WAL_FILE_SYNCED);
  }

  private long logged() {
    return database.statistics().getTickerCount(TickerType.WRITE_WITH_WAL);
  }
}
