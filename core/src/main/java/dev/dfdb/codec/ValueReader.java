package dev.dfdb.codec;

import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads values as {@link ValueWriter} writes them. */
final class ValueReader {

  private static final int NANOS = 1_000_000_000;

  private ValueReader() {}

  /**
   * Reads a value.
   *
   * @param depth in how many lists, maps and sets it stands
   */
  static @Nullable Object read(KeyReader in, int depth) {
    return switch (in.valueType()) {
      case NUMBER -> in.atLong() ? (Object) NumberReader.readLong(in) : NumberReader.read(in);
      case STRING -> TextCodec.read(in.pastCode());
      case KEYWORD -> readKeyword(in.pastCode());
      case NIL -> {
        in.pastCode();
        yield null;
      }
      case BOOLEAN -> in.readByte() == Codes.TRUE;
      case SYMBOL -> readSymbol(in.pastCode());
      case INSTANT -> readInstant(in.pastCode());
      case UUID -> readUuid(in.pastCode());
      case URI -> readUri(in.pastCode());
      case BYTES -> TextCodec.readBytes(in.pastCode());
      case LIST -> DocumentReader.readList(in, depth);
      case MAP -> DocumentReader.readMap(in, depth);
      case SET -> DocumentReader.readSet(in, depth);
    };
  }

  private static UUID readUuid(KeyReader in) {
    return new UUID(in.readBigEndian(8), in.readBigEndian(8));
  }

  private static Keyword readKeyword(KeyReader in) {
    String namespace = TextCodec.read(in);
    return new Keyword(namespace.isEmpty() ? null : namespace, readName(in));
  }

  private static Symbol readSymbol(KeyReader in) {
    String namespace = TextCodec.read(in);
    return new Symbol(namespace.isEmpty() ? null : namespace, readName(in));
  }

  private static String readName(KeyReader in) {
    String name = TextCodec.read(in);
    if (name.isEmpty()) {
      throw in.corrupt("a keyword or symbol has no name");
    }
    return name;
  }

  private static Instant readInstant(KeyReader in) {
    long seconds = in.readBigEndian(8) ^ Long.MIN_VALUE;
    long nanos = in.readBigEndian(4);
    if (seconds < Instant.MIN.getEpochSecond()
        || seconds > Instant.MAX.getEpochSecond()
        || nanos >= NANOS) {
      throw in.corrupt("an instant is out of range");
    }
    return Instant.ofEpochSecond(seconds, nanos);
  }

  private static URI readUri(KeyReader in) {
    String text = TextCodec.read(in);
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw in.corrupt("a URI is not one", e);
    }
  }
}
