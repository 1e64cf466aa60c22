package dev.dfdb.storage.rocksdb;

import dev.dfdb.conformance.OptionTableConformance;
import dev.dfdb.storage.StorageProvider;
import java.nio.file.Path;

/** STORAGE-BACKENDS.md says of the options what the provider says. */
class DocumentationTest extends OptionTableConformance {

  @Override
  protected StorageProvider provider() {
    return new RocksDbStorageProvider();
  }

  @Override
  protected Path document() {
    return above("STORAGE-BACKENDS.md");
  }

  @Override
  protected String heading() {
    return "## RocksDB";
  }
}
