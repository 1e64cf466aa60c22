package dev.dfdb.examples;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.events.Append;
import dev.dfdb.events.CategoryRead;
import dev.dfdb.events.Events;
import dev.dfdb.events.Json;
import dev.dfdb.events.Message;
import dev.dfdb.events.NewMessage;
import dev.dfdb.events.StreamRead;
import dev.dfdb.events.VersionConflictException;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProviders;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Event streams: accounts, each a stream of what happened to it. Whoever withdraws reads the
 * stream, decides, and appends what it expects to be next; a consumer keeps the balances as datoms,
 * to be queried.
 *
 * <p>Run it with a directory as argument, and the accounts are still there the next time; without,
 * they are kept in memory.
 */
public final class Accounts {

  /** What is said of a deposit or a withdrawal. */
  record Amount(long amount) {}

  private static final String CONSUMER = "balances";

  private final Connection connection;
  private final Events events;

  /** The accounts of a database. */
  public Accounts(Connection connection) {
    this.connection = connection;
    this.events = Events.of(connection);
    connection.transact(
        "[{:db/ident :account/id :db/valueType :db.type/string :db/unique :db.unique/identity}]");
  }

  /** Pays something in. */
  public void deposit(String account, long amount) {
    events.append("account-" + account, message("Deposited", amount));
  }

  /** Pays something out, if there is enough; false if not. */
  public boolean withdraw(String account, long amount) {
    while (true) {
      List<Message> happened =
          events.read(StreamRead.of("account-" + account).batchSize(StreamRead.ALL));
      if (happened.stream().mapToLong(Accounts::change).sum() < amount) {
        return false;
      }
      try {
        events.append(Append.to("account-" + account, message("Withdrawn", amount))
            .expecting(happened.size() - 1));
        return true;
      } catch (VersionConflictException other) {
        // Something happened meanwhile: decide again.
      }
    }
  }

  private static NewMessage message(String type, long amount) {
    return NewMessage.of(type, Json.from(new Amount(amount)));
  }

  private static long change(Message message) {
    long amount = message.data().as(Amount.class).amount();
    return message.type().equals("Deposited") ? amount : -amount;
  }

  /** Brings the balances up to date, each message in its turn, from where it was stopped. */
  public void project() {
    OptionalLong stored = events.consumerPosition(CONSUMER);
    long next = stored.orElse(1);
    List<Message> messages = events.read(CategoryRead.of("account").from(next));
    while (!messages.isEmpty()) {
      for (Message message : messages) {
        project(message);
        next = message.globalPosition() + 1;
      }
      events.storeConsumerPosition(CONSUMER, next);
      messages = events.read(CategoryRead.of("account").from(next));
    }
  }

  /** A message that comes again after a crash is known by its position, and changes nothing. */
  private void project(Message message) {
    Object seen = ask(message.stream(), ":account/seen");
    if (seen instanceof Long position && position >= message.position()) {
      return;
    }
    connection.transact(List.of(Map.of(
        ":account/id", message.stream(),
        ":account/balance", balance(message.stream()) + change(message),
        ":account/seen", message.position())));
  }

  private long balance(String stream) {
    return ask(stream, ":account/balance") instanceof Long balance ? balance : 0;
  }

  private Object ask(String stream, String attribute) {
    Object found = connection
        .db()
        .q("[:find ?v . :in $ ?id :where [?a :account/id ?id] [?a " + attribute + " ?v]]", stream)
        .value();
    return found == null ? "nothing" : found;
  }

  /** The accounts with at least so much, as they were projected last. */
  public List<Object> withAtLeast(long amount) {
    return connection
        .db()
        .q(
            "[:find [?id ...] :in $ ?least :where [?a :account/balance ?b] [(>= ?b ?least)]"
                + " [?a :account/id ?id]]",
            amount)
        .values()
        .stream()
        .<Object>map(String::valueOf)
        .sorted()
        .toList();
  }

  /** Pays in and out, and shows what comes of it. */
  static void show(Storage storage, PrintStream out) {
    try (Connection connection = Dfdb.createDb(Map.of("storage", storage, "namespace", "bank"))) {
      Accounts accounts = new Accounts(connection);
      accounts.deposit("ada", 100);
      accounts.deposit("bob", 20);
      out.println("ada pays 70: " + accounts.withdraw("ada", 70));
      out.println("ada pays 70: " + accounts.withdraw("ada", 70));
      accounts.project();
      accounts.project();
      out.println("30 or more: " + accounts.withAtLeast(30));
      accounts.deposit("bob", 20);
      accounts.project();
      out.println("30 or more: " + accounts.withAtLeast(30));
      out.println("messages: " + accounts.events.messageCount("account"));
    }
  }

  /** Runs {@link #show} on a directory, or in memory. */
  public static void main(String... arguments) {
    Map<String, Object> config = arguments.length == 0
        ? Map.of("type", "memory")
        : Map.of("type", "rocksdb", "path", arguments[0]);
    try (Storage storage = StorageProviders.find().open(config)) {
      show(storage, System.out);
    }
  }
}
