package dev.dfdb.cli.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dfdb.Connection;
import dev.dfdb.TxReport;
import dev.dfdb.cli.jdk.RuntimeImage;
import dev.dfdb.cli.terminal.Progress;
import dev.dfdb.cli.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Loads the modules and classes of a runtime into a database.
 *
 * <p>Classes go in by batches, each a transaction, while the next batch is being read. The last one
 * of a module says that the module is complete. So an interrupted load loses nothing: the next one
 * leaves out what is complete, and tells the rest again, which changes nothing where it is known.
 */
final class JdkLoader {

  private static final String SCHEMA = "jdk-schema.edn";

  /** About six thousand datoms: large enough to make the cost of a commit small. */
  private static final int BATCH_CLASSES = 500;

  private static final int MAX_IN_FLIGHT = 2;

  private final Connection connection;
  private final RuntimeImage image;
  private final Terminal terminal;
  private final Queue<Batch> inFlight = new ArrayDeque<>();

  /** A transaction on its way. */
  private record Batch(String module, int classes, CompletableFuture<TxReport> report) {}

  JdkLoader(Connection connection, RuntimeImage image, Terminal terminal) {
    this.connection = connection;
    this.image = image;
    this.terminal = terminal;
  }

  /** The names of the modules that an earlier load has completed. */
  Set<String> loadedModules() {
    Set<String> names = new HashSet<>();
    connection
        .db()
        .q("[:find ?name :where [?m :module/loaded-classes _] [?m :module/name ?name]]")
        .rows()
        .forEach(row -> names.add(String.valueOf(row.get(0))));
    return names;
  }

  /**
   * Loads what is not loaded yet.
   *
   * @param loaded the modules that are complete
   * @return the progress, finished, which knows how much was added in what time
   */
  Progress load(Set<String> loaded) throws IOException {
    long before =
        loaded.stream().mapToLong(name -> image.classNames(name).size()).sum();
    Progress progress =
        new Progress(terminal, "classes", "datoms", image.classCount(), before, System::nanoTime);
    progress.advance(0, connection.transact(schema()).txData().size(), "schema");
    progress.advance(0, connection.transact(moduleGraph()).txData().size(), "modules");
    for (String module : image.modulesWithClasses()) {
      if (!loaded.contains(module)) {
        loadClasses(module, progress);
      }
    }
    while (!inFlight.isEmpty()) {
      await(progress);
    }
    progress.finish();
    return progress;
  }

  private void loadClasses(String module, Progress progress) {
    List<String> names = image.classNames(module);
    int from = 0;
    do {
      int to = Math.min(names.size(), from + BATCH_CLASSES);
      JdkTransaction transaction = new JdkTransaction(image);
      transaction.loads(module);
      names.subList(from, to).forEach(name -> transaction.add(image.classFacts(module, name)));
      if (to == names.size()) {
        transaction.completes(module, names.size());
      }
      if (inFlight.size() == MAX_IN_FLIGHT) {
        await(progress);
      }
      inFlight.add(new Batch(module, to - from, connection.transactAsync(transaction.forms())));
      from = to;
    } while (from < names.size());
  }

  private void await(Progress progress) {
    Batch batch = inFlight.remove();
    progress.advance(batch.classes, batch.report.join().txData().size(), batch.module);
  }

  private List<? extends Map<?, ?>> moduleGraph() {
    JdkTransaction transaction = new JdkTransaction(image);
    image.modules().forEach(transaction::add);
    return transaction.forms();
  }

  private static String schema() throws IOException {
    try (InputStream in = Objects.requireNonNull(JdkLoader.class.getResourceAsStream(SCHEMA))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
