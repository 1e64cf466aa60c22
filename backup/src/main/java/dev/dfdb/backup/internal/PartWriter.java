package dev.dfdb.backup.internal;

import dev.dfdb.codec.KeyWriter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.zip.Deflater;

/** Makes a part in memory. Used by one thread; to be closed. */
final class PartWriter implements AutoCloseable {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final ByteArrayOutputStream file = new ByteArrayOutputStream(BUFFER_BYTES);
  private final ByteArrayOutputStream block = new ByteArrayOutputStream(BUFFER_BYTES);
  private final KeyWriter head = new KeyWriter(32);
  private final MessageDigest content = Digests.sha256();
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final int blockBytes;
  private int blocks;
  private long entries;

  /**
   * Begins a part of a database.
   *
   * @param partBytes about how large it is to become
   */
  PartWriter(PartKind kind, long identity, int partBytes) {
    this.blockBytes = Math.min(PartFormat.BLOCK_BYTES, partBytes);
    ByteBuffer header = ByteBuffer.allocate(PartFormat.HEADER_BYTES);
    header.put(PartFormat.MAGIC).put(PartFormat.FORMAT).put((byte) kind.code()).putShort((short) 0);
    header.putLong(identity);
    header.putInt(Digests.crc(header.array(), 0, header.position()));
    file.writeBytes(header.array());
  }

  /** Adds an entry. */
  void add(byte[] key, byte[] value) {
    byte[] lengths = head.reset().writeId(key.length).writeId(value.length).toBytes();
    put(lengths);
    put(key);
    put(value);
    entries++;
    if (block.size() >= blockBytes) {
      finishBlock();
    }
  }

  private void put(byte[] bytes) {
    content.update(bytes);
    block.writeBytes(bytes);
  }

  /** How large the file has become; what waits to be compressed is not in it. */
  int size() {
    return file.size();
  }

  /** How many entries there are. */
  long entries() {
    return entries;
  }

  private void finishBlock() {
    if (block.size() > 0) {
      byte[] raw = block.toByteArray();
      block.reset();
      byte[] stored = compress(raw);
      writeBlock(raw.length, stored);
    }
  }

  private byte[] compress(byte[] raw) {
    ByteArrayOutputStream stored = new ByteArrayOutputStream(raw.length / 2 + BUFFER_BYTES);
    deflater.reset();
    deflater.setInput(raw);
    deflater.finish();
    while (!deflater.finished()) {
      stored.write(buffer, 0, deflater.deflate(buffer));
    }
    return stored.toByteArray();
  }

  private void writeBlock(int rawLength, byte[] stored) {
    ByteBuffer header = ByteBuffer.allocate(PartFormat.BLOCK_HEADER_BYTES);
    header.putInt(blocks++).putInt(rawLength).putInt(stored.length);
    header.putInt(Digests.crc(stored, 0, stored.length));
    header.putInt(Digests.crc(header.array(), 0, header.position()));
    file.writeBytes(header.array());
    file.writeBytes(stored);
  }

  /** What is in it, in a form that does not depend on how it is compressed. Ends the part. */
  String content() {
    return Digests.hex(content.digest());
  }

  /** The whole file. Nothing can be added any more. */
  byte[] finish() {
    finishBlock();
    writeBlock(0, new byte[0]);
    return file.toByteArray();
  }

  @Override
  public void close() {
    deflater.end();
  }
}
