package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.QueryException;
import dev.dfdb.error.StorageClosedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Entities to walk from, and the names of entities. */
class EntityTest {

  private final TestDatabase database = new TestDatabase();
  private final TxReport report;

  EntityTest() {
    database.declare(
        ":name string identity",
        ":age long",
        ":aka string many",
        ":friend ref many",
        ":boss ref",
        ":part ref many component");
    report = database.transact(
        "[{:db/id \"a\" :name \"Ada\" :age 36 :aka [\"x\" \"y\"]"
            + "  :friend [\"b\" \"c\"] :boss \"b\" :part [{:db/id \"p\" :name \"Hand\""
            + "  :part [{:db/id \"q\" :name \"Finger\"}]}]}"
            + " {:db/id \"b\" :name \"Bo\" :db/ident :people/bo :friend \"a\"} {:db/id \"c\" :name \"Cy\"}]");
  }

  private Entity entity(String tempid) {
    return Objects.requireNonNull(database.connection.db().entity(report.id(tempid)));
  }

  private static Object get(Entity entity, String attribute) {
    return Objects.requireNonNull(entity.get(attribute));
  }

  @Test
  void anEntityIsTakenForItsIdWhereverAnIdIs() {
    Entity ada = entity("a");
    Entity bo = entity("b");
    Db db = database.connection.db();
    assertEquals("Ada", db.q("[:find ?n . :in $ ?e :where [?e :name ?n]]", ada).value());
    assertEquals(
        Set.of("Ada", "Bo"),
        Set.copyOf(db.q("[:find [?n ...] :in $ [?e ...] :where [?e :name ?n]]", Set.of(ada, bo))
            .values()));
    assertEquals(
        List.of(List.of("Ada", "Bo")),
        db.q(
                "[:find ?n ?m :in $ [[?e ?f]] :where [?e :boss ?f] [?e :name ?n] [?f :name ?m]]",
                List.of(List.of(ada, bo), List.of(bo, ada)))
            .rows());
    assertEquals(
        Map.of(Keyword.of("name"), "Bo"),
        db.pullMany("[:name]", List.of(ada, bo)).get(1));
    assertEquals(ada.id(), db.entid(ada));
    try (var datoms = db.datoms(Index.EAVT, ada, ":boss", bo)) {
      assertEquals(1, datoms.count());
    }
    try (var datoms = db.datoms(Index.VAET, bo, ":boss")) {
      assertEquals(List.of(ada.id()), datoms.map(Datom::e).toList());
    }
    database.connection.transact(List.of(
        Map.of(":db/id", bo, ":boss", ada, ":friend", List.of(ada, entity("c"))),
        List.of(":db/retract", ada, ":boss", bo),
        List.of(":db/cas", ada, ":age", 36, 37)));
    Entity now = entity("b");
    assertEquals(ada.id(), Objects.requireNonNull(now.ref(":boss")).id());
    assertEquals(2, now.refs(":friend").size());
    assertNull(entity("a").ref(":boss"));
    database.connection.transact(List.of(List.of(":db/retractEntity", bo)));
    assertNull(entity("b").get(":name"));
  }

