package dev.dfdb.cli.output;

import picocli.CommandLine.Option;

/** The option of every command whose answer a script may read. */
public final class JsonOption {

  @Option(
      names = "--json",
      description = "Print the answer as JSON, one document on a line, and errors, too, on the"
          + " standard error.")
  private boolean json;

  /** Made by picocli. */
  public JsonOption() {}

  /** Whether to print JSON. */
  public boolean isGiven() {
    return json;
  }
}
