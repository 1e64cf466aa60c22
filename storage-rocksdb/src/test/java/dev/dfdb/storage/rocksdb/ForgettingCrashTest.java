package dev.dfdb.storage.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.Dfdb;
import dev.dfdb.Excision;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Excision and compaction whose process is killed at any moment end right when run again. */
class ForgettingCrashTest {

  private static final int KILLS = Integer.getInteger("dfdb.forgetting.kills", 4);

  @TempDir
  Path home;

  /** What the child said last of each entity. */
  private final Map<Long, String> said = new LinkedHashMap<>();

  @Test
  void whereverTheProcessIsKilled() throws Exception {
    long seed = Long.getLong("dfdb.forgetting.seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    for (int kill = 1; kill <= KILLS; kill++) {
      life(random.nextInt(1, 30));
      try {
        check();
      } catch (AssertionError e) {
        throw new AssertionError(
            "after kill " + kill + " with -Ddfdb.forgetting.seed=" + seed + ": " + e.getMessage(),
            e);
      }
    }
  }

  private void life(int lines) throws Exception {
    try (Forgetter child = Forgetter.start(home);
        BufferedReader output = child.output()) {
      int read = 0;
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        String[] words = line.split(" ", -1);
        said.put(Long.valueOf(words[1]), words[0]);
        if (++read == lines) {
          child.kill(); // in the middle of what it does next
        }
      }
      assertTrue(read >= lines, "it goes on until it is killed");
    }
  }

  private void check() {
    try (RocksDbStorage storage = Stores.open(home);
        Connection connection = Dfdb.createDb(Map.of("storage", storage))) {
      assertTrue(connection.verify().isSound(), () -> connection.verify().toString());
      said.forEach((e, last) -> {
        long secrets = count(connection.db().history(), e, ":secret");
        boolean isExcised = e % 2 == 0 && (last.equals("excised") || last.startsWith("compact"));
        if (isExcised) {
          assertEquals(0, secrets, last + " " + e);
        } else {
          boolean isAll = secrets == Forgetter.FACTS;
          assertTrue(isAll || (last.equals("excising") && secrets == 0), last + " " + e);
        }
        if (e % 2 == 0) {
          connection.excise(Excision.ofEntity(e));
          said.put(e, "excised");
        }
      });
      connection.compact();
      said.forEach((e, last) -> {
        Db history = connection.db().history();
        assertEquals(e % 2 == 0 ? 0 : Forgetter.FACTS, count(history, e, ":secret"));
        assertEquals(e % 2 == 0 ? 0 : 3, count(history, e, ":version"), "two versions of " + e);
      });
      assertTrue(connection.verify().isSound());
    }
  }

  private static long count(Db db, long e, String attribute) {
    try (Stream<Datom> datoms = db.datoms(Index.EAVT, e, attribute)) {
      return datoms.count();
    }
  }
}
