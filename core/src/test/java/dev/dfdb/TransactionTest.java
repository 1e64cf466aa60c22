package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.DfdbException;
import dev.dfdb.error.InvalidValueException;
import dev.dfdb.error.LimitExceededException;
import dev.dfdb.error.TransactionException;
import dev.dfdb.internal.index.EntityIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a transaction means. */
class TransactionTest {

  private final TestDatabase db = new TestDatabase();

  private TransactionException refused(String edn) {
    Set<String> before = new HashSet<>(db.facts());
    int batches = db.storage.batches();
    TransactionException refusal = assertThrows(TransactionException.class, () -> db.transact(edn));
    assertEquals(before, db.facts());
    assertEquals(batches, db.storage.batches(), "a refused transaction writes nothing");
    return refusal;
  }

  @Test
  void attributesNeverDeclaredTakeAnyValueWithCardinalityOne() {
    long ada = db.transact("[{:db/id \"ada\" :name \"Ada\" :age 36}]").id("ada");
    db.transact("[[:db/add " + ada + " :age \"thirty-seven\"]]");
    assertEquals(Set.of(":name \"Ada\"", ":age \"thirty-seven\""), db.facts(ada));
  }

  @Test
  void strictDatabasesRefuseUndeclaredAttributes() {
    try (Connection strict = Dfdb.createDb(
        Map.of("storage", new dev.dfdb.storage.SortedMapStorage(), "schema-mode", "strict"))) {
      TransactionException refusal =
          assertThrows(TransactionException.class, () -> strict.transact("[{:nmae \"Ada\"}]"));
      assertEquals(Keyword.of(":nmae"), refusal.context().get("attribute"));
    }
  }

  @Test
  void declaredTypesAreEnforcedAndWidenedWhereNothingIsLost() {
    db.declare(":n/long long", ":n/big bigint", ":n/dec bigdec", ":n/double double");
    TransactionException refusal = refused("[{:n/long \"one\"}]");
    assertEquals(Keyword.of("db.type", "long"), refusal.context().get("expected"));
    refused("[{:n/long 1.5}]");
    refused("[{:n/double 1}]");
    long e = db.transact("[{:db/id \"e\" :n/big 7 :n/dec 7 :n/long 7}]").id("e");
    assertEquals(Set.of(":n/big 7N", ":n/dec 7M", ":n/long 7"), db.facts(e));
  }

  @Test
  void replacingACardinalityOneValueRetractsTheOldOneInTheSameTransaction() {
    long e = db.transact("[{:db/id \"e\" :name \"Ada\"}]").id("e");
    TxReport report = db.transact("[[:db/add " + e + " :name \"Augusta\"]]");
    assertEquals(List.of("-:name \"Ada\"", "+:name \"Augusta\""), db.changes(report));
    assertEquals(Set.of(":name \"Augusta\""), db.facts(e));
  }

  @Test
  void cardinalityManyKeepsAllValues() {
    db.declare(":tag keyword many");
    long e = db.transact("[{:db/id \"e\" :tag [:a :b]}]").id("e");
    db.transact("[[:db/add " + e + " :tag :c] [:db/retract " + e + " :tag :a]]");
    assertEquals(Set.of(":tag :b", ":tag :c"), db.facts(e));
  }

  @Test
  void reassertingALiveDatomAndRetractingAnAbsentOneAddNothingButTheTransactionExists() {
    long e = db.transact("[{:db/id \"e\" :name \"Ada\"}]").id("e");
    TxReport report =
        db.transact("[[:db/add %d :name \"Ada\"] [:db/retract %d :name \"Bob\"]]".formatted(e, e));
    assertEquals(List.of(), db.changes(report));
    assertEquals(1, report.txData().size());
    assertEquals(2, report.t());
  }

  @Test
  void retractWithoutAValueDropsAllValues() {
    db.declare(":tag keyword many");
    long e = db.transact("[{:db/id \"e\" :tag #{:a :b :c}}]").id("e");
    assertEquals(3, db.changes(db.transact("[[:db/retract " + e + " :tag]]")).size());
    assertEquals(Set.of(), db.facts(e));
  }

