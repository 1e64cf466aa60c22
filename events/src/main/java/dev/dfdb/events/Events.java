package dev.dfdb.events;

import dev.dfdb.Connection;
import dev.dfdb.TxReport;
import dev.dfdb.events.internal.AppendTask;
import dev.dfdb.events.internal.Appender;
import dev.dfdb.events.internal.Beginning;
import dev.dfdb.events.internal.ClearTask;
import dev.dfdb.events.internal.ConsumerTask;
import dev.dfdb.events.internal.Follower;
import dev.dfdb.events.internal.ImportTask;
import dev.dfdb.events.internal.Names;
import dev.dfdb.events.internal.Reader;
import dev.dfdb.storage.Storage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The streams of messages of a database, as Message DB has them. A stream is named
 * {@code category-id}; its messages have positions from 0 without gaps, and all messages of the
 * database have global positions in the order of their commits: who has read up to one misses
 * nothing that comes later.
 *
 * <pre>{@code
 * Events events = Events.of(connection);
 * events.append(Append.to("account-123", NewMessage.of("Deposited", "{\"amount\": 5}")).expecting(-1));
 * List<Message> messages = events.read(StreamRead.of("account-123"));
 * }</pre>
 *
 * <p>A name has 1 to 400 bytes in UTF-8. Appends of concurrent callers are committed in groups that
 * share one write, as safe as the durability that the storage was opened with. Several processes
 * may append where the storage is shared. Closed with its connection; safe from any thread.
 */
public final class Events implements AutoCloseable {

  private final Connection connection;
  private final Storage storage;
  private final Appender appender;
  private final Reader reader;

  private Events(Connection connection) {
    this.connection = connection;
    this.storage = connection.storage();
    Beginning.of(connection);
    this.appender = new Appender(storage, InstantSource.system());
    this.reader = new Reader(storage);
  }

  /**
   * The streams of a database. For the first time in its life this makes a transaction, without
   * datoms of the user's; afterwards it is the same object for the same connection.
   */
  public static Events of(Connection connection) {
    return connection.layer(Events.class, Events::new);
  }

  /**
   * Appends messages to a stream, all or none.
   *
   * @return where they stand
   * @throws VersionConflictException if the stream has another version than was expected
   * @throws EventException if a name or a type can't be one
   * @throws dev.dfdb.error.LimitExceededException if they are too large for the storage
   * @throws dev.dfdb.error.ContentionException if other processes are faster again and again
   * @throws dev.dfdb.error.StorageException if the storage fails, or the database was deleted
   */
  public Appended append(Append append) {
    return await(appender.submit(task(append)));
  }

  /** Appends messages to a stream of whatever version. */
  public Appended append(String stream, NewMessage... messages) {
    return append(Append.to(stream, messages));
  }

  /**
   * Appends messages on another thread. Of appends that one thread makes one after the other, the
   * first is committed first. The future ends as {@link #append(Append)} does; what is chained to
   * it runs on the thread that commits, and should be short.
   */
  public CompletableFuture<Appended> appendAsync(Append append) {
    return appender.submitAsync(task(append));
  }

  /**
   * Commits a transaction and appends messages, in one atomic commit: both or neither. So a message
   * tells of a change if, and only if, the change was made.
   *
   * @param forms as for {@link Connection#transact(Collection)}; may be empty
   * @throws VersionConflictException if a stream has another version than was expected
   * @throws dev.dfdb.error.TransactionException if the transaction is refused
   */
  public Outbox transact(Collection<?> forms, Append... appends) {
    List<AppendTask> tasks = Arrays.stream(appends).map(this::task).toList();
    TxReport report = connection.transact(forms, appender.companion(tasks));
    List<Appended> appended = new ArrayList<>();
    for (AppendTask task : tasks) {
      task.tell();
      appended.add(task.outcome().join());
    }
    return new Outbox(report, appended);
  }

  private AppendTask task(Append append) {
    return new AppendTask(
        append.stream(),
        append.messages(),
        append.expectedVersion(),
        storage.capabilities().limits());
  }

  /** Messages of a stream; none if there is no such stream. */
  public List<Message> read(StreamRead read) {
    appender.checkOpen();
    String stream = Names.checkStream(read.stream());
    long limit = limit(read.batchSize());
    long from = read.from();
    if (read.isGlobal()) {
      from = read.isBackward()
          ? reader.positionAt(stream, from == Long.MAX_VALUE ? from : from + 1) - 1
          : reader.positionAt(stream, from);
    } else if (read.isBackward()) {
      from = Math.min(from, reader.version(stream));
    }
    if (from < 0 && read.isBackward()) {
      return List.of();
    }
    return reader.stream(stream, Math.max(0, from), limit, read.isBackward());
  }

  /** Messages of a category, in their global order; none if there is no such category. */
  public List<Message> read(CategoryRead read) {
    return page(read).messages();
  }

  private Reader.Page page(CategoryRead read) {
    appender.checkOpen();
    read.correlation().ifPresent(category -> Names.checkCategory("correlation", category));
    return reader.category(
        Names.checkCategory("category", read.category()),
        read.from(),
        limit(read.batchSize()),
        CategoryFilter.of(read));
  }

  private static long limit(long batchSize) {
    return batchSize == StreamRead.ALL ? Long.MAX_VALUE : batchSize;
  }

  /** The last message of a stream. */
  public Optional<Message> lastMessage(String stream) {
    return last(stream, null);
  }

