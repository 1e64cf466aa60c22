package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Namespaces;
import dev.dfdb.conformance.oracle.Fault;
import dev.dfdb.conformance.oracle.FaultyStorage;
import dev.dfdb.error.DfdbException;
import dev.dfdb.storage.Storage;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A store that fails at any write leaves no half namespace, and nothing that stays behind. */
interface NamespaceFaultRules extends Rules {

  /** What the next one who opens namespaces finds of those that were made before the fault. */
  @Test
  default void aFaultWhileNamespacesAreMadeLeavesWholeOnes() {
    everyFault(
        namespaces -> {},
        namespaces -> {
          Workspaces.add(namespaces, "a", 1);
          Workspaces.add(namespaces, "b", 2);
        },
        namespaces -> {
          assertTrue(Set.of(Set.of(), Set.of(1L)).contains(Workspaces.numbers(namespaces, "a")));
          assertTrue(Set.of(Set.of(), Set.of(2L)).contains(Workspaces.numbers(namespaces, "b")));
        });
  }

  @Test
  default void aFaultWhileANamespaceIsDeletedLeavesItWholeOrNothing() {
    everyFault(NamespaceFaultRules::fill, namespaces -> namespaces.delete("a"), namespaces -> {
      if (namespaces.exists("a")) {
        assertEquals(Set.of(1L, 2L), Workspaces.numbers(namespaces, "a"));
      }
      assertEquals(Set.of(3L), Workspaces.numbers(namespaces, "b"));
    });
  }

  @Test
  default void aFaultWhileANamespaceIsCopiedLeavesAWholeCopyOrNone() {
    everyFault(NamespaceFaultRules::fill, namespaces -> namespaces.copy("a", "c"), namespaces -> {
      if (namespaces.exists("c")) {
        assertEquals(Set.of(1L, 2L), Workspaces.numbers(namespaces, "c"));
      }
      assertEquals(Set.of(1L, 2L), Workspaces.numbers(namespaces, "a"));
      assertEquals(Set.of(3L), Workspaces.numbers(namespaces, "b"));
    });
  }

  private static void fill(Namespaces namespaces) {
    Workspaces.add(namespaces, "a", 1);
    Workspaces.add(namespaces, "a", 2);
    Workspaces.add(namespaces, "b", 3);
  }

  private void everyFault(
      Consumer<Namespaces> before, Consumer<Namespaces> action, Consumer<Namespaces> check) {
    int step = Integer.getInteger("dfdb.namespaces.fault-step", 1);
    for (Fault fault : Fault.values()) {
      if (fault != Fault.NONE) {
        for (boolean dies : new boolean[] {false, true}) {
          int write = 0;
          while (fails(write, fault, dies, before, action, check)) {
            write += step;
          }
        }
      }
    }
  }

  /** Whether the write came. */
  private boolean fails(
      int write,
      Fault fault,
      boolean dies,
      Consumer<Namespaces> before,
      Consumer<Namespaces> action,
      Consumer<Namespaces> check) {
    Storage intact = storage();
    try (Namespaces namespaces = Workspaces.open(intact, 5)) {
      namespaces.list().forEach(namespaces::delete);
      before.accept(namespaces);
    }
    FaultyStorage faulty = new FaultyStorage(intact, write, fault, dies);
    try (Namespaces namespaces = Workspaces.open(faulty, 5)) {
      action.accept(namespaces);
    } catch (DfdbException told) {
      assertTrue(faulty.hasFailed(), () -> "it fails where it is made to, not: " + told);
    }
    checkWhatIsLeft(intact, check);
    if (!intact.capabilities().sharedByProcesses()) {
      checkNothingStays(); // what another process may be doing is left alone until it is old
    }
    return faulty.hasFailed();
  }

  private static void checkWhatIsLeft(Storage intact, Consumer<Namespaces> check) {
    try (Namespaces namespaces = Workspaces.open(intact, 5)) {
      check.accept(namespaces);
      Workspaces.add(namespaces, "z", 9);
      assertEquals(Set.of(9L), Workspaces.numbers(namespaces, "z"));
    }
  }

  /** When all are deleted nothing is there but the head of the directory. */
  private void checkNothingStays() {
    try (Namespaces namespaces = Workspaces.open(storage(), 5)) {
      List<String> names = namespaces.list();
      names.forEach(namespaces::delete);
    }
    assertEquals(1, bench().entries().size());
  }
}
