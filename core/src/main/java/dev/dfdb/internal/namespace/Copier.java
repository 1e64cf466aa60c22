package dev.dfdb.internal.namespace;

import dev.dfdb.error.ConflictException;
import dev.dfdb.error.ContentionException;
import dev.dfdb.error.NamespaceException;
import dev.dfdb.error.StorageException;
import dev.dfdb.error.TransientStorageException;
import dev.dfdb.internal.index.Root;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.SnapshotLifetime;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Copies a namespace, with all its history, under a number of its own, which gets its name with the
 * last batch: before, nobody sees anything of it. Every batch is guarded on the entry of the copy
 * in the directory. Not safe for several threads.
 */
final class Copier {

  private static final long STEP_BYTES = 1 << 20;
  private static final int STEP_ENTRIES = 5_000;

  /** How often the source may change under a copy, where no state can be held for long. */
  private static final int MAX_PASSES = 10;

  /** How often a state may be lost before anything was read of it. */
  private static final int MAX_LOST = 20;

  private final Storage storage;
  private final String source;
  private final String target;
  private final long token = ThreadLocalRandom.current().nextLong();
  private long number;
  private byte[] entry = new byte[0];

  Copier(Storage storage, String source, String target) {
    this.storage = storage;
    this.source = source;
    this.target = target;
  }

  /** Copies it. */
  void copy() {
    sourceNumber(storage);
    checkIsFree();
    begin();
    try {
      boolean isHeld = storage.capabilities().snapshotLifetime() != SnapshotLifetime.SECONDS;
      if (isHeld) {
        copyHeld();
      } else {
        copyInPasses();
      }
    } catch (RuntimeException | Error failure) {
      undo(failure);
      throw failure;
    }
  }

  private long sourceNumber(ReadView view) {
    byte[] found = view.get(DirectoryKeys.name(source));
    if (found == null) {
      throw new NamespaceException(
          "there is no namespace of this name to copy", Map.of("namespace", source));
    }
    return Directory.number(found);
  }

  private void checkIsFree() {
    if (storage.get(DirectoryKeys.name(target)) != null) {
      throw exists();
    }
  }

  private NamespaceException exists() {
    return new NamespaceException(
        "there is a namespace of this name; delete it first, or copy to another name",
        Map.of("namespace", target));
  }

  private void begin() {
    Directory directory = new Directory(storage);
    entry = next();
    number = Directory.attempt("begin a copy", () -> {
      WriteBatch.Builder batch = WriteBatch.builder();
      long taken = directory.take(batch);
      storage.batchWrite(batch.put(DirectoryKeys.copy(taken), entry).build());
      return taken;
    });
  }

  private byte[] next() {
    return new PendingCopy(token, System.currentTimeMillis()).encode();
  }

  private void copyHeld() {
    try (Snapshot snapshot = storage.snapshot()) {
      RegionKeys from = new RegionKeys(sourceNumber(snapshot));
      KeyRange rest = from.whole();
      try (Cursor cursor = snapshot.scan(rest, ScanOptions.FORWARD)) {
        boolean hasMore = cursor.next();
        while (hasMore) {
          hasMore = step(cursor, from, new RegionKeys(number));
        }
      }
    }
    finish(null);
  }

  /** Where no state lasts: page by page, and again if the source changed meanwhile. */
  private void copyInPasses() {
    for (int pass = 0; pass < MAX_PASSES; pass++) {
      long sourceNumber = sourceNumber(storage);
      RegionKeys from = new RegionKeys(sourceNumber);
      WriteBatch.Builder unchanged = WriteBatch.builder();
      addGuards(sourceNumber, from, unchanged);
      clear();
      byte @Nullable [] after = null;
      do {
        after = page(from, after);
      } while (after != null);
      if (finish(unchanged)) {
        return;
      }
    }
    throw new ContentionException(
        "the namespace changed each time while it was copied; try again when less is written",
        Map.of("namespace", source, "passes", MAX_PASSES),
        null);
  }

  /** Demands that nothing was committed in the source since. */
  private void addGuards(long sourceNumber, RegionKeys from, WriteBatch.Builder batch) {
    batch.requireHolds(DirectoryKeys.name(source), Directory.encoded(sourceNumber));
    try (Cursor cursor = storage.scan(from.outer(Root.guards()), ScanOptions.FORWARD)) {
      while (cursor.next()) {
        batch.requireHolds(cursor.key(), cursor.value());
      }
    }
  }

