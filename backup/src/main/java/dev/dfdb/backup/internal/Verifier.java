package dev.dfdb.backup.internal;

import dev.dfdb.backup.BackupProgress;
import dev.dfdb.backup.BackupVerification;
import dev.dfdb.error.DfdbException;
import dev.dfdb.replication.LogRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Looks whether backups are what was written, and can be restored. Used by one thread, once. */
public final class Verifier {

  private final Repository repository;
  private final Consumer<? super BackupProgress> progress;
  private final Set<BackupVerification.Damage> damages = new LinkedHashSet<>();
  private final Map<String, Part> seen = new LinkedHashMap<>();
  private final Set<String> sound = new HashSet<>();
  private long backups;
  private long bytes;
  private long transactions;
  private long toDo;
  private long totalBytes;
  private long datoms;

  /** Prepares it. */
  public Verifier(Repository repository, Consumer<? super BackupProgress> progress) {
    this.repository = repository;
    this.progress = progress;
  }

  /** Looks at every backup, and at each file once. */
  public BackupVerification run() {
    List<Manifest> manifests = new ArrayList<>();
    Unlisted unlisted = Unlisted.in(repository);
    for (String file : repository.manifestFiles()) {
      try {
        manifests.add(repository.manifest(file));
        backups++;
      } catch (Damage damage) {
        if (repository.isThere(file)) { // else it was removed just now
          damages.add(damage.toReport());
          backups++;
        }
      }
    }
    manifests.forEach(manifest -> manifest.parts().forEach(part -> seen.put(part.file(), part)));
    seen.values().forEach(part -> {
      toDo += part.kind() == PartKind.LOG ? part.entries() : 0;
      totalBytes += part.bytes();
    });
    for (Manifest manifest : manifests) {
      try {
        checkRanges(manifest);
      } catch (Damage damage) {
        damages.add(damage.toReport());
      }
      manifest.parts().forEach(part -> check(part, manifest));
    }
    // What a damaged manifest names isn't known: that it is damaged is all there is to say.
    if (manifests.size() == backups) {
      unlisted.compare(manifests);
      damages.addAll(unlisted.damages());
    }
    return new BackupVerification(
        backups,
        seen.size() + backups,
        bytes,
        transactions,
        datoms,
        List.copyOf(damages),
        unlisted.remarks());
  }

  /** Whether the parts of a manifest are all transactions up to its t. */
  private static void checkRanges(Manifest manifest) throws Damage {
    long next = 0;
    for (Part part : manifest.parts(PartKind.LOG)) {
      if (part.first() != next) {
        throw new Damage(manifest.file(), part.file(), -1, "no part begins with t " + next);
      }
      next = part.last() + 1;
    }
    if (next != manifest.t() + 1) {
      throw new Damage(manifest.file(), "parts", -1, "they end with t " + (next - 1));
    }
  }

  private void check(Part part, Manifest manifest) {
    if (!sound.add(part.file())) {
      return;
    }
    try {
      byte[] file = repository.read(part, manifest.identity());
      bytes += file.length;
      if (part.kind() == PartKind.LOG) {
        checkLog(part, file, manifest);
      } else {
        checkEvents(part, file, manifest);
      }
    } catch (Damage damage) {
      if (repository.isThere(manifest.file())) { // else the backup was removed meanwhile
        damages.add(damage.toReport());
      }
    }
    progress.accept(new BackupProgress(transactions, toDo, datoms, bytes, totalBytes));
  }

  private void checkLog(Part part, byte[] file, Manifest manifest) throws Damage {
    long before = datoms;
    try (LogPartReader reader =
        new LogPartReader(part.file(), file, manifest.identity(), part.first())) {
      for (LogRecord record = reader.next(); record != null; record = reader.next()) {
        checkRecord(part, manifest, record);
      }
      if (reader.end() != part.last() + 1 || datoms - before != part.datoms()) {
        throw new Damage(part.file(), "end", -1, "it has not as much as the manifest says");
      }
    }
  }

  private void checkRecord(Part part, Manifest manifest, LogRecord record) throws Damage {
    datoms += checkedRecord(part.file(), manifest, record);
    transactions++;
  }

  /**
   * Looks into a transaction.
   *
   * @return how many datoms it has
   * @throws Damage if it can't be read, or is of another database
   */
  static long checkedRecord(String file, Manifest manifest, LogRecord record) throws Damage {
    String shown = "transaction " + record.t();
    long count;
    boolean isSame;
    try {
      count = record.datoms().size();
      record.instant();
      isSame = (record.t() != 0 || record.commit() == manifest.identity())
          && (record.t() != manifest.t() || record.commit() == manifest.commit());
    } catch (DfdbException | IllegalArgumentException unreadable) {
      throw new Damage(file, shown, -1, "it can't be read: " + unreadable);
    }
    if (!isSame) {
      throw new Damage(file, shown, -1, "it is of another database");
    }
    return count;
  }

  private static void checkEvents(Part part, byte[] file, Manifest manifest) throws Damage {
    long entries;
    try (PartReader reader =
        new PartReader(part.file(), file, PartKind.EVENTS, manifest.identity())) {
      entries = reader.drain();
    }
    if (entries != part.entries()) {
      throw new Damage(part.file(), "end", -1, "it has not as much as the manifest says");
    }
  }
}
