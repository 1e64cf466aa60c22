package dev.dfdb.backup.internal;

import dev.dfdb.Connection;
import dev.dfdb.backup.BackupException;
import dev.dfdb.backup.BackupOptions;
import dev.dfdb.backup.BackupProgress;
import dev.dfdb.backup.BackupReport;
import dev.dfdb.replication.LogReader;
import dev.dfdb.replication.LogRewrittenException;
import dev.dfdb.replication.LogState;
import dev.dfdb.storage.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes one backup. The log is read slice by slice up to what it was at the beginning. Parts that
 * the target has are kept if the log has not been rewritten since; else they are compared with it.
 * After each part the manifest is written anew, so that an interrupted backup is one of less, with
 * which the next goes on. Used by one thread, once.
 */
public final class BackupRun {

  /** How often it is begun anew because the log was rewritten meanwhile. */
  private static final int MAX_PASSES = 20;

  /** What part of all an interrupted backup may lose. */
  private static final int LISTED_FRACTION = 32;

  private static final String EVENTS_LEFT_OUT = "the streams of events";

  private final Storage storage;
  private final LogReader log;
  private final Repository repository;
  private final BackupOptions options;
  private final RunLock lock;
  private final Instant created = Instant.ofEpochMilli(System.currentTimeMillis());
  private final List<Part> parts = new ArrayList<>();
  private List<Manifest> known = List.of();
  private @Nullable Manifest last;
  private Set<String> there = Set.of();
  private boolean isListed;
  private BackupReport.Kind kind = BackupReport.Kind.FULL;
  private boolean isFull;
  private boolean goesOn;

  /** Whether parts were left out, to be written again with what is new. */
  private boolean merges;

  private long number;
  private int sequence;
  private long transactions;
  private long datoms;
  private long files;
  private long bytes;
  private long toDo;

  private BackupRun(
      Connection connection, Repository repository, BackupOptions options, RunLock lock) {
    this.storage = connection.storage();
    this.log = new LogReader(storage);
    this.repository = repository;
    this.options = options;
    this.lock = lock;
  }

  /**
   * Makes a backup.
   *
   * @throws BackupException if another is made in the same place
   */
  public static BackupReport of(
      Connection connection, Repository repository, BackupOptions options) {
    try (RunLock lock = RunLock.take(repository.target())) {
      repository.target().removeUnfinished();
      BackupReport report = new BackupRun(connection, repository, options, lock).run();
      lock.release();
      return report;
    }
  }

  private BackupReport run() {
    for (int pass = 1; ; pass++) {
      try {
        return pass(pass == 1);
      } catch (LogRewrittenException rewritten) {
        if (pass == MAX_PASSES) {
          throw rewritten;
        }
      }
    }
  }

  private BackupReport pass(boolean isFirst) {
    plan();
    EventsRead events = new EventSource(
            storage, options.hasEvents(), wholeEvents(), this::announce, this::eventParts)
        .read(log);
    LogState state = events.state();
    takeOver(state, isFirst);
    if (isNothingNew(state, events)) {
      repository.remove(Set.of(), lock);
      return report(Objects.requireNonNull(last), events, BackupReport.Kind.UNCHANGED);
    }
    writeLog(state);
    Manifest done = complete(state, events);
    list(done);
    repository.remove(superseded(state), lock);
    return report(done, events, kind);
  }

  /** Finds out whether this backup goes on with one that was interrupted. */
  private void plan() {
    known = repository.manifests();
    there = Set.copyOf(repository.target().list());
    Manifest before = known.isEmpty() ? null : known.get(known.size() - 1);
    last = before;
    goesOn = before != null && !before.isComplete() && (before.isFull() || !options.isFull());
    isFull = before == null || (goesOn ? before.isFull() : options.isFull());
    if (number == 0) {
      number = repository.nextNumber();
    }
  }

  /** The last backup, if files of it may be taken over. */
  private @Nullable Manifest reusable() {
    return isFull && !goesOn ? null : last;
  }

  /** The last backup, if its streams of events may be taken over. */
  private @Nullable Manifest wholeEvents() {
    Manifest before = reusable();
    boolean isWhole =
        before != null && before.parts(PartKind.EVENTS).stream().allMatch(this::isThere);
    return isWhole ? before : null;
  }

  /** The interrupted backups that this one has all of. */
  private Set<Long> superseded(LogState state) {
    Set<Long> superseded = new HashSet<>();
    for (Manifest manifest : known) {
      if (!manifest.isComplete() && manifest.number() < number && isUnchanged(state, manifest)) {
        superseded.add(manifest.number());
      }
    }
    return superseded;
  }

  /** Tells the target what is to come, once it is known and before anything is written. */
  private void announce(LogState state, @Nullable String eventRoot) {
    check(state);
    if (repository.target() instanceof StreamTarget stream) {
      stream.begin(complete(state, new EventsRead(state, eventRoot, false, List.of())));
    }
  }

  private EventParts eventParts(LogState state) {
    List<Part> before = known.isEmpty() || isFull
        ? List.of()
        : known.stream()
            .flatMap(one -> one.parts(PartKind.EVENTS).stream())
            .filter(this::isThere)
            .toList();
    return new EventParts(
        state.identity(),
        options.partBytes(),
        before,
        () -> name(PartKind.EVENTS),
        finished -> write(finished),
        lock::goesOn);
  }

  private boolean isThere(Part part) {
    return there.contains(part.file());
  }

