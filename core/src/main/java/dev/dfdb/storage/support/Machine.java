package dev.dfdb.storage.support;

import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * What a process has of the machine: of a container its limits, not those of the host. Immutable.
 *
 * @param memoryBytes all memory that the process and its neighbours may use
 * @param heapBytes the most that the Java heap takes of it
 * @param files how many files the process may have open, or {@link Long#MAX_VALUE} where nobody
 *     says
 * @param processors how many processors it may use
 */
public record Machine(long memoryBytes, long heapBytes, long files, int processors) {

  /** Where a runtime without the module jdk.management can't say: the heap's usual part is this. */
  private static final int USUAL_PART = 4;

  /** That of this process. */
  public static Machine current() {
    Runtime runtime = Runtime.getRuntime();
    long heap = runtime.maxMemory();
    Figures figures =
        isPresent("java.management") && isPresent("jdk.management") ? Figures.read() : null;
    long memory = figures == null ? heap * USUAL_PART : figures.memory;
    return new Machine(
        memory,
        heap,
        figures == null ? Long.MAX_VALUE : figures.files,
        runtime.availableProcessors());
  }

  private static boolean isPresent(String module) {
    return ModuleLayer.boot().findModule(module).isPresent();
  }

  /** Apart, so that nothing refers to the modules of management where they are not there. */
  private record Figures(long memory, long files) {

    static @Nullable Figures read() {
      if (!(ManagementFactory.getOperatingSystemMXBean()
          instanceof com.sun.management.OperatingSystemMXBean system)) {
        return null;
      }
      long files = system instanceof com.sun.management.UnixOperatingSystemMXBean unix
          ? unix.getMaxFileDescriptorCount()
          : Long.MAX_VALUE;
      return new Figures(system.getTotalMemorySize(), files);
    }
  }
}
