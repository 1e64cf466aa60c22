package dev.dfdb.benchmarks.postgres;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.Dfdb;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.internal.index.Root;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Reading a hundred thousand datoms, in milliseconds. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
@SuppressWarnings("NullAway.Init") // JMH calls the set-ups
public class PostgresReadBenchmark {

  private static final int PEOPLE = 2_000;

  /** The space of EAVT, as docs/FORMAT.md has it. */
  private static final int EAVT = 0x10;

  private static final String JOINS = "[:find (count ?c) . :where [?a :f/age 30] [?a :f/friend ?b]"
      + " [?b :f/friend ?c] [?c :f/name ?n]]";

  private static final String PATTERN = "[:f/name :f/age "
      + IntStream.range(0, 45).mapToObj(i -> ":f/n" + i).collect(Collectors.joining(" "))
      + " {:f/friend [:f/name :f/age :f/n1]}]";

  /** A hundred thousand datoms. */
  @State(Scope.Benchmark)
  public static class Database {

    /** Where they are. */
    @Param({"postgres", "rocksdb"})
    String storage = "";

    private @Nullable Server server;
    private @Nullable Path directory;
    private Connection connection;
    private Db db;
    private Long person;

    /** Fills it. */
    @Setup(Level.Trial)
    public void open() throws Exception {
      Map<String, Object> config = new HashMap<>();
      if (storage.equals("postgres")) {
        Server started = new Server();
        server = started;
        config.putAll(started.storage());
      } else {
        Path made = Files.createTempDirectory("dfdb-benchmark");
        directory = made;
        config.put("type", "rocksdb");
        config.put("path", made.toString());
      }
      connection = Dfdb.createDb(Map.of("storage-config", config));
      connection.transact(Facts.SCHEMA);
      connection.transact(Facts.people(PEOPLE));
      if (server != null) {
        try (java.sql.Connection plain = server.connect();
            java.sql.Statement statement = plain.createStatement()) {
          statement.execute("VACUUM (ANALYZE) " + Server.TABLE);
        }
      }
      db = connection.db();
      person = (Long) Objects.requireNonNull(
          db.q("[:find ?e . :where [?e :f/name \"Person number 7\"]]").value());
    }

    /** Deletes it. */
    @TearDown(Level.Trial)
    public void close() throws Exception {
      connection.close();
      if (server != null) {
        server.close();
      }
      if (directory != null) {
        try (Stream<Path> files = Files.walk(directory)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
    }
  }

  /** All of them, in the order of entities. */
  @Benchmark
  public long scan(Database database, Blackhole sink) {
    long count = 0;
    try (Stream<Datom> datoms = database.db.datoms(Index.EAVT)) {
      for (Datom datom : (Iterable<Datom>) datoms::iterator) {
        sink.consume(datom);
        count++;
      }
    }
    return count;
  }

  /** The rows they are stored in, by a cursor of the server; nothing on RocksDB. */
  @Benchmark
  public long cursor(Database database, Blackhole sink) throws Exception {
    Server server = database.server;
    if (server == null) {
      return 0;
    }
    long count = 0;
    try (java.sql.Connection plain = server.connect();
        PreparedStatement statement = plain.prepareStatement("SELECT key, value FROM "
            + Server.TABLE + " WHERE key >= ? AND key < ? ORDER BY key")) {
      plain.setAutoCommit(false);
      statement.setFetchSize(1_000);
      statement.setBytes(1, space(EAVT));
      statement.setBytes(2, space(EAVT + 1));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          sink.consume(rows.getBytes(1));
          sink.consume(rows.getBytes(2));
          count++;
        }
      }
    }
    return count;
  }

  /** Where the keys of an index begin: as the key of the root does, but for the space. */
  private static byte[] space(int number) {
    byte[] key = Root.key();
    key[key.length - 1] = (byte) number;
    return key;
  }

  /** Friends of friends of those who are thirty. */
  @Benchmark
  public @Nullable Object joins(Database database) {
    return database.db.q(JOINS).value();
  }

  /** Fifty attributes of one entity, and some of its friends. */
  @Benchmark
  public @Nullable Object pull(Database database) {
    return database.db.pull(PATTERN, database.person);
  }
}
