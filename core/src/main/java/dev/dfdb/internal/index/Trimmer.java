package dev.dfdb.internal.index;

import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.storage.Limits;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.SnapshotLifetime;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Removes what attributes with a {@link Retention} need not remember: superseded datoms, from the
 * past and from the log. Some at a time go in one batch, wholly or not at all, so that past and log
 * say the same at any moment, and whoever goes on later finds the rest. Each batch is guarded on
 * the root and changes it, so that nobody goes on reading what was there before. A step looks at no
 * more than some datoms, so that it is over soon where others commit, or no state lasts.
 */
public final class Trimmer {

  private static final int MAX_ROWS = 1_000;

  /** So many datoms a step looks at, and on to the end of the entity. */
  private static final int MAX_LOOKED = 50_000;

  /** Live datoms that are passed one by one; farther away, an entity is looked up. */
  private static final int NEAR = 100;

  private final ReadView view;
  private final Limits limits;
  private final Instant now;
  private final DatomKeys keys = new DatomKeys();
  private final List<Row> rows = new ArrayList<>();
  private int looked;
  private @Nullable Place stop;

  /** A superseded datom that goes. */
  private record Row(Datom datom, long asserted, long retracted) {}

  /** Where to go on: at an entity of an attribute. */
  public record Place(long attribute, long entity) {

    /** Before everything. */
    public static final Place FIRST = new Place(0, 0);
  }

  private Trimmer(ReadView view, Limits limits, Instant now) {
    this.view = view;
    this.limits = limits;
    this.now = now;
  }

  /**
   * Removes some of what need not be remembered.
   *
   * @param from where to begin
   * @param now the end of durations
   * @return where to go on; empty if all is done, and nothing was written
   * @throws dev.dfdb.error.ConflictException if another process has committed; nothing was written
   * @throws dev.dfdb.error.TransientStorageException if another process has committed, and the
   *     state before can't be read any more; nothing was written
   */
  public static Optional<Place> trim(Storage storage, Place from, Instant now) {
    Eraser.finish(storage);
    try (Snapshot present = storage.snapshot()) {
      byte[] rootBytes = Objects.requireNonNull(present.get(Root.key()));
      if (storage.capabilities().snapshotLifetime() != SnapshotLifetime.SECONDS) {
        return trim(storage, present, rootBytes, from, now);
      }
      try (LastingView view = new LastingView(storage, rootBytes, present, false)) {
        return trim(storage, view.exact(), rootBytes, from, now);
      }
    }
  }

  private static Optional<Place> trim(
      Storage storage, ReadView view, byte[] rootBytes, Place from, Instant now) {
    Root root = Root.decode(rootBytes);
    Trimmer trimmer = new Trimmer(view, storage.capabilities().limits(), now);
    trimmer.find(from, DatabaseValue.present(view, Schema.BUILTIN, root));
    return trimmer.rows.isEmpty()
        ? Optional.ofNullable(trimmer.stop)
        : Optional.of(trimmer.write(storage, root, rootBytes));
  }

  private void find(Place from, DatabaseValue present) {
    Map<Long, Retention> retentions = new TreeMap<>();
    long said = Builtin.HISTORY_RETENTION;
    try (DatomCursor datoms = present.scan(Index.AEVT, DatomSource.NONE, said, null)) {
      while (datoms.next()) {
        Retention retention = Retention.of(datoms.v());
        if (retention != null && !retention.isAll() && datoms.e() >= from.attribute()) {
          retentions.put(datoms.e(), retention);
        }
      }
    }
    retentions.forEach((attribute, retention) -> {
      long entity = attribute == from.attribute() ? from.entity() : 0;
      if (rows.size() < MAX_ROWS && stop == null) {
        Cut cut = retention.duration() == null
            ? new VersionCut(attribute, entity, retention.versions())
            : new TimeCut(retention, present);
        try (cut) {
          find(attribute, entity, cut);
        }
      }
    });
  }

  private IndexRange range(long attribute, long entity) {
    return entity == 0
        ? IndexRange.of(Index.AEVT, DatomSource.NONE, attribute, null)
        : IndexRange.from(Index.AEVT, entity, attribute, null);
  }

  private void find(long attribute, long entity, Cut cut) {
    try (HistoryDatoms past =
        new HistoryDatoms(view, range(attribute, entity), Period.ALWAYS, false)) {
      long at = DatomSource.NONE;
      while (rows.size() < MAX_ROWS && past.next() && past.a() == attribute) {
        if (past.e() != at && looked > MAX_LOOKED) {
          stop = new Place(attribute, past.e());
          return;
        }
        at = past.e();
        looked++;
        if (!past.added() && past.row().retracted() <= cut.of(past.e())) {
          rows.add(new Row(past.datom(), past.row().asserted(), past.row().retracted()));
        }
      }
    }
  }

  /** The last t at which what was retracted until then need not be remembered. */
  private interface Cut extends AutoCloseable {

    /** That of an entity; entities are asked for in their order. */
    long of(long entity);

    @Override
    void close();
  }

  /** A time before now. */
  private final class TimeCut implements Cut {

    private final long t;

    TimeCut(Retention retention, DatabaseValue present) {
      this.t = t(retention, present);
    }

    private long t(Retention retention, DatabaseValue present) {
      try {
        return TimePoints.t(now.minus(Objects.requireNonNull(retention.duration())), present);
      } catch (DateTimeException | ArithmeticException beforeAllTime) {
        return -1;
      }
    }

