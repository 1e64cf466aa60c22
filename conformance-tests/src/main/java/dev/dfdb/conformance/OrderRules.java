package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.WriteBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** S1: unsigned bytes in order, shorter first; keys are non-empty, values may be empty. */
interface OrderRules extends Rules {

  @Test
  default void s1_anEmptyStoreHasNothing() {
    assertNull(storage().get(Bytes.of(0)));
    assertEquals(List.of(), bench().entries());
    assertEquals(List.of(), Bench.scan(storage(), KeyRange.all(), ScanOptions.REVERSE));
  }

  @Test
  default void s1_getGivesWhatWasPut() {
    storage().put(Bytes.text("k"), Bytes.text("one"));
    assertArrayEquals(Bytes.text("one"), storage().get(Bytes.text("k")));
    storage().put(Bytes.text("k"), Bytes.text("two"));
    assertArrayEquals(Bytes.text("two"), storage().get(Bytes.text("k")));
    assertNull(storage().get(Bytes.text("kk")));
    storage().delete(Bytes.text("k"));
    assertNull(storage().get(Bytes.text("k")));
    storage().delete(Bytes.text("k"));
  }

  @Test
  default void s1_bytesAreComparedUnsigned() {
    byte[][] ascending = new byte[256][];
    for (int i = 0; i < ascending.length; i++) {
      ascending[i] = Bytes.of(i);
    }
    List<byte[]> shuffled = new ArrayList<>(Arrays.asList(ascending));
    Collections.shuffle(shuffled, new Random(1));
    bench().putKeys(shuffled.toArray(byte[][]::new));
    assertEquals(Bench.hex(ascending), Bench.keys(storage(), KeyRange.all(), ScanOptions.FORWARD));
  }

  @Test
  default void s1_theShorterKeyComesFirst() {
    byte[][] ascending = {
      Bytes.of(0),
      Bytes.of(0, 0),
      Bytes.of(0, 0, 0),
      Bytes.of(0, 1),
      Bytes.of(1),
      Bytes.of(0x61),
      Bytes.of(0x61, 0),
      Bytes.of(0x61, 0, 0xff),
      Bytes.of(0x61, 0x61),
      Bytes.of(0x61, 0xff),
      Bytes.of(0x61, 0xff, 0),
      Bytes.of(0x62),
      Bytes.of(0x7f, 0xff),
      Bytes.of(0x80),
      Bytes.of(0xff),
      Bytes.of(0xff, 0),
      Bytes.of(0xff, 0xff)
    };
    List<byte[]> shuffled = new ArrayList<>(Arrays.asList(ascending));
    Collections.shuffle(shuffled, new Random(2));
    bench().putKeys(shuffled.toArray(byte[][]::new));
    assertEquals(Bench.hex(ascending), Bench.keys(storage(), KeyRange.all(), ScanOptions.FORWARD));
    for (byte[] key : ascending) {
      assertArrayEquals(key, storage().get(key));
    }
  }

  @Test
  default void s1_anEmptyValueIsNotAnAbsentOne() {
    byte[] key = Bytes.text("k");
    storage().put(key, Bytes.EMPTY);
    assertArrayEquals(Bytes.EMPTY, storage().get(key));
    byte[] fromMany = storage().getAll(List.of(key)).get(0);
    assertNotNull(fromMany, "getAll gives an empty array for an empty value");
    assertEquals(0, fromMany.length);
    assertEquals(List.of(new Entry(key, Bytes.EMPTY)), bench().entries());
    storage()
        .batchWrite(WriteBatch.builder()
            .requireHolds(key, Bytes.EMPTY)
            .put(Bytes.text("l"), key)
            .build());
    storage().compact();
    assertArrayEquals(Bytes.EMPTY, storage().get(key), "compacting keeps an empty value");
    bench().reopenIfPersistent();
    if (bench().capabilities().persistent()) {
      assertArrayEquals(Bytes.EMPTY, storage().get(key));
    }
  }

  @Test
  default void s1_aValueKeepsEveryByte() {
    byte[] value = new byte[256 * 3];
    for (int i = 0; i < value.length; i++) {
      value[i] = (byte) i;
    }
    storage().put(Bytes.of(0, 0xff, 0), value);
    assertArrayEquals(value, storage().get(Bytes.of(0, 0xff, 0)));
  }

  @Test
  default void s1_anEmptyKeyIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> storage().get(Bytes.EMPTY));
    assertThrows(
        IllegalArgumentException.class,
        () -> storage().getAll(List.of(Bytes.text("k"), Bytes.EMPTY)));
    assertThrows(IllegalArgumentException.class, () -> storage().put(Bytes.EMPTY, Bytes.EMPTY));
    assertThrows(IllegalArgumentException.class, () -> storage().delete(Bytes.EMPTY));
    try (var snapshot = storage().snapshot()) {
      assertThrows(IllegalArgumentException.class, () -> snapshot.get(Bytes.EMPTY));
      assertThrows(IllegalArgumentException.class, () -> snapshot.getAll(List.of(Bytes.EMPTY)));
    }
    assertEquals(List.of(), bench().entries());
  }

  @Test
  default void s1_getAllKeepsOrderAndRepetitions() {
    bench().putKeys(Bytes.text("a"), Bytes.text("b"), Bytes.text("c"));
    List<byte[]> asked = List.of(
        Bytes.text("c"), Bytes.text("x"), Bytes.text("a"), Bytes.text("c"), Bytes.text("x"));
    List<String> got = storage().getAll(asked).stream().map(Bytes::hex).toList();
    assertEquals(
        List.of(
            Bytes.hex(Bytes.text("c")),
            "absent",
            Bytes.hex(Bytes.text("a")),
            Bytes.hex(Bytes.text("c")),
            "absent"),
        got);
    assertEquals(List.of(), storage().getAll(List.of()));
  }
}
