package dev.dfdb.storage.rocksdb;

import dev.dfdb.error.StorageUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.EnvOptions;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/**
 * Entries in ascending order on their way into the database as finished files: past log, memtable
 * and compaction. A file becomes visible as a whole when it is full.
 *
 * <p>Its native objects share nothing with the database that closing the database takes away, so
 * closing this is safe at any time. Not safe for several threads.
 *
 * @see <a href="https://github.com/facebook/rocksdb/wiki/Creating-and-Ingesting-SST-files">Creating
 *     and Ingesting SST files</a>
 */
final class SortedRun implements AutoCloseable {

  private final NativeDatabase database;
  private final GroupCommit commits;
  private final SyncPoints syncPoints;
  private final long fileBytes;
  private final Path folder;
  private final NativeResources resources = new NativeResources();
  private final Options options;
  private final EnvOptions environment;
  private @Nullable SstFileWriter writer;
  private Path file;
  private int files;
  private long bytesInFile;
  private long bytes;

  SortedRun(NativeDatabase database, GroupCommit commits, SyncPoints syncPoints, long fileBytes) {
    this.database = database;
    this.commits = commits;
    this.syncPoints = syncPoints;
    this.fileBytes = fileBytes;
    this.folder = database.directory().resolve(DatabaseDirectory.LOAD_FOLDER);
    this.file = folder;
    this.options = resources.own(new Options(database.options()));
    this.environment = resources.own(new EnvOptions());
  }

  /** The bytes of keys and values added so far. */
  long bytes() {
    return bytes;
  }

  /** Adds an entry above all added before. */
  void add(byte[] key, byte[] value) {
    try {
      SstFileWriter target = writer == null ? begin() : writer;
      target.put(key, value);
      bytesInFile += key.length + (long) value.length;
      bytes += key.length + (long) value.length;
      if (bytesInFile >= fileBytes) {
        finish();
      }
    } catch (RocksDBException e) {
      throw database.errors().translate(e);
    }
  }

  /** Makes everything added so far part of the database, on disk. */
  void finish() {
    SstFileWriter finished = writer;
    if (finished == null) {
      return;
    }
    writer = null;
    bytesInFile = 0;
    try (finished) {
      finished.finish();
    } catch (RocksDBException e) {
      throw database.errors().translate(e);
    }
    commits.commit(new QueuedAction(this::ingest));
  }

  /** Throws away what is not part of the database yet. */
  @Override
  public void close() {
    if (writer != null) {
      writer.close();
      writer = null;
    }
    resources.close();
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new StorageUnavailableException(
          "a file of an interrupted load can't be deleted", Map.of("file", file), e);
    }
  }

  private SstFileWriter begin() throws RocksDBException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new StorageUnavailableException(
          "the folder for a load can't be made", Map.of("path", folder), e);
    }
    file = folder.resolve(Thread.currentThread().getId() + "-" + System.nanoTime() + "-" + files++);
    SstFileWriter begun = new SstFileWriter(environment, options);
    writer = begun;
    begun.open(file.toString());
    return begun;
  }

  private void ingest() {
    // What was acknowledged before must not be lost while the file, which is durable now, stays.
    syncPoints.sync();
    try (IngestExternalFileOptions ingestion = new IngestExternalFileOptions()) {
      ingestion.setMoveFiles(true);
      database.db().ingestExternalFile(List.of(file.toString()), ingestion);
    } catch (RocksDBException e) {
      throw database.errors().translate(e);
    }
  }
}