    @Override
    public long of(long entity) {
      return t;
    }

    @Override
    public void close() {}
  }

  /**
   * The change that began the first version to be kept. Walks over the past and over what is live
   * ahead of the walk that removes, one entity at a time.
   */
  private final class VersionCut implements Cut {

    private final long attribute;
    private final long versions;
    private final HistoryDatoms past;
    private @Nullable DatomCursor live;
    private boolean hasPast;
    private boolean hasLive = true;
    private long entity = DatomSource.NONE;
    private long cut;

    VersionCut(long attribute, long entity, long versions) {
      this.attribute = attribute;
      this.versions = versions;
      this.past = new HistoryDatoms(view, range(attribute, entity), Period.ALWAYS, false);
      nextPast();
    }

    private void nextPast() {
      looked++;
      hasPast = past.next() && past.a() == attribute;
    }

    private void nextLive(DatomCursor datoms) {
      looked++;
      hasLive = datoms.next() && datoms.a() == attribute;
    }

    /** The walk over what is live, not before an entity; none if there is nothing any more. */
    private @Nullable DatomCursor liveFrom(long wanted) {
      DatomCursor datoms = live;
      if (datoms != null) {
        for (int i = 0; i < NEAR && hasLive && datoms.e() < wanted; i++) {
          nextLive(datoms);
        }
      }
      if (hasLive && (datoms == null || datoms.e() < wanted)) {
        close(datoms);
        datoms = StoredDatoms.open(view, range(attribute, wanted), false, Period.ALWAYS);
        live = datoms;
        nextLive(datoms);
      }
      return hasLive ? datoms : null;
    }

    @Override
    public long of(long asked) {
      if (asked != entity) {
        entity = asked;
        cut = find();
      }
      return cut;
    }

    private long find() {
      LatestTimes changes = new LatestTimes(versions);
      for (; hasPast && past.e() <= entity; nextPast()) {
        if (past.e() == entity) {
          changes.add(EntityIds.t(past.tx()));
        }
      }
      DatomCursor datoms = liveFrom(entity);
      for (; datoms != null && hasLive && datoms.e() == entity; nextLive(datoms)) {
        changes.add(EntityIds.t(datoms.tx()));
      }
      return changes.earliest();
    }

    @Override
    public void close() {
      past.close();
      close(live);
    }

    private static void close(@Nullable DatomCursor datoms) {
      if (datoms != null) {
        datoms.close();
      }
    }
  }

  /** Writes as much as the storage takes at once. */
  private Place write(Storage storage, Root root, byte[] rootBytes) {
    int count = rows.size();
    WriteBatch.Builder batch = batch(rows, root, rootBytes);
    while (count > 1 && batch.sizeInBytes() > limits.maxBatchBytes() / 2) {
      count /= 2;
      batch = batch(rows.subList(0, count), root, rootBytes);
    }
    storage.batchWrite(batch.build());
    Datom last = rows.get(count - 1).datom();
    return new Place(last.a(), last.e());
  }

  private WriteBatch.Builder batch(List<Row> some, Root root, byte[] rootBytes) {
    WriteBatch.Builder batch = WriteBatch.builder().requireHolds(Root.key(), rootBytes);
    Map<Long, Set<Datom>> logged = new TreeMap<>();
    for (Row row : some) {
      forget(row, batch);
      forget(row.datom(), row.asserted(), true, logged);
      forget(row.datom(), row.retracted(), false, logged);
    }
    logged.forEach((t, gone) -> {
      TransactionLog.Entry entry = TransactionLog.read(view, t);
      if (entry != null) {
        List<Datom> kept =
            entry.datoms().stream().filter(datom -> !gone.contains(datom)).toList();
        TransactionLog.replace(keys, view, entry, kept, batch);
      }
    });
    Statistics counted = Statistics.stored(view);
    if (counted != null) {
      batch.put(Statistics.key(), forget(some, counted).encode());
    }
    Rewriting.mark(batch);
    long commit = ThreadLocalRandom.current().nextLong();
    return batch.put(Root.key(), root.withCommit(commit).encode());
  }

  /** The statistics to which the log, as it is then, adds up as before. */
  private static Statistics forget(List<Row> some, Statistics counted) {
    long forgotten = 0;
    Map<Long, Long> retracted = new HashMap<>();
    for (Row row : some) {
      forgotten += row.asserted() <= counted.t() ? 1 : 0;
      if (row.retracted() <= counted.t()) {
        forgotten++;
      } else if (row.asserted() <= counted.t()) {
        retracted.merge(row.datom().a(), 1L, Long::sum);
      }
    }
    return counted.without(forgotten, retracted);
  }

  private static void forget(Datom datom, long t, boolean added, Map<Long, Set<Datom>> logged) {
    logged
        .computeIfAbsent(t, other -> new HashSet<>())
        .add(new Datom(datom.e(), datom.a(), datom.v(), EntityIds.ofTransaction(t), added));
  }

  private void forget(Row row, WriteBatch.Builder batch) {
    EncodedChange datom = Eraser.encoded(keys, row.datom(), null);
    for (Index index : Index.values()) {
      if (index != Index.VAET || Eraser.canBeEntity(row.datom().v())) {
        batch.delete(keys.past(index, datom, row.retracted()));
      }
    }
  }
}
