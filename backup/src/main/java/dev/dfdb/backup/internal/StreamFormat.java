package dev.dfdb.backup.internal;

import java.nio.charset.StandardCharsets;

/**
 * The layout of a backup in a stream: what it is, and frames one after the other, each with a name
 * and the content of a file. The first frame is a manifest without parts, which says what comes;
 * then come the parts, and the last frame is the manifest.
 */
final class StreamFormat {

  static final byte[] MAGIC = "dfdbSTRM".getBytes(StandardCharsets.US_ASCII);
  static final byte FORMAT = 1;

  /** The name of the first frame. */
  static final String HEAD = "head";

  /** The name of the last frame. */
  static final String END = "end";

  /** Length of the name, length of the content; the sum of these and the name stands behind it. */
  static final int FRAME_HEADER_BYTES = 6;

  private StreamFormat() {}
}
