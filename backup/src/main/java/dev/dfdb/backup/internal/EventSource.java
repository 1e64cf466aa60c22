package dev.dfdb.backup.internal;

import dev.dfdb.backup.BackupException;
import dev.dfdb.error.StorageException;
import dev.dfdb.error.TransientStorageException;
import dev.dfdb.replication.LogReader;
import dev.dfdb.replication.LogState;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.SnapshotLifetime;
import dev.dfdb.storage.Storage;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of layers as they are in the same state of the storage as the log. Where states
 * last, from that state; where they live for seconds, page by page, and again if a commit of the
 * layers came in between. Used by one thread.
 */
final class EventSource {

  private static final int PAGE_ENTRIES = 1_000;
  private static final int MAX_PASSES = 10;

  private final Storage storage;
  private final boolean isWanted;
  private final @Nullable Manifest last;
  private final BiConsumer<LogState, @Nullable String> announced;
  private final Function<LogState, EventParts> maker;

  /**
   * Of a storage.
   *
   * @param isWanted whether they are to be in the backup
   * @param last the last backup, whose parts are taken over if nothing has changed; null if they
   *     can't be
   * @param announced told of the state that is read, and of the root of the streams of events in
   *     it, before anything is made of them
   * @param maker begins parts
   */
  EventSource(
      Storage storage,
      boolean isWanted,
      @Nullable Manifest last,
      BiConsumer<LogState, @Nullable String> announced,
      Function<LogState, EventParts> maker) {
    this.storage = storage;
    this.isWanted = isWanted;
    this.last = last;
    this.announced = announced;
    this.maker = maker;
  }

  /** Reads them. */
  EventsRead read(LogReader log) {
    if (storage.capabilities().snapshotLifetime() != SnapshotLifetime.SECONDS) {
      return log.state((state, view) -> {
        String root = root(view);
        EventsRead known = known(state, root);
        return known != null ? known : readAll(state, Objects.requireNonNull(root), view);
      });
    }
    for (int pass = 0; pass < MAX_PASSES; pass++) {
      EventsRead read = tryRead(log);
      if (read != null) {
        return read;
      }
    }
    throw new BackupException(
        "events were written each time while they were read, and this storage keeps no state for"
            + " long: try again when less is written, or make the backup without events",
        Map.of("passes", MAX_PASSES));
  }

  private static @Nullable String root(ReadView view) {
    byte[] root = view.get(Layers.root());
    return root == null ? null : Digests.hex(root);
  }

  /** What needs no reading; null if it does. */
  private @Nullable EventsRead known(LogState state, @Nullable String root) {
    announced.accept(state, isWanted ? root : null);
    if (root == null || !isWanted) {
      return new EventsRead(state, root, root != null, List.of());
    }
    boolean isSame = last != null && last.isComplete() && root.equals(last.eventRoot());
    return isSame
        ? new EventsRead(state, root, false, Objects.requireNonNull(last).parts(PartKind.EVENTS))
        : null;
  }

  private EventsRead readAll(LogState state, String root, ReadView view) {
    try (EventParts parts = maker.apply(state)) {
      parts.read(view, Layers.entries(), ScanOptions.FORWARD);
      return new EventsRead(state, root, false, parts.finish());
    }
  }

  /** Reads them page by page; null if something was committed meanwhile. */
  private @Nullable EventsRead tryRead(LogReader log) {
    EventsRead seen =
        log.state((state, view) -> new EventsRead(state, root(view), false, List.of()));
    String root = seen.root();
    EventsRead known = known(seen.state(), root);
    if (known != null || root == null) {
      return known;
    }
    try (EventParts parts = maker.apply(seen.state())) {
      long read;
      do {
        read = page(parts);
      } while (read == PAGE_ENTRIES);
      byte[] now = storage.get(Layers.root());
      boolean isSame = Arrays.equals(now, HexFormat.of().parseHex(root));
      return isSame ? new EventsRead(seen.state(), root, false, parts.finish()) : null;
    }
  }

  private long page(EventParts parts) {
    for (int attempt = 1; ; attempt++) {
      String before = parts.last();
      try {
        return parts.read(
            storage,
            before == null ? Layers.entries() : Layers.behind(HexFormat.of().parseHex(before)),
            ScanOptions.FORWARD.withLimit(PAGE_ENTRIES));
      } catch (TransientStorageException lost) {
        checkAttempts(attempt, lost);
        if (!Objects.equals(before, parts.last())) {
          return PAGE_ENTRIES; // some of the page is there: go on behind it
        }
      }
    }
  }

  private static void checkAttempts(int attempt, StorageException failure) {
    if (attempt == MAX_PASSES) {
      throw failure;
    }
  }
}
