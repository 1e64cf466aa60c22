package dev.dfdb;

import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Symbol;
import dev.dfdb.error.TransactionException;
import dev.dfdb.internal.index.Audit;
import dev.dfdb.internal.query.QueryEngine;
import dev.dfdb.internal.transaction.Committed;
import dev.dfdb.internal.transaction.Followers;
import dev.dfdb.internal.transaction.TransactionFunctions;
import dev.dfdb.internal.transaction.TransactionMap;
import dev.dfdb.internal.transaction.Transactor;
import dev.dfdb.observe.Observer;
import dev.dfdb.storage.Companion;
import dev.dfdb.storage.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/**
 * A database that can be written to, and read as it is at a moment. Made by {@link Dfdb}; safe from
 * any thread; to be closed.
 */
public final class Connection implements AutoCloseable {

  /**
   * What is chained to a future runs here: on the common pool. Given that pool itself, a future
   * starts a thread for each on machines with one or two processors.
   */
  private static final Executor CALLBACKS = ForkJoinPool.getCommonPoolParallelism() > 0
      ? task -> ForkJoinPool.commonPool().execute(task)
      : task -> new Thread(task, "dfdb-callback").start();

  private final Transactor transactor;
  private final Runnable closeStorage;
  private final Upkeep upkeep;
  private final Source source;
  private final Followers followers;
  private final Layers layers = new Layers();

  Connection(Transactor transactor, QueryEngine engine, Runnable closeStorage) {
    this(transactor, engine, closeStorage, Upkeep.Plan.NONE);
  }

  Connection(Transactor transactor, QueryEngine engine, Runnable closeStorage, Upkeep.Plan plan) {
    this.transactor = transactor;
    this.closeStorage = closeStorage;
    this.upkeep = new Upkeep(transactor, plan);
    this.source = new Source(transactor, engine, upkeep.measured());
    this.followers = new Followers(transactor);
  }

  /**
   * Commits a transaction: all of it, or nothing.
   *
   * <p>When the call returns, the transaction is as safe as the storage's durability says.
   * Transactions of concurrent callers are committed in groups that share one write.
   *
   * @param forms maps such as {@code {:db/id "ada", :person/name "Ada"}} and lists such as
   *     {@code [:db/add "ada" :person/born 1815]}, made of {@link dev.dfdb.edn.Keyword}s (or
   *     strings with a colon), collections and values; {@code :db/add}, {@code :db/retract},
   *     {@code :db/retractEntity}, {@code :db/cas}, {@code :db/assoc}, {@code :db/dissoc} and
   *     {@code :db/conj} are known, and the {@link TransactionFunction}s the connection was made
   *     with
   * @throws TransactionException if the transaction is refused; nothing was written
   * @throws dev.dfdb.error.InvalidValueException if a value can't be stored; nothing was written
   * @throws dev.dfdb.error.ContentionException if other processes are faster to commit each time,
   *     until it is given up; nothing was written
   * @throws dev.dfdb.error.StorageException if the storage fails, or the transaction is too large
   *     for it
   */
  public TxReport transact(Collection<?> forms) {
    Objects.requireNonNull(forms, "forms");
    return report(Awaited.outcome(transactor.submit(forms)));
  }

  /**
   * Commits a transaction with facts about itself.
   *
   * @param transaction a map with the forms as {@code :tx-data}; as {@code :tx-meta}, if there is
   *     one, a map of attributes and values of the transaction's own entity; and as
   *     {@code :time-dimensions}, if there is one, a map of the dimensions of time that its datoms
   *     have: the names of dimensions that were defined before ({@code :dimension/name}), and
   *     instants or, for those of type {@code :duration}, {@link java.time.Duration}s or
   *     milliseconds
   * @throws TransactionException if the map has another key, or the transaction is refused; as it
   *     is if it breaks a constraint of a dimension on any entity it touches
   * @see #transact(Collection)
   */
  public TxReport transact(Map<?, ?> transaction) {
    return transact(TransactionMap.forms(transaction));
  }

  /**
   * Commits a transaction written as EDN: one vector of forms, the forms one after the other, or a
   * map with {@code :tx-data}.
   *
   * @throws dev.dfdb.error.SyntaxException if the text is no EDN
   * @see #transact(Collection)
   */
  public TxReport transact(String edn) {
    return transact(forms(edn));
  }

