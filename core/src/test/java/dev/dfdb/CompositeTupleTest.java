package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.TransactionException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tuples that the database makes of other attributes. */
class CompositeTupleTest {

  private static final String SCHEMA = "[{:db/ident :reg/course :db/valueType :db.type/ref}"
      + " {:db/ident :reg/year :db/valueType :db.type/bigint}"
      + " {:db/ident :reg/key :db/valueType :db.type/tuple"
      + "  :db/tupleAttrs [:reg/course :reg/year] :db/unique :db.unique/identity}"
      + " {:db/ident :course/id :db/valueType :db.type/string :db/unique :db.unique/identity}]";

  private final TestDatabase db = new TestDatabase();
  private long bio;

  @BeforeEach
  void declare() {
    db.transact(SCHEMA);
    bio = db.transact("[{:db/id \"bio\" :course/id \"BIO\"}]").id("bio");
  }

  private Set<?> key(String tuple) {
    return Set.of(List.of(Edn.read(tuple.replace("BIO", "" + bio))));
  }

  private Set<?> keyOf(long e) {
    return db.ask("[:find ?k :in $ ?e :where [?e :reg/key ?k]]", e);
  }

  @Test
  void theNamesItWasDeclaredWithGoOnMeaningItsParts() {
    db.transact("[[:db/add :reg/year :db/ident :reg/yr]]");
    TransactionException refusal = db.refused("[[:db/retract :reg/yr :db/formerIdents :reg/year]]");
    assertEquals(Keyword.of(":reg/key"), refusal.context().get("tuple"));
    db.refused("[{:db/ident :reg/year}]");
    long e = db.transact("[{:db/id \"e\" :reg/yr 7}]").id("e");
    assertEquals(key("[nil 7N]"), keyOf(e));
  }

  @Test
  void aNameOfAPartThatItWasNotDeclaredWithIsFree() {
    db.transact("[{:db/ident :reg/a :db/valueType :db.type/long}]");
    db.transact("[[:db/add :reg/a :db/ident :reg/b]]");
    db.transact(
        "[{:db/ident :reg/c :db/valueType :db.type/tuple" + " :db/tupleAttrs [:reg/b :reg/year]}]");
    db.transact("[{:db/ident :reg/a :db/valueType :db.type/string}]");
    long e = db.transact("[{:db/id \"e\" :reg/a \"x\" :reg/b 1}]").id("e");
    assertEquals(
        Set.of(List.of(Edn.read("[1 nil]"))),
        db.ask("[:find ?c :in $ ?e :where [?e :reg/c ?c]]", e));
  }

  @Test
  void theTupleFollowsItsParts() {
    long e = db.transact("[{:db/id \"e\" :reg/course [:course/id \"BIO\"]}]").id("e");
    assertEquals(key("[BIO nil]"), keyOf(e));
    TxReport report = db.transact("[[:db/add " + e + " :reg/year 2026]]");
    assertEquals(key("[BIO 2026N]"), keyOf(e));
    assertEquals(
        Set.of("+:reg/year 2026N", "-:reg/key [" + bio + " nil]", "+:reg/key [" + bio + " 2026N]"),
        Set.copyOf(db.changes(report)));
    db.transact("[[:db/add " + e + " :reg/year 2027] [:db/retract " + e + " :reg/course]]");
    assertEquals(key("[nil 2027N]"), keyOf(e));
    db.transact("[[:db/retract " + e + " :reg/year 2027]]");
    assertEquals(Set.of(), db.facts(e));
  }

  @Test
  void theTupleGoesWithItsEntityAndWithWhatItsPartsReferTo() {
    long e = db.transact("[{:db/id \"e\" :reg/course [:course/id \"BIO\"] :reg/year 1}]")
        .id("e");
    db.transact("[[:db/retractEntity [:course/id \"BIO\"]]]");
    assertEquals(key("[nil 1N]"), keyOf(e));
    db.transact("[[:db/retractEntity " + e + "]]");
    assertEquals(Set.of(), db.facts(e));
  }

