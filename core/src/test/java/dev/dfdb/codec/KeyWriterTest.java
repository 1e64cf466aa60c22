package dev.dfdb.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.edn.Keyword;
import dev.dfdb.error.CorruptionException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** K9: a writer and a reader reused from key to key. */
class KeyWriterTest {

  @Test
  void componentsAreReadInTheOrderWritten() {
    KeyWriter writer = new KeyWriter(0);
    writer.writeByte(0x101).writeId(300).writeValue("Ada").writeLong(-5);
    writer.writeRaw(new byte[] {1, 2, 3}).writeRaw(new byte[] {4, 5, 6}, 1, 1);
    KeyReader reader = new KeyReader(writer.toBytes());
    assertEquals(1, reader.readByte());
    assertEquals(300, reader.readId());
    assertEquals(ValueType.STRING, reader.valueType());
    assertFalse(reader.atLong());
    assertEquals("Ada", reader.readValue());
    assertTrue(reader.atLong());
    assertEquals(-5, reader.readLong());
    assertEquals(4, reader.remaining());
    assertArrayEquals(new byte[] {1, 2, 3, 5}, reader.readRaw(4));
    assertTrue(reader.atEnd());
    assertThrows(CorruptionException.class, reader::readByte);
  }

  @Test
  void k9_aWriterIsReusedWithoutANewBuffer() {
    KeyWriter writer = new KeyWriter();
    byte[] buffer = writer.buffer();
    for (long i = 0; i < 1_000; i++) {
      writer.reset().writeByte(1).writeId(i).writeId(17).writeValue("x" + i);
      assertSame(buffer, writer.buffer());
      assertEquals("x" + i, skipTwo(writer).readValue());
    }
  }

  private static KeyReader skipTwo(KeyWriter writer) {
    KeyReader reader = new KeyReader().reset(writer.buffer(), 0, writer.length());
    reader.skipRaw(1);
    reader.skipId();
    reader.skipId();
    return reader;
  }

  @Test
  void truncatingGoesBackToAMark() {
    KeyWriter writer = new KeyWriter().writeByte(1).writeId(5);
    int mark = writer.length();
    byte[] before = writer.toBytes();
    writer.writeValue("long".repeat(100)).truncate(mark);
    assertArrayEquals(before, writer.toBytes());
    assertThrows(IllegalArgumentException.class, () -> writer.truncate(mark + 1));
    assertThrows(IllegalArgumentException.class, () -> writer.truncate(-1));
  }

  @Test
  void aReaderStaysInsideThePartItWasGiven() {
    byte[] key = new KeyWriter().writeValue("abc").toBytes();
    byte[] wider = new byte[key.length + 4];
    System.arraycopy(key, 0, wider, 2, key.length);
    KeyReader reader = new KeyReader().reset(wider, 2, key.length);
    assertEquals("abc", reader.readValue());
    assertEquals(key.length, reader.position());
    reader.reset(wider, 2, key.length - 1);
    assertThrows(CorruptionException.class, reader::readValue);
    assertThrows(IndexOutOfBoundsException.class, () -> reader.reset(wider, 2, wider.length));
  }

  @Test
  void whatWasReadDoesNotShareTheArray() {
    byte[] key = new KeyWriter().writeValue(new byte[] {7, 8}).toBytes();
    byte[] read = (byte[]) java.util.Objects.requireNonNull(new KeyReader(key).readValue());
    Arrays.fill(key, (byte) 0);
    assertArrayEquals(new byte[] {7, 8}, read);
  }

  @Test
  void copyingGivesTheBytesWritten() {
    KeyWriter writer = new KeyWriter().writeValue(Keyword.of("a/b"));
    byte[] target = new byte[writer.length() + 2];
    writer.copyTo(target, 1);
    assertArrayEquals(writer.toBytes(), Arrays.copyOfRange(target, 1, target.length - 1));
  }

  @Test
  void longsAreWrittenAlikeBoxedOrNot() {
    for (long number : List.of(0L, 1L, -1L, 255L, 256L, Long.MIN_VALUE, Long.MAX_VALUE)) {
      byte[] key = new KeyWriter().writeLong(number).toBytes();
      assertArrayEquals(new KeyWriter().writeValue(number).toBytes(), key);
      KeyReader reader = new KeyReader(key);
      assertTrue(reader.atLong());
      assertEquals(number, reader.readLong());
    }
    for (Object other : Arrays.asList(null, 1.0, 1.0f, java.math.BigInteger.ONE, "1", 0.5)) {
      KeyReader reader = new KeyReader(new KeyWriter().writeValue(other).toBytes());
      assertFalse(reader.atLong());
      assertThrows(CorruptionException.class, reader::readLong);
    }
  }
}
