package dev.dfdb.cli;

import dev.dfdb.cli.quickstart.Quickstart;
import dev.dfdb.cli.quickstart.QuickstartFolder;
import dev.dfdb.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dfdb quickstart}. */
@Command(
    name = "quickstart",
    description = {
      "Loads the running JDK into a database, and asks it questions.",
      "",
      "Every module and every class of the JDK becomes an entity in an embedded RocksDB database."
          + " If it is interrupted, the next run goes on where it stopped; if everything is loaded,"
          + " it goes straight to the questions."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  dfdb quickstart --module java.logging --dir my-jdk"})
final class QuickstartCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = QuickstartFolder.USUAL,
      description = "The folder for the database; each JDK gets its own inside it."
          + " Without it: ${DEFAULT-VALUE}.")
  private Path folder = Path.of(QuickstartFolder.USUAL);

  @Option(names = "--fresh", description = "Forget what earlier runs have loaded.")
  private boolean fresh;

  @Option(
      names = "--module",
      paramLabel = "NAME",
      description = "Load the classes of this module only. May be given several times.")
  private Set<String> modules = new TreeSet<>();

  QuickstartCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    new Quickstart(terminal, new QuickstartFolder(folder), modules).run(fresh);
    return 0;
  }
}
