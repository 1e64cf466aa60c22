package dev.dfdb.storage.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.Excision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the space that excised data took. */
class ExcisionSpaceTest {

  private static final int TRANSACTIONS = 20;
  private static final int FACTS = 100;
  private static final int TEXT_BYTES = 2_000;

  @TempDir
  Path home;

  private long bytes() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      long sum = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sum += Files.size(file);
      }
      return sum;
    }
  }

  @Test
  void compactionGivesBackTheSpaceOfWhatWasExcised() throws IOException {
    try (RocksDbStorage storage = Stores.open(home, "durability", "async")) {
      try (Connection connection = Dfdb.createDb(Map.of("storage", storage))) {
        connection.transact("[{:db/ident :text :db/valueType :db.type/bytes} {:kept \"this\"}]");
        storage.compact();
        long empty = bytes();
        Random random = new Random(1);
        for (int i = 0; i < TRANSACTIONS; i++) {
          List<Object> forms = new ArrayList<>();
          for (int j = 0; j < FACTS; j++) {
            byte[] text = new byte[TEXT_BYTES];
            random.nextBytes(text);
            forms.add(Map.of(":text", text));
          }
          connection.transact(forms);
        }
        storage.compact();
        long full = bytes();
        assertTrue(full - empty > TRANSACTIONS * FACTS * TEXT_BYTES, "full: " + full);
        connection.excise(Excision.ofAttribute(":text"));
        storage.compact();
        long left = bytes() - empty;
        assertTrue(left < (full - empty) / 20, "of " + full + " bytes there remain " + left);
      }
    }
    try (RocksDbStorage storage = Stores.open(home);
        Connection connection = Dfdb.createDb(Map.of("storage", storage))) {
      assertEquals(
          List.of("this"),
          connection.db().q("[:find [?v ...] :where [_ :kept ?v]]").values());
      assertEquals(
          0, connection.db().history().q("[:find ?v :where [_ :text ?v]]").size());
      assertEquals(TRANSACTIONS + 2, connection.db().basisT());
    }
  }
}
