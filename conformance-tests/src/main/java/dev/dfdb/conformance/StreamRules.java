package dev.dfdb.conformance;

import java.io.BufferedReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * S11: many entries pass through a small heap. The system property
 * {@code dfdb.conformance.streaming.entries} says how many; the rule speaks of ten million.
 */
interface StreamRules extends Rules {

  /** The heap of the process they pass through. */
  int HEAP_MEGABYTES = 64;

  /** A second store beside the one of the bench. */
  StorageFixture anotherFixture();

  @Test
  default void s11_manyEntriesPassThroughASmallHeap() throws Exception {
    bench().unlessOptedOut(OptOut.PROVIDER);
    bench().unlessOptedOut(OptOut.SMALL_HEAP);
    StorageFixture target = anotherFixture();
    bench().storage().close();
    List<String> arguments = new ArrayList<>();
    arguments.add(Long.getLong("dfdb.conformance.streaming.entries", 1_000_000L).toString());
    bench().fixture().config().forEach((name, value) -> arguments.add(name + "=" + value));
    arguments.add("--");
    try (ChildJvm child =
            ChildJvm.start(StreamChild.class, HEAP_MEGABYTES, arguments, target.config());
        BufferedReader output = child.output()) {
      output
          .lines()
          .forEach(line -> System.out.println("[conformance] " + getClass().getSimpleName() + ", "
              + HEAP_MEGABYTES + " MiB heap: " + line));
      child.succeed();
    } finally {
      target.wipe();
    }
  }
}