  @Test
  void aStringWithAColonIsAKeywordWhereTheAttributeHasKeywords() {
    database.declare(":mood keyword", ":code keyword identity");
    database.transact("[{:db/ident :moods :db/valueType :db.type/tuple"
        + " :db/tupleType :db.type/keyword :db/unique :db.unique/identity}]");
    long e = database
        .transact("[{:db/id \"e\" :mood :good :code :x/y :moods [:good nil]}]")
        .id("e");
    Db db = database.connection.db();
    assertEquals(e, db.entid(List.of(":code", ":x/y")));
    assertEquals(e, db.entid(List.of(":moods", Arrays.asList(":good", null))));
    String mood = "[:find ?m . :in $ ?e :where [?e :mood ?m]]";
    assertEquals(Keyword.of(":good"), db.q(mood, List.of(":code", ":x/y")).value());
    assertEquals(
        List.of(List.of("text", ":x")),
        db.q(
                "[:find [?v ...] :in $ [?v ...] :where [(count ?v) ?n] [(= ?n 2)]]",
                List.of(List.of("text", ":x")))
            .values());
    try (var datoms = db.datoms(Index.AVET, ":mood", ":good")) {
      assertEquals(List.of(e), datoms.map(Datom::e).toList());
    }
    try (var datoms = db.indexRange(":mood", ":a", ":z")) {
      assertEquals(List.of(e), datoms.map(Datom::e).toList());
    }
    database.connection.transact(List.of(List.of(":db/cas", e, ":mood", ":good", ":bad")));
  }

  @Test
  void attributesAreGivenByKeywordOrString() {
    Entity ada = entity("a");
    assertEquals("Ada", ada.get(Keyword.of("name")));
    assertEquals("Ada", ada.get(":name"));
    assertEquals(36L, ada.get(":age"));
    assertEquals(report.id("a"), ada.get(":db/id"));
    assertEquals(report.id("a"), ada.id());
    assertNull(entity("c").get(":age"));
    assertNull(ada.get(":never/heard-of"));
    assertNull(ada.get(":_never/heard-of"));
    assertThrows(QueryException.class, () -> ada.get("name"));
    assertThrows(QueryException.class, () -> ada.get(7));
  }

  @Test
  void manyValuesAreASet() {
    assertEquals(Set.of("x", "y"), entity("a").get(":aka"));
    assertNull(entity("b").get(":aka"));
    assertEquals(Set.of("x", "y"), entity("a").values(":aka"));
    assertEquals(Set.of("Ada"), entity("a").values(":name"));
    assertEquals(Set.of(), entity("b").values(":aka"));
    assertThrows(
        UnsupportedOperationException.class, () -> entity("a").values(":aka").clear());
  }

  @Test
  void referencesAreEntities() {
    Entity ada = entity("a");
    assertEquals("Bo", ((Entity) get(ada, ":boss")).get(":name"));
    Set<Object> names = new HashSet<>();
    for (Entity friend : ada.refs(":friend")) {
      names.add(get(friend, ":name"));
    }
    assertEquals(Set.of("Bo", "Cy"), names);
    assertEquals(ada.get(":friend"), ada.refs(":friend"));
    Entity bo = Objects.requireNonNull(ada.ref(":boss"));
    assertEquals(Set.of(ada), bo.refs(":friend"));
    assertNull(bo.ref(":boss"));
    assertEquals(Set.of(), entity("c").refs(":friend"));
  }

  @Test
  void anUnderscoreFollowsReferencesBackwards() {
    Entity ada = entity("a");
    assertEquals(Set.of(entityOf(ada, "b")), ada.get(":_friend"));
    assertEquals(Set.of(ada), entityOf(ada, "b").refs(":_boss"));
    assertNull(entityOf(ada, "c").get(":_boss"));
    assertThrows(QueryException.class, () -> ada.get(":_name"));
  }

  /** An entity of the same database value as another. */
  private Entity entityOf(Entity other, String tempid) {
    return Objects.requireNonNull(other.db().entity(report.id(tempid)));
  }

  @Test
  void aComponentHasOneWhole() {
    Entity part = entity("p");
    assertEquals(entityOf(part, "a"), part.get(":_part"));
    assertEquals("Ada", Objects.requireNonNull(part.ref(":_part")).get(":name"));
  }

