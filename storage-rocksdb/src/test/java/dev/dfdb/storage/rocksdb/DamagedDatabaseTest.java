package dev.dfdb.storage.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.error.CorruptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A closed database whose files are torn says so when it is opened, or when it is verified. */
class DamagedDatabaseTest {

  private static final int TRANSACTIONS = 200;

  @TempDir
  Path home;

  private Path database = Path.of("");

  @BeforeEach
  void fill() throws IOException {
    database = home.resolve("database");
    Path killed = home.resolve("killed");
    try (RocksDbStorage storage =
            Stores.open(database, "compression", "none", "bottommost-compression", "none");
        Connection connection = Dfdb.createDb(Map.of("storage", storage))) {
      transact(connection, 0);
      storage.compact();
      transact(connection, TRANSACTIONS);
      Stores.copy(database, killed); // with all since in the engine's log
    }
    database = killed;
  }

  private static void transact(Connection connection, int from) {
    for (int i = from; i < from + TRANSACTIONS; i++) {
      connection.transact(List.of(
          Map.of(":n", i, ":text", "text ".repeat(20) + i), Map.of(":db/id", "e", ":of", "e")));
    }
  }

  @Test
  void aDataFileWithAWrongByteIsNamed() throws IOException {
    Path file = Stores.files(database, ".sst").get(0);
    byte[] whole = Files.readAllBytes(file);
    for (int part = 1; part < 8; part++) {
      byte[] wrong = whole.clone();
      wrong[part * whole.length / 8] ^= 1;
      Files.write(file, wrong);
      assertTrue(damages(database).contains(name(file)), damages(database));
    }
    Files.write(file, whole);
    assertEquals("[]", damages(database));
  }

  @Test
  void aDataFileThatIsCutShortOrGoneIsNamed() throws IOException {
    Path file = Stores.files(database, ".sst").get(0);
    byte[] whole = Files.readAllBytes(file);
    for (int length : List.of(whole.length - 1, whole.length / 2, 10, 0)) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertTrue(damages(database).contains(name(file)), damages(database));
    }
    Files.delete(file);
    assertTrue(damages(database).contains(name(file)), damages(database));
  }

  @Test
  void aLogWithAWrongByteIsNamed() throws IOException {
    Path log = Stores.files(database, ".log").get(0);
    byte[] whole = Files.readAllBytes(log);
    int end = whole.length;
    while (whole[end - 1] == 0) {
      end--;
    }
    for (int part = 1; part < 4; part++) {
      byte[] wrong = whole.clone();
      wrong[part * end / 5] ^= 1;
      Files.write(log, wrong);
      CorruptionException refusal =
          assertThrows(CorruptionException.class, () -> Stores.open(database));
      assertEquals(name(log), String.valueOf(refusal.context().get("file")));
    }
  }

  @Test
  void aLogThatIsCutShortLeavesADatabaseThatIsWhole() throws IOException {
    Path log = Stores.files(database, ".log").get(0);
    byte[] whole = Files.readAllBytes(log);
    Files.write(log, Arrays.copyOf(whole, whole.length / 3));
    assertEquals("[]", damages(database));
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** What opening or verifying has found: nothing but corruption that says where it is. */
  private static String damages(Path directory) {
    List<String> found = new ArrayList<>();
    try (RocksDbStorage storage = Stores.open(directory);
        Connection connection = Dfdb.createDb(Map.of("storage", storage))) {
      connection.verify().damages().forEach(damage -> found.add(damage.toString()));
    } catch (CorruptionException damaged) {
      found.add(damaged.getMessage());
    }
    return found.toString();
  }
}
