package dev.dfdb.storage.fdb;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.ConflictException;
import dev.dfdb.storage.WriteBatch;
import dev.dfdb.storage.fdb.simulation.Fault;
import dev.dfdb.storage.fdb.simulation.Faults;
import dev.dfdb.storage.fdb.simulation.SimulatedCluster;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A cluster decides on many commits at once, and gives them one version: what another has written
 * under the version of a commit of one's own is not overlooked by the next.
 */
class SharedVersionTest {

  private static final byte[] GUARD = {1};
  private static final byte[] COUNTER = {2};
  private static final int TIMES = 40;

  private static byte[] number(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  private static int number(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getInt();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 40})
  void aGuardHoldsWhenABatchIsWrittenAlsoAgainstBatchesWithoutGuards(int width) throws Exception {
    for (int number = 0; number < 10; number++) {
      long seed = Seeds.SEED + number;
      Faults faults = Faults.NONE.with(Fault.SHARED_VERSION, 1);
      try (SimulatedCluster cluster = new SimulatedCluster(seed, faults);
          FdbStorage counting = cluster.open(Map.of());
          FdbStorage changing = cluster.open(Map.of())) {
        counting.put(GUARD, number(0));
        counting.put(COUNTER, number(0));
        int[] acknowledged = {0};
        int[] overlooked = {0};
        cluster.run(List.of(
            () -> count(counting, new SplittableRandom(width), acknowledged, overlooked),
            () -> change(changing, new SplittableRandom(seed), acknowledged, width)));
        assertTrue(overlooked[0] == 0, "seed " + seed + ": " + overlooked[0]);
      }
    }
  }

  private static void count(
      FdbStorage storage, SplittableRandom random, int[] acknowledged, int[] overlooked) {
    int guard = 0;
    int counter = 0;
    while (acknowledged[0] < TIMES) {
      int before = acknowledged[0];
      try {
        storage.batchWrite(WriteBatch.builder()
            .requireHolds(GUARD, number(guard))
            .requireHolds(COUNTER, number(counter))
            .put(COUNTER, number(counter + 1))
            .build());
        overlooked[0] += guard < before ? 1 : 0;
        counter++;
        for (int pause = random.nextInt(6); pause > 0; pause--) {
          storage.get(COUNTER); // or it would always be faster than the other
        }
      } catch (ConflictException changed) {
        guard = number(Objects.requireNonNull(storage.get(GUARD)));
        counter = number(Objects.requireNonNull(storage.get(COUNTER)));
      }
    }
  }

  private static void change(
      FdbStorage storage, SplittableRandom random, int[] acknowledged, int width) {
    for (int i = 1; i <= TIMES; i++) {
      WriteBatch.Builder batch = WriteBatch.builder().put(GUARD, number(i));
      for (int other = 1; other < width; other++) {
        batch.put(new byte[] {0, (byte) other}, number(i));
      }
      storage.batchWrite(batch.build());
      acknowledged[0] = i;
      for (int pause = random.nextInt(40); pause > 0; pause--) {
        storage.get(COUNTER);
      }
    }
  }
}
