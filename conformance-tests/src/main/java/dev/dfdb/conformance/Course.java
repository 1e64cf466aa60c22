package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.dfdb.error.ConflictException;
import dev.dfdb.error.StorageClosedException;
import dev.dfdb.error.TransientStorageException;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.SnapshotLifetime;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way of one sequence of commands through a store and, beside it, through a model. */
final class Course {

  private final Bench bench;
  private final Model model = new Model();
  private final List<Walk> walks = new ArrayList<>();
  private final List<Kept> kept = new ArrayList<>();
  private final int mostOpen;
  private final boolean mayExpire;
  private boolean unsafe;

  Course(Bench bench) {
    this.bench = bench;
    SnapshotLifetime lifetime = bench.capabilities().snapshotLifetime();
    this.mostOpen = lifetime == SnapshotLifetime.UNBOUNDED ? 4 : 2;
    this.mayExpire = lifetime == SnapshotLifetime.SECONDS;
  }

  Storage storage() {
    return bench.storage();
  }

  /** What the store should hold. */
  Model model() {
    return model;
  }

  void write(WriteBatch batch) {
    int failed = model.failedGuard(batch);
    if (failed < 0) {
      storage().batchWrite(batch);
      model.apply(batch);
      unsafe |= batch.durability().filter(Durability.NONE::equals).isPresent();
      return;
    }
    ConflictException conflict =
        assertThrows(ConflictException.class, () -> storage().batchWrite(batch));
    assertEquals(failed, conflict.guardIndex(), "the guard the conflict names");
    assertEquals(
        Bytes.hex(batch.guards().get(failed).key()),
        Bytes.hex(conflict.key()),
        "the key the conflict names");
  }

  void load(List<Entry> entries) {
    assertEquals(entries.size(), storage().load(entries.iterator()));
    WriteBatch.Builder all = WriteBatch.builder();
    entries.forEach(entry -> all.put(entry.key(), entry.value()));
    model.apply(all.build());
  }

  void read(List<byte[]> keys, Command.Where where) {
    Kept source = source(where);
    unlessExpired(source, () -> {
      ReadView view = view(source);
      List<String> expected =
          keys.stream().map(model(source)::get).map(Bytes::hex).toList();
      assertEquals(expected, view.getAll(keys).stream().map(Bytes::hex).toList(), "getAll");
      for (int i = 0; i < keys.size(); i++) {
        assertEquals(expected.get(i), Bytes.hex(view.get(keys.get(i))), "get");
      }
    });
  }

  void scan(KeyRange range, ScanOptions options, Command.Where where) {
    Kept source = source(where);
    unlessExpired(
        source,
        () -> assertEquals(
            model(source).scan(range, options), Bench.scan(view(source), range, options)));
  }

  void openCursor(KeyRange range, ScanOptions options, Command.Where where, int read) {
    if (walks.size() >= mostOpen) {
      return;
    }
    Kept source = source(where);
    unlessExpired(source, () -> {
      Cursor cursor = view(source).scan(range, options);
      walks.add(new Walk(cursor, model(source).scan(range, options).iterator()));
    });
    advance(walks.size() - 1, read);
  }

  void advance(int which, int read) {
    if (walks.isEmpty()) {
      return;
    }
    Walk walk = walks.get(Math.floorMod(which, walks.size()));
    try {
      for (int i = 0; i < read; i++) {
        walk.step();
      }
    } catch (TransientStorageException e) {
      expired(e);
      walk.close();
      walks.remove(walk);
    }
  }

  void finishCursor(int which) {
    if (walks.isEmpty()) {
      return;
    }
    Walk walk = walks.remove(Math.floorMod(which, walks.size()));
    try (walk) {
      while (walk.expected().hasNext()) {
        walk.step();
      }
      walk.step();
    } catch (TransientStorageException e) {
      expired(e);
    }
  }

  void takeSnapshot() {
    if (kept.size() < mostOpen) {
      kept.add(new Kept(storage().snapshot(), model.copy()));
    }
  }

  void finishSnapshot(int which) {
    if (kept.isEmpty()) {
      return;
    }
    Kept one = kept.get(Math.floorMod(which, kept.size()));
    unlessExpired(one, () -> compare(one.model(), one.snapshot()));
    one.snapshot().close();
    kept.remove(one);
  }

  void sync() {
    storage().sync();
    unsafe = false;
  }

  void reopen() {
    storage().close();
    drop();
    bench.takeLeaks();
    bench.reopen();
    cameBack();
  }

  void crash() {
    if (bench.fixture().optOuts().containsKey(OptOut.CRASH)) {
      reopen();
      return;
    }
    if (unsafe) {
      sync(); // what has no durability may be lost, and the model can't know
    }
    bench.crash();
    drop();
    cameBack();
  }

  /** Compares everything, and closes what is open. */
  void finish() {
    while (!walks.isEmpty()) {
      finishCursor(0);
    }
    while (!kept.isEmpty()) {
      finishSnapshot(0);
    }
    compare(model, storage());
  }

  /** Closes what a sequence that failed left open. */
  void abandon() {
    walks.forEach(walk -> walk.cursor().close());
    kept.forEach(one -> one.snapshot().close());
  }

  private void cameBack() {
    unsafe = false;
    if (!bench.capabilities().persistent()) {
      model.clear();
    }
    compare(model, storage());
  }

  /** Cursors and snapshots of a storage that is no more. */
  private void drop() {
    for (Walk walk : walks) {
      assertThrows(StorageClosedException.class, walk.cursor()::next);
      walk.close();
    }
    for (Kept one : kept) {
      assertThrows(
          StorageClosedException.class,
          () -> one.snapshot().scan(KeyRange.all(), ScanOptions.FORWARD).close());
      one.snapshot().close();
    }
    walks.clear();
    kept.clear();
  }

  private static void compare(Model model, ReadView view) {
    for (ScanOptions options : List.of(ScanOptions.FORWARD, ScanOptions.REVERSE)) {
      List<Entry> expected = model.scan(KeyRange.all(), options);
      assertEquals(expected, Bench.scan(view, KeyRange.all(), options));
    }
  }

  private @Nullable Kept source(Command.Where where) {
    return where.snapshot() < 0 || kept.isEmpty() ? null : kept.get(where.snapshot() % kept.size());
  }

  private ReadView view(@Nullable Kept source) {
    return source == null ? storage() : source.snapshot();
  }

  private Model model(@Nullable Kept source) {
    return source == null ? model : source.model();
  }

  private void unlessExpired(@Nullable Kept source, Runnable reading) {
    try {
      reading.run();
    } catch (TransientStorageException e) {
      expired(e);
      if (source != null) {
        source.snapshot().close();
        kept.remove(source);
      }
    }
  }

  private void expired(TransientStorageException e) {
    if (!mayExpire) {
      fail("only a snapshot declared to live for seconds may expire", e);
    }
  }

  /** An open cursor and what it has yet to give. */
  private record Walk(Cursor cursor, Iterator<Entry> expected) implements AutoCloseable {

    @Override
    public void close() {
      cursor.close();
    }

    void step() {
      if (expected.hasNext()) {
        assertTrue(cursor.next(), "the cursor has another entry");
        assertEquals(expected.next(), new Entry(cursor.key(), cursor.value()));
      } else if (cursor.next()) {
        fail("the cursor has one entry too many: " + new Entry(cursor.key(), cursor.value()));
      }
    }
  }

  /** An open snapshot and what it should hold. */
  private record Kept(Snapshot snapshot, Model model) {}
}
