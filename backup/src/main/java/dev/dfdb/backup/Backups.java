package dev.dfdb.backup;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.backup.internal.BackupRun;
import dev.dfdb.backup.internal.Manifest;
import dev.dfdb.backup.internal.Removal;
import dev.dfdb.backup.internal.Repository;
import dev.dfdb.backup.internal.RestoreRun;
import dev.dfdb.backup.internal.StreamRestore;
import dev.dfdb.backup.internal.StreamTarget;
import dev.dfdb.backup.internal.StreamVerifier;
import dev.dfdb.backup.internal.Verifier;
import dev.dfdb.storage.Checkpointing;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The backups of one database in one place.
 *
 * <pre>{@code
 * try (Backups backups = Backups.open(BackupTarget.folder(Path.of("backups")))) {
 *   backups.backup(connection); // only what is new, while others read and write
 *   backups.restore(Map.of("storage-config", Map.of("type", "rocksdb", "path", "restored")));
 * }
 * }</pre>
 *
 * <p>A backup holds every transaction of the log, in a form that is the same for every storage: so
 * it can be restored to each t, and into a storage of another type than that which it was made of.
 * Whatever was erased by {@link Connection#excise excision} before it was made is not in it; an
 * older one still has it, until it is {@linkplain #retain removed}.
 *
 * <p>Made by {@link #open}; safe from any thread, but for one target one backup is made at a time.
 */
public final class Backups implements AutoCloseable {

  private final BackupTarget target;
  private final Repository repository;

  private Backups(BackupTarget target) {
    this.target = target;
    this.repository = new Repository(target);
  }

  /**
   * Opens the backups in a target, which may have none yet.
   *
   * @param target where they lie; closed with this
   */
  public static Backups open(BackupTarget target) {
    return new Backups(Objects.requireNonNull(target, "target"));
  }

  /** Makes a backup of what is new since the last. */
  public BackupReport backup(Connection connection) {
    return backup(connection, BackupOptions.incremental());
  }

  /**
   * Makes a backup of a database as it is now, while others read and write. It takes memory for two
   * files, and holds no state of the storage for long, except where streams of events are read.
   *
   * <p>When it is interrupted, by an error or because the process ends, what it has written can be
   * restored already, and the next backup goes on with it.
   *
   * <p>In one place one backup is made at a time. Another, by whatever process, is refused, and so
   * is {@link #retain}. That a run was killed is seen at once on the same machine; elsewhere it is
   * waited until nothing was heard of it for a quarter of an hour.
   *
   * @throws BackupException if the target can't be written, holds backups of another database, or
   *     another backup is made there
   * @throws dev.dfdb.error.CorruptionException if the log is not whole; {@link Connection#verify}
   *     tells more
   * @throws dev.dfdb.error.StorageException if the storage fails
   * @throws dev.dfdb.replication.LogRewrittenException if the log was rewritten again and again
   *     while it was read
   */
  public synchronized BackupReport backup(Connection connection, BackupOptions options) {
    return BackupRun.of(connection, repository, options);
  }

  /**
   * The backups there are, the newest last. Those whose manifest is damaged are not among them, but
   * logged; {@link #verify} reports them.
   */
  public List<BackupPoint> list() {
    return repository.manifests().stream().map(Manifest::point).toList();
  }

  /** The backup that a restore with these options reads; empty if there is none. */
  public Optional<BackupPoint> choose(RestoreOptions options) {
    return Repository.choose(repository.manifests(), options).map(Manifest::point);
  }

  /** Restores all of the newest backup; see {@link #restore(Map, RestoreOptions)}. */
  public RestoreReport restore(Map<String, ?> config) {
    return restore(config, RestoreOptions.newest());
  }

  /**
   * Restores into a storage: an empty one, or a namespace that is empty or not there. What an
   * interrupted restore has left is gone on with, and so is a database that was restored from an
   * older backup and not written to since. Where there is no such backup, no database is begun.
   *
   * @param config of the database to restore into, as for {@link Dfdb#createDb(Map)}
   * @throws BackupException if the backup is damaged or doesn't go to the t that is asked for, or
   *     the storage holds something else
   * @throws dev.dfdb.error.StorageException if the storage fails; restoring again goes on
   */
  public RestoreReport restore(Map<String, ?> config, RestoreOptions options) {
    RestoreRun run = new RestoreRun(repository, options); // first: without it nothing is begun
    try (Connection into = Dfdb.createDb(config)) {
      return run.into(into.storage());
    }
  }

  /**
   * Restores into an open database that nobody writes to meanwhile.
   *
   * @see #restore(Map, RestoreOptions)
   */
  public RestoreReport restore(Connection into, RestoreOptions options) {
    return new RestoreRun(repository, options).into(into.storage());
  }

  /** Proves every backup, without telling of its progress. */
  public BackupVerification verify() {
    return verify(done -> {});
  }

  /**
   * Proves every backup: reads each of its files, and looks whether they are all there, are byte
   * for byte what was written, and hold transactions from the first to the last.
   *
   * @param progress told now and then, on this thread
   */
  public BackupVerification verify(Consumer<? super BackupProgress> progress) {
    return new Verifier(repository, progress).run();
  }

  /**
   * Removes the backups that need not be kept, with the files that no other backup needs. The
   * newest is always kept. A damaged backup is removed when it is older than all that are kept.
   *
   * @return how many backups were removed, damaged ones too
   * @throws BackupException if a backup is made there at this time, by whomever; or if there is a
   *     damaged one that is not older, as then it is not known which files may go:
   *     {@link #discardDamaged}. Nothing was removed then
   */
  public synchronized int retain(BackupRetention retention) {
    return new Removal(repository).retain(retention::kept);
  }

  /**
   * Removes the backups whose manifest is damaged, and every file that no other backup needs. They
   * can't be restored; but who has a copy of such a manifest, and brings it back, has a backup
   * again.
   *
   * @return the files of their manifests; empty if none is damaged
   * @throws BackupException if a backup is made there at this time, or one lies there that a later
   *     version of dfdb has made
   */
  public synchronized List<String> discardDamaged() {
    return new Removal(repository).discardDamaged();
  }

  // Streams.

  /**
   * Writes a backup of a database to a stream, all of it, as {@link #backup} does to a target.
   *
   * @param out stays open
   * @throws BackupException if the stream can't be written, or the log was rewritten meanwhile
   */
  public static BackupReport write(Connection connection, OutputStream out, BackupOptions options) {
    StreamTarget target = new StreamTarget(out);
    BackupReport report = BackupRun.of(connection, new Repository(target), options);
    target.finish();
    return report;
  }

  /**
   * Restores a backup from a stream, while that is read. What is restored when the stream turns out
   * to be damaged, or ends too early, is right as far as it goes; restoring again from another copy
   * of the stream goes on.
   *
   * @param options without {@link RestoreOptions#ofBackup}
   * @see #restore(Map, RestoreOptions)
   */
  public static RestoreReport restore(InputStream in, Connection into, RestoreOptions options) {
    return new StreamRestore(in, into, options).run();
  }

  /**
   * Has the engine copy its files: at once, where it can, and for that engine only. The copy is of
   * the whole storage with all its namespaces, and is opened as a storage of its own.
   *
   * @param target a directory that does not exist yet, in one that does
   * @throws dev.dfdb.error.MisconfiguredException if the target exists, or the engine can't do it
   * @throws dev.dfdb.error.StorageException if the storage fails
   */
  public static void checkpoint(Connection connection, Path target) {
    Checkpointing.of(connection.storage()).checkpoint(target);
  }

  /** Proves a backup in a stream, up to the first damage. */
  public static BackupVerification verify(InputStream in) {
    return new StreamVerifier(in).run();
  }

  /** Where they lie, for messages. */
  public String location() {
    return target.location();
  }

  /** Closes the target. */
  @Override
  public void close() {
    target.close();
  }
}
