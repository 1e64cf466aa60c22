package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.Namespaces;
import dev.dfdb.error.NamespaceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Random courses of everything that is done with namespaces, against a map of sets. */
interface NamespaceCourseRules extends Rules {

  @Test
  default void randomCoursesAgreeWithAMap() {
    int courses = Integer.getInteger("dfdb.namespaces.courses", 5);
    long first = Long.getLong("dfdb.namespaces.seed", System.nanoTime());
    for (long seed = first; seed < first + courses; seed++) {
      try {
        run(new SplittableRandom(seed));
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError(
            "repeat with -Ddfdb.namespaces.courses=1 -Ddfdb.namespaces.seed=" + seed, failure);
      }
    }
  }

  private void run(SplittableRandom random) {
    List<String> pool = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      pool.add(Workspaces.HOSTILE.get(random.nextInt(Workspaces.HOSTILE.size())));
    }
    TreeMap<String, Set<Object>> model = new TreeMap<>();
    Namespaces namespaces = Workspaces.open(storage(), 2);
    namespaces.list().forEach(namespaces::delete);
    for (int step = 0; step < 40; step++) {
      String name = pool.get(random.nextInt(pool.size()));
      String other = pool.get(random.nextInt(pool.size()));
      switch (random.nextInt(10)) {
        case 0, 1, 2, 3 -> {
          Workspaces.add(namespaces, name, step);
          model.computeIfAbsent(name, made -> new TreeSet<>()).add((long) step);
        }
        case 4, 5 ->
          assertEquals(
              model.computeIfAbsent(name, made -> new TreeSet<>()),
              Workspaces.numbers(namespaces, name));
        case 6 -> assertEquals(model.remove(name) != null, namespaces.delete(name));
        case 7 -> copy(namespaces, model, name, other);
        case 8 -> {
          namespaces.close();
          bench().reopenIfPersistent();
          namespaces = Workspaces.open(storage(), 2);
        }
        default -> assertEquals(model.keySet(), new TreeSet<>(namespaces.list()));
      }
    }
    for (String name : model.keySet()) {
      assertEquals(model.get(name), Workspaces.numbers(namespaces, name));
    }
    namespaces.close();
  }

  private static void copy(
      Namespaces namespaces, Map<String, Set<Object>> model, String name, String other) {
    Set<Object> source = model.get(name);
    if (source == null || model.containsKey(other)) {
      assertThrows(NamespaceException.class, () -> namespaces.copy(name, other));
    } else {
      namespaces.copy(name, other);
      model.put(other, new TreeSet<>(source));
    }
  }
}
