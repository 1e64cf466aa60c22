package dev.dfdb.conformance;

import dev.dfdb.storage.Storage;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/**
 * Kills real processes: for backends whose content outlives the process. A subclass hands over the
 * fixture it hands to {@link StorageConformance}; its provider must be found by the child.
 *
 * <p>A child opens the store, lets several threads write guarded batches, some with {@code SYNC}
 * and some with {@code ASYNC}, and reports each one acknowledged through a pipe. At a random moment
 * it is killed with SIGKILL; this process opens the store and checks that every batch reported is
 * there, no batch is torn, none is missing before the last. Then the next child goes on with the
 * same store.
 *
 * <p>The system property {@code dfdb.crash.kills} says how often, {@code dfdb.crash.seed} from
 * where on; the seed decides the moments as far as a machine lets it.
 */
public abstract class CrashConformance {

  private static final int CHILD_HEAP_MEGABYTES = 256;
  private static final int MOST_REPORTS = 600;
  private static final int MOST_MILLISECONDS = 800;

  /** For subclasses. */
  protected CrashConformance() {}

  /** Makes a fixture whose store is empty and shared with no other fixture. */
  protected abstract StorageFixture fixture();

  /** How many children to kill. */
  protected int kills() {
    return Integer.getInteger("dfdb.crash.kills", 20);
  }

  @Test
  final void s6_nothingAcknowledgedIsLostWhenTheProcessIsKilled() throws Exception {
    long seed = Long.getLong("dfdb.crash.seed", ThreadLocalRandom.current().nextLong());
    SplittableRandom random = new SplittableRandom(seed);
    StorageFixture fixture = fixture();
    long[] last = new long[CrashWorkload.WRITERS];
    int killed = 0;
    long reports = 0;
    try {
      for (; killed < kills(); killed++) {
        reports += oneLife(fixture, random, last);
        try (Storage storage = fixture.open(Map.of())) {
          CrashWorkload.check(storage, last);
          for (int writer = 0; writer < last.length; writer++) {
            last[writer] = CrashWorkload.last(storage, writer);
          }
        }
      }
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          "after kill " + (killed + 1) + ": " + e.getMessage() + "\nRun it again with:\n"
              + Reproduction.command(
                  getClass(),
                  "s6_*",
                  "-Ddfdb.crash.seed=" + seed + " -Ddfdb.crash.kills=" + kills()),
          e);
    } finally {
      fixture.wipe();
    }
    System.out.println("[conformance] " + getClass().getSimpleName() + ": " + killed
        + " processes killed, " + reports + " acknowledged batches checked, -Ddfdb.crash.seed="
        + seed);
  }

  /**
   * Starts a child, kills it, and notes what it reported.
   *
   * @param last the last batch of each writer known to be there
   * @return how many batches it reported
   */
  private static long oneLife(StorageFixture fixture, SplittableRandom random, long[] last)
      throws IOException, InterruptedException {
    try (ChildJvm child =
            ChildJvm.start(CrashChild.class, CHILD_HEAP_MEGABYTES, List.of(), fixture.config());
        BufferedReader output = child.output()) {
      long count = 0;
      if (random.nextInt(5) == 0) {
        child.await(random.nextInt(MOST_MILLISECONDS)); // it may still be starting, or recovering
      } else {
        long most = 1L + random.nextInt(MOST_REPORTS);
        while (count < most && note(output.readLine(), last)) {
          count++;
        }
        child.await(random.nextInt(4));
      }
      child.kill();
      while (note(output.readLine(), last)) {
        count++;
      }
      return count;
    }
  }

  /** Notes a report; false at the end, or if the kill cut it short. */
  private static boolean note(@org.jspecify.annotations.Nullable String report, long[] last) {
    if (report == null || !report.endsWith(CrashWorkload.END_OF_REPORT)) {
      return false;
    }
    String[] parts = report.split(" ", -1);
    int writer = Integer.parseInt(parts[0]);
    long number = Long.parseLong(parts[1]);
    if (number != last[writer] + 1) {
      throw new AssertionError(
          "writer " + writer + " went on with batch " + number + " after " + last[writer]);
    }
    last[writer] = number;
    return true;
  }
}
