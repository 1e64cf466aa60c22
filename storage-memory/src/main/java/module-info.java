/** Storage in memory. */
module dev.dfdb.storage.memory {
  requires transitive dev.dfdb.core;
  requires static org.jspecify;

  exports dev.dfdb.storage.memory;

  provides dev.dfdb.storage.StorageProvider with
      dev.dfdb.storage.memory.MemoryStorageProvider;
}
