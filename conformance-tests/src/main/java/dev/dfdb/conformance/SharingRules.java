package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.error.ConflictException;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** S4 and S5 across several handles on one store, where the storage declares it can be shared. */
interface SharingRules extends GuardRules {

  @Test
  default void s4_guardsSeeTheWritesOfOtherHandles() {
    Storage other = other();
    byte[] key = Bytes.text("k");
    WriteBatch create = WriteBatch.builder().requireAbsent(key).put(key, key).build();
    storage().batchWrite(create);
    assertThrows(ConflictException.class, () -> other.batchWrite(create));
    other.batchWrite(WriteBatch.builder().requireHolds(key, key).delete(key).build());
    assertNull(storage().get(key));
  }

  @Test
  default void s4_concurrentIncrementsOfSeveralHandlesLoseNoUpdate() throws Exception {
    checkIncrements(List.of(storage(), other(), bench().openAnother()));
  }

  @Test
  default void s5_aSnapshotDoesNotSeeTheWritesOfOtherHandles() {
    Storage other = other();
    storage().put(Bytes.text("k"), Bytes.text("before"));
    try (Snapshot snapshot = storage().snapshot()) {
      other.put(Bytes.text("k"), Bytes.text("after"));
      assertArrayEquals(Bytes.text("before"), snapshot.get(Bytes.text("k")));
    }
    assertArrayEquals(Bytes.text("after"), storage().get(Bytes.text("k")));
  }

  @Test
  default void s8_closingOneHandleLeavesTheOthersOpen() {
    Storage other = other();
    other.put(Bytes.text("k"), Bytes.text("v"));
    other.close();
    assertEquals(1, bench().entries().size());
  }

  private Storage other() {
    Assumptions.assumeTrue(
        bench().capabilities().sharedByProcesses(),
        "the storage declares that one process at a time has it open; that a second handle is "
            + "refused is s7_aSecondHandleIsWhatTheStorageDeclares");
    return bench().openAnother();
  }
}
