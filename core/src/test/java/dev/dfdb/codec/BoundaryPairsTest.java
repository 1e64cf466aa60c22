package dev.dfdb.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every pair of boundary values: K1 and K2, and that no encoding begins another. */
class BoundaryPairsTest {

  private final List<@Nullable Object> values = Boundaries.all();
  private final byte[][] keys = values.stream()
      .map(value -> new KeyWriter().writeValue(value).toBytes())
      .toArray(byte[][]::new);

  @Test
  void everyBoundaryPairSortsAsItsValuesDo() {
    for (int i = 0; i < keys.length; i++) {
      for (int j = 0; j < keys.length; j++) {
        int byBytes = Integer.signum(Arrays.compareUnsigned(keys[i], keys[j]));
        int byValue = Integer.signum(ValueOrder.compare(values.get(i), values.get(j)));
        if (byBytes != byValue || byValue != Integer.compare(i, j)) {
          fail(Show.pair(values.get(i), values.get(j)) + " " + byBytes + " " + byValue);
        }
      }
    }
  }

  @Test
  void noEncodedBoundaryValueIsAPrefixOfAnother() {
    for (int i = 0; i < keys.length; i++) {
      for (int j = 0; j < keys.length; j++) {
        int mismatch = Arrays.mismatch(keys[i], keys[j]);
        if (i != j && mismatch >= Math.min(keys[i].length, keys[j].length)) {
          fail(Show.pair(values.get(i), values.get(j)));
        }
      }
    }
  }

  @Test
  void everyBoundaryValueComesBackAsItWent() {
    KeyReader reader = new KeyReader();
    for (int i = 0; i < keys.length; i++) {
      Object back = reader.reset(keys[i]).readValue();
      assertTrue(Exactly.same(values.get(i), back), Show.pair(values.get(i), back));
      assertTrue(reader.atEnd());
    }
  }

  @Test
  void skippingABoundaryValueEndsWhereReadingItDoes() {
    KeyReader reader = new KeyReader();
    for (byte[] key : keys) {
      byte[] longer = Arrays.copyOf(key, key.length + 3);
      reader.reset(longer).skipValue();
      assertEquals(key.length, reader.position());
      for (int end = 0; end < key.length; end++) {
        assertEquals(-1, ValueEnd.find(key, 0, end, reader));
      }
    }
  }
}
