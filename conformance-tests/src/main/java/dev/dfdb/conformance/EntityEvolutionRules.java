package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Dfdb;
import dev.dfdb.Namespaces;
import dev.dfdb.conformance.entity.Account;
import dev.dfdb.conformance.entity.Environment;
import dev.dfdb.conformance.entity.Evolved;
import dev.dfdb.conformance.entity.Listed;
import dev.dfdb.conformance.entity.Stage;
import dev.dfdb.datom.Index;
import dev.dfdb.entities.Entities;
import dev.dfdb.entities.EntityType;
import dev.dfdb.entities.EntityTypes;
import dev.dfdb.entities.Repositories;
import dev.dfdb.entities.mapping.EntityMappingException;
import dev.dfdb.entities.mapping.SchemaConflictException;
import dev.dfdb.entities.mapping.UnregisteredTypeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of entities when their types change, and of repositories when entities do. */
interface EntityEvolutionRules extends DatabaseRules {

  String NAMESPACE = "workspace-1";

  private static Entities of(DatabaseBench database, EntityType<?>... types) {
    EntityTypes.Builder builder = EntityTypes.builder();
    for (EntityType<?> type : types) {
      builder.register(type);
    }
    return Entities.of(builder.build(), namespace -> database.connection());
  }

  private static void set(Entities entities, Object... all) {
    entities.save(entities.changes(NAMESPACE).setAll(List.of(all)).build());
  }

  @Test
  default void aRenamedComponentKeepsItsValues() {
    onDatabase(database -> {
      set(of(database, EntityType.of(Evolved.First.class)), new Evolved.First("1", "Ada", "5"));
      long t = database.db().basisT();
      Entities renamed = of(database, EntityType.of(Evolved.Renamed.class));
      Evolved.Renamed expected = new Evolved.Renamed("1", "Ada", 3, List.of());
      assertEquals(Optional.of(expected), renamed.load(NAMESPACE, Evolved.Renamed.class, "1"));
      set(renamed, expected, new Evolved.Renamed("2", "Bob", 4, List.of()));
      database.holds(db -> {
        assertEquals(
            Set.of("Ada", "Bob"),
            Set.copyOf(db.q("[:find [?n ...] :where [_ :person/fullName ?n]]").values()));
        assertEquals(
            List.of(expected), renamed.view(db).asOf(t).all(Evolved.Renamed.class), "as it was");
      });
    });
  }

  @Test
  default void aDefaultTakesThePlaceOfWhatIsAbsent() {
    onDatabase(database -> {
      set(of(database, EntityType.of(Evolved.First.class)), new Evolved.First("1", "Ada", "5"));
      Entities entities = of(
          database,
          EntityType.of(Evolved.Renamed.class)
              .withDefault("level", 7)
              .withDefault("fullName", "nobody"));
      set(entities, new Evolved.Renamed("2", null, 1, List.of()));
      assertEquals(
          List.of(
              new Evolved.Renamed("1", "Ada", 7, List.of()),
              new Evolved.Renamed("2", "nobody", 1, List.of())),
          entities.load(NAMESPACE, Evolved.Renamed.class));
      assertEquals(
          "nobody", Views.value(database.db(), List.of(":person/id", "2"), ":person/fullName"));
    });
  }

  private static EntityType<Evolved.Third> third() {
    return EntityType.of(Evolved.Third.class)
        .migration(1, stored -> {
          Object age = stored.remove("age");
          stored.put("years", age == null ? null : Long.parseLong((String) age));
          return stored;
        })
        .migration(2, stored -> {
          String[] names = String.valueOf(stored.remove("name")).split(" ", 2);
          stored.put("names", Map.of("given", names[0], "family", names[1]));
          return stored;
        });
  }

