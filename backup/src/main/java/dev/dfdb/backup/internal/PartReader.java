package dev.dfdb.backup.internal;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.error.CorruptionException;
import dev.dfdb.storage.Entry;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Reads a part, checking every byte of it on the way. Used by one thread; to be closed.
 *
 * <p>A block is looked into only when its sum is right. So what comes out of here was written so.
 */
final class PartReader implements AutoCloseable {

  private final String name;
  private final byte[] file;
  private final Inflater inflater = new Inflater(true);
  private final KeyReader reader = new KeyReader();
  private int position;
  private int blocks;
  private boolean isAtEnd;
  private byte[] block = {};
  private int blockStart;

  /**
   * Opens a part.
   *
   * @throws Damage if it is no part of this kind and of this database
   */
  PartReader(String name, byte[] file, PartKind kind, long identity) throws Damage {
    this.name = name;
    this.file = file;
    reader.reset(block);
    checkHeader(kind, identity);
  }

  private void checkHeader(PartKind kind, long identity) throws Damage {
    if (file.length < PartFormat.HEADER_BYTES) {
      throw new Damage(name, "header", 0, "the file ends within it");
    }
    ByteBuffer header = ByteBuffer.wrap(file, 0, PartFormat.HEADER_BYTES);
    byte[] magic = new byte[PartFormat.MAGIC.length];
    header.get(magic);
    int format = header.get();
    int code = header.get();
    header.getShort();
    long found = header.getLong();
    if (header.getInt() != Digests.crc(file, 0, PartFormat.HEADER_BYTES - Integer.BYTES)
        || !Arrays.equals(magic, PartFormat.MAGIC)) {
      throw new Damage(name, "header", 0, "its sum is wrong, or the file is no part of a backup");
    }
    if (format != PartFormat.FORMAT) {
      throw new Damage(name, "header", 0, "this version of dfdb can't read format " + format);
    }
    if (code != kind.code() || found != identity) {
      throw new Damage(name, "header", 0, "it belongs to another backup");
    }
    position = PartFormat.HEADER_BYTES;
  }

  /**
   * The next entry, or null at the end.
   *
   * @throws Damage if what comes next is not what was written
   */
  @Nullable
  Entry next() throws Damage {
    while (reader.atEnd()) {
      if (isAtEnd) {
        return null;
      }
      nextBlock();
    }
    try {
      int keyLength = (int) reader.readId();
      int valueLength = (int) reader.readId();
      byte[] key = reader.readRaw(keyLength);
      return new Entry(key, reader.readRaw(valueLength));
    } catch (CorruptionException | IllegalArgumentException e) {
      throw new Damage(name, shownBlock(blocks - 1), blockStart, "its entries can't be read");
    }
  }

  /** How much of the file was read: up to the end of a block. */
  int position() {
    return position;
  }

  /**
   * Reads what is left; says how many entries that was.
   *
   * @throws Damage if it is not what was written
   */
  long drain() throws Damage {
    long entries = 0;
    for (Entry entry = next(); entry != null; entry = next()) {
      entries++;
    }
    return entries;
  }

  private static String shownBlock(int number) {
    return "block " + number;
  }

  private void nextBlock() throws Damage {
    blockStart = position;
    String shown = shownBlock(blocks);
    if (file.length - position < PartFormat.BLOCK_HEADER_BYTES) {
      throw new Damage(name, shown, position, "the file ends within its header");
    }
    ByteBuffer header = ByteBuffer.wrap(file, position, PartFormat.BLOCK_HEADER_BYTES);
    int number = header.getInt();
    int rawLength = header.getInt();
    int storedLength = header.getInt();
    int crc = header.getInt();
    if (header.getInt()
        != Digests.crc(file, position, PartFormat.BLOCK_HEADER_BYTES - Integer.BYTES)) {
      throw new Damage(name, shown, position, "the sum of its header is wrong");
    }
    if (number != blocks) {
      throw new Damage(name, shown, position, "block " + number + " stands in its place");
    }
    position += PartFormat.BLOCK_HEADER_BYTES;
    if (storedLength < 0 || storedLength > file.length - position) {
      throw new Damage(name, shown, blockStart, "the file ends within it");
    }
    if (crc != Digests.crc(file, position, storedLength)) {
      throw new Damage(name, shown, blockStart, "its sum is wrong");
    }
    blocks++;
    if (rawLength == 0) {
      end();
      return;
    }
    block = inflate(rawLength, storedLength);
    reader.reset(block);
    position += storedLength;
  }

  private void end() throws Damage {
    isAtEnd = true;
    if (position < file.length) {
      throw new Damage(name, "end", position, "something stands behind the last block");
    }
  }

  private byte[] inflate(int rawLength, int storedLength) throws Damage {
    byte[] raw = new byte[rawLength];
    inflater.reset();
    inflater.setInput(file, position, storedLength);
    int done = 0;
    try {
      while (done < rawLength && !inflater.finished() && !inflater.needsInput()) {
        done += inflater.inflate(raw, done, rawLength - done);
      }
    } catch (DataFormatException e) {
      done = -1;
    }
    if (done != rawLength) {
      throw new Damage(name, shownBlock(blocks - 1), blockStart, "it can't be decompressed");
    }
    return raw;
  }

  @Override
  public void close() {
    inflater.end();
  }
}
