package dev.dfdb.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.Dfdb;
import dev.dfdb.conformance.oracle.Fault;
import dev.dfdb.conformance.oracle.FaultyStorage;
import dev.dfdb.error.StorageException;
import dev.dfdb.exchange.mapping.ImportException;
import dev.dfdb.exchange.mapping.Source;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.memory.MemoryStorage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An import that ends at any moment and is run again has each row once. */
class ImportInterruptionTest {

  private static final int KILLS = Integer.getInteger("dfdb.import.kills", 3);
  private static final String SCHEMA = """
      [{:db/ident :team/name :db/valueType :db.type/string :db/unique :db.unique/identity}
       {:db/ident :r/mail :db/valueType :db.type/string :db/unique :db.unique/value}]
      """;

  @TempDir
  private Path folder = Path.of("");

  /** Rows of which each ninth has a number that is none, and each eleventh a mail of another. */
  private static String text(int rows) {
    StringBuilder text = new StringBuilder("n,mail,team\n");
    for (int i = 0; i < rows; i++) {
      String number = i % 9 == 8 ? "x" : Integer.toString(i);
      String mail = i % 11 == 10 ? "0@x.org" : i + "@x.org";
      text.append(number)
          .append(',')
          .append(mail)
          .append(",team ")
          .append(i % 5)
          .append('\n');
    }
    return text.toString();
  }

  private static boolean isRight(long row) {
    return row % 9 != 8 && row % 11 != 10;
  }