  /** The last message of a stream that has a type. */
  public Optional<Message> lastMessage(String stream, String type) {
    return last(stream, type);
  }

  private Optional<Message> last(String stream, @Nullable String type) {
    appender.checkOpen();
    return Optional.ofNullable(reader.last(Names.checkStream(stream), type));
  }

  /** The position of the last message of a stream; -1 if it has none. */
  public long streamVersion(String stream) {
    appender.checkOpen();
    return reader.version(Names.checkStream(stream));
  }

  /**
   * Streams whose names begin with a text, in the order of their code points.
   *
   * @param prefix any text, also an empty one
   * @param after the name after which to begin, to go on from an earlier page; empty for the first
   * @param limit at most so many
   */
  public List<StreamInfo> listStreams(String prefix, String after, int limit) {
    appender.checkOpen();
    return reader.streams(prefix, after, limit);
  }

  /** All categories with what they hold, in the order of their code points. */
  public List<CategoryInfo> listCategories() {
    appender.checkOpen();
    return reader.categories();
  }

  /** How many messages there are. */
  public long messageCount() {
    return listCategories().stream().mapToLong(CategoryInfo::messages).sum();
  }

  /** How many messages a category has. */
  public long messageCount(String category) {
    appender.checkOpen();
    return reader.count(Names.checkCategory("category", category));
  }

  /** The global position that the next message gets: who begins to read there reads what is new. */
  public long nextGlobalPosition() {
    appender.checkOpen();
    return reader.next();
  }

  /**
   * Takes up messages with the positions, global positions and times that they have, all or none;
   * what was exported elsewhere, wholly or in part. Global positions go on behind the highest.
   *
   * <p>Readers and subscriptions that have passed these global positions do not get the messages:
   * import before they begin, or above the highest.
   *
   * @return how many
   * @throws EventException if global positions do not increase along the positions of a stream, a
   *     position or a global position is 2^56 - 1 or above, or a time is out of range
   * @throws PositionConflictException if a position of a stream, or a global position, is taken
   * @throws dev.dfdb.error.LimitExceededException if they are too large for one batch of the
   *     storage
   */
  public int importBatch(List<Message> messages) {
    return await(appender.submit(new ImportTask(messages, storage.capabilities().limits())));
  }

  /**
   * Removes every message of the database; datoms and the positions of consumers stay. Global
   * positions go on from where they were.
   */
  public void clear() {
    await(appender.submit(new ClearTask()));
  }

  /** The position stored last for a consumer: of the next message that it wants. */
  public OptionalLong consumerPosition(String consumer) {
    appender.checkOpen();
    return ConsumerTask.read(storage, consumer);
  }

  /** Stores the position of the next message that a consumer wants. */
  public void storeConsumerPosition(String consumer, long position) {
    await(appender.submit(new ConsumerTask(consumer, position)));
  }

  /**
   * Gives a listener every message of a stream, from a position on: those that are there, and then
   * each as it is committed, by whatever process, in order and once. It is called by a thread of
   * its own. If it throws, the subscription ends ({@link Subscription#failure}).
   *
   * @param from where to begin; its batch size says how many are read at a time
   */
  public Subscription subscribe(StreamRead from, Consumer<? super Message> listener) {
    if (from.isBackward() || from.isGlobal()) {
      throw new IllegalArgumentException("a subscription goes forward, from a position");
    }
    checkGives(from.batchSize());
    String stream = Names.checkStream(from.stream());
    Follower pages = new Follower(reader, stream, limit(from.batchSize()));
    return begin(new Subscription(appender, Math.max(0, from.from()), listener, null, pages));
  }

  /**
   * Gives a listener every message of a category, from a global position on, as
   * {@link #subscribe(StreamRead, Consumer)} does.
   */
  public Subscription subscribe(CategoryRead from, Consumer<? super Message> listener) {
    return subscribe(from, null, listener);
  }

  /**
   * Gives a consumer every message of a category, from where it stopped, or from that of the
   * reading if it never began. Its position is stored after each batch: when it is begun again, it
   * gets those messages once more that it was given after the last time.
   *
   * @param consumer its name; each member of a group needs one of its own
   */
  public Subscription subscribe(
      CategoryRead from, @Nullable String consumer, Consumer<? super Message> listener) {
    Names.checkCategory("category", from.category());
    checkGives(from.batchSize());
    long stored = consumer == null ? from.from() : consumerPosition(consumer).orElse(from.from());
    Consumer<Long> storing =
        consumer == null ? null : position -> storeConsumerPosition(consumer, position);
    return begin(new Subscription(
        appender, stored, listener, storing, position -> page(from.from(position))));
  }

  private static void checkGives(long batchSize) {
    if (batchSize == 0) {
      throw new IllegalArgumentException("a subscription has a batch size of at least 1, or -1");
    }
  }

  private Subscription begin(Subscription subscription) {
    appender.checkOpen();
    subscription.begin();
    return subscription;
  }

  private static <R> R await(CompletableFuture<R> outcome) {
    try {
      return outcome.join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof RuntimeException error) {
        throw error;
      }
      if (failure.getCause() instanceof Error error) {
        throw error;
      }
      throw failure;
    }
  }

  /** Waits for the commit under way; appends still waiting fail, and subscriptions end. */
  @Override
  public void close() {
    appender.close();
  }
}