  /**
   * Commits a transaction together with what a layer beside the datoms adds: both or neither. It
   * shares its write with no other transaction.
   *
   * @see #transact(Collection)
   */
  public TxReport transact(Collection<?> forms, Companion companion) {
    Objects.requireNonNull(forms, "forms");
    Objects.requireNonNull(companion, "companion");
    return report(Awaited.outcome(transactor.submit(forms, companion)));
  }

  /**
   * Commits a transaction whose forms a function makes of the database right before it, so that
   * nothing can come between what the function has read and what is written.
   *
   * @param function called with no arguments, and again if another process was faster; need not be
   *     registered
   * @see #transact(Collection)
   */
  public TxReport transact(TransactionFunction function) {
    Objects.requireNonNull(function, "function");
    TransactionFunctions.Call call = (before, arguments) -> function.apply(
        new Db(new Source(before, source.engine(), Measured.nothing()), before.perspective()),
        arguments);
    return transact(List.of(List.of(call)));
  }

  /**
   * Commits a transaction on another thread; what is in the forms must not be changed until it has.
   * The future ends with the report, or exceptionally as {@link #transact(Collection)} would; what
   * is chained to it runs on the common pool of threads, and may itself transact.
   */
  public CompletableFuture<TxReport> transactAsync(Collection<?> forms) {
    Objects.requireNonNull(forms, "forms");
    return transactor
        .submitAsync(new ArrayList<>(forms))
        .handleAsync(this::reportOrFail, CALLBACKS);
  }

  /**
   * Commits a transaction with facts about itself on another thread.
   *
   * @throws TransactionException if the map has another key than {@code :tx-data}, {@code :tx-meta}
   *     and {@code :time-dimensions}
   * @see #transactAsync(Collection)
   */
  public CompletableFuture<TxReport> transactAsync(Map<?, ?> transaction) {
    return transactAsync(TransactionMap.forms(transaction));
  }

  /**
   * Commits a transaction written as EDN on another thread.
   *
   * @throws dev.dfdb.error.SyntaxException if the text is no EDN
   * @see #transactAsync(Collection)
   */
  public CompletableFuture<TxReport> transactAsync(String edn) {
    return transactAsync(forms(edn));
  }

  /**
   * The database as it is now: a value that never changes, and that sees every transaction whose
   * commit returned before the call, in whatever process. With {@code max-staleness} it may miss
   * those that other processes committed so lately.
   *
   * @throws dev.dfdb.error.StorageClosedException if the connection is closed
   */
  public Db db() {
    return new Db(source, transactor.present());
  }

  /**
   * Removes something for good: from the present, the past and the log. What remains is a
   * transaction that says what was excised: {@code :db/excise} is the id of the entity or of the
   * attribute, {@code :db.excise/attrs} are the attributes of the entity if not all, or the tuples
   * that went with the attribute, and {@code :db.excise/beforeT} is the t before which. The
   * transactions of the log stay, with their numbers and times, without the datoms.
   *
   * <p>Databases taken before do not show the data any more, nor do logs; only a reading under way
   * may, and another connection until it learns of the excision, as of any commit. Reports and
   * results of queries that the program holds are its own. The storage gives the space back with
   * {@link dev.dfdb.storage.Storage#compact()}; a file of the storage may hold the bytes until
   * then.
   *
   * <p>Other transactions wait. If the process ends on the way, or the storage fails, the excision
   * is finished when the database is opened, or with the next transaction.
   *
   * @return the report of the transaction that records it
   * @throws TransactionException if there is no such entity or attribute, or it is built in or has
   *     an ident; nothing was removed
   * @throws IllegalArgumentException if it is before something that is no point in time
   * @throws dev.dfdb.error.StorageException if the storage fails
   */
  public TxReport excise(Excision excision) {
    return report(upkeep.excise(excision.request()));
  }

  /**
   * Removes what attributes with a {@code :db/historyRetention} need not remember, and has the
   * storage give back the space of all that was removed. What goes are assertions with their
   * retractions, from the past and from the log: those that had been retracted when the first
   * version to be kept began, or before the duration to be kept. The present stays as it is, and so
   * does every view of a time that is kept; a view of an earlier one shows of such attributes only
   * what had not been superseded until then.
   *
   * <p>Transactions can come in between. If the process ends on the way, or the storage fails, past
   * and log agree on what is gone, and the next call goes on. Databases taken before do not show
   * what is gone any more.
   *
   * @throws dev.dfdb.error.ContentionException if other processes commit faster each time, until it
   *     is given up
   * @throws dev.dfdb.error.StorageException if the storage fails
   */
  public void compact() {
    upkeep.compactions().run(false);
  }