  @Test
  default void migrationsLeadFromVersionToVersion() {
    onDatabase(database -> {
      set(
          of(database, EntityType.of(Evolved.First.class)),
          new Evolved.First("1", "Ada Lovelace", "36"),
          new Evolved.First("2", "Grace Hopper", null));
      Entities entities = of(database, third());
      Evolved.Third ada = new Evolved.Third("1", 36, new Evolved.Names("Ada", "Lovelace"));
      Evolved.Third grace = new Evolved.Third("2", 0, new Evolved.Names("Grace", "Hopper"));
      assertEquals(List.of(ada, grace), entities.load(NAMESPACE, Evolved.Third.class));
      set(entities, ada);
      database.holds(db -> {
        assertEquals(List.of(ada, grace), entities.view(db).all(Evolved.Third.class));
        assertEquals(
            1, Views.datoms(db, Index.AEVT, ":person/name").size(), "of the one not saved");
        assertEquals(1, Views.datoms(db, Index.AEVT, ":entity/version").size());
      });
      long t = database.db().basisT();
      set(entities, ada);
      assertEquals(t, database.db().basisT());
      EntityMappingException later = assertThrows(
          EntityMappingException.class,
          () -> of(database, EntityType.of(Evolved.First.class))
              .load(NAMESPACE, Evolved.First.class, "1"));
      assertEquals(3L, later.context().get("saved by version"));
    });
  }

  @Test
  default void aMigrationThatFailsIsNamed() {
    onDatabase(database -> {
      set(of(database, EntityType.of(Evolved.First.class)), new Evolved.First("1", "Ada L", "old"));
      EntityMappingException failure = assertThrows(
          EntityMappingException.class,
          () -> of(database, third()).load(NAMESPACE, Evolved.Third.class));
      assertEquals(1, failure.context().get("from version"));
      assertTrue(failure.getCause() instanceof NumberFormatException);
    });
  }

  @Test
  default void aSchemaThatSaysOtherwiseIsAConflict() {
    onDatabase(database -> {
      database.transact("""
          [{:db/ident :person/age :db/valueType :db.type/long}
           {:db/ident :person/name :db/valueType :db.type/string :db/doc "of a person"}]
          """);
      long t = database.db().basisT();
      Entities entities = of(database, EntityType.of(Evolved.First.class));
      SchemaConflictException conflict = assertThrows(
          SchemaConflictException.class, () -> set(entities, new Evolved.First("1", "Ada", "5")));
      assertEquals(":person/age", String.valueOf(conflict.context().get("attribute")));
      assertEquals(t, database.db().basisT(), "nothing was written");
    });
  }

  @Test
  default void aSchemaIsDeclaredOnceAndGoesWithWhatIsThere() {
    onDatabase(database -> {
      database.transact(
          "[{:db/ident :person/name :db/valueType :db.type/string :db/doc \"of a person\"}]");
      set(of(database, EntityType.of(Evolved.First.class)), new Evolved.First("1", "Ada", "5"));
      long t = database.db().basisT();
      database.reopenIfPersistent();
      set(of(database, EntityType.of(Evolved.First.class)), new Evolved.First("2", "Bob", "6"));
      assertEquals(t + 1, database.db().basisT());
    });
  }

  @Test
  default void historyIsKeptAsATypeSays() {
    onDatabase(database -> {
      Entities entities = of(database, EntityType.of(Evolved.First.class).keepingVersions(2));
      for (int i = 0; i < 5; i++) {
        set(entities, new Evolved.First("1", "name " + i, "5"));
      }
      assertEquals(5, entities.history(NAMESPACE, Evolved.First.class, "1").size());
      database.connection().compact();
      database.holds(db -> {
        assertEquals(
            Optional.of(new Evolved.First("1", "name 4", "5")),
            entities.view(db).find(Evolved.First.class, "1"));
        assertEquals(
            List.of("name 3", "name 4"),
            entities.view(db).history(Evolved.First.class, "1").stream()
                .flatMap(version -> version.entity().stream())
                .map(Evolved.First::name)
                .filter(name -> name != null)
                .toList());
      });
    });
  }

  @Test
  default void repositoriesAreRestoredAndPersisted() {
    onDatabase(database -> {
      Entities entities =
          of(database, EntityType.of(Environment.class), EntityType.of(Account.class));
      Environment live = new Environment("live", "Live", Stage.LIVE);
      Environment test = new Environment("test", "Test", Stage.PLANNED);
      set(entities, live, Account.of(1, "ada", List.of("admin")));
      Listed<Environment> environments = new Listed<>(Environment::id);
      Listed<Account> accounts = new Listed<>(Account::getId);
      Repositories repositories = Repositories.of(entities)
          .with(Environment.class, environments)
          .with(Account.class, accounts);

      repositories.restore(NAMESPACE);
      assertEquals(List.of(live), environments.entities());
      assertEquals(List.of(Account.of(1, "ada", List.of("admin"))), accounts.entities());

      repositories.save(
          entities.changes(NAMESPACE).set(test).unset(Account.class, 1L).build());
      assertEquals(List.of(live, test), environments.entities());
      assertEquals(List.of(), accounts.entities());

      environments.unset("live");
      environments.set(new Environment("test", "Tested", Stage.LIVE));
      accounts.set(Account.of(2, "bob", List.of()));
      long t = database.db().basisT();
      repositories.persist(NAMESPACE);
      assertEquals(t + 1, database.db().basisT(), "in one transaction");
      assertEquals(Optional.empty(), repositories.persist(NAMESPACE));
      assertEquals(environments.entities(), entities.load(NAMESPACE, Environment.class));
      assertEquals(accounts.entities(), entities.load(NAMESPACE, Account.class));
    });
  }

