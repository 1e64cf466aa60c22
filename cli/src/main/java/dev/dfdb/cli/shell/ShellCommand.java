package dev.dfdb.cli.shell;

import dev.dfdb.cli.database.Access;
import dev.dfdb.cli.database.DatabaseOptions;
import dev.dfdb.cli.database.OpenedDatabase;
import dev.dfdb.cli.output.JsonOption;
import dev.dfdb.cli.terminal.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dfdb shell}. */
@Command(
    name = "shell",
    description = {
      "A conversation with a database: queries, transactions and commands, over as many lines as"
          + " they need; help says which.",
      "",
      "Where the standard input is no terminal, it is a script: it ends at the first error, with an"
          + " exit code."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  dfdb shell --db rocksdb:people < session.edn",
      "  dfdb shell --db memory: < session.edn",
      "  dfdb shell --db people --read-only --keep-going --json < names.edn",
      "  dfdb shell --db postgresql://app@db.example.org/app?table=people"
    })
public final class ShellCommand implements Callable<Integer> {

  private final Console console;
  private final Errors errors;

  @Mixin
  private final DatabaseOptions database = new DatabaseOptions();

  @Mixin
  private final JsonOption json = new JsonOption();

  @Option(names = "--read-only", description = "Refuse transactions.")
  private boolean readOnly;

  @Option(
      names = "--keep-going",
      description = "Do not end a script at its first error; the exit code still tells of it.")
  private boolean keepGoing;

  /** Says what is wrong, and gives an exit code. */
  @FunctionalInterface
  public interface Errors {

    /** Reports an error of a script. */
    int report(Throwable error);

    /** The message of an error, on one line. */
    default String message(Throwable error) {
      String message = error.getMessage();
      return message == null ? error.getClass().getSimpleName() : message;
    }
  }

  /** The command, and how it reports errors of scripts. */
  public ShellCommand(Console console, Errors errors) {
    this.console = console;
    this.errors = errors;
  }

  @Override
  public Integer call() throws IOException {
    try (OpenedDatabase opened =
        database.open(console, readOnly ? Access.EXISTING : Access.CREATING)) {
      Terminal terminal = terminal();
      if (terminal == null) {
        return script(opened);
      }
      try (terminal) {
        talk(opened, terminal);
      }
    }
    return 0;
  }

  /** The terminal that the process was started from, or null where its input is something else. */
  private static @Nullable Terminal terminal() throws IOException {
    TerminalProvider provider = TerminalProvider.load("jni");
    boolean isTerminal =
        provider.isSystemStream(SystemStream.Input) && provider.isSystemStream(SystemStream.Output);
    return isTerminal
        ? TerminalBuilder.builder().system(true).provider("jni").dumb(false).build()
        : null;
  }

  private void talk(OpenedDatabase opened, Terminal terminal) {
    PrintStream out = new PrintStream(terminal.output(), true, terminal.encoding());
    boolean isUnicode = terminal.encoding().newEncoder().canEncode('─');
    Session session = new Session(
        opened,
        () -> new dev.dfdb.cli.terminal.Terminal(
            out, true, isUnicode, terminal.getSize().getColumns()),
        readOnly,
        json.isGiven());
    out.println(opened.uri() + ", t " + opened.connection().db().basisT()
        + (readOnly ? ", to be read only" : "") + "; help says what can be said, Ctrl-D leaves");
    BiConsumer<Throwable, String> shown = (error, text) -> {
      ErrorLines.of(error, text, errors.message(error)).forEach(out::println);
    };
    new InteractiveShell(terminal, session, shown, history(console.environment())).run();
  }

  private int script(OpenedDatabase opened) throws IOException {
    Session session = new Session(opened, console::out, readOnly, json.isGiven());
    int[] worst = {0};
    ScriptedShell shell =
        new ScriptedShell(session, (error, text) -> worst[0] = errors.report(error), keepGoing);
    try (BufferedReader text =
        new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8))) {
      shell.run(text);
    }
    return worst[0];
  }

  /** Where programs keep such things: {@code XDG_STATE_HOME}, or in the home of the user. */
  static @Nullable Path history(Map<String, String> environment) {
    String state = environment.get("XDG_STATE_HOME");
    if (state != null && !state.isEmpty()) {
      return Path.of(state, "dfdb", "history");
    }
    String home = System.getProperty("user.home");
    return home == null || home.isEmpty() || home.equals("?")
        ? null
        : Path.of(home, ".local", "state", "dfdb", "history");
  }
}
