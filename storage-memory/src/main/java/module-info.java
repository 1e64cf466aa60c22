/** Storage in memory. */
module dev.dfdb.storage.memory {
  requires transitive dev.dfdb.core;
  requires static org.jspecify;
}
