package dev.dfdb.cli;

import dev.dfdb.Verification;
import dev.dfdb.cli.database.Access;
import dev.dfdb.cli.database.DatabaseOptions;
import dev.dfdb.cli.database.NotOpenedException;
import dev.dfdb.cli.database.OpenedDatabase;
import dev.dfdb.cli.output.Json;
import dev.dfdb.cli.output.JsonOption;
import dev.dfdb.cli.terminal.Console;
import dev.dfdb.cli.terminal.Figures;
import dev.dfdb.cli.terminal.Progress;
import dev.dfdb.cli.terminal.Terminal;
import dev.dfdb.error.CorruptionException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dfdb verify}. */
@Command(
    name = "verify",
    description = "Looks whether a database is whole: whether the log can be read, and every index"
        + " says what it says. What is wrong is listed, and makes the exit code 1.",
    footerHeading = "%nExamples:%n",
    footer = {"  dfdb verify --db rocksdb:people", "  dfdb verify --db people --json"})
final class VerifyCommand implements Callable<Integer> {

  private static final String DAMAGED = "dfdb: the database is damaged";

  private final Console console;

  @Mixin
  private final DatabaseOptions database = new DatabaseOptions();

  @Mixin
  private final JsonOption json = new JsonOption();

  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Verification found;
    long start = System.nanoTime();
    try (OpenedDatabase opened = database.open(console, Access.EXISTING)) {
      found = Progress.during(
          console.err(), "comparing every index with the log", opened.connection()::verify);
    } catch (NotOpenedException e) {
      if (e.getCause() instanceof CorruptionException damage) {
        return unreadable(damage);
      }
      throw e;
    }
    if (json.isGiven()) {
      console.out().line(Json.print(document(found)));
    } else {
      print(found, Duration.ofNanos(System.nanoTime() - start));
    }
    return found.isSound() ? ExitCode.DONE : ExitCode.FAILED;
  }

  /** So much is damaged that it can't even be opened. */
  private int unreadable(CorruptionException damage) {
    String what = String.valueOf(damage.getMessage());
    if (json.isGiven()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("sound", false);
      document.put("damages", List.of(damage("storage", what)));
      console.out().line(Json.print(document));
    } else {
      console.out().line("storage: " + what);
      console.err().line(DAMAGED);
    }
    return ExitCode.FAILED;
  }

  private void print(Verification found, Duration time) {
    Terminal out = console.out();
    out.line("t " + found.t() + ": " + Figures.count(found.transactions(), "transaction") + ", "
        + Figures.count(found.logged(), "datom") + " in the log, "
        + Figures.count(found.live()) + " live, " + Figures.count(found.past())
        + " superseded, in " + Figures.time(time));
    if (found.isSound()) {
      out.line("every index agrees with the log");
    } else {
      found.damages().forEach(damage -> out.line(damage.toString()));
      console.err().line(DAMAGED);
    }
  }

  private static Map<String, Object> document(Verification found) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("sound", found.isSound());
    document.put("t", found.t());
    document.put("transactions", found.transactions());
    document.put("logged", found.logged());
    document.put("live", found.live());
    document.put("past", found.past());
    document.put(
        "damages",
        found.damages().stream()
            .map(damage -> damage(damage.place(), damage.what()))
            .toList());
    return document;
  }

  private static Map<String, Object> damage(String place, String what) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("place", place);
    document.put("what", what);
    return document;
  }
}
