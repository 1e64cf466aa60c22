package dev.dfdb.cli.shell;

import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jspecify.annotations.Nullable;

/** A conversation at a terminal: lines can be edited, completed and taken from the history. */
final class InteractiveShell {

  private final Terminal terminal;
  private final Session session;
  private final BiConsumer<Throwable, String> errors;
  private final LineReader reader;

  /**
   * Prepares it.
   *
   * @param errors told of an error, and of the statement that it is about
   * @param history the file in which statements are remembered, or null
   */
  InteractiveShell(
      Terminal terminal,
      Session session,
      BiConsumer<Throwable, String> errors,
      @Nullable Path history) {
    this.terminal = terminal;
    this.session = session;
    this.errors = errors;
    LineReaderBuilder builder = LineReaderBuilder.builder()
        .terminal(terminal)
        .appName("dfdb")
        .parser(new StatementParser())
        .completer(new Completion(session))
        .variable(LineReader.SECONDARY_PROMPT_PATTERN, "  ... ")
        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
        .option(LineReader.Option.HISTORY_TIMESTAMPED, false);
    if (history != null) {
      builder.variable(LineReader.HISTORY_FILE, history);
    }
    this.reader = builder.build();
  }

  /** Talks until who sits there has had enough. */
  void run() {
    terminal.handle(Signal.INT, signal -> session.cancel());
    while (true) {
      String text;
      try {
        text = reader.readLine("dfdb" + session.view() + "> ");
      } catch (UserInterruptException abandoned) {
        continue;
      } catch (EndOfFileException end) {
        return;
      }
      try {
        if (!session.run(text)) {
          return;
        }
      } catch (RuntimeException | StackOverflowError e) {
        errors.accept(e, text);
      }
    }
  }
}