  @Test
  void compareAndSetOfAPartChangesTheTuple() {
    long e = db.transact("[{:db/id \"e\" :reg/year 1}]").id("e");
    db.transact("[[:db/cas " + e + " :reg/year 1 2]]");
    assertEquals(key("[nil 2N]"), keyOf(e));
  }

  @Test
  void aUniqueTupleIsCheckedAgainWhenAPartChanges() {
    db.transact("[[:db/add :reg/key :db/unique :db.unique/value]]");
    long e = db.transact("[{:db/id \"e\" :reg/course [:course/id \"BIO\"] :reg/year 1}]")
        .id("e");
    long f = db.transact("[{:db/id \"f\" :reg/course [:course/id \"BIO\"] :reg/year 2}]")
        .id("f");
    TransactionException refusal = db.refused("[[:db/add " + f + " :reg/year 1]]");
    assertEquals(e, refusal.context().get("other entity"));
    db.refused("[{:reg/course [:course/id \"BIO\"] :reg/year 1}]");
    db.refused("[{:reg/year 3} {:reg/year 3}]");
    db.transact("[[:db/add " + f + " :reg/year 1] [:db/add " + e + " :reg/year 2]]");
    assertEquals(key("[BIO 2N]"), keyOf(e));
    assertEquals(key("[BIO 1N]"), keyOf(f));
  }

  @Test
  void anIdentityMadeOfPartsIsFoundByThemOrByTheTuple() {
    long e = db.transact("[{:db/id \"e\" :reg/course [:course/id \"BIO\"] :reg/year 1}]")
        .id("e");
    assertEquals(
        e,
        db.transact("[{:db/id \"x\" :reg/year 1 :reg/course [:course/id \"BIO\"] :note \"a\"}]")
            .id("x"));
    assertEquals(
        e,
        db.transact("[{:db/id \"y\" :reg/key [[:course/id \"BIO\"] 1] :note \"b\"}]")
            .id("y"));
    TxReport report = db.transact(
        "[{:db/id \"c\" :course/id \"BIO\"} {:db/id \"z\" :reg/year 1 :reg/course \"c\" :note \"c\"}]");
    assertEquals(e, report.id("z"));
    assertEquals(4, db.facts(e).size());
  }

  @Test
  void twoTempidsWithTheSamePartsAreOneEntity() {
    TxReport report = db.transact("[{:db/id \"a\" :reg/course " + bio + " :reg/year 5 :n 1}"
        + " {:db/id \"b\" :reg/course " + bio + " :reg/year 5 :m 2}]");
    assertEquals(report.id("a"), report.id("b"));
  }

  @Test
  void aTupleIsALookupRefInTransactionsAndQueries() {
    long e = db.transact("[{:db/id \"e\" :reg/course [:course/id \"BIO\"] :reg/year 1}]")
        .id("e");
    db.transact("[[:db/add [:reg/key [[:course/id \"BIO\"] 1]] :note \"found\"]]");
    assertTrue(db.facts(e).contains(":note \"found\""));
    assertEquals(
        Set.of(List.of("found")),
        db.ask("[:find ?n :where [[:reg/key [[:course/id \"BIO\"] 1]] :note ?n]]"));
    try (Stream<Datom> datoms =
        db.connection.db().datoms(Index.AVET, ":reg/key", List.of(bio, 1))) {
      assertEquals(e, datoms.findFirst().orElseThrow().e());
    }
    db.refused("[[:db/add [:reg/key [[:course/id \"BIO\"] 2]] :note \"x\"]]");
    db.refused("[[:db/add [:reg/key [1]] :note \"x\"]]");
  }

