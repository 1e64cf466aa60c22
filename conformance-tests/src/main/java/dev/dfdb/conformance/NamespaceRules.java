package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.Dfdb;
import dev.dfdb.Namespace;
import dev.dfdb.Namespaces;
import dev.dfdb.error.DatabaseDeletedException;
import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.error.NamespaceException;
import dev.dfdb.storage.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Namespaces are databases of their own. */
interface NamespaceRules extends Rules {

  /** The same store as another process would have it open; where it can't, this very storage. */
  default Storage another() {
    return bench().capabilities().sharedByProcesses() ? bench().openAnother() : storage();
  }

  @Test
  default void nothingOfANamespaceIsInAnotherWhateverItsName() {
    List<String> names = new ArrayList<>(Workspaces.HOSTILE);
    Collections.shuffle(names, new Random(7));
    try (Namespaces namespaces = Workspaces.open(storage(), 5)) {
      for (int i = 0; i < names.size(); i++) {
        Workspaces.add(namespaces, names.get(i), i);
      }
      for (int i = 0; i < names.size(); i++) {
        assertEquals(Set.of((long) i), Workspaces.numbers(namespaces, names.get(i)));
      }
      List<String> sorted = new ArrayList<>(names);
      sorted.sort((a, b) -> compareCodePoints(a, b));
      assertEquals(sorted, namespaces.list());
      assertTrue(namespaces.delete("a"));
      assertFalse(namespaces.delete("a"));
      assertFalse(namespaces.exists("a"));
      for (int i = 0; i < names.size(); i++) {
        if (!names.get(i).equals("a")) {
          assertEquals(Set.of((long) i), Workspaces.numbers(namespaces, names.get(i)));
        }
      }
    }
  }

  private static int compareCodePoints(String a, String b) {
    int[] left = a.codePoints().toArray();
    int[] right = b.codePoints().toArray();
    return Arrays.compare(left, right);
  }

  @Test
  default void theDatabaseWithoutANameIsApartFromThem() {
    Map<String, Object> whole = Map.of("storage", storage());
    try (Connection named = Dfdb.createDb(Map.of("storage", storage(), "namespace", "a"));
        Connection unnamed = Dfdb.createDb(whole)) {
      Workspaces.add(named, 1);
      Workspaces.add(unnamed, 2);
      assertEquals(Set.of(1L), Workspaces.numbers(named));
      assertEquals(Set.of(2L), Workspaces.numbers(unnamed));
      assertEquals(List.of("a"), Dfdb.listNamespaces(whole));
      Dfdb.copyNamespace(whole, "a", "b");
      assertTrue(Dfdb.deleteNamespace(whole, "a"));
      assertEquals(List.of("b"), Dfdb.listNamespaces(whole));
      assertEquals(Set.of(2L), Workspaces.numbers(unnamed));
    }
  }

  @Test
  default void namesThatCannotBeAreRefused() {
    try (Namespaces namespaces = Workspaces.open(storage(), 5)) {
      for (String name : List.of("", "x".repeat(501), "\u00E9".repeat(251), "a\uD83D", "\uDE00")) {
        assertThrows(NamespaceException.class, () -> namespaces.open(name).close());
        assertThrows(NamespaceException.class, () -> namespaces.delete(name));
      }
      assertEquals(List.of(), namespaces.list());
    }
    Map<String, Object> one = new HashMap<>(Map.of("storage", storage(), "namespace", "a"));
    assertThrows(MisconfiguredException.class, () -> Dfdb.listNamespaces(one));
    assertThrows(MisconfiguredException.class, () -> Dfdb.openNamespaces(one).close());
  }

  @Test
  default void namespacesAreListedByTheirBeginning() {
    try (Namespaces namespaces = Workspaces.open(storage(), 5)) {
      for (String name : List.of("b", "ab", "a", "a\u0000", "abc", "\u0000a")) {
        namespaces.open(name).close();
      }
      assertEquals(List.of("a", "a\u0000", "ab", "abc"), namespaces.list("a"));
      assertEquals(List.of("a\u0000"), namespaces.list("a\u0000"));
      assertEquals(List.of(), namespaces.list("c"));
    }
  }

