package dev.dfdb.storage.rocksdb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Tells a log that ends in a torn record from one that is damaged further up.
 *
 * <p>A record is only begun when the one before it is written, and in sync mode when that is on
 * disk. So if a whole record begins behind the damage, the damage is not the mark of a write cut
 * short by the power, and what is damaged may have been acknowledged.
 *
 * <p>The format is RocksDB's: blocks of 32 KiB; in them fragments of checksum (4 bytes), length
 * (2), type (1) and payload, little-endian, the checksum a masked CRC32C of type and payload. See
 * "Write Ahead Log File Format" in the RocksDB wiki.
 */
final class WalDamage {

  private static final int BLOCK = 32 << 10;
  private static final int HEADER = 7;
  private static final byte FULL = 1;
  private static final byte FIRST = 2;
  private static final byte MIDDLE = 3;
  private static final int MASK_DELTA = 0xa282ead8;

  private boolean damaged;

  private WalDamage() {}

  /** Whether a whole fragment that begins a record stands behind a damaged place of the log. */
  static boolean hasRecordBehind(Path log) throws IOException {
    WalDamage scan = new WalDamage();
    byte[] block = new byte[BLOCK];
    try (InputStream in = Files.newInputStream(log)) {
      int length;
      while ((length = in.readNBytes(block, 0, BLOCK)) > 0) {
        if (scan.findsRecordBehind(block, length)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Whether the log ends within a record, as a write cut short leaves it. Looks at the lengths in
   * its last block only, as each block begins with a fragment.
   */
  static boolean endsTorn(Path log) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel file = FileChannel.open(log)) {
      End end = End.UNSEEN;
      long at = file.size() / BLOCK * BLOCK;
      for (; at >= 0 && end == End.UNSEEN; at -= BLOCK) {
        block.clear();
        while (block.hasRemaining() && file.read(block, at + block.position()) > 0) {}
        end = end(block.flip());
      }
      return end == End.TORN;
    }
  }

  /** How a log ends, as far as a block shows. */
  private enum End {
    WHOLE,
    TORN,
    /** There is nothing in the block but room for what was to come. */
    UNSEEN
  }

  private static End end(ByteBuffer block) {
    End end = End.UNSEEN;
    while (block.remaining() >= HEADER) {
      int at = block.position();
      int length = Short.toUnsignedInt(block.getShort(at + 4));
      byte type = block.get(at + 6);
      if (type == 0 && length == 0) {
        return end;
      }
      if (length > block.remaining() - HEADER) {
        return End.TORN;
      }
      end = type == FIRST || type == MIDDLE ? End.TORN : End.WHOLE;
      block.position(at + HEADER + length);
    }
    return block.limit() < BLOCK && hasBytes(block) ? End.TORN : end;
  }

  private static boolean hasBytes(ByteBuffer rest) {
    boolean found = false;
    while (rest.hasRemaining()) {
      found |= rest.get() != 0;
    }
    return found;
  }

  private boolean findsRecordBehind(byte[] bytes, int limit) {
    ByteBuffer block = ByteBuffer.wrap(bytes, 0, limit).order(ByteOrder.LITTLE_ENDIAN);
    while (block.remaining() >= HEADER) {
      int at = block.position();
      int checksum = block.getInt(at);
      int length = Short.toUnsignedInt(block.getShort(at + 4));
      byte type = block.get(at + 6);
      if (length > block.remaining() - HEADER || (type == 0 && length == 0)) {
        damaged = true; // or the end of the log; only what follows tells
        return false;
      }
      if (checksum != checksum(bytes, at + 6, length + 1)) {
        damaged = true;
      } else if (damaged && (type == FULL || type == FIRST)) {
        return true;
      }
      block.position(at + HEADER + length);
    }
    return false;
  }

  private static int checksum(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    int value = (int) crc.getValue();
    return Integer.rotateRight(value, 15) + MASK_DELTA;
  }
}
