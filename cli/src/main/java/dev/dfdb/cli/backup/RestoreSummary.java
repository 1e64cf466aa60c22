package dev.dfdb.cli.backup;

import dev.dfdb.backup.RestoreReport;
import dev.dfdb.cli.output.Json;
import dev.dfdb.cli.terminal.Console;
import dev.dfdb.cli.terminal.Figures;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Says what was restored, or moved. */
final class RestoreSummary {

  private final Console console;
  private final boolean json;

  RestoreSummary(Console console, boolean json) {
    this.console = console;
    this.json = json;
  }

  void print(RestoreReport report, String time) {
    String events = report.events().name().toLowerCase(Locale.ROOT).replace('_', '-');
    if (json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("t", report.t());
      document.put("transactions", report.transactions());
      document.put("datoms", report.datoms());
      document.put("events", events);
      console.out().line(Json.print(document));
      return;
    }
    console
        .out()
        .line("restored to t " + report.t() + ": "
            + Figures.count(report.transactions(), "transaction") + ", "
            + Figures.count(report.datoms(), "datom") + ", in " + time);
    switch (report.events()) {
      case RESTORED -> console.out().line("with its streams of events");
      case LEFT_OUT ->
        console.out().line("without the streams of events, which are of another moment");
      case NOT_IN_BACKUP -> {}
    }
  }
}
