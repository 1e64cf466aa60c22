package dev.dfdb.internal.index;

import dev.dfdb.codec.KeyWriter;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.error.ConflictException;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Removes from a storage what an {@link Erasure} beside its root says, in batches of bounded size,
 * and then the erasure itself. It can be interrupted anywhere and begun anew, by anybody: the log
 * goes first, because the past says which of its transactions are concerned, then the past, then
 * what is live. Every batch is guarded on the erasure, so that one who comes late removes nothing
 * that was written afterwards. The last batch changes the root, so that every other process looks
 * anew.
 */
public final class Eraser {

  private static final long BATCH_BYTES = 64 * 1024;

  private final Storage storage;
  private final ReadView view;
  private final byte[] stored;
  private final Erasure erasure;
  private final DatomKeys keys = new DatomKeys();

  /** When what the log asserts, as far as it was gone through, came to be live, by its place. */
  private final Map<ByteBuffer, Long> asserted = new HashMap<>();

  private WriteBatch.Builder batch;

  private Eraser(Storage storage, ReadView view, byte[] stored) {
    this.storage = storage;
    this.view = view;
    this.stored = stored;
    this.erasure = Erasure.decode(stored);
    this.batch = guarded();
  }

  /**
   * Finishes the erasure that is under way in a storage.
   *
   * @return whether there was one
   * @throws dev.dfdb.error.StorageException if the storage fails; the rest is still to be done
   */
  public static boolean finish(Storage storage) {
    boolean found = false;
    while (true) {
      try (Snapshot present = storage.snapshot()) {
        byte[] stored = present.get(Erasure.key());
        if (stored == null) {
          return found;
        }
        found = true;
        byte[] root = Objects.requireNonNull(present.get(Root.key()));
        try (Snapshot view = LastingView.ofErasure(storage, root, present)) {
          new Eraser(storage, view, stored).run(root);
        }
      } catch (ConflictException another) {
        // Another process has finished it, or is about to: look again.
        Thread.onSpinWait();
      }
    }
  }

  /** @param root what every batch before the last leaves as it is */
  private void run(byte[] root) {
    eraseLog();
    for (IndexRange range : ranges()) {
      erasePast(range);
    }
    Schema schema = SchemaReader.read(view, Root.decode(root));
    for (IndexRange range : ranges()) {
      eraseLive(range, schema);
    }
    batch.requireHolds(Root.key(), root);
    batch.delete(Erasure.key());
    batch.put(Statistics.key(), Statistics.unknown());
    long commit = ThreadLocalRandom.current().nextLong();
    batch.put(Root.key(), Root.decode(root).withCommit(commit).encode());
    storage.batchWrite(batch.build());
  }

  private WriteBatch.Builder guarded() {
    return WriteBatch.builder().requireHolds(Erasure.key(), stored);
  }

  private void writeIfLarge() {
    if (batch.sizeInBytes() > BATCH_BYTES) {
      storage.batchWrite(batch.build());
      batch = guarded();
    }
  }

  /** Where in the indexes lies what it is about. */
  private List<IndexRange> ranges() {
    long e = erasure.entity();
    if (e == DatomSource.NONE) {
      return erasure.attributes().stream()
          .map(a -> IndexRange.of(Index.AEVT, DatomSource.NONE, a, null))
          .toList();
    }
    return erasure.attributes().isEmpty()
        ? List.of(IndexRange.of(Index.EAVT, e, DatomSource.NONE, null))
        : erasure.attributes().stream()
            .map(a -> IndexRange.of(Index.EAVT, e, a, null))
            .toList();
  }

  private void eraseLog() {
    BitSet concerned = concerned();
    if (concerned == null) {
      try (LogCursor entries = new LogCursor(view, 0, erasure.t())) {
        for (var entry = entries.next(); entry != null; entry = entries.next()) {
          eraseFrom(entry);
        }
      }
    } else {
      for (int t = concerned.nextSetBit(0); t >= 0; t = concerned.nextSetBit(t + 1)) {
        TransactionLog.Entry entry = TransactionLog.read(view, t);
        if (entry != null) {
          eraseFrom(entry);
        }
      }
    }
  }