  @Test
  void typedGettersSayWhatTheyFoundInstead() {
    Entity ada = entity("a");
    assertEquals("Ada", ada.get(":name", String.class));
    assertEquals(36L, ada.get(":age", Long.class));
    assertNull(ada.get(":never/heard-of", Long.class));
    QueryException error = assertThrows(QueryException.class, () -> ada.get(":name", Long.class));
    assertEquals(Keyword.of("name"), error.context().get("attribute"));
    assertEquals("java.lang.String", error.context().get("found"));
    assertThrows(QueryException.class, () -> ada.ref(":name"));
    assertThrows(QueryException.class, () -> ada.ref(":friend"));
    assertThrows(QueryException.class, () -> ada.refs(":aka"));
  }

  @Test
  void itKnowsWhichAttributesItHas() {
    Entity ada = entity("a");
    assertEquals(
        Set.of(
            Keyword.of("name"),
            Keyword.of("age"),
            Keyword.of("aka"),
            Keyword.of("friend"),
            Keyword.of("boss"),
            Keyword.of("part")),
        ada.keySet());
    for (Entity either : List.of(ada, entity("a").touch())) {
      assertTrue(either.containsKey(":name"));
      assertTrue(either.containsKey(":_friend"));
      assertTrue(either.containsKey(":db/id"));
      assertFalse(either.containsKey(":never/heard-of"));
      assertFalse(either.containsKey(":_part"));
    }
    assertFalse(entity("c").containsKey(":age"));
    assertEquals(Set.of(), Objects.requireNonNull(ada.db().entity(99_999)).keySet());
  }

  @Test
  void equalMeansTheSameIdInTheSameDatabaseValue() {
    Entity ada = entity("a");
    assertEquals(ada, entityOf(ada, "a"));
    assertEquals(ada.hashCode(), entityOf(ada, "a").hashCode());
    assertNotEquals(ada, entityOf(ada, "b"));
    assertEquals(ada, entity("a"), "nothing has happened in between");
    assertNotEquals(ada, ada.db().asOf(report.t()).entity(report.id("a")));
    Db before = ada.db();
    database.transact("{:name \"Ada\" :age 37}");
    assertNotEquals(ada, entity("a"));
    assertEquals(ada, before.entity(report.id("a")));
  }

  @Test
  void itStaysWithItsDatabaseValue() {
    Entity ada = entity("a");
    database.transact("{:name \"Ada\" :age 37}");
    assertEquals(36L, ada.get(":age"));
    assertEquals(37L, entity("a").get(":age"));
    assertEquals(ada.db(), Objects.requireNonNull(ada.ref(":boss")).db());
  }

  @Test
  void whatIsNotReadYetCannotBeReadAfterTheConnectionIsClosed() {
    Entity ada = entity("a");
    ada.get(":name");
    database.connection.close();
    assertEquals("Ada", ada.get(":name"));
    assertThrows(StorageClosedException.class, () -> ada.get(":age"));
    assertThrows(StorageClosedException.class, ada::keySet);
  }

  @Test
  void touchingReadsAllOfItAndOfItsComponents() {
    Entity ada = entity("a");
    assertSame(ada, ada.touch());
    database.connection.close();
    assertEquals(36L, ada.get(":age"));
    assertNull(ada.get(":never/heard-of"));
    Entity hand = ada.refs(":part").iterator().next();
    assertEquals("Hand", hand.get(":name"));
    assertEquals("Finger", hand.refs(":part").iterator().next().get(":name"));
    Entity bo = Objects.requireNonNull(ada.ref(":boss"));
    assertThrows(StorageClosedException.class, () -> bo.get(":name"));
    assertThrows(StorageClosedException.class, () -> ada.get(":_friend"));
  }

  @Test
  void theSecondAttributeIsReadWithAllOthersIfTheyAreFew() {
    Entity ada = entity("a");
    ada.get(":name");
    ada.get(":age");
    TxReport many = database.connection.transact(List.of(Map.of(
        ":db/id",
        "m",
        ":name",
        "Many",
        ":age",
        1,
        ":aka",
        IntStream.range(0, 100).mapToObj(i -> "name " + i).toList())));
    Entity large = Objects.requireNonNull(database.connection.db().entity(many.id("m")));
    large.get(":name");
    assertEquals(1L, large.get(":age"));
    database.connection.close();
    assertEquals(report.id("b"), Objects.requireNonNull(ada.ref(":boss")).id());
    assertNull(ada.get(":never/heard-of"));
    assertThrows(StorageClosedException.class, () -> large.values(":aka"));
  }

