package dev.dfdb.cli.output;

import dev.dfdb.Explanation;
import dev.dfdb.cli.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a query was answered, to be printed.
 *
 * @param explanation what happened
 */
public record ExplainedQuery(Explanation explanation) {

  /** Prints it, as text or as one JSON document. */
  public void print(Terminal out, boolean json) {
    if (json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("rows", explanation.rows());
      document.put("micros", explanation.time().toNanos() / 1000);
      document.put("steps", steps(explanation.steps()));
      document.put("strata", explanation.strata());
      out.line(Json.print(document));
    } else {
      explanation.text().lines().forEach(out::line);
    }
  }

  private static List<Map<String, Object>> steps(List<Explanation.Step> steps) {
    return steps.stream().map(ExplainedQuery::step).toList();
  }

  private static Map<String, Object> step(Explanation.Step step) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("clause", step.clause());
    document.put("operator", step.operator());
    document.put("expected-rows", step.estimatedRows());
    document.put("rows", step.rows());
    document.put("runs", step.runs());
    document.put("micros", step.time().toNanos() / 1000);
    document.put("bytes-read", step.bytesRead());
    document.put("steps", steps(step.steps()));
    return document;
  }
}
