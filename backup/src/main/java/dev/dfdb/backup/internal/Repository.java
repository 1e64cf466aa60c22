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
    return manifestFiles(target.list());
  }

  /** The names of the manifests among files, the newest last. */
  static List<String> manifestFiles(List<String> files) {
    return files.stream()
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
    return inventory().sound();
  }

  /** All manifests. Those that can't be read are logged. */
  public Inventory inventory() {
    List<Manifest> sound = new ArrayList<>();
    List<Inventory.Unread> unread = new ArrayList<>();
    for (String file : manifestFiles()) {
      try {
        sound.add(manifest(file));
      } catch (Damage damage) {
        if (!isThere(file)) {
          continue; // it was removed just now
        }
        LOG.warn("a manifest in {} is damaged: {}", location(), damage.toReport());
        unread.add(new Inventory.Unread(number(file), damage.isOfLaterVersion()));
      }
    }
    return new Inventory(sound, unread);
  }

  /** Whether a file is there, now that something was wrong with it. */
  boolean isThere(String file) {
    return target.read(file).isPresent();
  }

  /** A number for a new backup. */
  long nextNumber() {
    List<String> files = manifestFiles();
    long last = files.isEmpty() ? 0 : number(files.get(files.size() - 1));
    if (last == Manifest.LAST_NUMBER) {
      throw new BackupException(
          "there is a manifest with the last number there is; nothing of dfdb has written it:"
              + " remove it, or choose another place",
          Map.of("where", location(), "file", Manifest.file(last)));
    }
    return last + 1;
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
   * Writes a manifest, for a run that has the lock of the place before and after.
   *
   * @param isFirst whether the run has not written it before
   * @throws BackupException if the lock was lost, or somebody else has taken the number
   */
  void write(Manifest manifest, boolean isFirst, RunLock lock) {
    byte[] bytes = ManifestText.print(manifest);
    String file = manifest.file();
    lock.check();
    if (!isFirst) {
      target.write(file, bytes);
    } else if (!target.create(file, bytes) && !holds(file, bytes)) {
      throw new BackupException(
          "another backup is made in the same place at the same time; make one at a time",
          Map.of("where", location(), "file", file));
    }
    try {
      lock.check();
    } catch (BackupException lost) {
      // Whoever has the lock now may not have seen it, and removed what it lists.
      if (holds(file, bytes)) {
        target.delete(file);
      }
      throw lost;
    }
  }

  private boolean holds(String file, byte[] bytes) {
    return target.read(file).filter(found -> Arrays.equals(found, bytes)).isPresent();
  }

  /**
   * Removes backups, and every file that no backup needs any more. Manifests go first: what is
   * interrupted leaves files that nothing names, and no backup without its files.
   *
   * <p>While a manifest stays that can't be read, it isn't known what it needs; then no other files
   * are removed.
   *
   * @param gone the numbers of the backups
   */
  void remove(Set<Long> gone, RunLock lock) {
    List<String> files = target.list();
    List<String> superfluous = new ArrayList<>();
    Set<String> needed = new HashSet<>();
    boolean isKnown = true;
    for (String file : manifestFiles(files)) {
      if (gone.contains(number(file))) {
        superfluous.add(file);
      } else {
        try {
          manifest(file).parts().forEach(part -> needed.add(part.file()));
        } catch (Damage damage) {
          isKnown = false;
        }
      }
    }
    for (String file : files) {
      boolean isUnneeded = isKnown && Part.isPart(file) && !needed.contains(file);
      if (isUnneeded || lock.isOfAnother(file)) {
        superfluous.add(file);
      }
    }
    for (String file : superfluous) {
      lock.begin();
      lock.check();
      target.delete(file);
      lock.goesOn();
    }
  }
}
