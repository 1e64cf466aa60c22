package dev.dfdb.exchange.mapping;

import java.util.Locale;

/** How the text of an import or an export is written. */
public enum Format {
  /** Rows of fields, as RFC 4180 has them; the first row names the columns. */
  CSV,
  /** A JSON object in each line. */
  JSON_LINES,
  /** EDN maps, one after the other or in one vector. */
  EDN;

  /**
   * The format that a file's name ends with: {@code .csv} and {@code .tsv}; {@code .jsonl},
   * {@code .ndjson} and {@code .json}; {@code .edn}.
   *
   * @throws MappingException if it ends with none of these
   */
  public static Format ofName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".csv") || lower.endsWith(".tsv")) {
      return CSV;
    }
    if (lower.endsWith(".jsonl") || lower.endsWith(".ndjson") || lower.endsWith(".json")) {
      return JSON_LINES;
    }
    if (lower.endsWith(".edn")) {
      return EDN;
    }
    throw MappingException.of(
        "the name of the file does not tell its format; name the format",
        "name",
        name,
        "known",
        ".csv .tsv .jsonl .ndjson .json .edn");
  }

  /**
   * The format of a name such as {@code csv}, {@code json-lines} or {@code edn}.
   *
   * @throws MappingException if there is none
   */
  public static Format named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "csv" -> CSV;
      case "json", "jsonl", "json-lines", "ndjson" -> JSON_LINES;
      case "edn" -> EDN;
      default ->
        throw MappingException.of(
            "there is no such format", "format", name, "known", "csv jsonl edn");
    };
  }
}
