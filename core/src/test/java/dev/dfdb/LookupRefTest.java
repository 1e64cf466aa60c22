package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.TransactionException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lookup refs as Java programs write them: a text with a colon stands for an ident in them too. */
class LookupRefTest {

  private static final String SCHEMA = "[{:db/ident :color/red}"
      + " {:db/ident :u/ref :db/valueType :db.type/ref :db/unique :db.unique/identity}"
      + " {:db/ident :c/a :db/valueType :db.type/ref}"
      + " {:db/ident :c/b :db/valueType :db.type/string}"
      + " {:db/ident :c/a+b :db/valueType :db.type/tuple :db/tupleAttrs [:c/a :c/b]"
      + "  :db/unique :db.unique/identity}"
      + " {:db/ident :h/pair :db/valueType :db.type/tuple"
      + "  :db/tupleTypes [:db.type/ref :db.type/string] :db/unique :db.unique/identity}"
      + " {:db/ident :p/friend :db/valueType :db.type/ref}"
      + " {:db/ident :s/id :db/valueType :db.type/string :db/unique :db.unique/identity}]";

  private final TestDatabase db = new TestDatabase();
  private long e;

  @BeforeEach
  void describe() {
    db.transact(SCHEMA);
    e = db.transact("[{:db/id \"e\" :u/ref :color/red :c/a :color/red :c/b \"R\""
            + " :h/pair [:color/red \"R\"] :p/age 0}]")
        .id("e");
  }

  private void assertNamesIt(List<?> reference) {
    assertEquals(e, db.connection.db().entid(reference), () -> "entid of " + reference);
    assertEquals(
        Map.of(Keyword.of("p", "age"), 0L),
        db.connection.db().pull("[:p/age]", reference),
        () -> "pull of " + reference);
    assertEquals(
        Set.of(List.of(0L)),
        db.ask("[:find ?age :in $ ?e :where [?e :p/age ?age]]", reference),
        () -> "query of " + reference);
    assertEquals(1, db.datoms(Index.EAVT, reference, ":p/age").size());
    db.connection.transact(List.of(List.of(":db/add", reference, ":p/age", 1)));
    assertTrue(db.facts(e).contains(":p/age 1"));
    db.connection.transact(List.of(Map.of(":db/id", reference, ":p/age", 0)));
    assertTrue(db.facts(e).contains(":p/age 0"));
    long f = db.connection
        .transact(List.of(Map.of(":db/id", "f", ":p/friend", reference)))
        .id("f");
    assertEquals(Set.of(List.of(e)), db.ask("[:find ?e :in $ ?f :where [?f :p/friend ?e]]", f));
  }

  @Test
  void anIdentInAReferenceMayBeAText() {
    assertNamesIt(List.of(":u/ref", Keyword.of("color", "red")));
    assertNamesIt(List.of(":u/ref", ":color/red"));
  }

  @Test
  void anIdentInACompositeTupleMayBeAText() {
    assertNamesIt(List.of(":c/a+b", List.of(Keyword.of("color", "red"), "R")));
    assertNamesIt(List.of(":c/a+b", List.of(":color/red", "R")));
    assertEquals(1, db.datoms(Index.AVET, ":c/a+b", List.of(":color/red", "R")).size());
  }

  @Test
  void anIdentInATupleOfSeveralTypesMayBeAText() {
    assertNamesIt(List.of(":h/pair", List.of(Keyword.of("color", "red"), "R")));
    assertNamesIt(List.of(":h/pair", List.of(":color/red", "R")));
  }

  @Test
  void anIdentInALookupRefWithinALookupRefMayBeAText() {
    long g = db.transact("[{:db/id \"g\" :u/ref " + e + "}]").id("g");
    assertEquals(g, db.connection.db().entid(List.of(":u/ref", List.of(":u/ref", ":color/red"))));
  }

  @Test
  void aTextIsNoIdentWhereTextsAreStoredNorWithoutAColon() {
    long s = db.transact("[{:db/id \"s\" :s/id \":color/red\"}]").id("s");
    assertEquals(s, db.connection.db().entid(List.of(":s/id", ":color/red")));
    assertNull(db.connection.db().entid(List.of(":u/ref", "color/red")));
    assertNull(db.connection.db().entid(List.of(":u/ref", ":color/unknown")));
    assertThrows(
        TransactionException.class,
        () -> db.connection.transact(
            List.of(List.of(":db/add", List.of(":u/ref", ":color/unknown"), ":p/age", 1))));
  }
}