  private void check(LogState state) {
    Manifest before = last;
    if (before != null && before.identity() != state.identity()) {
      throw new BackupException(
          "the target has backups of another database; choose another place for those of this one",
          Map.of("where", repository.location()));
    }
  }

  /** Takes over what can stay as it is. */
  private void takeOver(LogState state, boolean isFirst) {
    parts.clear();
    Manifest before = reusable();
    boolean isUnchanged = before != null && isUnchanged(state, before);
    merges = false;
    if (before != null && isUnchanged) {
      before.parts(PartKind.LOG).stream().takeWhile(this::isThere).forEach(parts::add);
      if (before.isComplete()) {
        dropSmall(state);
      }
    }
    if (isFirst) {
      kind = isFull
          ? BackupReport.Kind.FULL
          : isUnchanged ? BackupReport.Kind.INCREMENTAL : BackupReport.Kind.COMPARED;
    }
    toDo = state.t() + 1 - next();
    transactions = 0;
    datoms = 0;
  }

  /**
   * Leaves out the last parts, to be written again in one with what is new, as long as they are no
   * larger than that. So however often backups are made, the parts do not become many.
   */
  private void dropSmall(LogState state) {
    long fresh = state.t() + 1 - next();
    while (fresh > 0 && !parts.isEmpty()) {
      Part end = parts.get(parts.size() - 1);
      if (end.entries() > fresh || end.bytes() >= options.partBytes()) {
        return;
      }
      parts.remove(parts.size() - 1);
      fresh += end.entries();
      merges = true;
    }
  }

  /** Whether the log still begins with what a backup has. */
  private boolean isUnchanged(LogState state, Manifest before) {
    return before.rewriting() == state.rewriting()
        && before.t() <= state.t()
        && log.commit(before.t()).stream().anyMatch(commit -> commit == before.commit());
  }

  private boolean isNothingNew(LogState state, EventsRead events) {
    Manifest before = last;
    return before != null
        && before.isComplete()
        && !isFull
        && before.parts().stream().allMatch(this::isThere)
        && next() == state.t() + 1
        && before.nextEntity() == state.nextEntity()
        && before.nextNamed() == state.nextNamed()
        && Objects.equals(before.eventRoot(), events.backedUpRoot());
  }

  /** The t of the next transaction. */
  private long next() {
    return parts.isEmpty() ? 0 : parts.get(parts.size() - 1).last() + 1;
  }

  /** Parts that may still be what the log says, by their first t. */
  private Map<Long, Part> candidates() {
    Map<Long, Part> candidates = new HashMap<>();
    if (!isFull && !merges) {
      for (Manifest manifest : known) {
        manifest.parts(PartKind.LOG).stream()
            .filter(this::isThere)
            .forEach(part -> candidates.put(part.first(), part));
      }
    }
    return candidates;
  }

  private void writeLog(LogState state) {
    Map<Long, Part> candidates = candidates();
    int unlisted = 0;
    while (next() <= state.t()) {
      long first = next();
      Part candidate = candidates.get(first);
      boolean compares = candidate != null && candidate.last() <= state.t();
      long end = candidate != null && compares ? candidate.last() : state.t();
      int partBytes = compares ? Integer.MAX_VALUE : options.partBytes();
      try (LogPart part = new LogPart(state.identity(), first, partBytes, lock::goesOn)) {
        part.read(log, state, end);
        Finished finished = part.finish(name(PartKind.LOG));
        if (candidate != null && finished.part().content().equals(candidate.content())) {
          parts.add(candidate);
        } else {
          write(finished);
          parts.add(finished.part());
        }
        transactions += part.last() - first + 1;
        datoms += part.datoms();
        options.progress().accept(new BackupProgress(transactions, toDo, datoms, bytes, 0));
        // The longer the list, the more seldom it is written: all of it is less than the parts.
        if (next() <= state.t() && ++unlisted > parts.size() / LISTED_FRACTION) {
          unlisted = 0;
          list(soFar(state, part));
        }
      }
    }
  }

  private String name(PartKind of) {
    return Part.file(of, number, lock.run(), ++sequence);
  }

  /** Makes known what there is. */
  private void list(Manifest manifest) {
    lock.begin();
    repository.write(manifest, !isListed, lock);
    isListed = true;
  }

  private void write(Finished finished) {
    lock.begin();
    repository.target().write(finished.part().file(), finished.bytes());
    files++;
    bytes += finished.part().bytes();
  }

  private Manifest soFar(LogState state, LogPart last) {
    return new Manifest(
        number,
        false,
        isFull,
        created,
        state.identity(),
        last.last(),
        last.commit(),
        last.instant(),
        0,
        0,
        state.rewriting(),
        null,
        parts);
  }

  private Manifest complete(LogState state, EventsRead events) {
    List<Part> all = new ArrayList<>(parts);
    all.addAll(events.parts());
    return new Manifest(
        number,
        true,
        isFull,
        created,
        state.identity(),
        state.t(),
        state.commit(),
        state.instant(),
        state.nextNamed(),
        state.nextEntity(),
        state.rewriting(),
        events.backedUpRoot(),
        all);
  }

  private BackupReport report(Manifest manifest, EventsRead events, BackupReport.Kind what) {
    boolean isUnchanged = what == BackupReport.Kind.UNCHANGED;
    return new BackupReport(
        manifest.point(),
        what,
        isUnchanged ? 0 : transactions,
        isUnchanged ? 0 : datoms,
        files,
        bytes,
        events.isLeftOut() ? List.of(EVENTS_LEFT_OUT) : List.of());
  }
}
