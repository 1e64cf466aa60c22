package dev.dfdb.storage.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.CorruptionException;
import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.error.OutcomeUnknownException;
import dev.dfdb.error.StorageClosedException;
import dev.dfdb.error.StorageException;
import dev.dfdb.error.StorageUnavailableException;
import dev.dfdb.error.TransientStorageException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.Status.Code;
import org.rocksdb.Status.SubCode;

/** How the engine's errors become those of dfdb (S7). */
class EngineErrorsTest {

  private final EngineErrors errors = new EngineErrors(Path.of("/data/db"));

  @Test
  void everyErrorKeepsItsCauseAndTellsThePath() {
    RocksDBException cause = error(Code.IOError, SubCode.None, "a disk failed");
    StorageException translated = errors.translate(cause);
    assertSame(cause, translated.getCause());
    assertEquals(Path.of("/data/db"), translated.context().get("path"));
    assertEquals("a disk failed", translated.context().get("engine"));
  }

  @Test
  void corruptionNamesTheFile() {
    StorageException translated = errors.translate(error(
        Code.Corruption,
        SubCode.None,
        "block checksum mismatch: stored = 1, computed = 2  in /data/db/000012.sst offset 0"));
    assertInstanceOf(CorruptionException.class, translated);
    assertEquals("000012.sst", translated.context().get("file"));
  }

  @Test
  void passingReasonsAreTransient() {
    for (Code code : new Code[] {Code.Busy, Code.TimedOut, Code.TryAgain}) {
      assertInstanceOf(
          TransientStorageException.class, errors.translate(error(code, SubCode.None, "later")));
    }
  }

  @Test
  void aFullDiskIsUnavailable() {
    for (RocksDBException full : new RocksDBException[] {
      error(Code.IOError, SubCode.NoSpace, "No space left on device: /data/db/000012.log"),
      error(Code.IOError, SubCode.None, "While appending: No space left on device"),
    }) {
      assertInstanceOf(StorageUnavailableException.class, errors.translate(full));
      StorageException writing = errors.writing(full);
      assertInstanceOf(StorageUnavailableException.class, writing);
      assertTrue(writing.summary().startsWith("no space left"), writing::summary);
    }
  }

  @Test
  void aWriteThatFailedOnItsWayToTheDiskMayHaveArrived() {
    RocksDBException failed = error(Code.IOError, SubCode.None, "While fdatasync: I/O error");
    assertInstanceOf(OutcomeUnknownException.class, errors.writing(failed));
    assertInstanceOf(StorageUnavailableException.class, errors.translate(failed));
  }

  @Test
  void aWriteTheEngineRefusedDidNotArrive() {
    RocksDBException refused = error(Code.IOError, SubCode.None, "Writer has previous error.");
    assertInstanceOf(StorageUnavailableException.class, errors.writing(refused));
  }

  @Test
  void anEngineThatShutsDownIsClosed() {
    assertInstanceOf(
        StorageClosedException.class,
        errors.translate(error(Code.ShutdownInProgress, SubCode.None, "shutting down")));
  }

  @Test
  void optionsTheEngineRefusesAreMisconfigured() {
    for (Code code : new Code[] {Code.InvalidArgument, Code.NotSupported}) {
      assertInstanceOf(
          MisconfiguredException.class,
          errors.opening(error(code, SubCode.None, "Direct I/O is not supported")));
    }
  }

  @Test
  void anErrorWithoutStatusIsUnavailable() {
    StorageException translated = errors.translate(new RocksDBException("something else"));
    assertInstanceOf(StorageUnavailableException.class, translated);
  }

  private static RocksDBException error(Code code, SubCode subCode, String message) {
    return new RocksDBException(message, new Status(code, subCode, message));
  }
}
