package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.ConflictException;
import dev.dfdb.error.StorageException;
import dev.dfdb.error.StorageUnavailableException;
import dev.dfdb.storage.Capabilities;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** S7: a small family of errors; and what is declared is so. */
interface ErrorRules extends Rules {

  @Test
  default void s7_theStorageDeclaresWhatItsFixtureExpects() {
    Capabilities declared = bench().fixture().declared();
    assertEquals(declared, bench().capabilities());
  }

  @Test
  default void s7_aConflictTellsItsContext() {
    storage().put(Bytes.text("k"), Bytes.text("actual"));
    ConflictException conflict = assertThrows(
        ConflictException.class,
        () -> storage()
            .batchWrite(WriteBatch.builder()
                .requireHolds(Bytes.text("k"), Bytes.text("expected"))
                .build()));
    assertFalse(conflict.summary().isBlank());
    String message = String.valueOf(conflict.getMessage());
    for (String part : List.of("k", "actual", "expected")) {
      assertTrue(message.contains(Bytes.hex(Bytes.text(part))), () -> part + " in " + message);
    }
  }

  @Test
  default void s7_theStorageGoesOnAfterAnError() {
    storage().put(Bytes.text("k"), Bytes.text("v"));
    assertThrows(
        StorageException.class,
        () -> storage()
            .batchWrite(WriteBatch.builder().requireAbsent(Bytes.text("k")).build()));
    assertThrows(IllegalArgumentException.class, () -> storage().get(Bytes.EMPTY));
    storage().put(Bytes.text("l"), Bytes.text("w"));
    assertEquals(2, bench().entries().size());
  }

  @Test
  @SuppressWarnings("NullAway") // the nulls are the point
  default void s7_aNullArgumentIsRefusedAsSuch() {
    assertThrows(NullPointerException.class, () -> storage().get(null));
    assertThrows(NullPointerException.class, () -> storage().getAll(null));
    assertThrows(NullPointerException.class, () -> storage().batchWrite(null));
    assertThrows(
        NullPointerException.class,
        () -> storage().scan(null, ScanOptions.FORWARD).close());
    assertThrows(
        NullPointerException.class, () -> storage().scan(KeyRange.all(), null).close());
    assertThrows(NullPointerException.class, () -> storage().load(null));
    assertEquals(0L, storage().statistics().get("open-cursors"));
  }

  @Test
  default void s7_aSecondHandleIsWhatTheStorageDeclares() throws Exception {
    Capabilities capabilities = bench().capabilities();
    storage().put(Bytes.text("first"), Bytes.EMPTY);
    if (capabilities.sharedByProcesses()) {
      Storage other = bench().openAnother();
      assertNotNull(other.get(Bytes.text("first")));
      other.put(Bytes.text("second"), Bytes.EMPTY);
      assertNotNull(storage().get(Bytes.text("second")));
    } else if (capabilities.persistent()) {
      StorageUnavailableException held =
          assertThrows(StorageUnavailableException.class, () -> bench().openAnother());
      assertFalse(held.context().isEmpty(), "the context says what is held");
      storage().put(Bytes.text("second"), Bytes.EMPTY);
      assertEquals(2, bench().entries().size(), "the first handle goes on");
    } else {
      assertEquals(
          List.of(),
          Bench.scan(bench().openAnother(), KeyRange.all(), ScanOptions.FORWARD),
          "another store");
    }
  }

  @Test
  default void s7_statisticsAlwaysHaveTheOpenResources() {
    Map<String, Long> statistics = storage().statistics();
    assertTrue(statistics.containsKey("open-cursors"));
    assertTrue(statistics.containsKey("open-snapshots"));
    statistics.forEach((name, figure) -> assertTrue(figure >= 0, () -> name + " " + figure));
  }

  @Test
  default void s7_syncAndCompactChangeNothing() {
    bench().putKeys(Bytes.text("a"), Bytes.text("b"));
    storage().delete(Bytes.text("a"));
    List<Entry> before = bench().entries();
    storage().sync();
    storage().compact();
    storage().compact();
    assertEquals(before, bench().entries());
  }
}
