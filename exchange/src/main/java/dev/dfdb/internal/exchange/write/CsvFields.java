package dev.dfdb.internal.exchange.write;

import dev.dfdb.exchange.mapping.Dialect;

/** Fields of CSV, in quotes where they need to be. Used by one thread. */
public final class CsvFields {

  private final Dialect dialect;
  private final StringBuilder out;

  /** Writes to the end of a text. */
  public CsvFields(Dialect dialect, StringBuilder out) {
    this.dialect = dialect;
    this.out = out;
  }

  /** Writes a field, without a separator. An empty one gets quotes, which tell it from nothing. */
  public void add(String field) {
    if (!needsQuotes(field)) {
      out.append(field);
      return;
    }
    out.append(dialect.quote());
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == dialect.quote()) {
        out.append(c);
      }
      out.append(c);
    }
    out.append(dialect.quote());
  }

  private boolean needsQuotes(String field) {
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == dialect.separator() || c == dialect.quote() || c == '\n' || c == '\r') {
        return true;
      }
    }
    return field.isEmpty()
        || Character.isWhitespace(field.charAt(0))
        || Character.isWhitespace(field.charAt(field.length() - 1));
  }
}