  /**
   * Looks whether the database is whole: whether every transaction is in the log and can be read,
   * and whether each index holds what the log says, neither less nor more. Reads everything once,
   * in little memory; others can transact meanwhile, which it does not see.
   *
   * @return what was found, with each datom or transaction that something is wrong with
   * @throws dev.dfdb.error.StorageException if the storage fails
   */
  public Verification verify() {
    Audit.Result found = transactor.audit();
    return new Verification(
        found.t(),
        found.transactions(),
        found.logged(),
        found.live(),
        found.past(),
        found.findings().stream()
            .map(finding -> new Verification.Damage(finding.place(), finding.what()))
            .toList());
  }

  /**
   * Answers a Datalog query with all its inputs given: databases too, or plain collections of rows
   * in their place.
   *
   * <pre>{@code
   * connection.q("[:find ?name :in $ $teams :where [?p :person/name ?name] [$teams ?name :red]]",
   *     connection.db(), List.of(List.of("Ada", Keyword.of("red"))))
   * }</pre>
   *
   * @param query as for {@link Db#q}
   * @param inputs what {@code :in} names, in order, {@code $} included
   * @throws dev.dfdb.error.QueryException as {@link Db#q} does
   */
  public QueryResult q(Object query, @Nullable Object... inputs) {
    return new Question(source, query).of(Arrays.asList(inputs));
  }

  /**
   * Makes a function known to queries, which call it by its name. No other code of the program's
   * can be called by a query. A function registered before under the same name is replaced.
   *
   * @param name such as {@code money/format}
   * @throws IllegalArgumentException if every query has a function of this name
   */
  public void registerFunction(String name, QueryFunction function) {
    Objects.requireNonNull(function, "function");
    source.engine().functions().registerFunction(Symbol.of(name), function::apply);
  }

  /**
   * Makes an aggregate known to queries: {@code [:find (my/joined ?name) .]}. An aggregate
   * registered before under the same name is replaced.
   *
   * @param name such as {@code stats/mode}
   * @param aggregate collects the values of a group, each of a canonical Java type; used by any
   *     thread that asks a query, so that its functions must share nothing
   * @throws IllegalArgumentException if every query has an aggregate of this name
   */
  public void registerAggregate(String name, Collector<@Nullable Object, ?, ?> aggregate) {
    Objects.requireNonNull(aggregate, "aggregate");
    source
        .engine()
        .functions()
        .registerAggregate(Symbol.of(name), () -> new Collecting<>(aggregate));
  }

  /**
   * What has become of the transactions of this connection, counted since it was opened:
   * {@code transactions} committed; {@code commits}, the writes they took; {@code conflicts},
   * writes that another process was faster than, and that were tried again;
   * {@code starved-transactions}, given up after many; {@code unknown-outcomes}, writes that the
   * storage did not answer, and that were looked for in the log; {@code page-cache-bytes}, the
   * memory that pages of the indexes take now; {@code page-cache-hits} and
   * {@code page-cache-misses}, readings that a page was there for, and others; {@code compactions},
   * {@code failed-compactions} and {@code compaction-millis}, how long they took together.
   */
  public Map<String, Long> statistics() {
    Map<String, Long> figures = transactor.statistics();
    figures.putAll(upkeep.compactions().figures());
    return figures;
  }

  /**
   * Has someone observe what this connection does: its transactions, queries, pulls and
   * compactions, each with how long it took. Until then nothing is measured.
   *
   * @return ends it
   */
  public Registration observe(Observer observer) {
    Runnable ending = transactor.watch().begin(Objects.requireNonNull(observer, "observer"));
    return ending::run;
  }

  /** The log as it is now: every transaction whose commit returned before the call, in order. */
  public Log log() {
    return new Log(source, transactor.present());
  }

  /**
   * Makes a function known to the patterns of {@link Db#pull pull}, which name it after
   * {@code :xform}; no other code can be named there. It is given each value found, or for
   * cardinality many the list of them, and returns what takes its place in the result; null leaves
   * the attribute out. It is called by any thread that pulls. A function registered before under
   * the same name is replaced.
   *
   * @param name such as {@code money/format}
   */
  public void registerTransform(
      String name, Function<Object, ? extends @Nullable Object> function) {
    source
        .engine()
        .pulls()
        .transforms()
        .register(Symbol.of(name), Objects.requireNonNull(function, "function"));
  }

  /**
   * The database as it is at some moment after the call, which sees every transaction that was
   * committed before, by whatever process, whatever {@code max-staleness} says. Without that,
   * {@link #db()} is the same for one who can wait.
   *
   * @return ends exceptionally with a {@link dev.dfdb.error.StorageClosedException} if the
   *     connection is closed
   */
  public CompletableFuture<Db> sync() {
    return CompletableFuture.supplyAsync(() -> new Db(source, transactor.look()));
  }

