package dev.dfdb.storage.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.error.TransientStorageException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database whose connections to the server are cut goes on by itself. */
class DatabaseRecoveryTest {

  private static final String VALUES = "[:find [?n ...] :where [_ :n ?n]]";

  private final String table = TestServer.newTable();
  private final Proxy proxy = new Proxy(TestServer.port());
  private final Connection connection = Dfdb.createDb(Map.of(
      "storage-config",
      TestServer.config(
          table, "type", "postgres", "connection-uri", TestServer.uri(proxy.port()))));

  @BeforeEach
  void fill() {
    connection.transact("[{:n 1}]");
  }

  @AfterEach
  void close() {
    connection.close();
    proxy.close();
    TestServer.drop(table);
  }

  private Set<@Nullable Object> values() {
    return new HashSet<>(connection.db().q(VALUES).values());
  }

  /** A reading whose state is lost under it fails once. */
  private static <T> T read(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (TransientStorageException lost) {
      return reading.get();
    }
  }

  @Test
  void readingGoesOnAfterOneErrorAtMost() {
    values();
    TestServer.cut(table);
    assertEquals(Set.of(1L), read(this::values));
    assertEquals(1, read(() -> connection.db().basisT()));
  }

  @Test
  void transactingGoesOnWithoutAnError() {
    values();
    TestServer.cut(table);
    assertEquals(2, connection.transact("[{:n 2}]").t());
    TestServer.cut(table);
    assertEquals(3, connection.transact("[{:db/id \"e\" :n 3}]").t());
    assertEquals(Set.of(1L, 2L, 3L), read(this::values));
  }

  @ParameterizedTest
  @EnumSource
  void aCommitThatIsCutIsAppliedOnceAndAcknowledged(Proxy.Cut cut) {
    proxy.cut(cut, table + "_write");
    assertEquals(2, connection.transact("[{:n 2}]").t());
    assertEquals(1L, connection.statistics().get("unknown-outcomes"));
    assertEquals(3, connection.transact("[{:n 3}]").t());
    assertEquals(Set.of(1L, 2L, 3L), read(this::values));
  }
}
