package dev.dfdb.conformance.tutorial;

import dev.dfdb.conformance.DirectoryFixture;
import dev.dfdb.conformance.OptOut;
import dev.dfdb.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

// snippet: fixture
/** A journal in a directory of its own, and how to cut its power. */
public final class JournalFixture extends DirectoryFixture {

  /** Makes the directory. */
  public JournalFixture() {
    super(
        Map.of("type", "journal"),
        "path",
        JournalStorage.capabilities(JournalProvider.LIMITS),
        Map.of(OptOut.SMALL_HEAP, "the whole store is in the heap, by design"));
  }

  @Override
  public Storage powerLoss(Storage storage) {
    long synced = ((JournalStorage) storage).syncedBytes();
    Path journal = directory().resolve("journal");
    storage.close();
    try (FileChannel file = FileChannel.open(journal, StandardOpenOption.WRITE)) {
      file.truncate(synced);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return open(Map.of());
  }
}
// end