  @Test
  void aTupleIsAssertedByHandOnlyAsWhatItWillBe() {
    String parts = ":reg/course " + bio + " :reg/year 1";
    long e =
        db.transact("[{:db/id \"e\" " + parts + " :reg/key [" + bio + " 1]}]").id("e");
    assertEquals(key("[BIO 1N]"), keyOf(e));
    assertEquals(
        List.of(), db.changes(db.transact("[[:db/add " + e + " :reg/key [" + bio + " 1]]]")));
    TransactionException refusal = db.refused("[[:db/add " + e + " :reg/key [" + bio + " 2]]]");
    assertEquals(Edn.read("[" + bio + " 1N]"), refusal.context().get("actual"));
    db.refused("[{:reg/key [" + bio + " 9]}]");
    db.refused("[{:db/id " + e + " :reg/year 2 :reg/key [" + bio + " 1]}]");
    db.refused("[[:db/retract " + e + " :reg/key]]");
    db.refused("[[:db/cas " + e + " :reg/key [" + bio + " 1] [" + bio + " 2]]]");
  }

  @Test
  void entitiesFromBeforeGetTheirTupleWhenAPartIsAssertedAgain() {
    long e = db.transact("[{:db/id \"e\" :a 1 :b \"x\"}]").id("e");
    db.transact("[{:db/ident :a+b :db/valueType :db.type/tuple :db/tupleAttrs [:a :b]}]");
    assertEquals(Set.of(":a 1", ":b \"x\""), db.facts(e));
    TxReport report = db.transact("[[:db/add " + e + " :a 1]]");
    assertEquals(List.of("+:a+b [1 \"x\"]"), db.changes(report));
  }

  @Test
  void partsKeepTheirPlaceWhenRenamed() {
    db.transact("[[:db/add :reg/year :db/ident :reg/season]]");
    db.reopen();
    long e = db.transact("[{:db/id \"e\" :reg/season 7}]").id("e");
    assertEquals(key("[nil 7N]"), keyOf(e));
    TransactionException refusal = db.refused("[{:db/ident :reg/year}]");
    assertEquals(Keyword.of(":reg/season"), refusal.context().get("part"));
  }

  @Test
  void partsHaveCardinalityOneAndAreNoCompositesThemselves() {
    String tuple = " :db/valueType :db.type/tuple :db/tupleAttrs ";
    db.refused("[{:db/ident :x" + tuple + "[:reg/year :no/such]}]");
    db.refused("[{:db/ident :x" + tuple + "[:reg/year :x]}]");
    db.refused("[{:db/ident :x" + tuple + "[:reg/year :reg/key]}]");
    db.refused("[{:db/ident :x" + tuple + "[:reg/year]}]");
    db.refused("[{:db/ident :x :db/cardinality :db.cardinality/many" + tuple
        + "[:reg/year :reg/course]}]");
    db.refused("[[:db/add :reg/year :db/cardinality :db.cardinality/many]]");
    db.refused("[[:db/retract :reg/year :db/ident :reg/year]]");
    db.transact("[{:db/ident :m :db/cardinality :db.cardinality/many}]");
    db.refused("[{:db/ident :x" + tuple + "[:reg/year :m]}]");
  }

  @Test
  void speculationAndThePastHaveTheirTuples() {
    TxReport first = db.transact("[{:db/id \"e\" :reg/course " + bio + " :reg/year 1}]");
    long e = first.id("e");
    db.transact("[[:db/add " + e + " :reg/year 2]]");
    String ask = "[:find ?k . :in $ ?e :where [?e :reg/key ?k]]";
    Db past = db.connection.db().asOf(first.t());
    assertEquals(Edn.read("[" + bio + " 1N]"), past.q(ask, e).value());
    Db next = db.connection.db().with("[[:db/add " + e + " :reg/year 3]]").dbAfter();
    assertEquals(Edn.read("[" + bio + " 3N]"), next.q(ask, e).value());
    Db other = past.with("[[:db/retract " + e + " :reg/course]]").dbAfter();
    assertEquals(Edn.read("[nil 1N]"), other.q(ask, e).value());
  }

  @Test
  void theTupleIsTheSameAfterReopening() {
    long e = db.transact("[{:db/id \"e\" :reg/year 1}]").id("e");
    db.reopen();
    db.transact("[[:db/add " + e + " :reg/course " + bio + "]]");
    assertEquals(key("[BIO 1N]"), keyOf(e));
  }
}