  @Test
  void assertingTwoValuesForOneCardinalityOneAttributeIsRefused() {
    TransactionException refusal =
        refused("[[:db/add \"e\" :name \"A\"] [:db/add \"e\" :name \"B\"]]");
    assertEquals("A", refusal.context().get("first"));
    assertEquals("B", refusal.context().get("second"));
  }

  @Test
  void assertingAndRetractingOneDatomIsRefused() {
    long e = db.transact("[{:db/id \"e\" :name \"Ada\"}]").id("e");
    refused("[[:db/add %d :name \"Ada\"] [:db/retract %d :name \"Ada\"]]".formatted(e, e));
  }

  @Test
  void upsertFindsTheEntityWithTheIdentity() {
    db.declare(":email string identity");
    long e = db.transact("[{:db/id \"e\" :email \"a@x\" :name \"Ada\"}]").id("e");
    TxReport report = db.transact("[{:db/id \"same\" :email \"a@x\" :name \"Augusta\"}]");
    assertEquals(e, report.id("same"));
    assertEquals(Set.of(":email \"a@x\"", ":name \"Augusta\""), db.facts(e));
  }

  @Test
  void twoTempidsWithOneIdentityAreOneEntity() {
    db.declare(":email string identity");
    TxReport report = db.transact(
        "[{:db/id \"a\" :email \"a@x\" :name \"Ada\"} {:db/id \"b\" :email \"a@x\" :age 3}]");
    assertEquals(report.id("a"), report.id("b"));
    assertEquals(3, db.facts(report.id("a")).size());
  }

