package dev.dfdb.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.CorruptionException;
import dev.dfdb.error.InvalidValueException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** K6: ids. */
class IdTest {

  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "1, 01",
    "127, 7f",
    "128, 8080",
    "16383, bfff",
    "16384, c04000",
    "2097151, dfffff",
    "2097152, e0200000",
    "268435455, efffffff",
    "268435456, f010000000",
    "34359738367, f7ffffffff",
    "34359738368, f80800000000",
    "4398046511103, fbffffffffff",
    "4398046511104, fc040000000000",
    "562949953421311, fdffffffffffff",
    "562949953421312, fe02000000000000",
    "72057594037927935, feffffffffffffff"
  })
  void k6_idsTakeOneByteForEverySevenBits(long id, String hex) {
    byte[] key = new KeyWriter().writeId(id).toBytes();
    assertEquals(hex, HexFormat.of().formatHex(key));
    assertEquals(id, new KeyReader(key).readId());
  }

  @Test
  void k6_idsSortAsNumbersAndNoneBeginsAnother() {
    List<Long> ids = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(6);
    for (int bits = 0; bits <= 56; bits++) {
      long power = 1L << bits;
      for (long id : new long[] {power - 2, power - 1, power, power + 1, random.nextLong(power)}) {
        if (id >= 0 && id <= KeyWriter.MAX_ID) {
          ids.add(id);
        }
      }
    }
    for (long left : ids) {
      byte[] l = new KeyWriter().writeId(left).toBytes();
      assertNotEquals((byte) 0xFF, l[0]);
      for (long right : ids) {
        byte[] r = new KeyWriter().writeId(right).toBytes();
        assertEquals(Long.compare(left, right), Integer.signum(Arrays.compareUnsigned(l, r)));
        int mismatch = Arrays.mismatch(l, r);
        assertTrue(left == right || mismatch < Math.min(l.length, r.length));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, 1L << 56, Long.MAX_VALUE})
  void k6_anIdOutOfRangeIsRefused(long id) {
    assertThrows(InvalidValueException.class, () -> new KeyWriter().writeId(id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ff",
        "ffffffffffffffffff",
        "80",
        "8000",
        "807f",
        "c00000",
        "c03fff",
        "e0000000",
        "fe00000000000000",
        "fe01ffffffffffff",
        "fe02000000000000ff0f"
      })
  void k8_anIdCutShortOrTooLongOrOfNoFormIsCorruption(String hex) {
    byte[] key = HexFormat.of().parseHex(hex);
    KeyReader reader = new KeyReader(key);
    if (key.length == 10) {
      reader.readId(); // and two bytes that are none
    }
    assertThrows(CorruptionException.class, reader::readId);
  }

  @Test
  void skippingAnIdEndsWhereReadingItDoes() {
    for (int bits = 0; bits < 56; bits++) {
      KeyWriter key = new KeyWriter().writeId(1L << bits).writeByte(5);
      KeyReader reader = new KeyReader(key.toBytes());
      reader.skipId();
      assertEquals(5, reader.readByte());
      byte[] cut = Arrays.copyOf(key.toBytes(), key.length() - 2);
      assertThrows(CorruptionException.class, () -> new KeyReader(cut).skipId());
    }
  }
}