  /**
   * The database as soon as it knows a transaction: one that another part of the program, or
   * another process, is about to commit, or has. What is chained to the future runs on the common
   * pool of threads.
   *
   * <p>A connection learns at once of what it commits itself; of what others commit when it commits
   * or is asked for {@link #db()}, and while somebody waits for it, listens or subscribes every
   * {@code follow-interval}.
   *
   * @param t the number of the transaction
   * @return ends exceptionally with a {@link dev.dfdb.error.StorageClosedException} if the
   *     connection is closed before
   * @throws IllegalArgumentException if t is negative
   * @throws dev.dfdb.error.StorageException if the storage fails or is closed
   */
  public CompletableFuture<Db> sync(long t) {
    if (t < 0) {
      throw new IllegalArgumentException("the number of a transaction is not negative: " + t);
    }
    return followers.reach(t, this::db);
  }

  /**
   * Calls a listener with the report of every transaction from now on: in the order of t, each
   * once, on a thread of its own, one after the other. A listener that is slow holds up nobody but
   * itself. What it throws is logged, and it goes on with the next report.
   *
   * <p>A listener that falls behind by many transactions, or is told of those that other
   * connections committed, gets reports that were made from the log: they have no tempids. When the
   * connection is closed, a listener still gets the reports in memory, of databases that can't be
   * read any more, but none from the log. Whoever must miss none begins by reading the
   * {@link #log()} from where it stopped.
   *
   * @return ends the listening; a call under way goes on
   * @throws dev.dfdb.error.StorageException if the storage fails or is closed
   */
  public Registration listen(Consumer<? super TxReport> listener) {
    Objects.requireNonNull(listener, "listener");
    Runnable ending = followers.listen(listener, this::report);
    return ending::run;
  }

  /**
   * The reports of every transaction from a subscription on, as the subscriber asks for them: in
   * the order of t, each once, to each subscriber on a thread of its own. It keeps the rules of
   * Reactive Streams. A slow subscriber costs nothing but its place in the log: it holds up nobody,
   * and nothing piles up for it.
   *
   * <p>As for {@link #listen listeners}, reports made from the log have no tempids. When the
   * connection is closed, the stream completes after those reports that are in memory and asked
   * for; it ends with an error if the storage fails.
   */
  public Flow.Publisher<TxReport> reports() {
    return subscriber -> followers.subscribe(subscriber, this::report);
  }

  /**
   * Closes the connection, and the storage if the connection opened it. Waits for the commit under
   * way; transactions still waiting fail, and databases taken from it can't be read any more.
   * Calling it again does nothing.
   */
  @Override
  public void close() {
    layers.close();
    upkeep.close(closeStorage);
  }

  /** Whether it was closed. */
  public boolean isClosed() {
    return transactor.isClosed();
  }

  /**
   * The storage of this database alone, for those who keep something else beside the datoms: every
   * key begins with the byte 1 and one for the space, of which docs/FORMAT.md says to whom they
   * belong. It is not to be closed.
   */
  public Storage storage() {
    return transactor.storage();
  }

  /**
   * The one layer of a type that is built on this connection; it is made when it is first asked
   * for, and closed with the connection.
   *
   * @param type the class of the layer
   * @param maker makes it; called once
   */
  public <T extends AutoCloseable> T layer(Class<T> type, Function<Connection, T> maker) {
    return layers.get(type, () -> maker.apply(this));
  }

  static Collection<?> forms(String edn) {
    Collection<?> forms = Edn.readAll(Objects.requireNonNull(edn, "edn"));
    if (forms.size() == 1 && TransactionMap.isMeant(forms.iterator().next())) {
      return TransactionMap.forms((Map<?, ?>) forms.iterator().next());
    }
    boolean wrapped = forms.size() == 1
        && forms.iterator().next() instanceof Collection<?> inner
        && inner.stream().allMatch(form -> form instanceof Collection || form instanceof Map);
    return wrapped ? (Collection<?>) forms.iterator().next() : forms;
  }

  /** Never run by the thread that commits: what users chain to a future must not hold it up. */
  private TxReport reportOrFail(@Nullable Committed committed, @Nullable Throwable failure) {
    return report(Awaited.orFail(committed, failure));
  }

  private TxReport report(Committed committed) {
    return TxReport.of(source, committed);
  }
}
