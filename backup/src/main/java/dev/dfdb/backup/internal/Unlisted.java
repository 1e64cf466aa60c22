package dev.dfdb.backup.internal;

import dev.dfdb.backup.BackupTarget;
import dev.dfdb.backup.BackupVerification;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Parts that no manifest names. A run under way has some, and one that was cut short leaves some,
 * with its lock; else the manifest that named them has gone. Used by one thread.
 */
final class Unlisted {

  private final Repository repository;
  private final Optional<LockOwner> before;
  private final List<String> files;
  private final boolean hasRuns;
  private final List<BackupVerification.Damage> damages = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  private Unlisted(Repository repository) {
    this.repository = repository;
    List<String> all = repository.target().list();
    // Where nothing can be, as in a file that is no folder, nothing is looked for.
    this.before = all.contains(RunLock.FILE) ? owner(repository.target()) : Optional.empty();
    this.files = all.stream().filter(Part::isPart).toList();
    this.hasRuns = all.stream().anyMatch(RunLock::isOfRun);
  }

  /** Looks what parts there are in a place. The manifests are to be read after that. */
  static Unlisted in(Repository repository) {
    return new Unlisted(repository);
  }

  private static Optional<LockOwner> owner(BackupTarget target) {
    return target.read(RunLock.FILE).map(bytes -> LockOwner.parse(bytes).orElse(LockOwner.UNKNOWN));
  }

  /** Finds those that no manifest names. */
  void compare(List<Manifest> manifests) {
    Set<String> unlisted = new HashSet<>(files);
    forget(unlisted, manifests);
    if (unlisted.isEmpty()) {
      return;
    }
    // What a run has finished meanwhile is named now; the lock is looked at before.
    Optional<LockOwner> after = owner(repository.target());
    forget(unlisted, repository.manifests());
    unlisted.retainAll(Set.copyOf(repository.target().list()));
    if (before.isEmpty() && after.isEmpty() && !hasRuns) {
      report(unlisted);
    } else if (!unlisted.isEmpty() && !isUnderWay(before) && !isUnderWay(after)) {
      remarks.add("%d files, such as %s, are of a run that was cut short; the next removes them"
          .formatted(unlisted.size(), unlisted.iterator().next()));
    }
  }

  private static void forget(Set<String> files, List<Manifest> manifests) {
    manifests.forEach(manifest -> manifest.parts().forEach(part -> files.remove(part.file())));
  }

  private boolean isUnderWay(Optional<LockOwner> owner) {
    return owner.isPresent() && RunLock.isUnderWay(repository.target(), owner.get());
  }

  /** Tells of each backup whose files these were. */
  private void report(Set<String> unlisted) {
    Map<Long, List<String>> ofBackups = new TreeMap<>();
    unlisted.stream()
        .sorted()
        .forEach(file -> ofBackups
            .computeIfAbsent(Part.backup(file), number -> new ArrayList<>())
            .add(file));
    Set<String> manifests = Set.copyOf(repository.manifestFiles());
    ofBackups.forEach((number, parts) -> {
      String manifest = Manifest.file(number);
      damages.add(
          manifests.contains(manifest)
              ? new BackupVerification.Damage(
                  parts.get(0),
                  "file",
                  -1,
                  "no manifest names it, nor others like it: %d in all; the next backup removes them"
                      .formatted(parts.size()))
              : new BackupVerification.Damage(
                  manifest,
                  "file",
                  -1,
                  "it is missing: no manifest names its %d files, such as %s; bring it back before"
                          .formatted(parts.size(), parts.get(0))
                      + " the next backup, which removes them"));
    });
  }

  /** What is wrong. */
  List<BackupVerification.Damage> damages() {
    return damages;
  }

  /** What is not wrong and worth knowing. */
  List<String> remarks() {
    return List.copyOf(remarks);
  }
}
