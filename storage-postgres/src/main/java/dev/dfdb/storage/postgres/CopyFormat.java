package dev.dfdb.storage.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;

/**
 * Encodes rows of two byte strings in the binary format of COPY: a header, then for each row the
 * number of its fields and each field after its length, and an end mark (<a
 * href="https://www.postgresql.org/docs/current/sql-copy.html">documentation</a>).
 */
final class CopyFormat {

  private static final byte[] SIGNATURE =
      "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int BUFFER_BYTES = 64 << 10;
  private static final short FIELDS = 2;
  private static final short END = -1;

  private final CopyIn target;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

  /** Begins with the header: no flags, no extension. */
  CopyFormat(CopyIn target) {
    this.target = target;
    buffer.put(SIGNATURE).putInt(0).putInt(0);
  }

  /** Adds a row. */
  void row(byte[] key, byte[] value) throws SQLException {
    room(Short.BYTES);
    buffer.putShort(FIELDS);
    field(key);
    field(value);
  }

  /** Ends the rows and hands on what is left. */
  void end() throws SQLException {
    room(Short.BYTES);
    buffer.putShort(END);
    flush();
  }

  private void field(byte[] bytes) throws SQLException {
    room(Integer.BYTES);
    buffer.putInt(bytes.length);
    if (bytes.length > buffer.remaining()) {
      flush();
    }
    if (bytes.length > buffer.remaining()) {
      target.writeToCopy(bytes, 0, bytes.length);
    } else {
      buffer.put(bytes);
    }
  }

  private void room(int bytes) throws SQLException {
    if (buffer.remaining() < bytes) {
      flush();
    }
  }

  private void flush() throws SQLException {
    target.writeToCopy(buffer.array(), 0, buffer.position());
    buffer.clear();
  }
}