  private static void check(Connection connection, Path rejects, int rows) throws IOException {
    Db db = connection.db();
    List<?> numbers = db.q("[:find ?n ?e :where [?e :r/n ?n]]").rows().stream()
        .map(row -> row.get(0))
        .sorted()
        .toList();
    assertEquals(
        LongStream.range(0, rows)
            .filter(ImportInterruptionTest::isRight)
            .boxed()
            .toList(),
        numbers);
    assertEquals(5, db.q("[:find ?t :where [?t :team/name]]").size());
    List<String> rejected = Files.readAllLines(rejects);
    assertEquals("n,mail,team,import-line,import-reason,import-text", rejected.get(0));
    assertEquals(
        LongStream.range(0, rows)
            .filter(row -> !isRight(row))
            .map(row -> row + 2)
            .boxed()
            .toList(),
        rejected.stream()
            .skip(1)
            .map(line -> Long.valueOf(line.split(",", -1)[3]))
            .sorted()
            .toList());
    assertTrue(connection.verify().isSound());
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"UNAVAILABLE", "UNAVAILABLE_BUT_APPLIED"})
  void atWhateverWriteTheStorageFails(Fault fault) throws IOException {
    int step = Integer.getInteger("dfdb.import.fault-step", 3);
    boolean failed = true;
    int write = fault == Fault.UNAVAILABLE ? 0 : step / 2;
    for (; failed; write += step) {
      Path rejects = folder.resolve(fault + "-" + write + ".csv");
      Storage intact = MemoryStorage.create();
      try (Connection connection = connect(intact)) {
        connection.transact(SCHEMA);
      }
      failed = false;
      try (Connection dying = connect(new FaultyStorage(intact, write, fault, true))) {
        load(dying, rejects, 60);
      } catch (StorageException died) {
        failed = true;
      }
      try (Connection again = connect(intact)) {
        load(again, rejects, 60);
        check(again, rejects, 60);
      }
    }
    assertTrue(write > 20, "there were several writes to fail at: " + write);
  }

  private static Connection connect(Storage storage) {
    return Dfdb.createDb(Map.of("storage", storage));
  }

  private static ImportReport load(Connection connection, Path rejects, int rows)
      throws IOException {
    return Importer.of(Source.text("rows.csv", text(rows)))
        .mapping(ImportChild.mapping())
        .rejects(rejects)
        .batchRows(16)
        .run(connection);
  }

  @Test
  void whereverTheProcessIsKilled() throws Exception {
    int rows = 2_000;
    Path csv = Files.writeString(folder.resolve("rows.csv"), text(rows));
    Path database = folder.resolve("db");
    Path rejects = folder.resolve("rejects.csv");
    long seed = Long.getLong("dfdb.import.seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    boolean ended = false;
    for (int life = 0; !ended; life++) {
      Process child =
          ImportChild.start(128, database.toString(), csv.toString(), rejects.toString(), "50");
      int lines = life < KILLS ? random.nextInt(60) : Integer.MAX_VALUE;
      try (BufferedReader output = ImportChild.output(child)) {
        String line = "";
        for (int i = 0; i < lines && line != null && !ended; i++) {
          line = output.readLine();
          ended = ImportChild.END.equals(line);
        }
        if (lines < Integer.MAX_VALUE) {
          child.destroyForcibly();
        }
        assertTrue(child.waitFor(5, TimeUnit.MINUTES));
        assertTrue(ended || lines < Integer.MAX_VALUE, "it ends when nobody kills it");
      }
    }
    try (Connection connection = ImportChild.open(database)) {
      check(connection, rejects, rows);
    } catch (AssertionError e) {
      throw new AssertionError("with -Ddfdb.import.seed=" + seed + ": " + e.getMessage(), e);
    }
  }

  @Test
  void theHeapDoesNotGrowWithTheText() throws Exception {
    int rows = Integer.getInteger("dfdb.import.rows", 50_000);
    Path csv = folder.resolve("rows.csv");
    StringBuilder text = new StringBuilder("n,name,born,height,team\n");
    for (int i = 0; i < rows; i++) {
      text.append(i)
          .append(",\"Name, ")
          .append(i)
          .append("\",1990-01-01T00:00:00Z,1.")
          .append(i)
          .append(",team 1\n");
    }
    Files.writeString(csv, text);
    Process child = ImportChild.start(
        64,
        folder.resolve("db").toString(),
        csv.toString(),
        folder.resolve("rejects.csv").toString(),
        "1000");
    String last = "";
    try (BufferedReader output = ImportChild.output(child)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        last = line;
      }
    }
    assertEquals(0, child.waitFor());
    assertEquals(ImportChild.END, last);
  }

  @Test
  void aThreadThatIsInterruptedStopsAndGoesOnLater() throws Exception {
    try (Connection connection = Dfdb.createDb()) {
      connection.transact(SCHEMA);
      Path rejects = folder.resolve("rejects.csv");
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread importing = new Thread(() -> {
        Thread.currentThread().interrupt();
        thrown.set(assertThrows(ImportException.class, () -> load(connection, rejects, 100)));
      });
      importing.start();
      importing.join();
      assertTrue(String.valueOf(thrown.get()).contains("interrupted"));
      load(connection, rejects, 100);
      check(connection, rejects, 100);
    }
  }

  @Test
  void twoAtOnceOfOneNameDoNotBothImport() throws Exception {
    try (Connection connection = Dfdb.createDb()) {
      connection.transact(SCHEMA);
      AtomicReference<Throwable> other = new AtomicReference<>();
      Importer importer = Importer.of(Source.text("rows.csv", text(100)))
          .mapping(ImportChild.mapping())
          .batchRows(16);
      boolean[] isFirst = {true};
      ImportException refused = assertThrows(
          ImportException.class,
          () -> importer
              .onProgress(progress -> {
                if (isFirst[0]) {
                  isFirst[0] = false;
                  try {
                    importer.run(connection);
                  } catch (IOException | RuntimeException e) {
                    other.set(e);
                  }
                }
              })
              .run(connection));
      assertTrue(refused.summary().contains("another one of its name"), refused.toString());
      assertEquals(null, other.get());
      assertEquals(
          LongStream.range(0, 100).filter(ImportInterruptionTest::isRight).count(),
          connection.db().q("[:find ?e :where [?e :r/n]]").size());
    }
  }
}
