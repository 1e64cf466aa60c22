package dev.dfdb.internal.exchange.read;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Characters from bytes. Bytes that are no characters are read as U+FFFD, and it is remembered
 * where that was, so that only the row they are in is lost. Used by one thread.
 */
final class Decoding implements Closeable {

  private static final int BYTES = 1 << 16;
  private static final char REPLACEMENT = '\uFFFD';
  private static final int MARK_BYTES = 3;

  private final InputStream in;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(BYTES).flip();
  private final Queue<Long> malformed = new ArrayDeque<>();
  private long chars;
  private long bytesRead;
  private boolean ended;

  Decoding(InputStream stream, Charset fallback) throws IOException {
    PushbackInputStream marked = new PushbackInputStream(stream, MARK_BYTES);
    this.in = marked;
    this.decoder = charset(marked, fallback)
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** Takes away a byte order mark, and follows it. */
  private Charset charset(PushbackInputStream marked, Charset fallback) throws IOException {
    byte[] first = marked.readNBytes(MARK_BYTES);
    Charset found = fallback;
    int mark = 0;
    if (begins(first, 0xEF, 0xBB, 0xBF)) {
      found = StandardCharsets.UTF_8;
      mark = MARK_BYTES;
    } else if (begins(first, 0xFE, 0xFF)) {
      found = StandardCharsets.UTF_16BE;
      mark = 2;
    } else if (begins(first, 0xFF, 0xFE)) {
      found = StandardCharsets.UTF_16LE;
      mark = 2;
    }
    marked.unread(first, mark, first.length - mark);
    bytesRead = mark;
    return found;
  }

  private static boolean begins(byte[] bytes, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /** Reads at least one character, unless there are no more: then -1. */
  int read(char[] into, int from, int length) throws IOException {
    CharBuffer out = CharBuffer.wrap(into, from, length).slice();
    while (out.position() == 0) {
      CoderResult result = decoder.decode(bytes, out, ended);
      if (result.isError()) {
        malformed.add(chars + out.position());
        bytes.position(bytes.position() + result.length());
        out.put(REPLACEMENT);
      } else if (result.isUnderflow() && out.position() == 0) {
        if (ended) {
          return -1;
        }
        fill();
      }
    }
    chars += out.position();
    return out.position();
  }

  private void fill() throws IOException {
    bytes.compact();
    int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
    if (read < 0) {
      ended = true;
    } else {
      bytesRead += read;
      bytes.position(bytes.position() + read);
    }
    bytes.flip();
  }

  /** The first place before {@code end} where bytes were no characters; forgets those before it. */
  @Nullable
  Long malformed(long start, long end) {
    while (!malformed.isEmpty() && malformed.peek() < start) {
      malformed.remove();
    }
    Long first = malformed.peek();
    return first != null && first < end ? first : null;
  }

  long bytesRead() {
    return bytesRead;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
