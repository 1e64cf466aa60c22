/** The tests a storage backend has to pass. */
module dev.dfdb.conformance {
  requires transitive dev.dfdb.core;
  requires transitive net.jqwik.api;
  requires transitive org.junit.jupiter.api;
  requires transitive org.junit.platform.launcher;
  requires static org.jspecify;
}
