package dev.dfdb.cli.output;

import dev.dfdb.DatabaseStats;
import dev.dfdb.Db;
import dev.dfdb.cli.terminal.Figures;
import dev.dfdb.cli.terminal.Table;
import dev.dfdb.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How large a database is, to be printed.
 *
 * @param t the number of its last transaction
 * @param stats what it holds
 * @param logged how many datoms its log has
 * @param storage what its storage says of itself
 * @param connection what the connection says of itself
 */
public record DatabaseFigures(
    long t,
    DatabaseStats stats,
    long logged,
    Map<String, Long> storage,
    Map<String, Long> connection) {

  /** Those of a database. */
  public static DatabaseFigures of(Db db, Map<String, Long> storage, Map<String, Long> connection) {
    return new DatabaseFigures(
        db.basisT(), db.stats(), db.datomCounts().logged(), storage, connection);
  }

  /** Prints them, as tables or as one JSON document. */
  public void print(Terminal out, boolean json) {
    if (json) {
      out.line(Json.print(document()));
      return;
    }
    out.line(Figures.count(stats.datoms(), "datom") + " of "
        + Figures.count(stats.attributes().size(), "attribute") + ", "
        + Figures.count(logged) + " with the history, t " + t);
    out.line();
    List<List<Object>> rows = new ArrayList<>();
    stats
        .attributes()
        .forEach((attribute, figures) -> rows.add(
            List.of(attribute, Figures.count(figures.count()), Figures.count(figures.distinct()))));
    print(out, new Table(List.of("attribute", "datoms", "values"), rows));
    out.line();
    print(out, table("storage", storage));
  }

  private static void print(Terminal out, Table table) {
    table.lines(out, Integer.MAX_VALUE).forEach(out::line);
  }

  private static Table table(String name, Map<String, Long> figures) {
    List<List<Object>> rows = new ArrayList<>();
    figures.forEach((figure, value) -> rows.add(List.of(
        figure,
        figure.endsWith("-bytes") && value >= 0 ? Figures.size(value) : Figures.count(value))));
    return new Table(List.of(name, ""), rows);
  }

  private Map<String, Object> document() {
    Map<String, Object> attributes = new LinkedHashMap<>();
    stats
        .attributes()
        .forEach((attribute, figures) -> attributes.put(
            attribute.toString(), Map.of("datoms", figures.count(), "values", figures.distinct())));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("t", t);
    document.put("datoms", stats.datoms());
    document.put("logged-datoms", logged);
    document.put("cached-bytes", stats.cachedBytes());
    document.put("attributes", attributes);
    document.put("storage", storage);
    document.put("connection", connection);
    return document;
  }
}
