package dev.dfdb.internal.exchange.load;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.dfdb.exchange.mapping.Dialect;
import dev.dfdb.exchange.mapping.Format;
import dev.dfdb.exchange.mapping.ImportException;
import dev.dfdb.exchange.mapping.RowProblem;
import dev.dfdb.internal.exchange.read.Row;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of the rows that are wrong, in the format of their source and each with the reason, so
 * that they can be put right and imported. Used by one thread.
 */
final class RejectFile implements Closeable {

  /** The column, or key, of the line where the row is wrong. */
  static final String LINE = "import-line";

  /** The column, or key, of the reason. */
  static final String REASON = "import-reason";

  /** The column, or key, of the text of a row that can't be read. */
  static final String TEXT = "import-text";

  private final @Nullable FileChannel channel;
  private final Format format;
  private final Dialect dialect;
  private final List<String> columns;

  /**
   * Opens the file, if there is to be one.
   *
   * @param columns of CSV
   * @param hasBegun whether there were runs of the import before, which may have written the file
   * @throws ImportException if there is a file that they have not written
   */
  RejectFile(Load.Order order, List<String> columns, boolean hasBegun) throws IOException {
    this.format = order.format();
    this.dialect = order.dialect();
    this.columns = columns;
    Path path = order.rejects();
    if (path != null && Files.isRegularFile(path)) {
      checkIsOurs(path, order.source().path(), hasBegun);
    }
    this.channel = path == null
        ? null
        : FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private void checkIsOurs(Path path, @Nullable Path source, boolean hasBegun) throws IOException {
    if (source != null && Files.isSameFile(path, source)) {
      throw ImportException.of(
          "the file for rows that are wrong is the one that is imported; name another",
          "file",
          path);
    }
    if (Files.size(path) > 0 && !(hasBegun && isOfRejectedRows(path))) {
      throw ImportException.of(
          "the file for rows that are wrong is there already, and not of an earlier run of this"
              + " import; move it away, or name another",
          "file",
          path);
    }
  }

  private boolean isOfRejectedRows(Path path) throws IOException {
    String first;
    // Any byte is a character of this charset; only what is written in ASCII is looked for.
    try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
      first = String.valueOf(reader.readLine());
    }
    return switch (format) {
      case CSV -> first.endsWith(ownHeading());
      case JSON_LINES -> first.contains(quoted(LINE)) && first.contains(quoted(REASON));
      case EDN -> first.startsWith("; line ");
    };
  }

  /** Takes away what was written behind a place; if the file is shorter, goes on at its end. */
  void truncate(long length) throws IOException {
    if (channel != null) {
      if (channel.size() > length) {
        channel.truncate(length);
      }
      channel.position(channel.size());
    }
  }

  /** Writes rows, and gives the length of the file then. */
  long add(List<Row> rows, List<RowProblem> problems) throws IOException {
    if (channel == null) {
      return 0;
    }
    StringBuilder text = new StringBuilder();
    if (channel.size() == 0 && !rows.isEmpty() && format == Format.CSV) {
      addHeading(text);
    }
    for (int i = 0; i < rows.size(); i++) {
      add(text, rows.get(i), problems.get(i));
    }
    ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    return channel.size();
  }

  private void addHeading(StringBuilder text) {
    for (String name : columns) {
      text.append(dialect.field(name)).append(dialect.separator());
    }
    text.append(ownHeading()).append('\n');
  }

  private String ownHeading() {
    return String.join(String.valueOf(dialect.separator()), LINE, REASON, TEXT);
  }

  private void add(StringBuilder text, Row row, RowProblem problem) {
    String reason =
        problem.name() == null ? problem.reason() : problem.name() + ": " + problem.reason();
    switch (format) {
      case CSV -> addCsv(text, row, problem.line(), reason);
      case JSON_LINES -> addJson(text, row, problem.line(), reason);
      case EDN ->
        text.append("; line ")
            .append(problem.line())
            .append(": ")
            .append(reason.replaceAll("\\s+", " "))
            .append('\n')
            .append(row.text().strip())
            .append('\n');
    }
  }

  private void addCsv(StringBuilder text, Row row, long line, String reason) {
    boolean isReadable = row.problem() == null;
    String separator = String.valueOf(dialect.separator());
    text.append(isReadable ? withoutEnd(row.text()) : separator.repeat(columns.size() - 1));
    text.append(separator).append(line).append(separator);
    text.append(dialect.field(reason)).append(separator);
    if (!isReadable) {
      text.append(dialect.field(withoutEnd(row.text())));
    }
    text.append('\n');
  }

  private static String withoutEnd(String text) {
    return text.replaceFirst("\\R$", "");
  }

  private static void addJson(StringBuilder text, Row row, long line, String reason) {
    String whole = row.text().strip();
    if (row.problem() == null) {
      text.append(whole, 0, whole.length() - 1);
      text.append(row.cells().isEmpty() ? "" : ",");
    } else {
      text.append("{\"" + TEXT + "\":").append(quoted(whole)).append(',');
    }
    text.append("\"" + LINE + "\":").append(line);
    text.append(",\"" + REASON + "\":").append(quoted(reason)).append("}\n");
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
