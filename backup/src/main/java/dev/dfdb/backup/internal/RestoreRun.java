package dev.dfdb.backup.internal;

import dev.dfdb.backup.BackupException;
import dev.dfdb.backup.BackupProgress;
import dev.dfdb.backup.RestoreOptions;
import dev.dfdb.backup.RestoreReport;
import dev.dfdb.storage.Storage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Restores one backup. Which one, and that its files are there, is known before there need be
 * anything to restore into. Used by one thread, once.
 */
public final class RestoreRun {

  private final Repository repository;
  private final RestoreOptions options;
  private final List<Manifest> known;
  private final Manifest manifest;
  private final long t;
  private long bytes;
  private long totalBytes;

  /**
   * Prepares it.
   *
   * @throws BackupException if there is no such backup, or files of it are missing, or it begins
   *     later
   */
  public RestoreRun(Repository repository, RestoreOptions options) {
    this.repository = repository;
    this.options = options;
    this.known = repository.manifests();
    this.manifest = Repository.choose(known, options).orElseThrow(this::noBackup);
    checkFiles();
    this.t = options.instant().isPresent()
        ? new TimeSearch(repository, manifest).last(options.instant().get())
        : options.t().orElse(manifest.t());
  }

  private BackupException noBackup() {
    return new BackupException(
        known.isEmpty()
            ? "there is no backup here that could be read"
            : "no backup here goes so far; list() tells how far they go",
        Map.of(
            "where", repository.location(),
            "wanted", wanted(),
            "backup", options.backup().isPresent() ? options.backup().getAsLong() : "any"));
  }

  private Object wanted() {
    return options.t().isPresent() ? "t " + options.t().getAsLong() : "the last t";
  }

  /** Restores. Whether all of it can be done is known before anything is written. */
  public RestoreReport into(Storage storage) {
    RestoredLog log = new RestoredLog(storage, manifest.identity(), t, repository.location());
    Optional<RestoredEvents> events = events(storage);
    try {
      restoreLog(log);
      boolean isWhole = t == manifest.t();
      log.finish(isWhole ? manifest.nextNamed() : 0, isWhole ? manifest.nextEntity() : 0);
      if (events.isPresent()) {
        restoreEvents(events.get());
      }
      return new RestoreReport(
          t, log.transactions(), log.datoms(), fate(options, manifest, t == manifest.t()));
    } catch (Damage damage) {
      throw damage.toException(repository.location());
    }
  }

  /** Files that are not there are better known before anything is written. */
  private void checkFiles() {
    Set<String> there = new HashSet<>(repository.target().list());
    for (Part part : manifest.parts()) {
      if (!there.contains(part.file())) {
        throw Repository.missing(part.file()).toException(repository.location());
      }
    }
  }

  private void restoreLog(RestoredLog log) throws Damage {
    List<Part> needed = manifest.parts(PartKind.LOG).stream()
        .filter(part -> part.last() >= log.needed() && part.first() <= t)
        .toList();
    totalBytes = needed.stream().mapToLong(Part::bytes).sum();
    for (Part part : needed) {
      byte[] file = repository.read(part, manifest.identity());
      log.append(part.file(), file, part.first(), read -> progress(log, read));
      bytes += file.length;
      progress(log, 0);
    }
    if (log.t() < t) {
      throw new Damage(manifest.file(), "parts", -1, "they do not go to its t " + t);
    }
  }

  private void progress(RestoredLog log, long read) {
    options
        .progress()
        .accept(new BackupProgress(
            log.transactions(), log.toDo(), log.datoms(), bytes + read, totalBytes));
  }

  private Optional<RestoredEvents> events(Storage storage) {
    String root = manifest.eventRoot();
    if (root == null || !wantsEvents(options, t == manifest.t())) {
      return Optional.empty();
    }
    List<@Nullable String> earlier = known.stream().map(Manifest::eventRoot).toList();
    return Optional.of(new RestoredEvents(storage, root, earlier, repository.location()));
  }

  private void restoreEvents(RestoredEvents events) throws Damage {
    if (events.begin()) {
      for (Part part : manifest.parts(PartKind.EVENTS)) {
        events.load(part.file(), repository.read(part, manifest.identity()), manifest.identity());
      }
      events.finish();
    }
  }

  /**
   * Whether streams of events are to be restored, if there are some.
   *
   * @param isWhole whether the log is restored to its end
   */
  static boolean wantsEvents(RestoreOptions options, boolean isWhole) {
    return options.events() == RestoreOptions.Events.ALL
        || (options.events() == RestoreOptions.Events.WHERE_THEY_FIT && isWhole);
  }

  /** What becomes of the streams of events of a backup. */
  static RestoreReport.Events fate(RestoreOptions options, Manifest manifest, boolean isWhole) {
    return manifest.eventRoot() == null
        ? RestoreReport.Events.NOT_IN_BACKUP
        : wantsEvents(options, isWhole)
            ? RestoreReport.Events.RESTORED
            : RestoreReport.Events.LEFT_OUT;
  }
}
