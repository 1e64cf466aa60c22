package dev.dfdb.cli.quickstart;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.QueryResult;
import dev.dfdb.cli.jdk.Agreement;
import dev.dfdb.cli.jdk.RuntimeImage;
import dev.dfdb.cli.quickstart.ReflectionCheck.Tally;
import dev.dfdb.cli.terminal.Figures;
import dev.dfdb.cli.terminal.Progress;
import dev.dfdb.cli.terminal.Table;
import dev.dfdb.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The story of the quickstart: load the running JDK, close the database, open it again, ask it
 * questions, and hold what it says against reflection.
 */
public final class Quickstart {

  private static final int SHOWN_ROWS = 8;
  private static final int SHOWN_DIFFERENCES = 5;

  private final Terminal terminal;
  private final QuickstartFolder folder;
  private final Collection<String> modules;

  /**
   * Prepares the quickstart.
   *
   * @param terminal where to tell it
   * @param folder where to keep the database
   * @param modules the modules whose classes to load; none means all
   */
  public Quickstart(Terminal terminal, QuickstartFolder folder, Collection<String> modules) {
    this.terminal = terminal;
    this.folder = folder;
    this.modules = List.copyOf(modules);
  }

  /**
   * Runs it from the first line to the last.
   *
   * @param fresh whether to forget first what an earlier run has loaded
   * @throws IOException if the folder can't be used, the JDK can't be read, or what the database
   *     says is not what reflection says
   */
  public void run(boolean fresh) throws IOException {
    RuntimeImage image = RuntimeImage.open(modules);
    folder.prepare();
    if (fresh) {
      folder.forget(image);
    }
    Path path = folder.database(image);
    terminal.line("Java " + RuntimeImage.version() + ": "
        + Figures.count(image.modules().size(), "module") + ", "
        + Figures.count(image.classCount()) + " classes"
        + (modules.isEmpty() ? "" : " in " + String.join(", ", image.modulesWithClasses())));
    terminal.line("Database: RocksDB in " + path);
    terminal.line();

    Counts before;
    try (Connection connection = open(path)) {
      load(connection, image);
      before = Counts.of(connection.db());
    }
    long start = System.nanoTime();
    try (Connection connection = open(path)) {
      String time = since(start);
      Counts after = Counts.of(connection.db());
      if (!after.equals(before)) {
        throw new IOException("the reopened database holds " + after + ", not " + before);
      }
      terminal.line("Closed the database, and opened it again in " + time + ": it holds the same "
          + Figures.count(after.datoms(), "datom") + ", its own schema included, in "
          + Figures.size(folder.size(image)) + ".");
      for (int i = 0; i < Questions.ALL.size(); i++) {
        Question question = Questions.ALL.get(i);
        heading((i + 1) + " of " + Questions.ALL.size() + ". " + question.title());
        ask(connection, question);
      }
      check(connection, image, after);
    }
    sayWhatNext(path);
  }

  private static Connection open(Path path) {
    return Dfdb.createDb(
        Map.of("storage-config", Map.of("type", "rocksdb", "path", path.toString())));
  }

  private void load(Connection connection, RuntimeImage image) throws IOException {
    JdkLoader loader = new JdkLoader(connection, image, terminal);
    Set<String> loaded = loader.loadedModules();
    if (loaded.containsAll(image.modulesWithClasses())) {
      terminal.line("Everything is loaded already; --fresh would load it again.");
      return;
    }
    terminal.line(
        connection.db().basisT() == 0
            ? "Loading every module and class as facts"
            : "Going on where an earlier run stopped: " + Figures.count(loaded.size(), "module")
                + " of " + image.modulesWithClasses().size() + " are complete");
    InterruptNote note = InterruptNote.leave("what is loaded stays; run it again to go on");
    try {
      Progress progress = loader.load(loaded);
      terminal.line("Loaded "
          + Figures.count(progress.items(), "datom")
          + " in "
          + Figures.time(progress.elapsed())
          + ".");
    } finally {
      note.withdraw();
    }
  }

  private void ask(Connection connection, Question question) {
    indented(question.query());
    if (question.rules() != null) {
      terminal.line();
      terminal.line("  with % as");
      indented(question.rules());
    }
    long start = System.nanoTime();
    QueryResult result = connection.db().q(question.query(), question.inputs());
    String time = since(start);
    List<List<@Nullable Object>> rows =
        result.rows().stream().sorted(question.order()).toList();
    terminal.line();
    new Table(result.columns(), rows)
        .lines(terminal, SHOWN_ROWS)
        .forEach(line -> terminal.line("  " + line));
    terminal.line("  " + Figures.count(rows.size(), "row") + " in " + time);
  }

  private void check(Connection connection, RuntimeImage image, Counts counts) throws IOException {
    heading("Is it true? Reflection over the same runtime, asked of every class");
    long start = System.nanoTime();
    ReflectionCheck check = ReflectionCheck.of(connection.db(), image);
    List<List<Object>> rows = counts.byName().entrySet().stream()
        .map(count -> List.<Object>of(
            count.getKey(),
            Figures.count(count.getValue()),
            Figures.count(check.counts().getOrDefault(count.getKey(), 0L))))
        .toList();
    new Table(List.of("", "database", "reflection"), rows)
        .lines(terminal, rows.size())
        .forEach(line -> terminal.line("  " + line));
    terminal.line();
    if (!check.differences().isEmpty()) {
      check.differences().stream().limit(SHOWN_DIFFERENCES).forEach(terminal::line);
      throw new IOException("the database and reflection say different things of "
          + Figures.count(check.differences().size()) + " modules and classes");
    }
    terminal.line("  All modules and all classes compared in " + since(start) + ": the same "
        + Figures.count(check.tally(Agreement.SAME).classes()) + " times.");
    Tally hiding = check.tally(Agreement.FIELDS_HIDDEN);
    if (hiding.classes() > 0) {
      terminal.line("  Of " + Figures.count(hiding.classes()) + " classes reflection hides "
          + Figures.count(-hiding.fields()) + " fields, to protect itself.");
    }
    Tally events = check.tally(Agreement.EVENT_EXTENDED);
    if (events.classes() > 0) {
      terminal.line("  To " + Figures.count(events.classes())
          + " classes of flight recorder events the JVM adds "
          + Figures.count(events.methods()) + " methods and "
          + Figures.count(events.fields()) + " fields as it loads them.");
    }
  }

  private void sayWhatNext(Path path) {
    String query = "    ./dfdb query --db " + shellWord(path) + " \\";
    heading("What to try next");
    terminal.line("  Ask your own question:");
    terminal.line(query);
    terminal.line("      '[:find ?name :where [?c :class/kind :record] [?c :class/name ?name]]'");
    terminal.line("  See which attributes there are:");
    terminal.line(query);
    terminal.line(
        "      '[:find ?attribute ?doc :where [?a :db/ident ?attribute] [?a :db/doc ?doc]]'");
    terminal.line("  Do the same from Java: README.md");
    terminal.line("  Delete it all: rm -r " + shellWord(folder.path()));
  }

  private static String shellWord(Path path) {
    String word = path.toString();
    return word.matches("[A-Za-z0-9/._+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private void heading(String text) {
    terminal.line();
    terminal.line((terminal.unicode() ? "── " : "-- ") + text);
    terminal.line();
  }

  private void indented(String text) {
    text.lines().forEach(line -> terminal.line("  " + line));
  }

  private static String since(long nanos) {
    return Figures.time(Duration.ofNanos(System.nanoTime() - nanos));
  }
}