  /** The transactions that have what is to go; null where only the whole log can tell. */
  private @Nullable BitSet concerned() {
    if (erasure.t() >= Integer.MAX_VALUE || hasForgotten()) {
      return null;
    }
    BitSet concerned = new BitSet();
    for (IndexRange range : ranges()) {
      add(concerned, new HistoryDatoms(view, range, Period.ALWAYS, false));
      add(concerned, StoredDatoms.open(view, range, false, Period.ALWAYS));
    }
    return concerned;
  }

  private static void add(BitSet concerned, DatomCursor datoms) {
    try (datoms) {
      while (datoms.next()) {
        concerned.set((int) EntityIds.t(datoms.tx()));
      }
    }
  }

  /** Whether some attribute ever was without history, so that the past may lack datoms. */
  private boolean hasForgotten() {
    IndexRange range = IndexRange.of(Index.AEVT, DatomSource.NONE, Builtin.NO_HISTORY, null);
    try (DatomCursor past = new HistoryDatoms(view, range, Period.ALWAYS, false);
        DatomCursor live = StoredDatoms.open(view, range, false, Period.ALWAYS)) {
      return past.next() || live.next();
    }
  }

  private void eraseFrom(TransactionLog.Entry entry) {
    List<Datom> kept =
        entry.datoms().stream().filter(datom -> !isErased(datom, entry.t())).toList();
    for (Datom datom : kept) {
      if (datom.added() && erasure.covers(datom.e(), datom.a())) {
        asserted.put(place(datom), entry.t());
      }
    }
    if (kept.size() < entry.datoms().size()) {
      TransactionLog.replace(keys, view, entry, kept, batch);
      writeIfLarge();
    }
  }

  private boolean isErased(Datom datom, long t) {
    if (!erasure.covers(datom.e(), datom.a())) {
      return false;
    }
    if (datom.added() || t < erasure.before() || erasure.isOfAllTimes()) {
      return t < erasure.before();
    }
    // A retraction goes with its assertion. The past knows when that was, or has never kept it:
    // then the log tells, all of which was gone through.
    byte[] past = view.get(keys.past(Index.EAVT, encoded(keys, datom, null), t));
    Long logged = asserted.remove(place(datom));
    return past == null ? logged == null : PastEntries.asserted(past) < erasure.before();
  }

  private ByteBuffer place(Datom datom) {
    return ByteBuffer.wrap(keys.place(Index.EAVT, datom.e(), datom.a(), datom.v()));
  }

  private void erasePast(IndexRange range) {
    try (HistoryDatoms past = new HistoryDatoms(view, range, Period.ALWAYS, false)) {
      while (past.next()) {
        if (!past.added()
            && erasure.covers(past.e(), past.a())
            && past.row().asserted() < erasure.before()) {
          EncodedChange datom = encoded(keys, past.datom(), null);
          for (Index index : Index.values()) {
            if (index != Index.VAET || canBeEntity(datom.v())) {
              batch.delete(keys.past(index, datom, past.row().retracted()));
            }
          }
          writeIfLarge();
        }
      }
    }
  }

  private void eraseLive(IndexRange range, Schema schema) {
    try (DatomCursor live = StoredDatoms.open(view, range, false, Period.ALWAYS)) {
      while (live.next()) {
        if (erasure.covers(live.e(), live.a()) && EntityIds.t(live.tx()) < erasure.before()) {
          EncodedChange datom = encoded(keys, live.datom(), schema.attribute(live.a()));
          for (Index index : Index.values()) {
            if (index != Index.VAET || canBeEntity(datom.v())) {
              boolean isInKey = datom.isMany() || !DatomKeys.keepsSingleValueBeside(index);
              batch.delete(keys.live(index, datom, isInKey));
            }
          }
          writeIfLarge();
        }
      }
    }
  }

  static EncodedChange encoded(DatomKeys keys, Datom datom, @Nullable Attribute attribute) {
    byte[] value = keys.rawValue(datom.v());
    return new EncodedChange(Change.assertion(datom), attribute, value, keys.isShortened(), false);
  }

  /** Whether a value may be a reference; what was one need not be one by the schema of now. */
  static boolean canBeEntity(Object v) {
    return v instanceof Long id && id >= 0 && id <= KeyWriter.MAX_ID;
  }
}
