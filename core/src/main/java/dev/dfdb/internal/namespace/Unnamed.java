package dev.dfdb.internal.namespace;

import dev.dfdb.error.ConflictException;
import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.internal.index.Bootstrap;
import dev.dfdb.internal.index.Root;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Storage;
import java.util.Map;

/** The database of a storage that belongs to no namespace: the one with the number 1. */
public final class Unnamed {

  private Unnamed() {}

  /**
   * Begins it, if there is none. Namespaces may be there already.
   *
   * @throws MisconfiguredException if the storage holds something else than databases
   */
  public static void begin(Storage storage) {
    if (storage.get(Root.key()) != null) {
      return;
    }
    checkIsOurs(storage);
    try {
      storage.batchWrite(
          Bootstrap.batch(Directory.random(), storage.capabilities().limits()));
    } catch (ConflictException begunByAnother) {
      if (storage.get(Root.key()) == null) {
        throw begunByAnother;
      }
    }
  }

  /** Nobody's data are mixed with databases. */
  static void checkIsOurs(Storage storage) {
    try (Cursor any = storage.scan(KeyRange.all(), ScanOptions.FORWARD.withLimit(1))) {
      if (any.next() && !Directory.isIn(storage) && storage.get(Root.key()) == null) {
        throw new MisconfiguredException(
            "the storage holds data that is no dfdb database; give an empty one",
            Map.of("first key", any.key()));
      }
    }
  }
}
