package dev.dfdb.conformance;

import java.util.Map;
import java.util.function.Consumer;

/** A group of rules for databases, as tests. */
interface DatabaseRules {

  /** A store of its own, apart from that of the test. */
  StorageFixture anotherFixture();

  /** Forgets the leaks heard so far: another bench heard them too, and has judged. */
  void forgetLeaks();

  /** Tries a rule on an empty database. */
  default void onDatabase(Consumer<DatabaseBench> rule) {
    onDatabase(Map.of(), rule);
  }

  /**
   * Tries a rule on an empty database.
   *
   * @param configuration the functions and predicates that the database is opened with
   */
  default void onDatabase(Map<String, ?> configuration, Consumer<DatabaseBench> rule) {
    Bench bench = new Bench(anotherFixture());
    try (DatabaseBench database = new DatabaseBench(bench, configuration)) {
      rule.accept(database);
    }
    bench.finish();
    forgetLeaks();
  }
}
