package dev.dfdb.internal.index;

import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.error.ConflictException;
import dev.dfdb.error.LimitExceededException;
import dev.dfdb.error.OutcomeUnknownException;
import dev.dfdb.error.TransientStorageException;
import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Limits;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.SnapshotLifetime;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Writes recorded transactions into a storage as they were, one after the other: with their
 * numbers, times and commits, into the log and every index. Many go in one batch, each batch
 * guarded on the root, so that it can be interrupted anywhere and gone on with. Used by one thread.
 */
public final class Replay {

  private static final long GROUP_BYTES = 512 * 1024;
  private static final int MAX_ATTEMPTS = 20;
  private static final long PAUSE_NANOS = 20_000_000;

  /** Room in a batch for the root and its guard. */
  private static final int ROOT_RESERVE = 256;

  private final Storage storage;
  private final Limits limits;
  private final boolean async;
  private final List<TransactionLog.Entry> group = new ArrayList<>();
  private byte @Nullable [] stored;
  private @Nullable Root root;
  private Schema schema = Schema.BUILTIN;
  private @Nullable Statistics statistics = Statistics.none();
  private long groupBytes;

  /** Goes on where the database in a storage ends; one that is not there is begun. */
  public Replay(Storage storage) {
    this.storage = storage;
    this.limits = storage.capabilities().limits();
    this.async = storage.capabilities().durabilities().contains(Durability.ASYNC);
    Eraser.finish(storage);
    try (Snapshot view = storage.snapshot()) {
      byte[] rootBytes = view.get(Root.key());
      if (rootBytes != null) {
        Root found = Root.decode(rootBytes);
        this.stored = rootBytes;
        this.root = found;
        this.schema = SchemaReader.read(view, found);
        this.statistics = Statistics.read(view, found.t());
      }
    }
  }

  /** The last t, of those taken in and not written yet too; -1 where there is no database. */
  public long t() {
    return group.isEmpty()
        ? root == null ? -1 : root.t()
        : group.get(group.size() - 1).t();
  }

  /**
   * Takes in the next transaction.
   *
   * @param entry the transaction; if it is t 0, it takes the place of one that is alone there
   * @param bytes how large it is in the log
   * @throws IllegalArgumentException if it is not the next
   * @throws dev.dfdb.error.CorruptionException if it retracts what is not there
   * @throws ConflictException if somebody else has written
   * @throws LimitExceededException if it is larger than the storage takes in one batch
   */
  public void append(TransactionLog.Entry entry, long bytes) {
    if (entry.t() == 0 && t() <= 0) {
      begin(entry);
      return;
    }
    if (entry.t() != t() + 1) {
      throw new IllegalArgumentException("transaction " + entry.t() + " is not the next of " + t());
    }
    Schema after = schema.with(entry.datoms());
    if (isSame(after)) {
      group.add(entry);
      groupBytes += bytes;
      if (groupBytes >= GROUP_BYTES) {
        flush();
      }
      return;
    }
    flush();
    group.add(entry);
    write(after);
  }

  @SuppressWarnings("ReferenceEquality") // a transaction that leaves it alone gives the very same
  private boolean isSame(Schema after) {
    return after == schema;
  }

  /** Writes the first transaction, in place of that with which a new database has begun. */
  private void begin(TransactionLog.Entry first) {
    WriteBatch.Builder batch = WriteBatch.builder();
    Root begun = Root.first(first.commit()).after(first);
    List<Change> changes = first.datoms().stream().map(Change::assertion).toList();
    batch.deleteRange(DatomKeys.contents());
    batch.delete(Rewriting.key());
    Writes.of(0, first.commit(), changes, Schema.BUILTIN, limits).addTo(batch);
    Statistics counted = Statistics.none().after(0, List.of(first.datoms()));
    guard(batch);
    commit(batch, begun, counted);
    schema = Schema.BUILTIN.with(first.datoms());
  }

  private void guard(WriteBatch.Builder batch) {
    byte[] before = stored;
    if (before == null) {
      batch.requireAbsent(Root.key());
    } else {
      batch.requireHolds(Root.key(), before);
    }
  }

  /** Writes what was taken in. */
  public void flush() {
    write(schema);
  }

