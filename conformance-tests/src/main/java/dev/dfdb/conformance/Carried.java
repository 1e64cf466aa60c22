package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.Excision;
import dev.dfdb.backup.BackupOptions;
import dev.dfdb.backup.Backups;
import dev.dfdb.conformance.oracle.HistoryCourse;
import dev.dfdb.conformance.oracle.UserFunctions;
import dev.dfdb.storage.Storage;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A generated database that is carried from one storage to another by backup and restore, and from
 * there to the next, and is the same in each at every t.
 */
public final class Carried {

  private static final int STEPS = 12;
  private static final int PART_BYTES = 2_000;

  /** One attribute of each type that a value shows by itself, and others that are declared. */
  private static final String MANY_TYPES = """
      [{:db/ident :x/ref :db/valueType :db.type/ref}
       {:db/ident :x/float :db/valueType :db.type/float}
       {:db/ident :x/id :db/unique :db.unique/identity}
       {:db/ident :x/latest :db/noHistory true}
       {:db/ident :x/several :db/cardinality :db.cardinality/many}]
      """;

  private static final String FACTS = """
      [{:db/id "a" :x/id 1 :x/long -7 :x/double 2.5 :x/boolean true :x/string "text"
        :x/keyword :a/b :x/symbol a/b :x/bigint 123456789012345678901234567890N :x/bigdec 1.25M
        :x/instant #inst "2020-02-03T04:05:06.007Z" :x/latest 1 :x/several [1 2 3]
        :x/uuid #uuid "f81d4fae-7dec-11d0-a765-00a0c91e6bf6" :x/ref "b"}
       {:db/id "b" :x/id 2 :x/secret "not to be known" :x/ref "a"}]
      """;

  private Carried() {}

  /**
   * Carries it.
   *
   * @param seed of the database
   * @param first where it is made; empty, and left open
   * @param others where it is carried to, in this order; empty, and left open
   * @throws AssertionError if it is not the same everywhere
   */
  public static void through(long seed, Storage first, List<Storage> others) {
    Map<String, Object> config = new HashMap<>(UserFunctions.configuration());
    config.put("storage", first);
    try (Connection source = Dfdb.createDb(config)) {
      generate(source, seed);
      Storage from = first;
      for (Storage to : others) {
        carry(source, from, to);
        from = to;
      }
    }
  }

  private static void generate(Connection source, long seed) {
    try (Backups unused = Backups.open(new MemoryTarget())) {
      new HistoryCourse(new BackedUp(source, unused, seed), seed)
          .run(HistoryCourse.steps(seed, STEPS));
    }
    source.transact(MANY_TYPES);
    source.transact(FACTS);
    source.transact(List.of(Map.of(
        ":x/id",
        1,
        ":x/float",
        1.5f,
        ":x/bytes",
        new byte[] {0, -1, 7},
        ":x/uri",
        URI.create("https://example.org/a?b"))));
    source.transact("[{:x/id 1 :x/long 8 :x/latest 2} [:db/retract [:x/id 1] :x/several 2]]");
    source.transact("[{:db/ident :x/long :db/cardinality :db.cardinality/many}]");
    source.transact("[{:x/id 1 :x/long [9 10]} {:db/ident :x/text :db/doc \"x\"}]");
    source.transact("[[:db/add :x/several :db/ident :x/renamed]]");
    source.excise(Excision.ofEntity(List.of(":x/id", 2)).only(":x/secret"));
    source.transact("[{:x/id 3 :x/renamed 4} [:db/retractEntity [:x/id 1]]]");
  }

  private static void carry(Connection source, Storage from, Storage to) {
    try (Backups backups = Backups.open(new MemoryTarget());
        Connection left = Dfdb.createDb(Map.of("storage", from));
        Connection right = Dfdb.createDb(Map.of("storage", to))) {
      backups.backup(left, BackupOptions.incremental().withPartBytes(PART_BYTES));
      assertEquals(List.of(), backups.verify().damages());
      long last = source.db().basisT();
      assertEquals(last, backups.restore(Map.of("storage", to)).t());
      assertEquals(List.of(), right.verify().damages());
      compare(source, right, last);
    }
  }

  private static void compare(Connection source, Connection copy, long last) {
    assertEquals(last, copy.db().basisT());
    for (long t = 0; t <= last; t++) {
      long now = t;
      assertIterableEquals(
          Dump.answers(source, source.db().asOf(t), t),
          Dump.answers(copy, copy.db().asOf(t), t),
          () -> "as of " + now);
    }
    assertEquals(source.db().stats(), copy.db().stats());
    assertIterableEquals(Dump.entries(source.storage()), Dump.entries(copy.storage()));
    assertTrue(copy.db().q("[:find ?v :where [_ :x/secret ?v]]").isEmpty());
    assertEquals(4L, copy.db().q("[:find ?v . :where [_ :x/renamed ?v]]").value());
  }
}
