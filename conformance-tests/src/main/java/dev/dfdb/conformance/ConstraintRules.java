package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dfdb.Dfdb;
import dev.dfdb.EntityPredicate;
import dev.dfdb.TransactionFunction;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.TransactionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** What users' own functions say of transactions: predicates, specs, and transaction functions. */
interface ConstraintRules extends DatabaseRules {

  @Test
  default void aNewValueMeetsThePredicatesOfItsAttribute() {
    Predicate<Object> even = v -> (Long) v % 2 == 0;
    Predicate<Object> small = v -> (Long) v < 100;
    onDatabase(Map.of("predicates", Map.of("even?", even, "small?", small)), database -> {
      long e = database.transact("[{:db/id \"e\" :n/v 7}]").id("e");
      database.transact("[{:db/ident :n/v :db.attr/preds [even? small?]}]");
      database.reopenIfPersistent();
      assertEquals(9L, database.refused("[{:n/v 9}]").context().get("value"));
      database.refused("[{:n/v 102}]");
      database.refused("[[:db/cas " + e + " :n/v 7 9]]");
      database.transact("[[:db/add " + e + " :n/w 1] [:db/add " + e + " :n/v 7]]");
      database.transact("[[:db/cas " + e + " :n/v 7 8]]");
      database.holds(db -> assertEquals(8L, Views.value(db, e, ":n/v")));
      database.transact("[[:db/retract :n/v :db.attr/preds small?]]");
      database.transact("[{:n/v 102}]");
      database.refused("[{:n/v 103}]");
    });
  }

  @Test
  default void aPredicateThatIsNotRegisteredRefusesEveryValue() {
    Predicate<Object> any = v -> true;
    Bench bench = new Bench(anotherFixture());
    try (DatabaseBench database =
        new DatabaseBench(bench, Map.of("predicates", Map.of("any?", any)))) {
      database.transact("[{:db/ident :n/v :db.attr/preds any?}]");
      database.transact("[{:n/v 1}]");
      try (var other = Dfdb.createDb(Map.of("storage", bench.storage()))) {
        Assertions.assertThrows(TransactionException.class, () -> other.transact("[{:n/v 2}]"));
        assertEquals(3, other.transact("[{:n/w 2}]").t());
      }
    }
    bench.finish();
    forgetLeaks();
  }

  @Test
  default void anEntityMeetsTheSpecAsTheTransactionLeavesIt() {
    EntityPredicate ordered = (after, e) -> {
      Object from = Views.value(after, e, ":s/from");
      Object to = Views.value(after, e, ":s/to");
      return from instanceof Long first && to instanceof Long last && first < last;
    };
    onDatabase(Map.of("predicates", Map.of("ordered?", ordered)), database -> {
      database.transact("""
          [{:db/ident :s/spec :db.entity/attrs [:s/from :s/to] :db.entity/preds ordered?}
           {:db/ident :s/key :db/unique :db.unique/identity}]
          """);
      database.transact("[{:s/key 1 :s/from 1 :s/to 9 :db/ensure :s/spec}]");
      database.reopenIfPersistent();
      database.refused("[{:s/key 2 :s/from 1 :db/ensure :s/spec}]");
      database.refused("[{:s/key 2 :s/from 9 :s/to 1 :db/ensure :s/spec}]");
      database.refused("[{:s/key 1 :s/to 0 :db/ensure :s/spec}]");
      database.refused("[[:db/retract [:s/key 1] :s/to] {:s/key 1 :db/ensure :s/spec}]");
      database.transact("[{:s/key 1 :s/from 10 :db/ensure :s/spec} {:s/key 1 :s/to 20}]");
      database.transact("[{:s/key 1 :s/from 30}]");
      database.holds(db -> {
        List<?> key = List.of(":s/key", 1);
        assertEquals(30L, Views.value(db, key, ":s/from"), "who does not ask is not held to it");
        assertEquals(List.of(), Views.values(db.history(), key, ":db/ensure"));
      });
    });
  }

  @Test
  default void aFunctionSeesTheDatabaseBeforeItsTransactionAndNothingIsLost() {
    TransactionFunction increment = (db, arguments) -> {
      Object n = Views.value(db, arguments.get(0), ":f/n");
      long sum = (n == null ? 0 : (Long) n) + (Long) arguments.get(1);
      if (sum < 0) {
        throw new IllegalStateException("below zero");
      }
      return List.of(List.of(":db/add", arguments.get(0), ":f/n", sum));
    };
    TransactionFunction twice = (db, arguments) -> List.of(
        List.of(":f/increment", arguments.get(0), 2L), List.of(":db/add", "x", ":f/by", 1L));
    Map<String, TransactionFunction> functions = Map.of("f/increment", increment, "f/twice", twice);
    onDatabase(Map.of("functions", functions), database -> {
      long e = database.transact("[{:db/id \"e\" :f/n 0}]").id("e");
      int times = 60;
      List<CompletableFuture<?>> calls = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        calls.add(database.connection().transactAsync("[[:f/increment " + e + " 1]]"));
        calls.add(database.connection().transactAsync("[[:f/increment " + e + " -1000]]"));
      }
      long refused = calls.stream().filter(ConstraintRules::isRefused).count();
      assertEquals(times, refused);
      database.holds(db -> assertEquals((long) times, Views.value(db, e, ":f/n")));
      TransactionException refusal = database.refused("[[:f/increment " + e + " -61]]");
      Assertions.assertInstanceOf(IllegalStateException.class, refusal.getCause());
      database.refused("[[:f/increment " + e + " 1] [:f/increment " + e + " 2]]");
      database.refused("[[:f/unknown " + e + "]]");
      database.transact("[[:f/twice " + e + "] [:f/increment " + e + " 2]]");
      database.holds(db -> {
        assertEquals(times + 2L, Views.value(db, e, ":f/n"));
        assertEquals(1, db.q("[:find ?x :where [?x :f/by 1]]").size());
        Object after = db.with("[[:f/increment " + e + " 5]]")
            .dbAfter()
            .q("[:find ?n . :where [_ :f/n ?n]]")
            .value();
        assertEquals(times + 7L, after, "also where nothing is stored");
      });
    });
  }

  private static boolean isRefused(CompletableFuture<?> call) {
    try {
      call.join();
      return false;
    } catch (CompletionException failure) {
      Assertions.assertInstanceOf(TransactionException.class, failure.getCause());
      return true;
    }
  }

  @Test
  default void collectionsAreEditedOneAfterTheOther() {
    onDatabase(database -> {
      long e = database
          .transact("[{:db/id \"e\" :c/map {:a 1} :c/set #{1} :c/list [1]}]")
          .id("e");
      database.transact("[[:db/assoc " + e + " :c/map :b 2] [:db/dissoc " + e + " :c/map :a]"
          + " [:db/conj " + e + " :c/set 2] [:db/conj " + e + " :c/list 2]"
          + " [:db/assoc " + e + " :c/list 2 3]]");
      database.refused("[[:db/assoc " + e + " :c/set 1 2]]");
      database.holds(db -> {
        assertEquals(Map.of(Keyword.of(":b"), 2L), Views.value(db, e, ":c/map"));
        assertEquals(java.util.Set.of(1L, 2L), Views.value(db, e, ":c/set"));
        assertEquals(List.of(1L, 2L, 3L), Views.value(db, e, ":c/list"));
        assertEquals(List.of(1L), Views.value(db.asOf(db.basisT() - 1), e, ":c/list"));
      });
    });
  }
}
