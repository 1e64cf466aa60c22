package dev.dfdb.backup.internal;

import java.nio.charset.StandardCharsets;

/**
 * The layout of a part: a header, blocks one after the other, and a last block without content.
 * Numbers are big-endian; docs/FORMAT.md has the whole.
 */
final class PartFormat {

  static final byte[] MAGIC = "dfdbPART".getBytes(StandardCharsets.US_ASCII);
  static final byte FORMAT = 1;

  /** Magic, format, kind, two zeros, the identity of the database, and the CRC of all that. */
  static final int HEADER_BYTES = 24;

  /** Number, bytes before and after compression, CRC of the content, and that of all these. */
  static final int BLOCK_HEADER_BYTES = 20;

  /** How much is compressed together, at least. */
  static final int BLOCK_BYTES = 256 * 1024;

  private PartFormat() {}
}
