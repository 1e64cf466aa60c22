package dev.dfdb.cli.output;

/** How rows are printed. */
public enum RowFormat {

  /** Aligned columns, for people. */
  TABLE,

  /** A vector on each line. */
  EDN,

  /** An object on each line, by the names of the columns. */
  JSON,

  /** Comma-separated values (RFC 4180), the first line with the names of the columns. */
  CSV
}