  @Test
  void identitiesOfDifferentEntitiesOnOneTempidAreRefused() {
    db.declare(":email string identity", ":ssn long identity");
    db.transact("[{:email \"a@x\"} {:ssn 7}]");
    TransactionException refusal = refused("[{:db/id \"x\" :email \"a@x\" :ssn 7}]");
    assertTrue(refusal.getMessage().contains(":email a@x"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains(":ssn 7"), refusal.getMessage());
  }

  @Test
  void anIdentityOfAnotherEntityOnAnExplicitIdIsRefused() {
    db.declare(":email string identity");
    long other = db.transact("[{:db/id \"o\" :name \"Bob\"} {:email \"a@x\"}]").id("o");
    refused("[{:db/id " + other + " :email \"a@x\"}]");
  }

  @Test
  void upsertFollowsIdentitiesThatAreReferences() {
    db.declare(":code string identity", ":capital ref identity");
    TxReport first =
        db.transact("[{:db/id \"p\" :code \"paris\"} {:db/id \"f\" :capital \"p\" :name \"F\"}]");
    TxReport second =
        db.transact("[{:db/id \"f\" :capital \"p\" :pop 68} {:db/id \"p\" :code \"paris\"}]");
    assertEquals(first.id("f"), second.id("f"));
  }

  @Test
  void uniqueValuesAreRefusedTwice() {
    db.declare(":badge long value");
    db.transact("[{:badge 1}]");
    refused("[{:badge 1}]");
    refused("[{:badge 2} {:badge 2}]");
  }

  @Test
  void uniqueValuesCanMoveInOneTransaction() {
    db.declare(":badge long value");
    TxReport report = db.transact("[{:db/id \"a\" :badge 1} {:db/id \"b\" :name \"B\"}]");
    long a = report.id("a");
    long b = report.id("b");
    db.transact("[[:db/add %d :badge 2] [:db/add %d :badge 1]]".formatted(a, b));
    assertEquals(Set.of(":badge 2"), db.facts(a));
    assertTrue(db.facts(b).contains(":badge 1"));
  }

  @Test
  void lookupRefsWorkAsEntityAndAsValue() {
    db.declare(":email string identity", ":boss ref");
    TxReport report = db.transact("[{:db/id \"a\" :email \"a@x\"} {:db/id \"b\" :email \"b@x\"}]");
    db.transact("[[:db/add [:email \"b@x\"] :boss [:email \"a@x\"]]]");
    assertTrue(db.facts(report.id("b")).contains(":boss " + report.id("a")));
    db.transact("[{:db/id [:email \"b@x\"] :name \"B\" :boss [:email \"b@x\"]}]");
    assertTrue(db.facts(report.id("b")).contains(":boss " + report.id("b")));
    refused("[[:db/add [:email \"nobody\"] :name \"X\"]]");
  }

  @Test
  void tempidsUsedOnlyAsValueAreRefused() {
    db.declare(":boss ref");
    TransactionException refusal = refused("[{:name \"A\" :boss \"ghost\"}]");
    assertEquals("ghost", refusal.context().get("tempid"));
  }

  @Test
  void negativeNumbersAreTempids() {
    db.declare(":boss ref");
    TxReport report = db.transact("[[:db/add -1 :name \"A\"] [:db/add -2 :boss -1]]");
    assertEquals(Set.of(":boss " + report.id(-1)), db.facts(report.id(-2)));
  }

  @Test
  void unknownEntityIdsAreRefused() {
    refused("[[:db/add 9999999 :name \"X\"]]");
    refused("[[:db/add 1 :name \"X\"] [:db/add 5000 :name \"Y\"]]");
  }

  @Test
  void idsKeptForBuiltInEntitiesToComeAreRefused() {
    for (long id : List.of(0L, 63L)) {
      refused("[[:db/add " + id + " :n 1]]");
      refused("[[:db/add \"x\" :db/unique " + id + "]]");
    }
  }

  @Test
  void nestedMapsNeedAComponentOrAnIdentity() {
    db.declare(":order/line ref many component", ":friend ref", ":email string identity");
    TxReport report = db.transact(
        "[{:db/id \"o\" :order/line [{:qty 1} {:qty 2}]} {:name \"A\" :friend {:email \"b@x\"}}]");
    assertEquals(2, db.facts(report.id("o")).size());
    refused("[{:name \"A\" :friend {:name \"B\"}}]");
  }

  @Test
  void reverseAttributesTakeOneOrMany() {
    db.declare(":friend ref many", ":email string identity");
    TxReport people = db.transact("[{:db/id \"a\" :email \"a@x\"} {:db/id \"b\" :email \"b@x\"}]");
    TxReport report =
        db.transact("[{:db/id \"c\" :name \"C\" :_friend [[:email \"a@x\"] [:email \"b@x\"]]}]");
    String toC = ":friend " + report.id("c");
    assertTrue(db.facts(people.id("a")).contains(toC));
    assertTrue(db.facts(people.id("b")).contains(toC));
    refused("[{:db/id \"c\" :name \"C\" :_name \"x\"}]");
  }

  @Test
  void retractEntityTakesIncomingReferencesAndComponentsWithIt() {
    db.declare(":order/line ref many component", ":friend ref");
    TxReport report = db.transact(
        "[{:db/id \"o\" :order/line [{:db/id \"l\" :qty 1}]} {:db/id \"f\" :friend \"o\" :n 1}]");
    db.transact("[[:db/retractEntity " + report.id("o") + "]]");
    assertEquals(Set.of(), db.facts(report.id("o")));
    assertEquals(Set.of(), db.facts(report.id("l")));
    assertEquals(Set.of(":n 1"), db.facts(report.id("f")));
  }

  @Test
  void retractEntityEndsOnComponentsInACircle() {
    db.declare(":part ref component");
    TxReport report = db.transact("[{:db/id \"a\" :part \"b\"} {:db/id \"b\" :part \"a\"}]");
    db.transact("[[:db/retractEntity " + report.id("a") + "]]");
    assertEquals(Set.of(), db.facts());
  }

  @Test
  void casComparesWithTheDatabaseBeforeAndNilMeansAbsent() {
    long e = db.transact("[{:db/id \"e\" :n 1}]").id("e");
    db.transact("[[:db/cas " + e + " :n 1 2]]");
    TransactionException refusal = refused("[[:db/cas " + e + " :n 1 3]]");
    assertEquals(2L, refusal.context().get("actual"));
    refused("[[:db/cas " + e + " :n nil 3]]");
    db.transact("[[:db/cas " + e + " :m nil 3]]");
    assertEquals(Set.of(":n 2", ":m 3"), db.facts(e));
  }

  @Test
  void theTransactionIsAnEntityOfItsOwn() {
    TxReport report = db.transact("[{:name \"A\"} {:db/id \"datomic.tx\" :author \"me\"}]");
    assertTrue(db.facts(report.tx()).contains(":author \"me\""));
    TxReport next = db.transact("[[:db/add :db/current-tx :author \"you\"]]");
    assertTrue(db.facts(next.tx()).contains(":author \"you\""));
    assertNotEquals(report.tx(), next.tx());
  }

  @Test
  void theTimeOfATransactionNeverGoesBack() {
    refused("[{:db/id \"datomic.tx\" :db/txInstant #inst \"2999-01-01\"}]");
    TxReport past = db.transact("[{:db/id \"datomic.tx\" :db/txInstant #inst \"2001-01-01\"}]");
    assertEquals(Instant.parse("2001-01-01T00:00:00Z"), past.txData().get(0).v());
    refused("[{:db/id \"datomic.tx\" :db/txInstant #inst \"2000-01-01\"}]");
  }

  @Test
  void nilIsNotAValue() {
    refused("[{:name nil}]");
  }

  @Test
  void unknownFunctionsAndMalformedFormsAreRefused() {
    assertTrue(refused("[[:db/ad 1 :name \"x\"]]").getMessage().contains(":db/add"));
    refused("[[:db/add 1 :name]]");
    refused("[:db/add]");
    refused("[{:db/nonsense 1}]");
    refused("[{\"plain\" 1}]");
  }

  @Test
  void idsOfRefusedTransactionsAreNotLost() {
    long first = db.transact("[{:db/id \"a\" :n 1}]").id("a");
    refused("[{:db/id \"b\" :n 1} {:db/id \"c\" :n nil}]");
    assertEquals(first + 1, db.transact("[{:db/id \"d\" :n 1}]").id("d"));
  }

  @Test
  void idsAndTGoOnAfterReopening() {
    TxReport before = db.transact("[{:db/id \"a\" :n 1}]");
    db.reopen();
    TxReport after = db.transact("[{:db/id \"b\" :n 2}]");
    assertEquals(before.t() + 1, after.t());
    assertEquals(before.id("a") + 1, after.id("b"));
    assertEquals(2, db.facts().size());
  }

  @Test
  void schemaIsTheSameAfterReopening() {
    db.declare(":email string identity", ":tag keyword many");
    long e = db.transact("[{:db/id \"e\" :email \"a@x\" :tag [:a :b] :free 1}]").id("e");
    db.reopen();
    assertEquals(e, db.transact("[{:db/id \"e\" :email \"a@x\" :tag :c}]").id("e"));
    assertEquals(5, db.facts(e).size());
  }

  @Test
  void renamedIdentsKeepTheirDatoms() {
    long e = db.transact("[{:db/id \"e\" :nmae \"Ada\"}]").id("e");
    db.transact("[[:db/add :nmae :db/ident :name]]");
    assertEquals(Set.of(":name \"Ada\""), db.facts(e));
    db.reopen();
    assertEquals(Set.of(":name \"Ada\""), db.facts(e));
  }

  @Test
  void schemaChangesMustBeTrueOfTheDataThere() {
    db.transact("[{:n 1} {:n \"two\"} {:m 1} {:m 1}]");
    refused("[{:db/ident :n :db/valueType :db.type/long}]");
    refused("[{:db/ident :m :db/unique :db.unique/value}]");
    refused("[{:db/ident :m :db/valueType :db.type/ref}]");
    refused("[[:db/retract :m :db/ident :m]]");
    db.transact(
        "[{:db/ident :m :db/valueType :db.type/long :db/cardinality :db.cardinality/many}]");
    db.transact("[{:m [1 2]}]");
    refused("[{:db/ident :m :db/cardinality :db.cardinality/one}]");
  }

  @Test
  void builtinsAreNotToBeChanged() {
    refused("[[:db/add :db/ident :db/doc \"mine\"]]");
    refused("[{:db/ident :db/mine}]");
    refused("[{:db/ident :x :db/valueType :db.cardinality/one}]");
    refused("[{:db/ident :x :db/valueType :db.type/string :db/isComponent true}]");
  }

  @Test
  void attributesCantBeDeclaredAndUsedInOneTransaction() {
    refused("[{:db/ident :tag :db/valueType :db.type/keyword} {:tag :a}]");
  }

  @Test
  void anAttributeCantBeAlteredAndUsedInOneTransaction() {
    db.transact("[{:db/ident :x} {:db/ident :y :db/cardinality :db.cardinality/many}]");
    refused(
        "[[:db/add :x :db/unique :db.unique/identity] [:db/add \"1\" :x 1] [:db/add \"2\" :x 1]]");
    refused("[[:db/add :y :db/cardinality :db.cardinality/one] {:y [1 2]}]");
    refused("[[:db/add :x :db/valueType :db.type/long] [:db/add \"1\" :x \"text\"]]");
    refused("[[:db/add :x :db/valueType :db.type/ref] [:db/add \"1\" :x \"text\"]]");
  }

  @Test
  void mapsThatContainThemselvesAreRefused() {
    db.declare(":part ref component");
    Map<String, Object> map = new HashMap<>();
    map.put(":part", new HashMap<>(Map.of(":part", map)));
    assertThrows(TransactionException.class, () -> db.connection.transact(List.of(map)));
    assertEquals(Set.of(), db.facts());
  }

  @Test
  void nilIsNeitherAnEntityNorANewValueOfCas() {
    refused("[{:db/id nil :name \"Ada\"}]");
    refused("[[:db/cas \"e\" :name nil nil]]");
  }

  @Test
  void everyIndexHoldsTheSameDatoms() {
    db.declare(":boss ref", ":tag keyword many");
    db.transact("[{:db/id \"a\" :name \"A\" :tag [:x :y]} {:db/id \"b\" :name \"B\" :boss \"a\"}]");
    db.transact("[[:db/add [:db/ident :tag] :db/doc \"labels\"]]");
    Set<Datom> eavt = new HashSet<>(db.datoms(Index.EAVT));
    assertEquals(eavt, new HashSet<>(db.datoms(Index.AEVT)));
    assertEquals(eavt, new HashSet<>(db.datoms(Index.AVET)));
    assertTrue(eavt.containsAll(db.datoms(Index.VAET)));
    assertTrue(db.datoms(Index.VAET).stream().anyMatch(d -> d.e() >= EntityIds.FIRST_ENTITY));
  }

  @Test
  void tenThousandElementsInOneTransaction() {
    db.declare(":n/id long identity", ":n/next ref");
    List<Object> forms = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      Map<Object, Object> form = new HashMap<>();
      form.put(":db/id", "n" + i);
      form.put(Keyword.of(":n/id"), i);
      form.put(":n/next", "n" + (i + 1) % 10_000);
      forms.add(form);
    }
    assertEquals(20_001, db.connection.transact(forms).txData().size());
    assertEquals(20_000, db.facts().size());
    assertEquals(List.of(), db.changes(db.connection.transact(forms)));
  }

