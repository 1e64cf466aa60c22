package dev.dfdb.storage.rocksdb;

import dev.dfdb.error.CorruptionException;
import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.error.OutcomeUnknownException;
import dev.dfdb.error.StorageClosedException;
import dev.dfdb.error.StorageException;
import dev.dfdb.error.StorageUnavailableException;
import dev.dfdb.error.TransientStorageException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.Status.Code;
import org.rocksdb.Status.SubCode;

/** Translates the engine's errors into the family of dfdb (S7). Immutable. */
final class EngineErrors {

  private static final Pattern FILE =
      Pattern.compile("[^\\s:]*?(\\d+\\.(?:sst|ldb|log|blob)|MANIFEST-\\d+|CURRENT|LOCK)");

  private final Path directory;

  EngineErrors(Path directory) {
    this.directory = directory;
  }

  /** The error of any call but those below. */
  StorageException translate(RocksDBException e) {
    return common(e);
  }

  /**
   * The error of a write of entries. One that fails between the log and the answer may be found in
   * the log when the database is opened again.
   */
  StorageException writing(RocksDBException e) {
    if (code(e) == Code.IOError && !isFull(e) && !isRefusal(e)) {
      return new OutcomeUnknownException(
          "the disk failed during a write; open the database again and read back what it holds",
          context(e),
          e);
    }
    return common(e);
  }

  /** The error of an attempt to open the database. */
  StorageException opening(RocksDBException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("lock hold by current process")) {
      return new StorageUnavailableException(
          "the directory is already open in this process; use the storage that is open, or close it"
              + " first",
          context(e),
          e);
    }
    if (message.contains("While lock file")) {
      return new StorageUnavailableException(
          "the directory is held by another process; only one may have it open", context(e), e);
    }
    if (code(e) == Code.IOError && message.contains("No such file or directory")) {
      return new CorruptionException("a file of the database is missing", context(e), e);
    }
    if (code(e) == Code.NotSupported || code(e) == Code.InvalidArgument) {
      return new MisconfiguredException(
          "the engine can't open the database with these options", context(e), e);
    }
    return common(e);
  }

  private StorageException common(RocksDBException e) {
    Map<String, Object> context = context(e);
    return switch (code(e)) {
      case Corruption ->
        new CorruptionException(
            "the database is damaged; restore a checkpoint, or salvage what can be read",
            context,
            e);
      case Busy, TimedOut, TryAgain, Expired, MergeInProgress ->
        new TransientStorageException("the engine is busy; try again", context, e);
      case ShutdownInProgress ->
        new StorageClosedException("the storage was closed during the call", context, e);
      default -> new StorageUnavailableException(unavailable(e), context, e);
    };
  }

  private static String unavailable(RocksDBException e) {
    if (isFull(e)) {
      return "no space left on the disk; make room, and open the database again if writing does not"
          + " go on by itself";
    }
    return isRefusal(e)
        ? "the log failed earlier and takes no more writes; open the database again"
        : "the engine failed";
  }

  private Map<String, Object> context(RocksDBException e) {
    String message = String.valueOf(e.getMessage());
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("path", directory);
    Matcher file = FILE.matcher(message);
    if (file.find()) {
      context.put("file", file.group(1));
    }
    context.put("engine", message);
    return context;
  }

  private static boolean isFull(RocksDBException e) {
    Status status = e.getStatus();
    return (status != null && status.getSubCode() == SubCode.NoSpace)
        || String.valueOf(e.getMessage()).contains("No space left on device");
  }

  /** Whether the engine refused the call because of an earlier error of its log. */
  private static boolean isRefusal(RocksDBException e) {
    return String.valueOf(e.getMessage()).contains("Writer has previous error");
  }

  private static Code code(RocksDBException e) {
    Status status = e.getStatus();
    return status == null ? Code.Undefined : status.getCode();
  }
}
