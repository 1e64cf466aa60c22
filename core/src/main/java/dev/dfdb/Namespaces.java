package dev.dfdb;

import dev.dfdb.error.NamespaceException;
import dev.dfdb.error.StorageClosedException;
import dev.dfdb.internal.namespace.Directory;
import dev.dfdb.internal.namespace.Region;
import dev.dfdb.storage.Storage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many databases in one storage, each with a name and apart from all others. A database is opened
 * when it is first used, and stays open for the next; when as many are open as {@code max-open}
 * says, the one that was used least recently, and is not in use, is closed for the next. So any
 * number of namespaces can be used in turn with the memory of a few.
 *
 * <pre>{@code
 * try (Namespaces namespaces = Dfdb.openNamespaces(Map.of("storage", storage, "max-open", 50));
 *     Namespace workspace = namespaces.open("workspace-1")) {
 *   workspace.connection().transact("[{:person/name \"Ada\"}]");
 * }
 * }</pre>
 *
 * <p>Functions that are registered with one of the connections are known to all.
 *
 * <p>Opening and closing are logged as debug, making, deleting and copying a namespace as info, by
 * the logger {@code dev.dfdb.namespaces}. Made by {@link Dfdb#openNamespaces}; safe from any
 * thread; to be closed.
 */
public final class Namespaces implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("dev.dfdb.namespaces");

  private final Configuration configuration;
  private final Storage storage;
  private final Directory directory;
  private final OpenDatabases open;
  private final NamespaceCounts counts = new NamespaceCounts();

  private Namespaces(Configuration configuration, Storage storage) {
    this.configuration = configuration;
    this.storage = storage;
    this.directory = new Directory(storage);
    this.open = new OpenDatabases(
        configuration.get(Configuration.MAX_OPEN),
        configuration.get(Configuration.OPEN_TIMEOUT),
        this::connect,
        counts);
  }

  static Namespaces open(Map<String, ?> config) {
    Configuration configuration = Configuration.read(config, true);
    Storage storage = configuration.storage();
    try {
      Namespaces namespaces = new Namespaces(configuration, storage);
      namespaces.directory.finishWhatWasLeft();
      return namespaces;
    } catch (RuntimeException | Error failure) {
      if (!configuration.isGiven()) {
        storage.close();
      }
      throw failure;
    }
  }

  private OpenDatabase connect(String name, long number) {
    return new OpenDatabase(name, number, configuration.one(new Region(storage, number)));
  }

  /**
   * Begins to use a namespace. It is made, with an empty database, if there is none of this name.
   *
   * @param name any text of 1 to 500 bytes in UTF-8
   * @return to be closed when it is not used for the moment
   * @throws NamespaceException if it can't be a name, or {@code max-open} databases were in use for
   *     all of {@code open-timeout}
   * @throws StorageClosedException if this is closed
   * @throws dev.dfdb.error.StorageException if the storage fails
   */
  public Namespace open(String name) {
    open.checkOpen();
    Directory.Opened found = directory.findOrCreate(name);
    if (found.isNew()) {
      counts.created();
      LOG.info("made namespace {}, number {}", name, found.number());
    }
    OpenDatabase database = open.use(name, found.number());
    return new Namespace(database, () -> open.leave(database));
  }

  /**
   * Whether there is a namespace of this name.
   *
   * @throws NamespaceException if it can't be a name
   */
  public boolean exists(String name) {
    open.checkOpen();
    return directory.find(name).isPresent();
  }

  /** The names of all namespaces, in the order of their code points. */
  public List<String> list() {
    return list("");
  }

  /** The names of all namespaces that begin with a text, in the order of their code points. */
  public List<String> list(String prefix) {
    open.checkOpen();
    return directory.names(prefix);
  }

  /**
   * Deletes a namespace with all that it holds. From the first write on it isn't there: the next
   * who opens the name begins a new database. What it held is removed then; if the process ends on
   * the way, by the next {@link Dfdb#openNamespaces}. The storage gives the space back with
   * {@link Storage#compact()}.
   *
   * <p>Who uses it meanwhile, in this process or in another, gets a
   * {@link dev.dfdb.error.DatabaseDeletedException} from the next commit or look at the present;
   * what was read before can be read on as long as the state is held.
   *
   * @return whether there was one of this name
   * @throws NamespaceException if it can't be a name
   */
  public boolean delete(String name) {
    open.checkOpen();
    boolean deleted = directory.delete(name);
    open.drop(name);
    if (deleted) {
      counts.deleted();
      LOG.info("deleted namespace {}", name);
    }
    return deleted;
  }

  /**
   * Copies a namespace as it is now, with its history and its streams of events. The copy appears
   * when it is complete; what an interrupted one leaves is removed by the next
   * {@link Dfdb#openNamespaces}.
   *
   * @throws NamespaceException if there is no such source, or there is such a target
   * @throws dev.dfdb.error.ContentionException if the storage can't hold a state for so long, and
   *     the source was written to again and again
   */
  public void copy(String source, String target) {
    open.checkOpen();
    directory.copy(source, target);
    counts.copied();
    LOG.info("copied namespace {} to {}", source, target);
  }

  /**
   * Figures by name: {@code open}, the databases open now; {@code in-use}, those of them in use;
   * and, counted since this was opened, {@code opened}, {@code closed}, {@code evicted} (closed to
   * make room for another), {@code reused} (used again while open), {@code waited} (for one to be
   * left), {@code created}, {@code deleted} and {@code copied}.
   */
  public Map<String, Long> statistics() {
    Map<String, Long> figures = new LinkedHashMap<>(open.figures());
    figures.putAll(counts.figures());
    return figures;
  }

  /**
   * Closes every database, also those in use, and the storage if this opened it. Calling it again
   * does nothing.
   */
  @Override
  public void close() {
    if (open.close() && !configuration.isGiven()) {
      storage.close();
    }
  }
}