  @Test
  void anAttributeIsFoundByItsFormerNameHoweverItWasRead() {
    database.transact("{:db/id :age :db/ident :years}");
    for (Entity ada : List.of(entity("a"), entity("a").touch())) {
      assertEquals("Ada", ada.get(":name"));
      assertEquals(36L, ada.get(":age"));
      assertEquals(36L, ada.get(":years"));
    }
  }

  @Test
  void touchingEndsWhereComponentsContainEachOther() {
    TxReport ring =
        database.transact("[{:db/id \"a\" :part \"b\"} {:db/id \"b\" :part \"a\" :age 1}]");
    Entity first =
        Objects.requireNonNull(database.connection.db().entity(ring.id("a"))).touch();
    assertEquals(1L, first.refs(":part").iterator().next().get(":age"));
  }

  @Test
  void touchingGoesAsDeepAsThereAreComponents() {
    int depth = 20_000;
    List<Object> forms = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      forms.add(List.of(":db/add", "" + i, ":part", "" + (i + 1)));
    }
    forms.add(List.of(":db/add", "" + depth, ":age", depth));
    TxReport chain = database.connection.transact(forms);
    Entity at =
        Objects.requireNonNull(database.connection.db().entity(chain.id("0"))).touch();
    database.connection.close();
    for (int i = 0; i < depth; i++) {
      at = at.refs(":part").iterator().next();
    }
    assertEquals(chain.id("" + depth), at.id());
  }

  @Test
  void itsTextIsItsIdAndReadsNothing() {
    Entity ada = entity("a");
    database.connection.close();
    assertEquals("{:db/id " + report.id("a") + "}", ada.toString());
  }

  @Test
  void aReferenceThatNamesNothingGivesNoEntity() {
    Db db = database.connection.db();
    assertNull(db.entity(List.of(":name", "Nobody")));
    assertNull(db.entity(":no/ident"));
    assertEquals(4_711, Objects.requireNonNull(db.entity(4_711)).id());
    assertNull(Objects.requireNonNull(db.entity(4_711)).get(":name"));
    assertThrows(QueryException.class, () -> db.entity("Ada"));
    assertThrows(QueryException.class, () -> db.entity(-4));
  }

  @Test
  void entidResolvesReferences() {
    Db db = database.connection.db();
    long bo = report.id("b");
    assertEquals(bo, db.entid(":people/bo"));
    assertEquals(bo, db.entid(Keyword.of("people/bo")));
    assertEquals(bo, db.entid(List.of(Keyword.of("name"), "Bo")));
    assertEquals(bo, db.entid(Arrays.asList(":name", "Bo")));
    assertEquals(bo, db.entid(bo));
    assertEquals(bo, db.entid(entity("b")));
    assertEquals(4_711, db.entid(4_711));
    assertNull(db.entid(":no/ident"));
    assertNull(db.entid(List.of(":name", "Nobody")));
    assertNull(db.entid(Arrays.asList(":name", null)));
    assertThrows(QueryException.class, () -> db.entid(List.of(":age", 36)));
    assertThrows(QueryException.class, () -> db.entid(Map.of()));
  }

  @Test
  void identNamesEntities() {
    Db db = database.connection.db();
    assertEquals(Keyword.of("people/bo"), db.ident(report.id("b")));
    assertEquals(Keyword.of("people/bo"), db.ident(List.of(":name", "Bo")));
    assertEquals(Keyword.of("name"), db.ident(":name"));
    assertNull(db.ident(report.id("a")));
    assertNull(db.ident(":no/ident"));
  }
}
