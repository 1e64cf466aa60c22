package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import java.util.List;
import java.util.Map;

/** A group of rules for backups, as tests. */
interface BackupRules extends Rules {

  /** A database of the storage. */
  default Connection database(String namespace) {
    return Dfdb.createDb(config(namespace));
  }

  /** How to open it. */
  default Map<String, Object> config(String namespace) {
    return Map.of("storage", storage(), "namespace", namespace);
  }

  /** The entries of a database. */
  default List<String> entries(String namespace) {
    try (Connection connection = database(namespace)) {
      assertEquals(List.of(), connection.verify().damages());
      return Dump.entries(connection.storage());
    }
  }
}