  @Test
  default void aTypeWithoutARepositoryIsNamedWithThoseThatHaveOne() {
    onDatabase(database -> {
      Entities entities =
          of(database, EntityType.of(Environment.class), EntityType.of(Account.class));
      Listed<Environment> environments = new Listed<>(Environment::id);
      Repositories repositories = Repositories.of(entities).with(Environment.class, environments);
      Environment live = new Environment("live", "Live", Stage.LIVE);
      UnregisteredTypeException refusal = assertThrows(
          UnregisteredTypeException.class,
          () -> repositories.save(entities
              .changes(NAMESPACE)
              .set(live)
              .set(Account.of(1, "ada", List.of()))
              .build()));
      assertEquals(Account.class.getName(), refusal.type());
      assertEquals(List.of(Environment.class.getName()), refusal.registered());
      assertEquals(0, entities.load(NAMESPACE).size(), "nothing was saved");
      set(entities, live, Account.of(1, "ada", List.of()));
      assertThrows(UnregisteredTypeException.class, () -> repositories.restore(NAMESPACE));
      assertEquals(List.of(), environments.entities(), "no repository was changed");
    });
  }

  @Test
  default void eachNamespaceHasEntitiesOfItsOwn() {
    Bench bench = new Bench(anotherFixture());
    Map<String, Object> config = Map.of("storage", bench.storage(), "max-open", 1);
    try (Namespaces namespaces = Dfdb.openNamespaces(config)) {
      Entities entities = Entities.of(EntityTypes.of(Environment.class), namespaces);
      Environment live = new Environment("live", "Live", Stage.LIVE);
      Environment gone = new Environment("live", "Gone", Stage.GONE);
      entities.save(entities.changes("workspace-1").set(live).build());
      entities.save(entities.changes("workspace-2").set(gone).build());
      assertEquals(List.of(live), entities.load("workspace-1", Environment.class));
      assertEquals(Optional.of(gone), entities.load("workspace-2", Environment.class, "live"));
      Listed<Environment> environments = new Listed<>(Environment::id);
      Repositories repositories = Repositories.of(entities).with(Environment.class, environments);
      repositories.restore("workspace-1");
      repositories.persist("workspace-3");
      assertEquals(List.of(live), entities.load("workspace-3").of(Environment.class));
      assertEquals(0L, namespaces.statistics().get("in-use"));
    }
    bench.finish();
    forgetLeaks();
  }

  @Test
  default void aTypeThatCanBeNoEntityIsRefusedWhenItIsRegistered() {
    for (Class<?> wrong : List.of(Evolved.Nameless.class, Evolved.Referring.class)) {
      EntityMappingException refusal =
          assertThrows(EntityMappingException.class, () -> EntityTypes.of(wrong));
      assertEquals(wrong.getName(), refusal.context().get("type"));
    }
    assertThrows(
        EntityMappingException.class,
        () -> EntityTypes.of(Evolved.First.class, Evolved.Namesake.class));
    assertThrows(
        EntityMappingException.class,
        () -> EntityTypes.of(Evolved.First.class, Evolved.First.class));
    EntityTypes.Builder unknown = EntityTypes.builder()
        .register(EntityType.of(Evolved.First.class).withDefault("no component", 1));
    assertThrows(EntityMappingException.class, unknown::build);
  }

  @Test
  default void anEntityWithoutAnIdIsRefused() {
    onDatabase(database -> {
      Entities entities = of(database, EntityType.of(Evolved.Namesake.class));
      assertThrows(EntityMappingException.class, () -> set(entities, new Evolved.Namesake(null)));
      assertEquals(0, database.db().basisT());
    });
  }
}
