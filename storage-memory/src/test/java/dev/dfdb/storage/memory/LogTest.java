package dev.dfdb.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.Dfdb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a database logs, and what it does not. */
class LogTest {

  private static final String NAMES =
      "[:find ?name :in $ ?secret :where [_ :person/name ?name]\n [(not= ?name ?secret)]]";

  private final Logger logger = Logger.getLogger("dev.dfdb");
  private final List<LogRecord> records = new ArrayList<>();
  private final Handler handler = new Handler() {
    @Override
    public synchronized void publish(LogRecord record) {
      records.add(record);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  };

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    logger.setLevel(Level.INFO);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
    logger.setLevel(null);
  }

  @Test
  void openingAndClosingAreALineEachAndTransactionsAndQueriesNone() {
    try (Connection connection = Dfdb.createDb(Map.of("preset", "safe"))) {
      for (int i = 0; i < 100; i++) {
        connection.transact("[{:person/name \"Ada\"}]");
        connection.db().q(NAMES, "Bo");
      }
    }
    List<String> lines = lines("dev.dfdb.connection");
    assertEquals(3, lines.size(), lines::toString);
    assertTrue(
        lines.get(0).startsWith("the preset safe changes nothing for a storage of the type"));
    assertTrue(lines.get(1).startsWith("opened memory at t 0"), lines::toString);
    assertTrue(lines.get(2).startsWith("closed memory"), lines::toString);
    assertTrue(lines.get(2).contains("transactions=100"), lines::toString);
    assertEquals(3, records.size());
  }

  @Test
  void aSlowQueryIsLoggedOnceAMinuteWithItsPlan() {
    try (Connection connection = Dfdb.createDb(Map.of("slow-query-threshold", "PT0.000000001S"))) {
      connection.transact("[{:person/name \"Ada\"}]");
      Db db = connection.db();
      for (int i = 0; i < 10; i++) {
        db.q(NAMES, "Bo");
      }
      List<String> lines = lines("dev.dfdb.slow-query");
      assertEquals(1, lines.size(), lines::toString);
      String line = lines.get(0);
      assertTrue(line.contains("1 rows"), line);
      assertTrue(line.contains("[:find ?name :in $ ?secret :where [_ :person/name ?name] ["), line);
      assertTrue(line.contains("inputs: [database at t 1, Bo]"), line);
      assertTrue(line.contains("walk over AEVT: 1 rows"), line);
      db.q("[:find ?e :where [?e :person/name]]");
      assertEquals(2, lines("dev.dfdb.slow-query").size());
    }
  }

  @Test
  void theInputsOfSlowQueriesCanBeLeftOut() {
    Map<String, Object> config =
        Map.of("slow-query-threshold", "PT0.000000001S", "slow-query-inputs", false);
    try (Connection connection = Dfdb.createDb(config)) {
      connection.db().q(NAMES, "hidden");
      String line = lines("dev.dfdb.slow-query").get(0);
      assertTrue(line.contains("inputs: 2 (not shown)"), line);
      assertFalse(line.contains("hidden"), line);
    }
  }

  @Test
  void aQueryThatIsFastEnoughIsNotLogged() {
    try (Connection connection = Dfdb.createDb(Map.of("slow-query-threshold", "1h"))) {
      connection.db().q(NAMES, "Bo");
      assertEquals(List.of(), lines("dev.dfdb.slow-query"));
    }
  }

  @Test
  void aSlowTransactionIsLoggedOnceAMinute() {
    Map<String, Object> config = Map.of("slow-transaction-threshold", "PT0.000000001S");
    try (Connection connection = Dfdb.createDb(config)) {
      connection.transact("[{:person/name \"Ada\"}]");
      connection.transact("[{:person/name \"Bo\"}]");
      List<String> lines = lines("dev.dfdb.slow-transaction");
      assertEquals(1, lines.size(), lines::toString);
      assertTrue(lines.get(0).contains("for t 1 of"), lines::toString);
    }
  }

  @Test
  void aCompactionIsLoggedWithItsTime() {
    try (Connection connection = Dfdb.createDb()) {
      connection.compact();
      List<String> lines = lines("dev.dfdb.compaction");
      assertEquals("compaction begins", lines.get(0));
      assertTrue(lines.get(1).matches("compaction took \\d+ ms"), lines::toString);
    }
  }

  @Test
  void cachesThatLeaveTheHeapNoRoomAreWarnedOf() {
    Dfdb.createDb(Map.of("query-cache", Runtime.getRuntime().maxMemory())).close();
    assertTrue(
        lines("dev.dfdb.connection").get(0).startsWith("query-cache and page-cache may take"));
  }

  private List<String> lines(String name) {
    return records.stream()
        .filter(record -> name.equals(record.getLoggerName()))
        .map(record -> String.valueOf(record.getMessage()))
        .toList();
  }
}
