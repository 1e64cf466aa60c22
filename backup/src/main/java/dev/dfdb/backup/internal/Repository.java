package dev.dfdb.backup.internal;

import dev.dfdb.backup.BackupException;
import dev.dfdb.backup.BackupTarget;
import dev.dfdb.backup.RestoreOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The backups of one database in a target. Safe from any thread. */
public final class Repository {

  private static final Logger LOG = LoggerFactory.getLogger("dev.dfdb.backup");

  private final BackupTarget target;

  /** The backups in a target. */
  public Repository(BackupTarget target) {
    this.target = target;
  }

  BackupTarget target() {
    return target;
  }

  /** Where it is, for messages. */
  String location() {
    return target.location();
  }

  /** The names of all manifests, the newest last. */
  List<String> manifestFiles() {
    return target.list().stream()
        .filter(Manifest::isManifest)
        .sorted(Comparator.comparingLong(Repository::number))
        .toList();
  }

  static long number(String manifestFile) {
    return Long.parseLong(manifestFile.substring(manifestFile.indexOf('-') + 1));
  }

  /**
   * Reads a manifest.
   *
   * @throws Damage if it is missing, or damaged
   */
  Manifest manifest(String file) throws Damage {
    Optional<byte[]> bytes = target.read(file);
    if (bytes.isEmpty()) {
      throw missing(file);
    }
    Manifest manifest = ManifestText.parse(file, bytes.get());
    if (!manifest.file().equals(file)) {
      throw new Damage(file, "file", -1, "it is the manifest of backup " + manifest.number());
    }
    return manifest;
  }

  /** All manifests that can be read, the newest last. Others are logged. */
  public List<Manifest> manifests() {
    List<Manifest> manifests = new ArrayList<>();
    for (String file : manifestFiles()) {
      try {
        manifests.add(manifest(file));
      } catch (Damage damage) {
        LOG.warn("a manifest in {} is damaged: {}", location(), damage.toReport());
      }
    }
    return manifests;
  }

  /**
   * The backup that is asked for: of all that go so far the newest, but one that was interrupted
   * only if it goes further than those before it.
   *
   * @param known all of them, the newest last
   */
  public static Optional<Manifest> choose(List<Manifest> known, RestoreOptions options) {
    Manifest chosen = null;
    long wanted = options.t().orElse(0);
    for (Manifest manifest : known) {
      boolean isAsked = options.backup().isEmpty()
          ? isBetter(manifest, chosen)
          : options.backup().getAsLong() == manifest.number();
      chosen = manifest.t() >= wanted && isAsked ? manifest : chosen;
    }
    return Optional.ofNullable(chosen);
  }

  private static boolean isBetter(Manifest later, @Nullable Manifest earlier) {
    return later.isComplete() || earlier == null || later.t() > earlier.t();
  }

  /** What is wrong with a file that isn't there. */
  static Damage missing(String file) {
    return new Damage(file, "file", -1, "it is missing");
  }

  /**
   * Reads a part, checked.
   *
   * @throws Damage if it is missing, or not what was written
   */
  byte[] read(Part part, long identity) throws Damage {
    Optional<byte[]> found = target.read(part.file());
    if (found.isEmpty()) {
      throw missing(part.file());
    }
    byte[] bytes = found.get();
    if (!Digests.sha256(bytes).equals(part.sha256())) {
      throw locate(part, bytes, identity);
    }
    return bytes;
  }

  /** Where a part is not what was written. */
  private static Damage locate(Part part, byte[] bytes, long identity) {
    try (PartReader reader = new PartReader(part.file(), bytes, part.kind(), identity)) {
      reader.drain();
      return new Damage(part.file(), "file", -1, "it is not the one that the manifest lists");
    } catch (Damage damage) {
      return damage;
    }
  }

  /**
   * Writes a manifest.
   *
   * @param before what was written under its name last, if something was
   * @return what was written
   * @throws BackupException if somebody else has written there
   */
  byte[] write(Manifest manifest, Optional<byte[]> before) {
    Optional<byte[]> found = target.read(manifest.file());
    if (found.isPresent() != before.isPresent()
        || !Arrays.equals(found.orElse(new byte[0]), before.orElse(new byte[0]))) {
      throw new BackupException(
          "another backup is made in the same place at the same time; make one at a time",
          Map.of("where", location(), "file", manifest.file()));
    }
    byte[] bytes = ManifestText.print(manifest);
    target.write(manifest.file(), bytes);
    return bytes;
  }

  /**
   * Removes backups, and every file that no backup needs any more.
   *
   * @param gone the numbers of the backups
   * @return how many files were removed
   */
  public int remove(Set<Long> gone) {
    Set<String> needed = new HashSet<>();
    List<String> superfluous = new ArrayList<>();
    for (String file : manifestFiles()) {
      if (gone.contains(number(file))) {
        superfluous.add(file);
      } else {
        try {
          manifest(file).parts().forEach(part -> needed.add(part.file()));
        } catch (Damage damage) {
          // What it needs is not known, so nothing but manifests can go.
          superfluous.forEach(target::delete);
          return superfluous.size();
        }
      }
    }
    target.list().stream()
        .filter(file -> isPart(file) && !needed.contains(file))
        .forEach(superfluous::add);
    superfluous.forEach(target::delete);
    return superfluous.size();
  }

  private static boolean isPart(String file) {
    return !file.contains("/")
        && (file.startsWith(PartKind.LOG.word() + "-")
            || file.startsWith(PartKind.EVENTS.word() + "-"));
  }
}
