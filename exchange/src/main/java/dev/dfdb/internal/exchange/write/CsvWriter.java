package dev.dfdb.internal.exchange.write;

import dev.dfdb.exchange.mapping.ColumnType;
import dev.dfdb.exchange.mapping.Dialect;
import dev.dfdb.internal.exchange.load.Separated;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes rows as CSV with a heading, each line ended by LF. */
final class CsvWriter implements RowWriter {

  private final Appendable out;
  private final Dialect dialect;
  private final List<String> columns;
  private final StringBuilder line = new StringBuilder();

  CsvWriter(Appendable out, Dialect dialect, List<String> columns) throws IOException {
    this.out = out;
    this.dialect = dialect;
    this.columns = columns;
    for (int i = 0; i < columns.size(); i++) {
      separate(i);
      line.append(dialect.field(columns.get(i)));
    }
    end();
  }

  private void separate(int i) {
    if (i > 0) {
      line.append(dialect.separator());
    }
  }

  private void end() throws IOException {
    out.append(line.append('\n'));
    line.setLength(0);
  }

  @Override
  public void write(Map<String, Field> row) throws IOException {
    for (int i = 0; i < columns.size(); i++) {
      separate(i);
      Field field = row.get(columns.get(i));
      if (field != null) {
        line.append(dialect.field(text(field)));
      }
    }
    if (line.isEmpty()) {
      line.append(dialect.quote()).append(dialect.quote()); // an empty line would be no row
    }
    end();
  }

  private static String text(Field field) {
    if (field.many() && field.value() instanceof List<?> values) {
      StringBuilder text = new StringBuilder();
      String separator = "";
      for (Object each : values) {
        text.append(separator);
        Separated.append(text, text(each, field.type()), Attributes.SEPARATOR);
        separator = Attributes.SEPARATOR;
      }
      return text.toString();
    }
    return text(field.value(), field.type());
  }

  private static String text(Object value, @Nullable ColumnType type) {
    if (value instanceof EntityRef ref) {
      return ref.ident() == null ? Long.toString(ref.id()) : ref.ident().toString();
    }
    return Texts.of(value, type);
  }
}
