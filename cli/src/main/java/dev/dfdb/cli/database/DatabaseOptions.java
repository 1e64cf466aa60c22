package dev.dfdb.cli.database;

import dev.dfdb.cli.terminal.Console;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every command that opens a database. */
public final class DatabaseOptions {

  /** The variable of the environment that names the database where no option does. */
  public static final String VARIABLE = "DFDB_DB";

  @Option(
      names = {"--db", "-d"},
      paramLabel = "URI",
      description = {
        "The database: rocksdb:FOLDER, postgresql://USER@HOST/DATABASE?table=TABLE,"
            + " foundationdb:CLUSTER-FILE?key-prefix=PREFIX or memory:, with options of the storage"
            + " as ?name=value and a namespace as #name. rocksdb: can be left out."
            + " Without it: the variable " + VARIABLE + " of the environment.",
        "A password is taken from DFDB_PASSWORD, PGPASSWORD or the file named by PGPASSFILE."
      })
  private @Nullable String uri;

  @Option(names = "--ask-password", description = "Ask for the password of the database.")
  private boolean askPassword;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
  private CommandSpec spec;

  /** Made by picocli. */
  public DatabaseOptions() {}

  /**
   * What was given to {@code --db}, or stands in the environment.
   *
   * @throws ParameterException if there is neither
   */
  public DatabaseUri uri(Console console) {
    String text = uri == null ? console.environment().get(VARIABLE) : uri;
    if (text == null || text.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "a database is missing: give --db, or set " + VARIABLE);
    }
    return new DatabaseUri(text);
  }

  /**
   * Opens the database.
   *
   * @throws NotOpenedException if it can't be opened
   */
  public OpenedDatabase open(Console console, Access access) {
    return open(uri(console), console, access);
  }

  /**
   * Opens another database with what these options say.
   *
   * @throws NotOpenedException if it can't be opened
   */
  public OpenedDatabase open(DatabaseUri database, Console console, Access access) {
    Map<String, Object> config;
    try {
      config = database.configuration(access, console.environment());
    } catch (RuntimeException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    return OpenedDatabase.open(
        database,
        askPassword && DatabaseUri.takesPassword(config)
            ? DatabaseUri.withPassword(config, password(database))
            : config,
        access);
  }

  /** Before JDK 22 there is no console where there is no terminal. */
  @SuppressWarnings("SystemConsoleNull")
  private String password(DatabaseUri database) {
    java.io.Console terminal = System.console();
    char[] password =
        terminal == null ? null : terminal.readPassword("Password for %s: ", database);
    if (password == null) {
      throw new ParameterException(
          spec.commandLine(), "--ask-password needs a terminal to ask on; set DFDB_PASSWORD");
    }
    return new String(password);
  }
}
