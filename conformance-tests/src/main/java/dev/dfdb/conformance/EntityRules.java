package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Db;
import dev.dfdb.TxReport;
import dev.dfdb.conformance.entity.Account;
import dev.dfdb.conformance.entity.Address;
import dev.dfdb.conformance.entity.Deployment;
import dev.dfdb.conformance.entity.Environment;
import dev.dfdb.conformance.entity.Port;
import dev.dfdb.conformance.entity.RandomEntities;
import dev.dfdb.conformance.entity.Stage;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import dev.dfdb.entities.Entities;
import dev.dfdb.entities.EntityVersion;
import dev.dfdb.entities.mapping.DanglingReferenceException;
import dev.dfdb.entities.mapping.EntityMappingException;
import dev.dfdb.entities.mapping.Ref;
import dev.dfdb.entities.mapping.UnregisteredTypeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What is saved of entities and loaded. */
interface EntityRules extends DatabaseRules {

  String NAMESPACE = "workspace-1";

  /** Tries a rule on an empty database. */
  default void onEntities(BiConsumer<DatabaseBench, Entities> rule) {
    onDatabase(database ->
        rule.accept(database, Entities.of(EntityCourse.TYPES, namespace -> database.connection())));
  }

  private static TxReport save(Entities entities, Object... all) {
    return entities
        .save(entities.changes(NAMESPACE).setAll(List.of(all)).build())
        .orElseThrow(() -> new AssertionError("nothing was written"));
  }

  @Test
  default void whatIsSavedIsPlainDatoms() {
    onEntities((database, entities) -> {
      Environment live = new Environment("live", "Live", Stage.LIVE);
      save(entities, live, Deployment.empty("d0"), full("d", live));
      Db db = database.db();
      assertEquals("d", db.q("""
              [:find ?id .
               :where [?d :deployment/id ?id]
                      [?d :deployment/environment ?e]
                      [?e :environment/stage :stage/LIVE]
                      [?d :deployment/address ?a]
                      [?a :address/zip "123"]
                      [?d :deployment/tags ?tag]
                      [(untuple ?tag) [?position ?text]]
                      [(= ?position 1)]
                      [(= ?text "b")]]
              """).value());
      Object found = db.pull(
          "[:deployment/cost {:deployment/ports [:port/number :entity/position]}]",
          List.of(":deployment/id", "d"));
      assertTrue(
          String.valueOf(found).contains(":port/number=80, :entity/position=1"),
          () -> "pulled " + found);
      assertEquals(
          Keyword.of("stage", "retired"),
          db.q("[:find ?i . :where [_ :deployment/past ?s] [?s :db/ident ?i]]").value());
      assertEquals(List.of(), Views.datoms(db, Index.AEVT, ":deployment/large"));
    });
  }

  private static Deployment full(String id, Environment environment) {
    Deployment d = Deployment.empty(id);
    return new Deployment(
        id,
        "name",
        3,
        1.5,
        new java.math.BigDecimal("9.90"),
        Stage.PLANNED,
        Instant.EPOCH,
        d.due(),
        d.token(),
        Optional.of(7L),
        List.of("a", "b", "a"),
        Set.of("x", "y"),
        Set.of(Stage.GONE),
        List.of(Stage.LIVE, Stage.LIVE),
        new Address("street", Optional.of("123"), null),
        List.of(new Port(80, "http"), new Port(80, "http"), new Port(443, null)),
        Set.of(new Port(1, null), new Port(2, "x")),
        environment,
        List.of(environment, environment),
        Ref.to(Deployment.class, "d0"),
        Set.of(),
        Map.of("theme", "dark"),
        new Port(9, "gate"));
  }

  @Test
  default void savingWhatIsThereWritesNothing() {
    onEntities((database, entities) -> {
      Environment live = new Environment("live", "Live", Stage.LIVE);
      Object[] all = {live, Deployment.empty("d0"), full("d", live)};
      save(entities, all);
      long t = database.db().basisT();
      assertEquals(
          Optional.empty(),
          entities.save(entities.changes(NAMESPACE).setAll(List.of(all)).build()));
      assertEquals(
          Optional.empty(),
          entities.save(
              entities.changes(NAMESPACE).unset(Environment.class, "none").build()));
      assertEquals(Optional.empty(), entities.save(entities.changes(NAMESPACE).build()));
      assertEquals(t, database.db().basisT());
      database.holds(db -> assertEquals(
          Optional.of(full("d", live)), entities.view(db).find(Deployment.class, "d")));
    });
  }

  @Test
  default void onlyWhatIsDifferentIsWritten() {
    onEntities((database, entities) -> {
      Environment live = new Environment("live", "Live", Stage.LIVE);
      save(entities, live, Deployment.empty("d0"), full("d", live));
      List<Datom> written =
          save(entities, new Environment("live", "Live!", Stage.LIVE)).txData();
      assertEquals(3, written.size(), "the time, the old name and the new: " + written);
    });
  }

