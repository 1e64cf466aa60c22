package dev.dfdb;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What was done with namespaces, counted. Safe from any thread. */
final class NamespaceCounts {

  private final Map<String, LongAdder> counts = new LinkedHashMap<>();

  NamespaceCounts() {
    for (String name : new String[] {
      "opened", "closed", "evicted", "reused", "waited", "created", "deleted", "copied"
    }) {
      counts.put(name, new LongAdder());
    }
  }

  private void count(String name) {
    LongAdder adder = counts.get(name);
    if (adder != null) {
      adder.increment();
    }
  }

  void opened() {
    count("opened");
  }

  void closed() {
    count("closed");
  }

  void evicted() {
    count("evicted");
  }

  void reused() {
    count("reused");
  }

  void waited() {
    count("waited");
  }

  void created() {
    count("created");
  }

  void deleted() {
    count("deleted");
  }

  void copied() {
    count("copied");
  }

  Map<String, Long> figures() {
    Map<String, Long> figures = new LinkedHashMap<>();
    counts.forEach((name, count) -> figures.put(name, count.sum()));
    return figures;
  }
}
