package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The events of the flight recorder. */
class FlightRecorderTest {

  @TempDir
  Path home;

  private final Recording recording = new Recording();

  @BeforeEach
  void record() {
    for (String name :
        List.of("Transaction", "Query", "Pull", "Scan", "StorageCall", "Compaction")) {
      // Any time is longer; but what has no time at all would be left out.
      recording.enable("dfdb." + name).withThreshold(Duration.ofNanos(1));
    }
    recording.start();
  }

  @AfterEach
  void end() {
    recording.close();
  }

  @Test
  void everyKindOfWorkIsAnEventWithItsFigures() throws IOException {
    TestDatabase database = new TestDatabase();
    TxReport report =
        database.connection.transact("[{:person/name \"Ada\"} {:person/name \"Bo\"}]");
    Db db = database.connection.db();
    db.q("[:find ?name :where [_ :person/name ?name]]");
    db.pull("[:person/name]", report.txData().get(1).e());
    try (Stream<Datom> datoms = db.datoms(Index.AEVT, ":person/name")) {
      assertEquals(2, datoms.count());
    }
    database.connection.compact();
    database.connection.close();

    Map<String, List<RecordedEvent>> events = events();
    assertEquals(
        new TreeSet<>(Set.of(
            "dfdb.Transaction",
            "dfdb.Query",
            "dfdb.Pull",
            "dfdb.Scan",
            "dfdb.StorageCall",
            "dfdb.Compaction")),
        new TreeSet<>(events.keySet()));
    RecordedEvent transaction = one(events, "dfdb.Transaction");
    assertEquals(report.t(), transaction.getLong("t"));
    assertEquals(report.txData().size(), transaction.getInt("datoms"));
    assertEquals(1, transaction.getInt("groupSize"));
    assertEquals(1, transaction.getInt("attempts"));
    assertTrue(transaction.getDuration("evaluation").toNanos() > 0);
    assertTrue(transaction.getDuration("write").toNanos() > 0);
    assertTrue(transaction.getDuration().toNanos() > 0);
    RecordedEvent query = one(events, "dfdb.Query");
    assertEquals("[:find ?name :where [_ :person/name ?name]]", query.getString("query"));
    assertEquals(2, query.getLong("rows"));
    assertTrue(query.getLong("bytesRead") > 0);
    assertEquals("[:person/name]", one(events, "dfdb.Pull").getString("pattern"));
    RecordedEvent scan = one(events, "dfdb.Scan");
    assertEquals("AEVT [:person/name]", scan.getString("range"));
    assertEquals(2, scan.getLong("datoms"));
    Set<String> calls = events.getOrDefault("dfdb.StorageCall", List.of()).stream()
        .map(event -> event.getString("operation"))
        .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(
        calls.containsAll(Set.of("batchWrite", "get", "scan", "snapshot", "compact")),
        calls::toString);
  }

  @Test
  void aTransactionThatIsAskedForInAGroupTellsItsSize() throws IOException {
    TestDatabase database = new TestDatabase();
    List<CompletableFuture<TxReport>> all = Stream.of("a", "b", "c")
        .map(name -> database.connection.transactAsync("[{:person/name \"" + name + "\"}]"))
        .toList();
    all.forEach(CompletableFuture::join);
    database.connection.close();
    List<RecordedEvent> transactions = events().getOrDefault("dfdb.Transaction", List.of());
    assertEquals(3, transactions.size());
    long commits = transactions.stream()
        .mapToDouble(event -> 1.0 / event.getInt("groupSize"))
        .mapToLong(share -> Math.round(share * 6))
        .sum();
    assertEquals(0, commits % 6, "each of a group tells the same size");
  }

  private static RecordedEvent one(Map<String, List<RecordedEvent>> events, String name) {
    List<RecordedEvent> found = events.getOrDefault(name, List.of());
    assertEquals(1, found.size(), name);
    return found.get(0);
  }

  private Map<String, List<RecordedEvent>> events() throws IOException {
    Path file = home.resolve("recording.jfr");
    recording.stop();
    recording.dump(file);
    assertTrue(FlightRecorder.isAvailable());
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().startsWith("dfdb."))
        .collect(Collectors.groupingBy(event -> event.getEventType().getName()));
  }
}
