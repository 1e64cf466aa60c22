package dev.dfdb.storage.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.backup.BackupPoint;
import dev.dfdb.backup.BackupTarget;
import dev.dfdb.backup.Backups;
import dev.dfdb.backup.RestoreOptions;
import dev.dfdb.conformance.Dump;
import dev.dfdb.datom.Datom;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Backups and restores whose process is killed at any moment end right when run again.
 *
 * <p>The system property {@code dfdb.backup.kills} says how often each of them is killed,
 * {@code dfdb.backup.kill-seed} when, as far as a machine lets it.
 */
class BackupCrashTest {

  private static final int KILLS = Integer.getInteger("dfdb.backup.kills", 6);
  private static final int MOST_MICROS = 150_000;

  @TempDir
  Path home;

  private SplittableRandom random = new SplittableRandom();

  @Test
  void whereverTheProcessIsKilled() throws Exception {
    long seed = Long.getLong("dfdb.backup.kill-seed", System.nanoTime());
    random = new SplittableRandom(seed);
    int kill = 0;
    try {
      while (kill++ < KILLS) {
        backUp();
        restore();
      }
      checkAll();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("after kill " + kill + " with -Ddfdb.backup.kill-seed=" + seed, e);
    }
  }

  private Backups backups() {
    return Backups.open(BackupTarget.folder(home.resolve("backups")));
  }

  private void backUp() throws Exception {
    long said = 0;
    try (BackupChild child =
        BackupChild.backingUp(home.resolve("source"), home.resolve("backups"))) {
      said = life(child, random.nextInt(1, 8));
    }
    try (Backups backups = backups()) {
      assertEquals(List.of(), backups.verify().damages());
      long least = said;
      List<BackupPoint> points = backups.list();
      assertTrue(
          said == 0 || points.stream().anyMatch(point -> point.isComplete() && point.t() >= least),
          () -> "a backup to " + least + " was made: " + points);
    }
  }

  private void restore() throws Exception {
    try (Backups backups = backups()) {
      if (backups.list().isEmpty()) {
        return; // it was killed before there was one
      }
    }
    try (BackupChild child = BackupChild.restoring(home.resolve("copy"), home.resolve("backups"))) {
      life(child, random.nextInt(1, 4));
    }
  }

  /**
   * Lets a child live until it has said something so often, and a little longer.
   *
   * @return the last t that it said was done; 0 if it said none
   */
  private long life(BackupChild child, int lines) throws Exception {
    long done = 0;
    try (BufferedReader output = child.output()) {
      for (int i = 0; i < lines; i++) {
        String line = output.readLine();
        assertNotNull(line, "it goes on until it is killed");
        done = t(line, done);
      }
      child.killAfter(random.nextInt(MOST_MICROS));
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        done = t(line, done);
      }
    }
    return done;
  }

  /** The kill may have cut a line short; a t that is cut short is a smaller one. */
  private static long t(String line, long before) {
    String[] words = line.split(" ", -1);
    return words.length == 2 && !words[1].isEmpty()
        ? Math.max(before, Long.parseLong(words[1]))
        : before;
  }

  private void checkAll() {
    try (RocksDbStorage storage = Stores.open(home.resolve("source"));
        Connection source = Dfdb.createDb(Map.of("storage", storage));
        Backups backups = backups()) {
      assertEquals(List.of(), source.verify().damages());
      backups.backup(source);
      assertEquals(List.of(), backups.verify().damages());
      long last = source.db().basisT();
      compare(source, backups, home.resolve("copy"), last);
      compare(source, backups, home.resolve("early"), random.nextLong(last));
    }
  }

  /** Restores to a t, going on with what is there, and compares that and some earlier moments. */
  private void compare(Connection source, Backups backups, Path directory, long last) {
    try (RocksDbStorage storage = Stores.open(directory);
        Connection copy = Dfdb.createDb(Map.of("storage", storage))) {
      assertEquals(last, backups.restore(copy, RestoreOptions.to(last)).t());
      assertEquals(last, copy.db().basisT());
      assertEquals(List.of(), copy.verify().damages());
      Set<Long> moments = new TreeSet<>(Set.of(0L, last));
      moments.add(random.nextLong(last + 1));
      moments.add(random.nextLong(last + 1));
      boolean isAll = last == source.db().basisT();
      for (long t : moments) {
        assertIterableEquals(
            answers(source, t, isAll), answers(copy, t, isAll), () -> "as of " + t);
      }
    }
  }

  /**
   * What a database answers as of some t.
   *
   * @param isAll without it, what has no history is left out: the source shows what it is now
   */
  private static List<Datom> answers(Connection connection, long t, boolean isAll) {
    return Dump.answers(connection, connection.db().asOf(t), t).stream()
        .filter(datom -> isAll || datom.a() != BackupChild.FORGETFUL)
        .toList();
  }
}
