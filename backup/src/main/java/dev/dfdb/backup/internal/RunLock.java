package dev.dfdb.backup.internal;

import dev.dfdb.backup.BackupException;
import dev.dfdb.backup.BackupTarget;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to change the backups in a place, which one run has at a time. It is a file that says
 * who has it. A run that was killed leaves it there: the next takes it over at once when it can
 * tell that the process is gone, and else when nothing was heard of it for a while.
 *
 * <p>Whether a run that is taken for dead really is does not matter for what lies there. It looks
 * whether the lock is still its own {@linkplain #check before and after} whatever it makes known,
 * and before whatever it removes: so of two runs that know nothing of each other, the one whose
 * lock was taken over fails, and the other finds either all that it has written, or nothing that
 * names it.
 *
 * <p>Used by one thread; to be closed.
 */
final class RunLock implements AutoCloseable {

  /** The name of the file. */
  static final String FILE = "lock";

  private static final String HEARD = FILE + "-";
  private static final Duration SILENCE = Duration.ofMinutes(15);
  private static final long HEARD_EACH_NANOS = 60_000_000_000L;
  private static final int MAX_ATTEMPTS = 3;

  /**
   * What runs in this process. Two that know nothing of each other may be given the same place, and
   * only the process knows which of its runs have ended without being able to say so.
   */
  private static final Set<String> RUNNING = ConcurrentHashMap.newKeySet();

  private final BackupTarget target;
  private final String run = HexFormat.of().toHexDigits(new SecureRandom().nextLong());
  private final LockOwner owner = LockOwner.here(run);
  private final byte[] content = owner.print();
  private long heard = System.nanoTime();
  private boolean hasToldOfItself;
  private boolean leavesSomething;
  private boolean isReleased;

  private RunLock(BackupTarget target) {
    this.target = target;
  }

  /**
   * Takes the lock of a place.
   *
   * @throws BackupException if another run has it
   */
  static RunLock take(BackupTarget target) {
    RunLock lock = new RunLock(target);
    RUNNING.add(lock.run);
    boolean isTaken = false;
    try {
      lock.take();
      isTaken = true;
      return lock;
    } finally {
      if (!isTaken) {
        RUNNING.remove(lock.run);
      }
    }
  }

  private void take() {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      boolean isCreated = target.create(FILE, content);
      Optional<byte[]> found = target.read(FILE);
      if (found.isEmpty()) {
        continue; // who had it has given it back just now
      }
      // A request that is sent again finds what it has created before.
      if (isCreated || Arrays.equals(found.get(), content)) {
        checkIsMine(found.get());
        return;
      }
      Optional<LockOwner> other = LockOwner.parse(found.get());
      if (other.isPresent() && isUnderWay(target, other.get())) {
        throw busy(other.get());
      }
      leavesSomething = true; // what the other has left
      target.write(FILE, content);
      checkIsMine(target.read(FILE).orElse(content));
      return;
    }
    throw new BackupException(
        "the lock of the place of backups comes and goes; make one backup at a time",
        Map.of("where", target.location()));
  }

  private void checkIsMine(byte[] found) {
    if (!Arrays.equals(found, content)) {
      throw busy(LockOwner.parse(found).orElse(owner));
    }
  }

  private BackupException busy(LockOwner other) {
    return new BackupException(
        "another backup is made in the same place at the same time, or backups are removed there;"
            + " try again when that is done, or, if it is sure to have ended, remove the file lock",
        Map.of(
            "where", target.location(),
            "host", other.host(),
            "process", other.process(),
            "since", other.begun()));
  }

  /** Whether a run that has ended early may have left something in a place. */
  static boolean isLeftBehind(BackupTarget target) {
    Optional<byte[]> found = target.read(FILE);
    return found.isPresent()
        && LockOwner.parse(found.get())
            .filter(owner -> isUnderWay(target, owner))
            .isEmpty();
  }

  /** Whether who has a lock may still be at work. */
  static boolean isUnderWay(BackupTarget target, LockOwner owner) {
    if (owner.hasEnded()) {
      return false;
    }
    if (owner.isOfThisHost()) {
      return owner.isThisProcess() ? RUNNING.contains(owner.run()) : owner.isAlive();
    }
    return lastHeard(target, owner).plus(SILENCE).isAfter(Instant.now());
  }

  private static Instant lastHeard(BackupTarget target, LockOwner owner) {
    Optional<byte[]> heard = target.read(HEARD + owner.run());
    try {
      return heard.isEmpty()
          ? owner.begun()
          : Instant.parse(new String(heard.get(), StandardCharsets.UTF_8));
    } catch (DateTimeParseException unreadable) {
      return owner.begun();
    }
  }

  /** What no two runs have in common; stands in the names of files. */
  String run() {
    return run;
  }

  /** Whether a file tells that some other run is at work, or was when it lost the lock. */
  boolean isOfAnother(String file) {
    return isOfRun(file) && !file.equals(HEARD + run);
  }

  /** Whether a file tells of a run. */
  static boolean isOfRun(String file) {
    return file.matches(HEARD + "[0-9a-f]{16}");
  }

  /**
   * Looks whether the lock is this run's still.
   *
   * @throws BackupException if not
   */
  void check() {
    if (!isMine()) {
      throw new BackupException(
          "another run has taken over the place of the backups, as this one was not heard of for"
              + " long; what it has written is not used. Run it again, one at a time",
          Map.of("where", target.location(), "since", owner.begun()));
    }
  }

  private boolean isMine() {
    return target.read(FILE).filter(found -> Arrays.equals(found, content)).isPresent();
  }

  /** Says that something is written now, which whoever takes over has to see to. */
  void begin() {
    leavesSomething = true;
  }

  /** Tells now and then that the run goes on. Costs next to nothing. */
  void goesOn() {
    if (System.nanoTime() - heard > HEARD_EACH_NANOS) {
      check();
      tell();
    }
  }

  private void tell() {
    target.write(HEARD + run, Instant.now().toString().getBytes(StandardCharsets.UTF_8));
    hasToldOfItself = true;
    heard = System.nanoTime();
  }

  /** Gives it back. Nothing is left that the next would have to remove. */
  void release() {
    if (hasToldOfItself) {
      target.delete(HEARD + run);
    }
    if (isMine()) {
      target.delete(FILE);
    }
    isReleased = true;
  }

  /** Ends the run. If it was not {@linkplain #release released}, that it has ended stays there. */
  @Override
  public void close() {
    try {
      if (!isReleased) {
        end();
      }
    } finally {
      RUNNING.remove(run);
    }
  }

  private void end() {
    boolean isMine = isMine();
    if (!leavesSomething) {
      if (isMine) {
        target.delete(FILE);
      }
    } else if (isMine) {
      target.write(FILE, owner.ended().print());
    } else {
      tell(); // so that what it has written is known to be of a run, and not taken for damage
    }
  }
}
