package dev.dfdb.backup.internal;

import dev.dfdb.backup.BackupException;
import dev.dfdb.backup.BackupProgress;
import dev.dfdb.backup.RestoreOptions;
import dev.dfdb.backup.RestoreReport;
import dev.dfdb.storage.Storage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Restores one backup. Which one, and that its files are there, is known before there need be
 * anything to restore into. Used by one thread, once.
 */
public final class RestoreRun {

  private final Repository repository;
  private final RestoreOptions options;
  private final List<Manifest> known;
  private final Manifest manifest;
  private long bytes;
  private long totalBytes;

  /**
   * Prepares it.
   *
   * @throws BackupException if there is no such backup, or files of it are missing
   */
  public RestoreRun(Repository repository, RestoreOptions options) {
    this.repository = repository;
    this.options = options;
    this.known = repository.manifests();
    this.manifest = Repository.choose(known, options).orElseThrow(this::noBackup);
    checkFiles();
  }

  private BackupException noBackup() {
    return new BackupException(
        known.isEmpty()
            ? "there is no backup here that could be read"
            : "no backup here goes so far; list() tells how far they go",
        Map.of(
            "where", repository.location(),
            "t", options.t().isPresent() ? options.t().getAsLong() : "the last",
            "backup", options.backup().isPresent() ? options.backup().getAsLong() : "any"));
  }

  /** Restores. */
  public RestoreReport into(Storage storage) {
    long t = options.t().orElse(manifest.t());
    RestoredLog log = new RestoredLog(storage, manifest.identity(), t, repository.location());
    try {
      restoreLog(log, t);
      boolean isWhole = t == manifest.t();
      log.finish(isWhole ? manifest.nextNamed() : 0, isWhole ? manifest.nextEntity() : 0);
      return new RestoreReport(t, log.transactions(), log.datoms(), events(storage, t));
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

  private void restoreLog(RestoredLog log, long t) throws Damage {
    List<Part> needed = manifest.parts(PartKind.LOG).stream()
        .filter(part -> part.last() >= log.needed() && part.first() <= t)
        .toList();
    totalBytes = needed.stream().mapToLong(Part::bytes).sum();
    for (Part part : needed) {
      byte[] file = repository.read(part, manifest.identity());
      bytes += file.length;
      log.append(part.file(), file, part.first());
      progress(log);
    }
    if (log.t() < t) {
      throw new Damage(manifest.file(), "parts", -1, "they do not go to its t " + t);
    }
  }

  private void progress(RestoredLog log) {
    options
        .progress()
        .accept(
            new BackupProgress(log.transactions(), log.toDo(), log.datoms(), bytes, totalBytes));
  }

  private RestoreReport.Events events(Storage storage, long t) throws Damage {
    if (manifest.eventRoot() == null) {
      return RestoreReport.Events.NOT_IN_BACKUP;
    }
    if (!wantsEvents(options, manifest, t)) {
      return RestoreReport.Events.LEFT_OUT;
    }
    RestoredEvents events = new RestoredEvents(storage, manifest.eventRoot());
    if (events.begin(known.stream().map(Manifest::eventRoot).toList(), repository.location())) {
      for (Part part : manifest.parts(PartKind.EVENTS)) {
        events.load(part.file(), repository.read(part, manifest.identity()), manifest.identity());
      }
      events.finish();
    }
    return RestoreReport.Events.RESTORED;
  }

  /** Whether streams of events are to be restored with a t, if there are some. */
  static boolean wantsEvents(RestoreOptions options, Manifest manifest, long t) {
    return options.events() == RestoreOptions.Events.ALL
        || (options.events() == RestoreOptions.Events.WHERE_THEY_FIT && t == manifest.t());
  }
}
