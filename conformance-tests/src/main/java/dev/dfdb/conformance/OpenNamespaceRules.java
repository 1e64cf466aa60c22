package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Namespace;
import dev.dfdb.Namespaces;
import dev.dfdb.error.NamespaceException;
import dev.dfdb.error.StorageClosedException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Any number of namespaces are used with a few open at a time. */
interface OpenNamespaceRules extends Rules {

  private static long figure(Map<String, Long> figures, String name) {
    Long figure = figures.get(name);
    assertNotNull(figure, name);
    return figure;
  }

  @Test
  default void manyNamespacesAreUsedInTurnWithAFewOpen() {
    int count = Integer.getInteger(
        "dfdb.namespaces.count", bench().capabilities().persistent() ? 300 : 2_000);
    int most = 50;
    try (Namespaces namespaces = Workspaces.open(storage(), most)) {
      for (int i = 0; i < count; i++) {
        Workspaces.add(namespaces, "workspace-" + i, i);
        checkIsBounded(namespaces, most);
      }
      for (int i = 0; i < count; i++) {
        assertEquals(Set.of((long) i), Workspaces.numbers(namespaces, "workspace-" + i));
        checkIsBounded(namespaces, most);
      }
      assertEquals(count, namespaces.list().size());
      Map<String, Long> figures = namespaces.statistics();
      assertEquals(count, figure(figures, "created"));
      assertEquals(figure(figures, "opened") - figure(figures, "open"), figure(figures, "evicted"));
    }
  }

  /** Whoever is idle holds nothing of the storage. */
  private void checkIsBounded(Namespaces namespaces, int most) {
    assertTrue(figure(namespaces.statistics(), "open") <= most);
    assertEquals(0, figure(namespaces.statistics(), "in-use"));
    assertEquals(0, figure(storage().statistics(), "open-snapshots"));
    assertEquals(0, figure(storage().statistics(), "open-cursors"));
  }

  @Test
  default void theLeastRecentlyUsedIsClosedForTheNext() {
    try (Namespaces namespaces = Workspaces.open(storage(), 2)) {
      namespaces.open("a").close();
      namespaces.open("b").close();
      namespaces.open("a").close();
      namespaces.open("c").close(); // in place of b
      assertEquals(1, figure(namespaces.statistics(), "evicted"));
      namespaces.open("a").close();
      assertEquals(1, figure(namespaces.statistics(), "evicted"));
      namespaces.open("b").close(); // in place of c
      assertEquals(2, figure(namespaces.statistics(), "evicted"));
      assertEquals(4, figure(namespaces.statistics(), "opened"));
      assertEquals(2, figure(namespaces.statistics(), "reused"));
    }
  }

  @Test
  default void whatIsInUseStaysOpen() {
    try (Namespaces namespaces = Workspaces.impatient(storage(), 2)) {
      Namespace a = namespaces.open("a");
      Namespace b = namespaces.open("b");
      Connection ofA = a.connection();
      NamespaceException refusal =
          assertThrows(NamespaceException.class, () -> namespaces.open("c").close());
      assertEquals(2, refusal.context().get("max-open"));
      Namespace again = namespaces.open("a");
      a.close();
      a.close();
      assertThrows(IllegalStateException.class, a::connection);
      Workspaces.add(ofA, 1); // it is used by the other
      b.close();
      namespaces.open("c").close();
      Workspaces.add(again.connection(), 2);
      assertEquals(Set.of(1L, 2L), Workspaces.numbers(ofA));
      again.close();
    }
  }

  @Test
  default void manyThreadsShareAFewOpenDatabases() throws Exception {
    try (Namespaces namespaces = Workspaces.open(storage(), 3)) {
      Crew.run(8, worker -> {
        for (int i = 0; i < 12; i++) {
          Workspaces.add(namespaces, "n" + (worker * 5 + i) % 12, worker);
        }
      });
      for (int i = 0; i < 12; i++) {
        assertEquals(
            Set.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L), Workspaces.numbers(namespaces, "n" + i));
      }
      assertTrue(figure(namespaces.statistics(), "open") <= 3);
    }
  }

  @Test
  default void closingClosesEverything() {
    Namespaces namespaces = Workspaces.open(storage(), 3);
    Namespace used = namespaces.open("a");
    Connection connection = used.connection();
    namespaces.close();
    namespaces.close();
    assertThrows(StorageClosedException.class, connection::db);
    assertThrows(StorageClosedException.class, () -> namespaces.open("a").close());
    assertThrows(StorageClosedException.class, namespaces::list);
    used.close();
    assertEquals(0, figure(namespaces.statistics(), "open"));
  }

  @Test
  default void aConnectionThatItsUserClosedIsOpenedAgain() {
    try (Namespaces namespaces = Workspaces.open(storage(), 3)) {
      try (Namespace used = namespaces.open("a")) {
        used.connection().close();
      }
      Workspaces.add(namespaces, "a", 1);
      assertEquals(Set.of(1L), Workspaces.numbers(namespaces, "a"));
    }
  }
}
