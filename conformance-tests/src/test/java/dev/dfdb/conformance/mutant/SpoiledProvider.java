package dev.dfdb.conformance.mutant;

import dev.dfdb.conformance.tutorial.JournalProvider;
import dev.dfdb.storage.Option;
import dev.dfdb.storage.Settings;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProvider;
import java.util.List;

/** Opens a journal that something was done to, by a name of its own: for processes to be killed. */
abstract class SpoiledProvider implements StorageProvider {

  private final JournalProvider journal = new JournalProvider();

  /** Spoils a storage. */
  abstract Storage spoil(Storage intact);

  @Override
  public final List<Option<?>> options() {
    return journal.options();
  }

  @Override
  public final Storage open(Settings settings) {
    return spoil(journal.open(settings));
  }
}
