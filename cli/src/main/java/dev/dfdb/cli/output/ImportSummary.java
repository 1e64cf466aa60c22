package dev.dfdb.cli.output;

import dev.dfdb.cli.terminal.Console;
import dev.dfdb.cli.terminal.Figures;
import dev.dfdb.exchange.ImportReport;
import dev.dfdb.exchange.mapping.InferredColumn;
import dev.dfdb.exchange.mapping.RowProblem;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an import says: on the way, what was found out and what is wrong, on the standard error; in
 * the end what it did, as a line or a JSON document. Used by one thread.
 */
public final class ImportSummary {

  private final Console console;
  private final boolean json;
  private long told;

  /** Of an import that is about to begin. */
  public ImportSummary(Console console, boolean json) {
    this.console = console;
    this.json = json;
  }

  /** Says which types columns have. */
  public void inferred(List<InferredColumn> columns) {
    if (!json) {
      columns.forEach(column -> console.err().line("  " + column));
    }
  }

  /** Says what is wrong with a row, as long as there have not been too many. */
  public void problem(RowProblem problem) {
    if (!json && told++ < ImportReport.MAX_PROBLEMS) {
      console.err().line("  " + problem);
    }
  }

  /** Says what was done. */
  public void finish(ImportReport report, Duration time) {
    if (json) {
      console.out().line(Json.print(document(report)));
      return;
    }
    StringBuilder line = new StringBuilder();
    line.append(Figures.count(report.imported(), "row")).append(" imported");
    if (report.before() > 0) {
      line.append(", ").append(Figures.count(report.before())).append(" of ");
      line.append(Figures.count(report.rows())).append(" read before");
    }
    if (report.rejected() > 0) {
      line.append(", ").append(Figures.count(report.rejected())).append(" wrong");
    }
    console.out().line(line.append(", in ").append(Figures.time(time)).toString());
  }

  private static Map<String, Object> document(ImportReport report) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", report.name());
    document.put("rows", report.rows());
    document.put("imported", report.imported());
    document.put("rejected", report.rejected());
    document.put("before", report.before());
    document.put(
        "problems", report.problems().stream().map(ImportSummary::document).toList());
    document.put(
        "columns", report.inferred().stream().map(ImportSummary::document).toList());
    return document;
  }

  private static Map<String, Object> document(RowProblem problem) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("row", problem.row());
    document.put("line", problem.line());
    document.put("column", problem.column());
    document.put("name", problem.name());
    document.put("text", problem.text());
    document.put("reason", problem.reason());
    return document;
  }

  private static Map<String, Object> document(InferredColumn column) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", column.name());
    document.put("attribute", column.attribute());
    document.put("type", column.type() == null ? null : column.type().toString());
    document.put("values", column.values());
    document.put("told", column.toString());
    return document;
  }
}
