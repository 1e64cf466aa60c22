package dev.dfdb.cli.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.Namespaces;
import dev.dfdb.TxReport;
import dev.dfdb.entities.Entities;
import dev.dfdb.entities.EntityChanges;
import dev.dfdb.entities.EntityType;
import dev.dfdb.entities.EntityTypes;
import dev.dfdb.entities.EntityVersion;
import dev.dfdb.entities.Repositories;
import dev.dfdb.entities.Repository;
import dev.dfdb.entities.mapping.AsDocument;
import dev.dfdb.entities.mapping.EntityId;
import dev.dfdb.entities.mapping.EntityName;
import dev.dfdb.entities.mapping.KeepHistory;
import dev.dfdb.entities.mapping.Ref;
import dev.dfdb.entities.mapping.UnregisteredTypeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The examples of docs/entities.md. */
class EntitiesGuideTest {

  // snippet: entities-types
  enum Stage {
    PLANNED,
    LIVE
  }

  record Environment(String id, String name) {}

  record Port(int number, String protocol) {}

  record Deployment(
      String id,
      int replicas,
      Stage stage,
      List<String> tags,
      List<Port> ports,
      Environment environment,
      Optional<String> note) {}
  // end

  private final Namespaces namespaces = Dfdb.openNamespaces(Map.of());

  @AfterEach
  void close() {
    namespaces.close();
  }

  private Entities entities() {
    return Entities.of(EntityTypes.of(Environment.class, Deployment.class), namespaces);
  }

  private static Deployment deployment(Environment environment, int replicas) {
    return new Deployment(
        "shop",
        replicas,
        Stage.LIVE,
        List.of("eu", "web"),
        List.of(new Port(443, "https")),
        environment,
        Optional.empty());
  }

  @Test
  void saving() {
    // snippet: entities-save
    EntityTypes types = EntityTypes.of(Environment.class, Deployment.class);
    Entities entities = Entities.of(types, namespaces);
    Environment berlin = new Environment("berlin", "Berlin");
    Deployment shop = new Deployment(
        "shop",
        3,
        Stage.LIVE,
        List.of("eu", "web"),
        List.of(new Port(443, "https")),
        berlin,
        Optional.empty());
    Optional<TxReport> saved =
        entities.save(entities.changes("workspace-1").set(berlin).set(shop).build());
    assertTrue(saved.isPresent());

    assertEquals(Optional.of(shop), entities.load("workspace-1", Deployment.class, "shop"));
    assertEquals(List.of(berlin), entities.load("workspace-1", Environment.class));
    assertEquals(2, entities.load("workspace-1").size());
    assertEquals(0, entities.load("workspace-2").size());
    // end
    // snippet: entities-again
    EntityChanges again = entities.changes("workspace-1").set(shop).build();
    assertEquals(Optional.empty(), entities.save(again));
    // end
    // snippet: entities-datoms
    try (var workspace = namespaces.open("workspace-1")) {
      Object name = workspace.connection().db().q("""
              [:find ?name .
               :where [?d :deployment/stage :stage/LIVE]
                      [?d :deployment/ports ?p]
                      [?p :port/number 443]
                      [?d :deployment/environment ?e]
                      [?e :environment/name ?name]]
              """).value();
      assertEquals("Berlin", name);
    }
    // end
  }

  @Test
  void times() {
    Entities entities = entities();
    Environment berlin = new Environment("berlin", "Berlin");
    // snippet: entities-timestamps
    Instant noon = Instant.parse("2026-03-01T12:00:00Z");
    entities.save(entities
        .changes("workspace-1")
        .set(new Environment("berlin", "Berlin 2"), noon.plusSeconds(60))
        .set(berlin, noon)
        .build());
    assertEquals(
        "Berlin 2",
        entities.load("workspace-1", Environment.class, "berlin").orElseThrow().name());
    // end
    entities.save(entities.changes("workspace-1").set(berlin).build());
    // snippet: entities-history
    long first = entities
        .save(entities.changes("workspace-1").set(deployment(berlin, 1)).build())
        .orElseThrow()
        .t();
    entities.save(entities.changes("workspace-1").set(deployment(berlin, 5)).build());
    entities.save(
        entities.changes("workspace-1").unset(Deployment.class, "shop").build());

    Optional<Deployment> then =
        entities.read("workspace-1", view -> view.asOf(first).find(Deployment.class, "shop"));
    assertEquals(1, then.orElseThrow().replicas());
    List<EntityVersion<Deployment>> versions =
        entities.history("workspace-1", Deployment.class, "shop");
    assertEquals(3, versions.size());
    assertEquals(Optional.empty(), versions.get(2).entity());
    // end
  }

  // snippet: entities-annotations
  @EntityName("staff")
  record Employee(
      @EntityId String email,
      @JsonProperty("full-name") String name,
      Set<String> roles,
      @Nullable Ref<Employee> boss,
      @AsDocument Port door,
      Map<String, Object> settings) {}
  // end

