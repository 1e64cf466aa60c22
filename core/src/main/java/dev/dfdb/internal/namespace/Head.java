package dev.dfdb.internal.namespace;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.codec.KeyWriter;
import dev.dfdb.error.CorruptionException;
import java.util.Map;

/**
 * The head of the directory. Who gives out a number guards on it and replaces it: so no number is
 * ever given out twice, not even that of a namespace which was deleted.
 *
 * @param next the number that is given out next
 */
record Head(long next) {

  private static final int FORMAT = 1;

  /** Before any number is given out: 0 is the directory, and 1 the database without a name. */
  static final Head FIRST = new Head(2);

  byte[] encode() {
    return new KeyWriter().writeByte(FORMAT).writeId(next).toBytes();
  }

  static Head decode(byte[] bytes) {
    KeyReader reader = new KeyReader(bytes);
    int format = reader.readByte();
    if (format != FORMAT) {
      throw new CorruptionException(
          "the directory of namespaces has a format this version of dfdb can't read",
          Map.of("format", format, "readable", FORMAT));
    }
    return new Head(reader.readId());
  }
}