  private void write(Schema after) {
    if (group.isEmpty()) {
      return;
    }
    try (Snapshot view = view()) {
      LiveFacts live = LiveFacts.of(group, schema, view);
      long room = limits.maxBatchBytes() - ROOT_RESERVE;
      WriteBatch.Builder batch = WriteBatch.builder();
      List<List<Datom>> datoms = new ArrayList<>();
      Root last = Objects.requireNonNull(root);
      for (TransactionLog.Entry entry : group) {
        Writes writes = Writes.of(entry.t(), entry.commit(), live.changes(entry), after, limits);
        reshape(writes, after, view, last);
        long size = writes.sizeInBytes() + statisticsBytes();
        if (size > room) {
          throw new LimitExceededException("max-batch-bytes", limits.maxBatchBytes(), size);
        }
        if (!datoms.isEmpty() && batch.sizeInBytes() + size > room) {
          commitGuarded(batch, last, datoms);
          batch = WriteBatch.builder();
          datoms.clear();
        }
        writes.addTo(batch);
        datoms.add(entry.datoms());
        last = last.after(entry);
      }
      commitGuarded(batch, last, datoms);
    }
    schema = after;
    group.clear();
    groupBytes = 0;
  }

  /** The state that is written: nobody else writes, so that a later one is the same. */
  private Snapshot view() {
    Snapshot present = storage.snapshot();
    return storage.capabilities().snapshotLifetime() == SnapshotLifetime.SECONDS
        ? new LastingView(storage, Objects.requireNonNull(stored), present, false)
        : present;
  }

  private long statisticsBytes() {
    Statistics known = statistics;
    return known == null ? 0 : 16L * known.counts().size();
  }

  private void commitGuarded(WriteBatch.Builder batch, Root last, List<List<Datom>> datoms) {
    guard(batch);
    Statistics known = statistics;
    commit(batch, last, known == null ? null : known.after(last.t(), datoms));
  }

  /** Rewrites the values of attributes that have another cardinality from now on. */
  private void reshape(Writes writes, Schema after, ReadView view, Root before) {
    if (isSame(after)) {
      return;
    }
    for (Attribute attribute : after.attributes()) {
      Attribute old = schema.attribute(attribute.id());
      if (old != null && old.many() != attribute.many()) {
        DatabaseValue value = DatabaseValue.present(view, schema, before);
        try (DatomCursor live = value.scan(Index.AEVT, DatomSource.NONE, attribute.id(), null)) {
          writes.reshape(attribute, live);
        }
      }
    }
  }

  private void commit(WriteBatch.Builder batch, Root next, @Nullable Statistics counted) {
    byte[] bytes = next.encode();
    batch.put(Root.key(), bytes);
    if (counted != null) {
      batch.put(Statistics.key(), counted.encode());
    }
    if (async) {
      batch.durability(Durability.ASYNC);
    }
    write(batch.build(), bytes);
    stored = bytes;
    root = next;
    statistics = counted;
  }

  private void write(WriteBatch batch, byte[] next) {
    for (int attempt = 1; ; attempt++) {
      try {
        storage.batchWrite(batch);
        return;
      } catch (OutcomeUnknownException | TransientStorageException failure) {
        if (attempt == MAX_ATTEMPTS) {
          throw failure;
        }
      } catch (ConflictException conflict) {
        // The root says what was written, so that it does not matter by which attempt.
        if (attempt > 1 && Arrays.equals(storage.get(Root.key()), next)) {
          return;
        }
        throw conflict;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /**
   * Writes what was taken in, takes ids for given that are in no datom any more, and has all of it
   * made as safe as the storage can.
   *
   * @param nextNamed the next id for an entity with an ident, if it is later than the log tells
   * @param nextEntity the next id for any other entity, if it is later than the log tells
   */
  public void finish(long nextNamed, long nextEntity) {
    flush();
    Root last = root;
    if (last != null && (last.nextNamed() < nextNamed || last.nextEntity() < nextEntity)) {
      Root next = new Root(
          last.t(),
          Math.max(last.nextNamed(), nextNamed),
          Math.max(last.nextEntity(), nextEntity),
          last.instant(),
          last.commit());
      WriteBatch.Builder batch = WriteBatch.builder();
      guard(batch);
      commit(batch, next, statistics);
    }
    storage.sync();
  }
}
