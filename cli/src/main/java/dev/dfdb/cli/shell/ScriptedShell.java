package dev.dfdb.cli.shell;

import dev.dfdb.cli.terminal.OutputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.function.BiConsumer;

/** Runs the statements of a text, such as the standard input where it is no terminal. */
final class ScriptedShell {

  private final Session session;
  private final BiConsumer<Throwable, String> errors;
  private final boolean keepGoing;

  /**
   * Prepares it.
   *
   * @param errors told of an error, and of the statement that it is about
   * @param keepGoing whether to go on after an error
   */
  ScriptedShell(Session session, BiConsumer<Throwable, String> errors, boolean keepGoing) {
    this.session = session;
    this.errors = errors;
    this.keepGoing = keepGoing;
  }

  /**
   * Runs all of it, or up to the first error.
   *
   * @return whether nothing went wrong
   */
  boolean run(BufferedReader text) throws IOException {
    boolean isRight = true;
    StringBuilder statement = new StringBuilder();
    String line = text.readLine();
    for (; line != null; line = text.readLine()) {
      statement.append(line).append('\n');
      if (Statement.isComplete(statement.toString())) {
        String whole = statement.toString();
        statement.setLength(0);
        try {
          if (!session.run(whole)) {
            return isRight;
          }
        } catch (RuntimeException e) {
          errors.accept(e, whole);
          isRight = false;
          if (!keepGoing || e instanceof OutputException) {
            return false;
          }
        }
      }
    }
    return last(statement.toString()) && isRight;
  }

  /** What is never closed is for the reader to complain of. */
  private boolean last(String statement) {
    try {
      session.run(statement);
      return true;
    } catch (RuntimeException e) {
      errors.accept(e, statement);
      return false;
    }
  }
}
