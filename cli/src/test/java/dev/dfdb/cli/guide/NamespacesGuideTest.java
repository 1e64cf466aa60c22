package dev.dfdb.cli.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.Namespace;
import dev.dfdb.Namespaces;
import dev.dfdb.error.DatabaseDeletedException;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProviders;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The examples of docs/namespaces.md. */
class NamespacesGuideTest {

  private final Storage storage = StorageProviders.find().open(Map.of("type", "memory"));

  @AfterEach
  void close() {
    storage.close();
  }

  @Test
  void oneAtATime() {
    // snippet: namespaces-one
    Map<String, Object> config = Map.of("storage", storage, "namespace", "workspace-1");
    try (Connection connection = Dfdb.createDb(config)) {
      connection.transact("[{:task/title \"Write\"}]");
    }
    Map<String, Object> all = Map.of("storage", storage);
    assertEquals(List.of("workspace-1"), Dfdb.listNamespaces(all));
    Dfdb.copyNamespace(all, "workspace-1", "workspace-2");
    assertTrue(Dfdb.deleteNamespace(all, "workspace-1"));
    assertEquals(List.of("workspace-2"), Dfdb.listNamespaces(all));
    // end
  }

  @Test
  void many() {
    // snippet: namespaces-many
    try (Namespaces workspaces = Dfdb.openNamespaces(Map.of("storage", storage, "max-open", 50))) {
      for (int i = 0; i < 200; i++) {
        try (Namespace workspace = workspaces.open("workspace-" + i)) {
          workspace.connection().transact(List.of(Map.of(":task/number", i)));
        }
      }
      assertEquals(50, workspaces.statistics().get("open"));
      assertEquals(150, workspaces.statistics().get("evicted"));
    }
    // end
  }

  @Test
  void deletedWhileInUse() {
    try (Namespaces workspaces = Dfdb.openNamespaces(Map.of("storage", storage))) {
      // snippet: namespaces-deleted
      try (Namespace workspace = workspaces.open("workspace-1")) {
        workspaces.delete("workspace-1"); // or another process does
        Connection connection = workspace.connection();
        assertThrows(DatabaseDeletedException.class, () -> connection.transact("[{:n 1}]"));
      }
      // end
    }
  }
}