  @Test
  default void settingReplacesAndLeavesNothingBehind() {
    onEntities((database, entities) -> {
      Environment live = new Environment("live", "Live", Stage.LIVE);
      save(entities, live, Deployment.empty("d0"), full("d", live));
      database.transact("[{:db/id [:deployment/id \"d\"] :others/remark \"stays\"}]");
      save(entities, Deployment.empty("d"));
      database.holds(db -> {
        assertEquals(
            Optional.of(Deployment.empty("d")), entities.view(db).find(Deployment.class, "d"));
        for (String part : List.of(":port/number", ":address/street", ":entity/position")) {
          assertEquals(List.of(), Views.datoms(db, Index.AEVT, part), part);
        }
        assertEquals("stays", Views.value(db, List.of(":deployment/id", "d"), ":others/remark"));
      });
    });
  }

  @Test
  default void unsettingRetractsTheEntityAndReferencesToIt() {
    onEntities((database, entities) -> {
      Environment live = new Environment("live", "Live", Stage.LIVE);
      Environment test = new Environment("test", "Test", Stage.PLANNED);
      save(entities, live, test, Deployment.empty("d0"), full("d", live));
      Deployment mixed = full("d", live).withFallbacks(List.of(live, test, live));
      save(entities, mixed);
      entities.save(
          entities.changes(NAMESPACE).unset(live).unset(Deployment.class, "d0").build());
      database.holds(db -> {
        Deployment now = entities.view(db).find(Deployment.class, "d").orElseThrow();
        assertEquals(List.of(test), now.fallbacks());
        assertEquals(null, now.environment());
        assertEquals(null, now.previous());
        assertEquals(List.of(test), entities.view(db).all(Environment.class));
      });
      Deployment now = entities.load(NAMESPACE, Deployment.class, "d").orElseThrow();
      save(entities, now);
      assertEquals(Optional.of(now), entities.load(NAMESPACE, Deployment.class, "d"));
    });
  }

  @Test
  default void aReferenceNeedsItsEntityInTheDatabaseOrTheChanges() {
    onEntities((database, entities) -> {
      Environment live = new Environment("live", "Live", Stage.LIVE);
      var missing = entities
          .changes(NAMESPACE)
          .set(Deployment.empty("d").withFallbacks(List.of(live)))
          .build();
      assertThrows(DanglingReferenceException.class, () -> entities.save(missing));
      save(entities, Deployment.empty("d").withFallbacks(List.of(live)), live);
      long t = database.db().basisT();
      var unset = entities
          .changes(NAMESPACE)
          .set(Deployment.empty("d").withFallbacks(List.of(live)))
          .unset(live)
          .build();
      DanglingReferenceException refusal =
          assertThrows(DanglingReferenceException.class, () -> entities.save(unset));
      assertEquals("live", refusal.context().get("id"));
      assertEquals(t, database.db().basisT(), "nothing was written");
    });
  }

  @Test
  default void changesAreAllSavedOrNone() {
    onEntities((database, entities) -> {
      save(entities, Account.of(1, "a", List.of()));
      long t = database.db().basisT();
      Deployment dangling =
          Deployment.empty("d").withFallbacks(List.of(new Environment("none", "", Stage.LIVE)));
      assertThrows(
          DanglingReferenceException.class,
          () -> save(entities, Account.of(2, "b", List.of()), dangling));
      assertEquals(t, database.db().basisT());
      assertEquals(1, entities.load(NAMESPACE).size());
    });
  }

  @Test
  default void whatRefersToAnEntityHoldsTheSameObject() {
    onEntities((database, entities) -> {
      Environment live = new Environment("live", "Live", Stage.LIVE);
      save(entities, live, Deployment.empty("d0"), full("d", live), full("d1", live));
      var loaded = entities.load(NAMESPACE);
      for (Deployment deployment : loaded.of(Deployment.class)) {
        if (deployment.environment() != null) {
          assertSame(loaded.of(Environment.class).get(0), deployment.environment());
        }
      }
      assertEquals(4, loaded.size());
    });
  }

  @Test
  default void theLatestTimestampWins() {
    onEntities((database, entities) -> {
      Instant at = Instant.parse("2026-03-01T00:00:00Z");
      Account first = Account.of(1, "first", List.of());
      Account second = Account.of(1, "second", List.of());
      entities.save(entities
          .changes(NAMESPACE)
          .set(second, at.plusSeconds(5))
          .set(first, at)
          .build());
      assertEquals(Optional.of(second), entities.load(NAMESPACE, Account.class, 1));
      assertEquals(
          Optional.empty(),
          entities.save(
              entities.changes(NAMESPACE).set(first, at.plusSeconds(4)).build()));
      entities.save(entities.changes(NAMESPACE).unset(first, at.plusSeconds(9)).build());
      assertEquals(
          Optional.empty(),
          entities.save(
              entities.changes(NAMESPACE).set(first, at.plusSeconds(8)).build()));
      assertEquals(Optional.empty(), entities.load(NAMESPACE, Account.class, 1));
      entities.save(entities.changes(NAMESPACE).set(first).build());
      assertEquals(Optional.of(first), entities.load(NAMESPACE, Account.class, 1));
      assertEquals(
          Optional.empty(),
          entities.save(
              entities.changes(NAMESPACE).set(second, at.plusSeconds(99)).build()),
          "one set without a time was set when it was saved");
    });
  }