  @Test
  void annotations() {
    try (Connection connection = Dfdb.createDb()) {
      // snippet: entities-refs
      Entities entities = Entities.of(EntityTypes.of(Employee.class), connection);
      Employee ada = new Employee(
          "ada@x.org", "Ada", Set.of("admin"), null, new Port(1, "knock"), Map.of("theme", "dark"));
      Employee bob = new Employee(
          "bob@x.org",
          "Bob",
          Set.of(),
          Ref.to(Employee.class, "ada@x.org"),
          new Port(2, "bell"),
          Map.of());
      entities.save(entities.changes("staff").set(ada).set(bob).build());
      assertEquals(
          "Ada",
          connection
              .db()
              .q("[:find ?n . :where [_ :staff/boss ?b] [?b :staff/full-name ?n]]")
              .value());
      assertEquals(Set.of(ada, bob), Set.copyOf(entities.load("staff", Employee.class)));
      // end
    }
  }

  @EntityName("person")
  record Person(String id, String name, String age) {}

  // snippet: entities-evolved
  @EntityName("person")
  record PersonNow(
      String id,
      @JsonAlias("name") String fullName,
      long years,
      @JsonProperty(defaultValue = "en") String language) {}
  // end

  @Test
  void evolution() {
    try (Connection connection = Dfdb.createDb()) {
      Entities before = Entities.of(EntityTypes.of(Person.class), connection);
      before.save(
          before.changes("people").set(new Person("1", "Ada Lovelace", "36")).build());
      // snippet: entities-migration
      EntityType<PersonNow> type = EntityType.of(PersonNow.class).migration(1, stored -> {
        stored.put("fullName", stored.remove("name"));
        stored.put("years", Long.valueOf(String.valueOf(stored.remove("age"))));
        return stored;
      });
      Entities people = Entities.of(EntityTypes.builder().register(type).build(), connection);
      assertEquals(
          List.of(new PersonNow("1", "Ada Lovelace", 36, "en")),
          people.load("people", PersonNow.class));
      // end
    }
  }

  /** Keeps environments in a list. */
  private static final class EnvironmentList implements Repository<Environment> {

    private final List<Environment> all = new ArrayList<>();

    @Override
    public void restore(Collection<Environment> entities) {
      all.clear();
      all.addAll(entities);
    }

    @Override
    public Collection<Environment> entities() {
      return all;
    }

    @Override
    public void set(Environment entity) {
      unset(entity.id());
      all.add(entity);
    }

    @Override
    public void unset(Object id) {
      all.removeIf(environment -> environment.id().equals(id));
    }
  }

  @Test
  void repositories() {
    Entities entities = entities();
    Environment berlin = new Environment("berlin", "Berlin");
    entities.save(entities.changes("workspace-1").set(berlin).build());
    EnvironmentList environments = new EnvironmentList();
    // snippet: entities-repositories
    Repositories repositories = Repositories.of(entities).with(Environment.class, environments);
    repositories.restore("workspace-1");
    assertEquals(List.of(berlin), environments.entities());

    Environment oslo = new Environment("oslo", "Oslo");
    repositories.save(entities.changes("workspace-1").set(oslo).build());
    assertEquals(List.of(berlin, oslo), environments.entities());

    environments.unset("berlin");
    repositories.persist("workspace-1");
    assertEquals(List.of(oslo), entities.load("workspace-1", Environment.class));

    UnregisteredTypeException unknown = assertThrows(
        UnregisteredTypeException.class,
        () -> repositories.save(
            entities.changes("workspace-1").unset(Deployment.class, "shop").build()));
    assertEquals(List.of(Environment.class.getName()), unknown.registered());
    // end
  }

  // snippet: entities-retention
  @KeepHistory(duration = "P30D")
  record Reading(
      String id, double value, @KeepHistory(versions = 2) String comment) {}
  // end

  @Test
  void retention() {
    try (Connection connection = Dfdb.createDb()) {
      Entities entities = Entities.of(EntityTypes.of(Reading.class), connection);
      // snippet: entities-compact
      for (int i = 1; i <= 4; i++) {
        entities.save(entities
            .changes("house")
            .set(new Reading("attic", i, "comment " + i))
            .build());
      }
      connection.compact();
      List<String> comments = new ArrayList<>();
      entities
          .history("house", Reading.class, "attic")
          .forEach(version ->
              comments.add(String.valueOf(version.entity().map(Reading::comment).orElse(null))));
      assertEquals(List.of("null", "null", "comment 3", "comment 4"), comments);
      // end
    }
  }

  @Test
  void retentionOfAttributes() {
    try (Connection connection = Dfdb.createDb()) {
      // snippet: time-retention
      connection.transact("""
          [{:db/ident :visit/page  :db/historyRetention {:versions 10}}
           {:db/ident :visit/agent :db/historyRetention {:duration "P30D"}}]
          """);
      connection.compact();
      // end
      assertEquals(1, connection.db().basisT());
    }
  }
}