  @Test
  default void aCopyHasAllOfItAndGoesItsOwnWay() {
    try (Namespaces namespaces = Workspaces.open(storage(), 5)) {
      for (long n = 0; n < 20; n++) {
        Workspaces.add(namespaces, "a", n);
      }
      namespaces.copy("a", "b");
      Workspaces.add(namespaces, "a", 100);
      Workspaces.add(namespaces, "b", 200);
      try (Namespace copy = namespaces.open("b")) {
        assertEquals(21, copy.connection().db().basisT());
        Db then = copy.connection().db().asOf(5);
        assertEquals(5L, then.q("[:find (count ?e) . :where [?e :n]]").value());
      }
      Set<Object> ofCopy = Workspaces.numbers(namespaces, "b");
      assertTrue(ofCopy.contains(200L) && !ofCopy.contains(100L));
      assertThrows(NamespaceException.class, () -> namespaces.copy("a", "b"));
      assertThrows(NamespaceException.class, () -> namespaces.copy("none", "c"));
      assertEquals(List.of("a", "b"), namespaces.list());
    }
  }

  @Test
  default void aDeletedNamespaceLeavesNothingAndItsNumberIsNotGivenAgain() {
    try (Namespaces namespaces = Workspaces.open(storage(), 5)) {
      Workspaces.add(namespaces, "a", 1);
      List<String> before = keys();
      for (int i = 0; i < 3; i++) {
        Workspaces.add(namespaces, "b", i);
        assertEquals(Set.of((long) i), Workspaces.numbers(namespaces, "b"));
        List<String> with = keys();
        assertTrue(namespaces.delete("b"));
        assertEquals(before, keys());
        Workspaces.add(namespaces, "b", i);
        List<String> again = keys();
        again.removeAll(before);
        with.removeAll(before);
        with.removeIf(this::isOfDirectory);
        assertTrue(Collections.disjoint(with, again), "another number");
        assertTrue(namespaces.delete("b"));
      }
    }
  }

  private boolean isOfDirectory(String key) {
    return key.startsWith(Bytes.hex(new byte[1]));
  }

  private List<String> keys() {
    return new ArrayList<>(
        bench().entries().stream().map(entry -> Bytes.hex(entry.key())).toList());
  }

  @Test
  default void whoHasADeletedNamespaceOpenIsToldSo() {
    Storage other = another();
    try (Namespaces here = Workspaces.open(storage(), 5);
        Namespaces there = Workspaces.open(other, 5);
        Namespace used = here.open("a")) {
      Connection connection = used.connection();
      Workspaces.add(connection, 1);
      assertEquals(Set.of(1L), Workspaces.numbers(there, "a"));
      assertTrue(there.delete("a"));
      assertThrows(DatabaseDeletedException.class, () -> Workspaces.add(connection, 2));
      assertThrows(DatabaseDeletedException.class, connection::db);
      assertThrows(DatabaseDeletedException.class, () -> Workspaces.add(connection, 3));
      Workspaces.add(there, "a", 4);
      assertThrows(DatabaseDeletedException.class, () -> Workspaces.add(connection, 5));
      assertEquals(Set.of(4L), Workspaces.numbers(here, "a"), "the name is of a new database");
      assertThrows(DatabaseDeletedException.class, connection::db);
    }
  }

  @Test
  default void severalMakeAndDeleteTheSameNamespacesAtOnce() throws Exception {
    List<Storage> storages = List.of(storage(), another(), another());
    Crew.run(6, worker -> {
      try (Namespaces namespaces = Workspaces.open(storages.get(worker % 3), 3)) {
        for (int i = 0; i < 10; i++) {
          String name = "n" + (i % 3);
          if ((worker + i) % 4 == 3) {
            namespaces.delete(name);
          } else {
            try {
              Workspaces.add(namespaces, name, worker);
            } catch (DatabaseDeletedException byAnother) {
              // as it may be
            }
          }
        }
      }
    });
    try (Namespaces namespaces = Workspaces.open(storage(), 3)) {
      namespaces.list().forEach(namespaces::delete);
    }
    assertEquals(1, keys().size(), "the head of the directory");
  }

  @Test
  default void concurrentWritersOfANamespaceLoseNothing() throws Exception {
    List<Storage> storages = List.of(storage(), another());
    Crew.run(4, worker -> {
      try (Namespaces namespaces = Workspaces.open(storages.get(worker % 2), 2)) {
        for (int i = 0; i < 10; i++) {
          Workspaces.add(namespaces, "n" + i, worker);
        }
      }
    });
    try (Namespaces namespaces = Workspaces.open(storage(), 2)) {
      for (int i = 0; i < 10; i++) {
        assertEquals(Set.of(0L, 1L, 2L, 3L), Workspaces.numbers(namespaces, "n" + i));
      }
    }
  }
}