  @Test
  default void theHistoryOfAnEntityIsWhatItWas() {
    onEntities((database, entities) -> {
      RandomEntities random = new RandomEntities(new Random(5));
      Deployment first = random.deployment("d", List.of(), List.of());
      Deployment second = random.deployment("d", List.of(), List.of());
      long t1 = save(entities, first).t();
      save(entities, Account.of(1, "a", List.of()));
      long t2 = save(entities, second).t();
      long t3 = entities
          .save(entities.changes(NAMESPACE).unset(second).build())
          .map(TxReport::t)
          .orElse(0L);
      long t4 = save(entities, first).t();
      List<EntityVersion<Deployment>> history = entities.history(NAMESPACE, Deployment.class, "d");
      assertEquals(
          List.of(t1, t2, t3, t4), history.stream().map(EntityVersion::t).toList());
      assertEquals(
          List.of(Optional.of(first), Optional.of(second), Optional.empty(), Optional.of(first)),
          history.stream().map(EntityVersion::entity).toList());
      assertEquals(
          Optional.of(second),
          entities.read(
              NAMESPACE, view -> view.asOf(history.get(1).t()).find(Deployment.class, "d")));
      assertEquals(List.of(), entities.history(NAMESPACE, Deployment.class, "none"));
    });
  }

  @Test
  default void aChangeInANestedObjectIsAVersionToo() {
    onEntities((database, entities) -> {
      Environment live = new Environment("live", "Live", Stage.LIVE);
      save(entities, live, Deployment.empty("d0"), full("d", live));
      Deployment moved = full("d", live).withAddress(new Address("other", Optional.empty(), null));
      save(entities, moved);
      List<EntityVersion<Deployment>> history = entities.history(NAMESPACE, Deployment.class, "d");
      assertEquals(
          List.of(Optional.of(full("d", live)), Optional.of(moved)),
          history.stream().map(EntityVersion::entity).toList());
    });
  }

  @Test
  default void anUnregisteredTypeIsNamedWithThoseThatAreRegistered() {
    onEntities((database, entities) -> {
      UnregisteredTypeException refusal = assertThrows(
          UnregisteredTypeException.class, () -> entities.changes(NAMESPACE).set("a text"));
      assertEquals("java.lang.String", refusal.type());
      assertEquals(
          List.of(Account.class.getName(), Deployment.class.getName(), Environment.class.getName()),
          refusal.registered());
      assertThrows(UnregisteredTypeException.class, () -> entities.load(NAMESPACE, Address.class));
      assertThrows(UnregisteredTypeException.class, () -> entities.load(NAMESPACE, Port.class, 80));
      assertThrows(
          EntityMappingException.class, () -> entities.load(NAMESPACE, Account.class, "no number"));
    });
  }

  @Test
  default void concurrentSavesLoseNothing() {
    onEntities((database, entities) -> {
      save(entities, Account.of(0, "0", List.of()));
      ExecutorService threads = Executors.newFixedThreadPool(4);
      try {
        List<Future<?>> writers = List.of(
            threads.submit(() -> saveMany(entities, 0)),
            threads.submit(() -> saveMany(entities, 1)),
            threads.submit(() -> saveMany(entities, 2)),
            threads.submit(() -> saveMany(entities, 3)));
        for (Future<?> writer : writers) {
          writer.get();
        }
      } catch (InterruptedException | java.util.concurrent.ExecutionException failure) {
        throw new AssertionError(failure);
      } finally {
        threads.shutdownNow();
      }
      database.holds(db -> {
        List<Account> all = entities.view(db).all(Account.class);
        assertEquals(11, all.size(), "each id is one entity");
        Account shared = entities.view(db).find(Account.class, 0).orElseThrow();
        // All of one save, and nothing of another: each thread writes its number everywhere.
        assertEquals(List.of(Objects.requireNonNull(shared.getOwner())), shared.getRoles());
        assertFalse(entities.history(NAMESPACE, Account.class, 0).isEmpty());
      });
    });
  }

  private static void saveMany(Entities entities, int thread) {
    for (int i = 0; i < 20; i++) {
      String mine = String.valueOf(thread);
      entities.save(entities
          .changes(NAMESPACE)
          .set(Account.of(0, mine, List.of(mine)))
          .set(Account.of(1 + i % 10, mine, List.of(mine)))
          .build());
    }
  }
}
