package dev.dfdb.benchmarks.memory;

import dev.dfdb.storage.Entry;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Prints how much heap an entry takes in the memory backend and in the skip list: the difference of
 * the heap in use, after a full collection, before and after a million entries are put in.
 */
public final class HeapPerEntry {

  private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

  private HeapPerEntry() {}

  /** Measures every workload. */
  public static void main(String[] args) {
    System.out.println("bytes of heap per entry");
    System.out.printf(
        "%-10s %-10s %8s %8s %8s%n", "values", "order", "memory", "skiplist", "ratio");
    for (Workload.Values values : Workload.Values.values()) {
      for (Workload.Order order : Workload.Order.values()) {
        measure(values, order);
      }
    }
  }

  private static void measure(Workload.Values values, Workload.Order order) {
    List<Entry> entries = Workload.entries(values, order);
    try {
      double memory = perEntry(() -> Workload.storage(entries));
      double skipList = perEntry(() -> Workload.skipList(entries));
      System.out.printf(
          Locale.ROOT,
          "%-10s %-10s %8.1f %8.1f %8.2f%n",
          values,
          order,
          memory,
          skipList,
          memory / skipList);
    } finally {
      Reference.reachabilityFence(entries);
    }
  }

  private static double perEntry(Supplier<Object> filled) {
    long before = used();
    Object store = filled.get();
    try {
      return (double) (used() - before) / Workload.ENTRIES;
    } finally {
      Reference.reachabilityFence(store);
    }
  }

  private static long used() {
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      used = Math.min(used, MEMORY.getHeapMemoryUsage().getUsed());
    }
    return used;
  }
}
