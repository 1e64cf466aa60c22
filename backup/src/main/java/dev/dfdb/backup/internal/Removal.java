package dev.dfdb.backup.internal;

import dev.dfdb.backup.BackupException;
import dev.dfdb.backup.BackupPoint;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Removes backups that need not be kept, and those that are damaged. Used by one thread, once. */
public final class Removal {

  private final Repository repository;

  /** Of the backups in a place. */
  public Removal(Repository repository) {
    this.repository = repository;
  }

  /**
   * Removes backups, and damaged ones that are older than all that are kept.
   *
   * @param choice the numbers of those to keep, of some in their order
   * @return how many were removed
   * @throws BackupException if a backup is made there, or a damaged one hinders it
   */
  public int retain(Function<List<BackupPoint>, Set<Long>> choice) {
    boolean hasLeftovers = RunLock.isLeftBehind(repository.target());
    if (superfluous(repository.inventory(), choice).isEmpty() && !hasLeftovers) {
      return 0;
    }
    try (RunLock lock = RunLock.take(repository.target())) {
      Inventory inventory = repository.inventory(); // others may have changed it before
      Set<Long> gone = superfluous(inventory, choice);
      if (!gone.isEmpty()) {
        checkKnown(inventory, gone);
      }
      repository.remove(gone, lock);
      lock.release();
      return gone.size();
    }
  }

  private static Set<Long> superfluous(
      Inventory inventory, Function<List<BackupPoint>, Set<Long>> choice) {
    List<BackupPoint> points = inventory.sound().stream().map(Manifest::point).toList();
    Set<Long> kept = choice.apply(points);
    Set<Long> gone = new HashSet<>();
    for (BackupPoint point : points) {
      if (!kept.contains(point.number())) {
        gone.add(point.number());
      }
    }
    long oldest = kept.stream().mapToLong(Long::longValue).min().orElse(0);
    for (Inventory.Unread unread : inventory.unread()) {
      if (!unread.isOfLaterVersion() && unread.number() < oldest) {
        gone.add(unread.number());
      }
    }
    return gone;
  }

  /** What others need has to be known, for their files to stay and for the rest to go. */
  private void checkKnown(Inventory inventory, Set<Long> gone) {
    for (Inventory.Unread unread : inventory.unread()) {
      if (!gone.contains(unread.number())) {
        throw new BackupException(
            unread.isOfLaterVersion()
                ? "a backup of a later version of dfdb lies here, and which files it needs is not"
                    + " known; remove backups with that version"
                : "a manifest is damaged, and which files it needs is not known: nothing was"
                    + " removed; bring it back, or remove it with Backups.discardDamaged()",
            Map.of("where", repository.location(), "file", Manifest.file(unread.number())));
      }
    }
  }

  /**
   * Removes damaged manifests, and every file that no sound one names.
   *
   * @return the files of these manifests
   * @throws BackupException if a backup is made there, or one of a later version lies there
   */
  public List<String> discardDamaged() {
    if (repository.inventory().unread().isEmpty()) {
      return List.of();
    }
    try (RunLock lock = RunLock.take(repository.target())) {
      Inventory inventory = repository.inventory();
      Set<Long> gone = new HashSet<>();
      for (Inventory.Unread unread : inventory.unread()) {
        if (!unread.isOfLaterVersion()) {
          gone.add(unread.number());
        }
      }
      if (!gone.isEmpty()) {
        checkKnown(inventory, gone);
        repository.remove(gone, lock);
      }
      lock.release();
      return gone.stream().sorted().map(Manifest::file).toList();
    }
  }
}
