package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.backup.BackupOptions;
import dev.dfdb.backup.Backups;
import dev.dfdb.backup.RestoreOptions;
import dev.dfdb.conformance.oracle.HistoryCourse;
import dev.dfdb.conformance.oracle.UserFunctions;
import dev.dfdb.datom.Datom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is restored to a t is what the database was then. */
interface BackupTimeRules extends BackupRules {

  @Test
  default void everyMomentOfRandomHistoriesIsRestoredAsItWas() {
    long first = Long.getLong("dfdb.backup.seed", 1_000_000);
    int histories = Integer.getInteger("dfdb.backup.histories", 1);
    for (long seed = first; seed < first + histories; seed++) {
      try {
        restoreEveryMoment(seed);
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError(
            "repeat with -Ddfdb.backup.histories=1 -Ddfdb.backup.seed=" + seed, failure);
      }
    }
  }

  private void restoreEveryMoment(long seed) {
    int restored = Integer.getInteger("dfdb.backup.moments", 8);
    Map<String, Object> config = new HashMap<>(config("source-" + seed));
    config.putAll(UserFunctions.configuration());
    try (Connection source = Dfdb.createDb(config);
        Backups backups = Backups.open(new MemoryTarget())) {
      BackedUp subject = new BackedUp(source, backups, seed);
      new HistoryCourse(subject, seed).run(HistoryCourse.steps(seed, 25));
      subject.backUp();
      assertEquals(List.of(), backups.verify().damages());
      int step = Math.max(1, subject.moments().size() / restored);
      int number = 0;
      for (Map.Entry<Long, List<String>> moment : subject.moments().entrySet()) {
        if (number++ % step == 0 || moment.getKey().equals(subject.moments().lastKey())) {
          long t = moment.getKey();
          String name = "copy-" + seed + "-" + t;
          backups.restore(config(name), RestoreOptions.to(t));
          assertEquals(moment.getValue(), entries(name), () -> "restored to " + t);
        }
      }
    }
  }

  @Test
  default void whatIsBackedUpWhileOthersWriteIsOfOneMoment() throws Exception {
    int moments = Integer.getInteger("dfdb.backup.moments", 4);
    int writers = Integer.getInteger("dfdb.backup.writers", 16);
    try (Connection source = database("source");
        Backups backups = Backups.open(new MemoryTarget())) {
      source.transact("[{:db/ident :of :db/valueType :db.type/ref}"
          + " {:db/ident :tag :db/cardinality :db.cardinality/many}]");
      BackupOptions options = BackupOptions.incremental().withPartBytes(1_000);
      AtomicInteger writing = new AtomicInteger(writers);
      Crew.run(writers + 1, worker -> {
        if (worker == writers) {
          do {
            backups.backup(source, options);
          } while (writing.get() > 0);
        } else {
          write(source, worker);
          writing.decrementAndGet();
        }
      });
      backups.backup(source, options);
      for (long t : some(moments, source.db().basisT())) {
        backups.restore(config("copy-" + t), RestoreOptions.to(t));
        try (Connection copy = database("copy-" + t)) {
          assertEquals(List.of(), copy.verify().damages());
          List<Datom> expected = Dump.answers(source, source.db().asOf(t), t);
          assertEquals(expected, Dump.answers(copy, copy.db(), t), () -> "restored to " + t);
        }
      }
    }
  }

  private static void write(Connection source, int worker) {
    SplittableRandom random = new SplittableRandom(worker);
    long e = source.transact(List.of(Map.of(":db/id", "e", ":worker", worker))).id("e");
    for (int i = 0; i < 12; i++) {
      switch (random.nextInt(4)) {
        case 0 -> source.transact(List.of(List.of(":db/add", e, ":worker", i)));
        case 1 -> source.transact(List.of(Map.of(":of", e, ":tag", List.of(i, "x" + i))));
        case 2 -> source.transact(List.of(List.of(":db/add", e, ":tag", i)));
        default -> source.transact(List.of(List.of(":db/retract", e, ":tag")));
      }
    }
  }

  private static Set<Long> some(int count, long last) {
    Set<Long> some = new TreeSet<>(Set.of(0L, last));
    while (some.size() < Math.min(count, last)) {
      some.add(ThreadLocalRandom.current().nextLong(last));
    }
    return some;
  }
}