  private void clear() {
    WriteBatch.Builder batch = guarded();
    write(batch.deleteRange(new RegionKeys(number).whole()));
  }

  private byte @Nullable [] page(RegionKeys from, byte @Nullable [] after) {
    KeyRange rest = after == null
        ? from.whole()
        : KeyRange.between(after, false, from.whole().end(), false);
    RegionKeys to = new RegionKeys(number);
    for (int attempt = 1; ; attempt++) {
      byte @Nullable [] last = null;
      WriteBatch.Builder batch = guarded();
      try (Cursor cursor = storage.scan(rest, ScanOptions.FORWARD.withLimit(STEP_ENTRIES))) {
        while (cursor.next() && batch.sizeInBytes() < STEP_BYTES) {
          byte[] key = cursor.key();
          batch.adopt(to.outer(from.inner(key)), cursor.value());
          last = key;
        }
      } catch (TransientStorageException lost) {
        if (last == null && attempt < MAX_LOST) {
          continue;
        }
        if (last == null) {
          throw lost;
        }
        // The state is gone: what was read of it is good if nothing changes until the end.
      }
      if (last != null) {
        write(batch);
      }
      return last;
    }
  }

  /** Copies some entries, from that on which the cursor stands; whether there are more. */
  private boolean step(Cursor cursor, RegionKeys from, RegionKeys to) {
    WriteBatch.Builder batch = guarded();
    boolean hasMore = true;
    for (int i = 0; hasMore && i < STEP_ENTRIES && batch.sizeInBytes() < STEP_BYTES; i++) {
      batch.adopt(to.outer(from.inner(cursor.key())), cursor.value());
      hasMore = cursor.next();
    }
    write(batch);
    return hasMore;
  }

  private WriteBatch.Builder guarded() {
    return WriteBatch.builder().requireHolds(DirectoryKeys.copy(number), entry);
  }

  /** Writes a batch that is guarded on the entry, and notes there that the copy goes on. */
  private void write(WriteBatch.Builder batch) {
    byte[] before = entry;
    byte[] after = next();
    WriteBatch whole = batch.put(DirectoryKeys.copy(number), after).build();
    entry = after;
    Directory.attempt("go on with a copy", () -> {
      if (Arrays.equals(storage.get(DirectoryKeys.copy(number)), before)) {
        storage.batchWrite(whole);
      }
      return number;
    });
    checkIsOurs();
  }

  private void checkIsOurs() {
    if (!Arrays.equals(storage.get(DirectoryKeys.copy(number)), entry)) {
      throw new TransientStorageException(
          "the copy was given up by another process, for which it took too long; copy again",
          Map.of("namespace", source));
    }
  }

  /** Gives the copy its name; false if the source had changed. */
  private boolean finish(WriteBatch.@Nullable Builder unchanged) {
    byte[] nameKey = DirectoryKeys.name(target);
    WriteBatch whole = (unchanged == null ? WriteBatch.builder() : unchanged)
        .requireHolds(DirectoryKeys.copy(number), entry)
        .requireAbsent(nameKey)
        .put(nameKey, Directory.encoded(number))
        .delete(DirectoryKeys.copy(number))
        .build();
    return Directory.attempt("finish a copy", () -> {
      byte[] named = storage.get(nameKey);
      if (named != null && Directory.number(named) == number) {
        return true; // by an attempt that was not answered
      }
      if (named != null) {
        throw exists();
      }
      checkIsOurs();
      try {
        storage.batchWrite(whole);
        return true;
      } catch (ConflictException changed) {
        if (unchanged != null && storage.get(nameKey) == null) {
          return false;
        }
        throw changed;
      }
    });
  }

  private void undo(Throwable failure) {
    try {
      byte[] key = DirectoryKeys.copy(number);
      byte[] left = storage.get(key);
      if (left != null && PendingCopy.decode(left).token() == token) {
        new Remover(storage).giveUp(key, left);
      }
    } catch (StorageException unreachable) {
      failure.addSuppressed(unreachable); // the entry is still there, and who comes next clears it
    }
  }
}
