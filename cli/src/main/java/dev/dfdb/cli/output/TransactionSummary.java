package dev.dfdb.cli.output;

import dev.dfdb.TxReport;
import dev.dfdb.cli.terminal.Figures;
import dev.dfdb.cli.terminal.Terminal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What transactions have done: as JSON a document for each, otherwise a line for one, and their sum
 * for several. Used by one thread.
 */
public final class TransactionSummary {

  private final Terminal out;
  private final boolean json;
  private final long start = System.nanoTime();
  private @Nullable TxReport first;
  private long last;
  private long count;
  private long datoms;

  /** Of none yet. */
  public TransactionSummary(Terminal out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /** Counts one, and prints it as JSON. */
  public void add(TxReport report) {
    if (json) {
      out.line(Json.print(document(report)));
    }
    if (first == null) {
      first = report;
    }
    last = report.t();
    count++;
    datoms += report.txData().size();
  }

  /** Prints what there is to say in the end. */
  public void finish() {
    if (json) {
      return;
    }
    if (first != null && count == 1) {
      out.line(line(first));
    } else {
      out.line(Figures.count(count, "transaction")
          + (first == null ? "" : ", t " + first.t() + " to " + last)
          + ", " + Figures.count(datoms, "datom")
          + " in " + Figures.time(Duration.ofNanos(System.nanoTime() - start)));
    }
  }

  /** What one transaction has done, in a line. */
  public static String line(TxReport report) {
    String tempids = tempids(report).entrySet().stream()
        .map(tempid -> tempid.getKey() + " = " + tempid.getValue())
        .collect(Collectors.joining(", "));
    return "t " + report.t() + ", " + Figures.count(report.txData().size(), "datom")
        + (tempids.isEmpty() ? "" : ", " + tempids);
  }

  /** The same as a document for JSON. */
  public static Map<String, Object> document(TxReport report) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("t", report.t());
    document.put("tx", report.tx());
    document.put("instant", report.txData().get(0).v());
    document.put("datoms", report.txData().size());
    document.put("tempids", tempids(report));
    return document;
  }

  private static Map<String, Long> tempids(TxReport report) {
    Map<String, Long> tempids = new TreeMap<>();
    report.tempids().forEach((tempid, id) -> tempids.put(String.valueOf(tempid), id));
    return tempids;
  }
}