  @Test
  void longValuesComeBackWhole() {
    String start = "x".repeat(1000);
    String big = start + "a".repeat(1 << 20);
    long e = db.transact("[{:db/id \"e\" :text \"" + big + "\"}]").id("e");
    db.transact("[{:text \"" + start + "b\"}]");
    for (Index index : List.of(Index.EAVT, Index.AEVT, Index.AVET)) {
      assertTrue(
          db.datoms(index).stream()
              .anyMatch(datom -> datom.e() == e && datom.v().equals(big)),
          "in " + index);
    }
    db.transact("[[:db/add " + e + " :text \"short\"]]");
    assertEquals(Set.of(":text \"short\""), db.facts(e));
  }

  @Test
  void valuesTheStorageCantTakeAreRefusedWhole() {
    String tooLong = "x".repeat(5 << 20);
    int batches = db.storage.batches();
    assertThrows(
        LimitExceededException.class,
        () -> db.connection.transact(List.of(Map.of(":a", 1, ":text", tooLong))));
    assertThrows(
        InvalidValueException.class,
        () -> db.connection.transact(List.of(Map.of(":a", 1, ":text", "\ud800"))));
    assertThrows(
        InvalidValueException.class,
        () -> db.connection.transact(List.of(Map.of(":a", new Object()))));
    assertEquals(batches, db.storage.batches());
  }

  @Test
  void aValueNestedWithoutMeasureIsRefusedAsAnyOther() {
    List<Object> deep = List.of();
    for (int i = 0; i < 100_000; i++) {
      deep = List.of(deep);
    }
    List<Object> forms = List.of(Map.of(":deep", deep));
    assertThrows(DfdbException.class, () -> db.connection.transact(forms));
    assertEquals(1, db.transact("[{:n 1}]").t());
  }
}
