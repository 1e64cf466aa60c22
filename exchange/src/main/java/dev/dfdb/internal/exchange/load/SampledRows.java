package dev.dfdb.internal.exchange.load;

import dev.dfdb.internal.exchange.read.Row;
import dev.dfdb.internal.exchange.read.RowReader;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a text, of which the first are looked at before the import begins. By one thread. */
final class SampledRows implements Closeable {

  /** A row that was read ahead, and how much had been read then. */
  private record Ahead(Row row, long bytesRead) {}

  private final RowReader reader;
  private final Deque<Ahead> ahead = new ArrayDeque<>();
  private List<Row> sample = new ArrayList<>();
  private long bytesRead;

  /**
   * Reads the first rows.
   *
   * @param reader at its beginning; taken over
   * @param size how many to read
   */
  SampledRows(RowReader reader, int size) throws IOException {
    this.reader = reader;
    boolean isRead = false;
    try {
      while (sample.size() < size) {
        Row row = reader.next();
        if (row == null) {
          break;
        }
        sample.add(row);
        ahead.add(new Ahead(row, reader.bytesRead()));
      }
      isRead = true;
    } finally {
      if (!isRead) {
        reader.close();
      }
    }
  }

  /** The first rows. */
  List<Row> sample() {
    return sample;
  }

  /** Lets the memory of the first rows be used again, as far as they are taken. */
  void forgetSample() {
    sample = List.of();
  }

  /** The names of the columns, as far as the text says them before the first row. */
  List<String> columns() {
    return reader.columns();
  }

  /** The heading as it stands in the text. */
  String heading() {
    return reader.heading();
  }

  /** The next row, or null behind the last. */
  @Nullable
  Row next() throws IOException {
    Ahead next = ahead.poll();
    if (next != null) {
      bytesRead = next.bytesRead;
      return next.row;
    }
    Row row = reader.next();
    bytesRead = reader.bytesRead();
    return row;
  }

  /** How many bytes of the text there were up to the row that was taken last. */
  long bytesRead() {
    return bytesRead;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
