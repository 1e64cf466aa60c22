package dev.dfdb.storage.postgres;

import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Option;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every option of the PostgreSQL backend (S12). {@link #ALL} is their order in the documentation.
 */
public final class PostgresOptions {

  /** Where the server is. */
  public static final Option<String> CONNECTION_URI = Option.string(
          "connection-uri",
          "Where the server is: postgresql://user@host:port/database?sslmode=verify-full or the same"
              + " as a jdbc:postgresql URL, with any parameter of the driver.")
      .asRequired()
      .asSecret();

  /** The role to log in as. */
  public static final Option<String> USER =
      Option.string("user", "The role to log in as, if the URI does not say.");

  /** The password of the role. */
  public static final Option<String> PASSWORD = Option.string(
          "password", "Its password, if the URI does not say; never shown.")
      .asSecret();

  /** The most connections open at once. */
  public static final Option<Integer> POOL_SIZE = Option.integer(
          "pool-size",
          "Connections open at most. Each open snapshot and each long scan holds one.",
          2,
          1_000)
      .withDefault(16);

  /** How long to wait for a connection. */
  public static final Option<Duration> POOL_TIMEOUT = Option.duration(
          "pool-timeout", "How long a call waits for a connection, at least 250ms.")
      .withDefault(Duration.ofSeconds(10));

  /** How long to wait for the server to answer a new connection. */
  public static final Option<Duration> CONNECT_TIMEOUT = Option.duration(
          "connect-timeout", "How long making a connection may take; 0 for any time.")
      .withDefault(Duration.ofSeconds(10));

  /** How long to wait for the answer to a statement. */
  public static final Option<Duration> SOCKET_TIMEOUT = Option.duration(
          "socket-timeout",
          "When to give up on a server that does not answer, longer than statement-timeout; 0 for"
              + " never.")
      .withDefault(Duration.ofMinutes(2));

  /** How long a statement may run on the server. */
  public static final Option<Duration> STATEMENT_TIMEOUT = Option.duration(
          "statement-timeout",
          "When the server cancels a statement, waiting for other writers included; 0 for never.")
      .withDefault(Duration.ofSeconds(90));

  /** The schema of the table. */
  public static final Option<String> SCHEMA = Option.string(
          "schema", "Schema of the table: a letter, then letters, digits or _, at most 50.")
      .withDefault("public");

  /** The table. */
  public static final Option<String> TABLE = Option.string(
          "table",
          "The table of the storage, which may hold many databases: a name like that of the schema.")
      .withDefault("dfdb");

  /** Whether a new table is made where there is none. */
  public static final Option<Boolean> CREATE_IF_MISSING = Option.bool(
          "create-if-missing",
          "Make the schema and an empty table where there are none; false makes that an error.")
      .withDefault(true);

  /** The durability of batches that do not ask for one. */
  public static final Option<Durability> DURABILITY = Option.choice(
          "durability", "How safe a write is that does not say so itself.", Durability.class)
      .withDefault(Durability.SYNC);

  /** The largest value. */
  public static final Option<Long> MAX_VALUE_BYTES = Option.bytes(
          "max-value-bytes", "The largest value that may be written.", 1L << 10, 256L << 20)
      .withDefault(64L << 20);

  /** The largest batch. */
  public static final Option<Long> MAX_BATCH_BYTES = Option.bytes(
          "max-batch-bytes",
          "The largest batch; at least max-value-bytes and the longest key together.",
          64L << 10,
          1L << 30)
      .withDefault(256L << 20);

  /** The options that remain when the caller brings connections of its own. */
  public static final List<Option<?>> WITHOUT_CONNECTIONS =
      List.of(SCHEMA, TABLE, CREATE_IF_MISSING, DURABILITY, MAX_VALUE_BYTES, MAX_BATCH_BYTES);

  /** The options that are times. */
  static final List<Option<Duration>> TIMEOUTS =
      List.of(POOL_TIMEOUT, CONNECT_TIMEOUT, SOCKET_TIMEOUT, STATEMENT_TIMEOUT);

  /** Every option, in the order of the documentation. */
  public static final List<Option<?>> ALL = Stream.concat(
          Stream.of(
              CONNECTION_URI,
              USER,
              PASSWORD,
              POOL_SIZE,
              POOL_TIMEOUT,
              CONNECT_TIMEOUT,
              SOCKET_TIMEOUT,
              STATEMENT_TIMEOUT),
          WITHOUT_CONNECTIONS.stream())
      .toList();

  private PostgresOptions() {}
}
