package dev.dfdb.backup.internal;

import dev.dfdb.backup.BackupException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Reads the frames of a stream. Used by one thread. */
final class StreamSource {

  static final String NAME = "stream";

  private final InputStream in;
  private long position;

  /**
   * A frame.
   *
   * @param offset where its content begins in the stream
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on to be read
  record Frame(String name, byte[] content, long offset) {}

  /** Reads from a stream, which stays open. */
  StreamSource(InputStream in) {
    this.in = in;
  }

  /**
   * The beginning of the stream: what is to come.
   *
   * @throws Damage if it is no stream of a backup
   */
  Manifest head() throws Damage {
    byte[] magic = read(StreamFormat.MAGIC.length, "header");
    if (!Arrays.equals(magic, StreamFormat.MAGIC)) {
      throw new Damage(NAME, "header", 0, "it is no backup");
    }
    int format = read(1, "header")[0];
    if (format != StreamFormat.FORMAT) {
      throw new Damage(NAME, "header", 0, "this version of dfdb can't read format " + format);
    }
    Frame head = next();
    if (!head.name().equals(StreamFormat.HEAD)) {
      throw new Damage(NAME, head.name(), head.offset(), "the head is missing");
    }
    return ManifestText.parse(StreamFormat.HEAD, head.content());
  }

  /**
   * The next frame.
   *
   * @throws Damage if it is not whole
   */
  Frame next() throws Damage {
    long start = position;
    byte[] header = read(StreamFormat.FRAME_HEADER_BYTES, "frame");
    ByteBuffer buffer = ByteBuffer.wrap(header);
    int nameLength = buffer.getShort() & 0xFFFF;
    int contentLength = buffer.getInt();
    byte[] name = read(nameLength, "frame");
    byte[] all = Arrays.copyOf(header, header.length + nameLength);
    System.arraycopy(name, 0, all, header.length, nameLength);
    int sum = ByteBuffer.wrap(read(Integer.BYTES, "frame")).getInt();
    if (sum != Digests.crc(all, 0, all.length) || contentLength < 0) {
      throw new Damage(NAME, "frame", start, "the sum of its header is wrong");
    }
    String text = new String(name, StandardCharsets.UTF_8);
    long offset = position;
    return new Frame(text, read(contentLength, text), offset);
  }

  private byte[] read(int length, String what) throws Damage {
    long start = position;
    try {
      byte[] bytes = in.readNBytes(length);
      position += bytes.length;
      if (bytes.length < length) {
        throw new Damage(NAME, what, start, "the stream ends within it, at byte " + position);
      }
      return bytes;
    } catch (EOFException e) {
      throw new Damage(NAME, what, start, "the stream ends within it");
    } catch (IOException e) {
      throw new BackupException(
          "the stream of a backup can't be read", Map.of("reason", String.valueOf(e)), e);
    }
  }
}
