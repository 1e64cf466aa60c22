/** The tests a storage backend has to pass. */
module dev.dfdb.conformance {
  requires transitive dev.dfdb.core;
  requires dev.dfdb.events;
  requires dev.dfdb.entities;
  requires dev.dfdb.backup;
  requires transitive org.junit.jupiter.api;
  requires java.logging;
  requires static org.jspecify;

  exports dev.dfdb.conformance;
  exports dev.dfdb.conformance.writers;

  // The rules are interfaces of their own, which no backend needs to see, but JUnit calls.
  opens dev.dfdb.conformance to
      org.junit.platform.commons;

  // Entities are made of objects as Jackson makes them of JSON.
  opens dev.dfdb.conformance.entity to
      com.fasterxml.jackson.databind,
      dev.dfdb.entities;

  uses dev.dfdb.storage.StorageProvider;
}
