package dev.dfdb.conformance;

import dev.dfdb.Connection;
import dev.dfdb.backup.BackupOptions;
import dev.dfdb.backup.Backups;
import dev.dfdb.conformance.oracle.Subject;
import dev.dfdb.storage.Storage;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A database that is backed up now and then while something is done to it, and of which every
 * moment is kept to be compared.
 */
final class BackedUp implements Subject {

  private static final int PART_BYTES = 2_000;

  private final Connection connection;
  private final Backups backups;
  private final SplittableRandom random;
  private final TreeMap<Long, List<String>> moments = new TreeMap<>();

  BackedUp(Connection connection, Backups backups, long seed) {
    this.connection = connection;
    this.backups = backups;
    this.random = new SplittableRandom(seed);
  }

  /** The entries that there were at each t. */
  NavigableMap<Long, List<String>> moments() {
    return moments;
  }

  /** Backs up what is new. */
  void backUp() {
    note();
    backups.backup(connection, BackupOptions.incremental().withPartBytes(PART_BYTES));
  }

  private void note() {
    moments.computeIfAbsent(connection.db().basisT(), t -> Dump.entries(connection.storage()));
  }

  @Override
  public Connection connection() {
    note();
    if (random.nextInt(12) == 0) {
      backUp();
    }
    return connection;
  }

  @Override
  public Storage storage() {
    return connection.storage();
  }

  @Override
  public boolean isPersistent() {
    return false; // it is left open
  }

  @Override
  public void reopen() {
    throw new UnsupportedOperationException("it is left open");
  }

  @Override
  public void crash() {
    throw new UnsupportedOperationException("it is left open");
  }
}
