package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.datom.Datom;
import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.TransactionException;
import dev.dfdb.internal.namespace.Unnamed;
import dev.dfdb.internal.query.QueryEngine;
import dev.dfdb.internal.transaction.Caches;
import dev.dfdb.internal.transaction.Sharing;
import dev.dfdb.internal.transaction.TransactionFunctions;
import dev.dfdb.internal.transaction.TransactionRules;
import dev.dfdb.internal.transaction.Transactor;
import dev.dfdb.storage.SortedMapStorage;
import dev.dfdb.storage.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What re-implementations get wrong about transactions, each point by its name. */
class TransactionSemanticsTest {

  private final TestDatabase db = new TestDatabase();

  private void declarePeople() {
    db.declare(":email string identity", ":ssn long identity", ":badge long value");
    db.declare(":friend ref many", ":boss ref", ":tag keyword many");
  }

  @Test
  @DisplayName("a transaction is a set evaluated against the database before, all or nothing")
  void aTransactionIsASetEvaluatedAgainstTheDatabaseBefore() {
    declarePeople();
    long e = db.transact("[{:db/id \"e\" :n 1 :email \"a@x\"}]").id("e");
    // The order of forms means nothing: the lookup ref and cas see what was there before.
    db.transact("[[:db/add " + e + " :email \"b@x\"] [:db/add [:email \"a@x\"] :m 1]" + " [:db/cas "
        + e + " :n 1 2]]");
    assertEquals(Set.of(":n 2", ":m 1", ":email \"b@x\""), db.facts(e));
    db.refused("[[:db/add " + e + " :k 1] [:db/cas " + e + " :n 1 3]]");
    assertEquals(Set.of(":n 2", ":m 1", ":email \"b@x\""), db.facts(e));
  }

  @Test
  void aTransactionKeepsItsTime() {
    TxReport report = db.transact("[{:n 1}]");
    Object time = report.txData().get(0).v();
    String cas = "[[:db/cas " + report.tx() + " :db/txInstant %s #inst \"2001-01-01\"]]";
    TransactionException refusal = db.refused(String.format(cas, Edn.print(time)));
    assertTrue(refusal.getMessage().contains("the time of a transaction"), refusal::getMessage);
    db.refused(String.format(cas, "nil"));
  }

  @Test
  @DisplayName(
      "two values for one cardinality-one attribute, or asserting and retracting one datom,"
          + " in one transaction is an error")
  void contradictionsInOneTransactionAreErrors() {
    long e = db.transact("[{:db/id \"e\" :n 1}]").id("e");
    TransactionException two = db.refused("[[:db/add " + e + " :n 2] [:db/add " + e + " :n 3]]");
    assertEquals(
        List.of(2L, 3L), List.of(two.context().get("first"), two.context().get("second")));
    TransactionException both =
        db.refused("[[:db/retract " + e + " :n 1] [:db/add " + e + " :n 1]]");
    assertEquals(1L, both.context().get("value"));
    // Whether the datom is live already makes no difference, nor whether its entity is new.
    TransactionException neither =
        db.refused("[[:db/retract " + e + " :n 2] [:db/add " + e + " :n 2]]");
    assertEquals(2L, neither.context().get("value"));
    assertEquals(
        List.of(":db/retract", e, ":n", 2L),
        texts(Objects.requireNonNull(neither.context().get("retracted by"))));
    db.refused("[[:db/add \"new\" :n 2] [:db/retract \"new\" :n 2]]");
    db.transact("[[:db/retract " + e + " :n 3] [:db/add " + e + " :n 2]]");
    db.transact("[[:db/add " + e + " :n 2] [:db/add " + e + " :n 2]]");
  }

  /** A form with texts in place of keywords. */
  private static List<Object> texts(Object form) {
    List<Object> texts = new ArrayList<>();
    for (Object part : (List<?>) form) {
      texts.add(part instanceof Keyword keyword ? keyword.toString() : part);
    }
    return texts;
  }

  @Test
  @DisplayName("lookup refs work wherever an entity id does in transactions")
  void lookupRefsWorkWhereverAnEntityIdDoes() {
    declarePeople();
    TxReport report = db.transact("[{:db/id \"a\" :email \"a@x\"} {:db/id \"b\" :email \"b@x\"}]");
    long a = report.id("a");
    db.transact("[[:db/add [:email \"a@x\"] :boss [:email \"b@x\"]]"
        + " {:db/id [:email \"b@x\"] :friend [[:email \"a@x\"] [:email \"b@x\"]]}"
        + " {:db/id [:email \"b@x\"] :_friend [:email \"a@x\"]}]");
    assertTrue(db.facts(a).contains(":boss " + report.id("b")));
    assertTrue(db.facts(a).contains(":friend " + report.id("b")));
    assertEquals(3, db.facts(report.id("b")).size());
    db.transact("[[:db/cas [:email \"a@x\"] :boss [:email \"b@x\"] [:email \"a@x\"]]]");
    db.transact("[[:db/retract [:email \"a@x\"] :boss [:email \"a@x\"]]]");
    assertEquals(2, db.facts(a).size());
    db.transact("[[:db/retractEntity [:email \"a@x\"]]]");
    assertEquals(Set.of(), db.facts(a));
  }

  @Test
  @DisplayName("upsert: two identities that meet on different entities are an error that names the"
      + " datoms")
  void twoIdentitiesMeetingOnDifferentEntities() {
    declarePeople();
    TxReport report = db.transact("[{:db/id \"a\" :email \"a@x\"} {:db/id \"b\" :ssn 7}]");
    String message = db.refused("[{:db/id \"x\" :email \"a@x\" :ssn 7}]").getMessage();
    for (Object part : List.of(":email a@x", ":ssn 7", report.id("a"), report.id("b"))) {
      assertTrue(message.contains("" + part), message);
    }
  }

  @Test
  @DisplayName("upsert: an identity against another explicit id is an error that names the datoms")
  void anIdentityAgainstAnotherExplicitId() {
    declarePeople();
    TxReport report = db.transact("[{:db/id \"a\" :email \"a@x\"} {:db/id \"b\" :name \"B\"}]");
    Map<String, Object> context =
        db.refused("[{:db/id " + report.id("b") + " :email \"a@x\"}]").context();
    assertEquals(report.id("b"), context.get("entity"));
    assertEquals(report.id("a"), context.get("other entity"));
    assertEquals("a@x", context.get("value"));
  }

  @Test
  @DisplayName("upsert: one tempid that meets two entities is an error, two tempids for one entity"
      + " are fine")
  void oneTempidMeetingTwoEntitiesAndTwoMeetingOne() {
    declarePeople();
    long a = db.transact("[{:db/id \"a\" :email \"a@x\"} {:email \"b@x\"}]").id("a");
    TransactionException refusal =
        db.refused("[[:db/add \"x\" :email \"a@x\"] [:db/add \"x\" :email \"b@x\"]]");
    assertEquals("x", refusal.context().get("tempid"));
    TxReport report =
        db.transact("[{:db/id \"x\" :email \"a@x\" :n 1} {:db/id \"y\" :email \"a@x\" :m 2}]");
    assertEquals(a, report.id("x"));
    assertEquals(a, report.id("y"));
    assertEquals(3, db.facts(a).size());
  }

  @Test
  @DisplayName("a tempid used only as a value is an error")
  void aTempidUsedOnlyAsAValue() {
    declarePeople();
    assertEquals("ghost", db.refused("[{:n 1 :boss \"ghost\"}]").context().get("tempid"));
    db.refused("[[:db/add -1 :boss -2]]");
  }

  @Test
  @DisplayName("\"datomic.tx\" and :db/current-tx are the transaction entity")
  void theTransactionEntityHasTwoNames() {
    declarePeople();
    TxReport report = db.transact("[[:db/add \"datomic.tx\" :author \"me\"]"
        + " {:db/id \"a\" :n 1 :made-by :db/current-tx :boss :db/current-tx}]");
    assertTrue(db.facts(report.tx()).contains(":author \"me\""));
    assertTrue(db.facts(report.id("a")).contains(":boss " + report.tx()));
  }

  @Test
  @DisplayName("re-asserting a live datom and retracting an absent one add nothing; the transaction"
      + " entity still exists")
  void nothingNewAddsNothing() {
    long e = db.transact("[{:db/id \"e\" :n 1}]").id("e");
    TxReport report = db.transact("[[:db/add " + e + " :n 1] [:db/retract " + e + " :n 2]"
        + " [:db/retract " + e + " :db/doc \"none\"]]");
    assertEquals(1, report.txData().size());
    assertEquals(
        1,
        db.ask("[:find ?t :in $ ?tx :where [?tx :db/txInstant ?t]]", report.tx())
            .size());
  }

  @Test
  @DisplayName("replacing a cardinality-one value emits the old value's retraction in the same"
      + " transaction")
  void replacingEmitsTheRetraction() {
    long e = db.transact("[{:db/id \"e\" :n 1}]").id("e");
    TxReport report = db.transact("[[:db/add " + e + " :n 2]]");
    assertEquals(List.of("-:n 1", "+:n 2"), db.changes(report));
    for (Datom datom : report.txData()) {
      assertEquals(report.tx(), datom.tx());
    }
    TxReport explicit = db.transact("[[:db/retract " + e + " :n 2] {:m 1}]");
    assertEquals(explicit.tx(), explicit.txData().get(0).e(), "the time comes first");
  }

  @Test
  @DisplayName("[:db/retract e a] drops all values")
  void retractWithoutAValue() {
    declarePeople();
    long e = db.transact("[{:db/id \"e\" :tag [:a :b :c] :n 1}]").id("e");
    db.transact("[[:db/retract " + e + " :tag]]");
    assertEquals(Set.of(":n 1"), db.facts(e));
  }

  @Test
  @DisplayName("retractEntity removes incoming references and recurses into components")
  void retractEntityTakesReferencesAndComponents() {
    declarePeople();
    db.declare(":part ref many component");
    TxReport report =
        db.transact("[{:db/id \"a\" :part [{:db/id \"b\" :n 1 :part {:db/id \"c\" :n 2}}]}"
            + " {:db/id \"d\" :friend [\"a\" \"d\"] :boss \"c\" :n 3}]");
    db.transact("[[:db/retractEntity " + report.id("a") + "]]");
    for (String gone : List.of("a", "b", "c")) {
      assertEquals(Set.of(), db.facts(report.id(gone)));
    }
    assertEquals(Set.of(":friend " + report.id("d"), ":n 3"), db.facts(report.id("d")));
  }

  @Test
  @DisplayName("nested maps need a component or an identity attribute")
  void nestedMapsNeedAComponentOrAnIdentity() {
    declarePeople();
    db.declare(":part ref component");
    long a = db.transact("[{:db/id \"a\" :email \"a@x\"}]").id("a");
    TxReport report = db.transact("[{:db/id \"e\" :part {:n 1} :boss {:email \"a@x\" :m 2}"
        + " :friend [{:email \"new@x\"} {:db/id \"f\" :k 3}]}]");
    assertTrue(db.facts(report.id("e")).contains(":boss " + a));
    assertTrue(db.facts(a).contains(":m 2"));
    assertEquals(4, db.facts(report.id("e")).size());
    assertEquals(
        Keyword.of(":boss"), db.refused("[{:n 1 :boss {:n 2}}]").context().get("attribute"));
    db.refused("[{:n 1 :boss {:badge 2}}]");
  }

  @Test
  @DisplayName("reverse attributes need a ref and take one or many")
  void reverseAttributes() {
    declarePeople();
    db.declare(":person/friend ref many");
    TxReport people = db.transact("[{:db/id \"a\" :n 1} {:db/id \"b\" :n 2}]");
    TxReport one = db.transact("[{:db/id \"c\" :n 3 :person/_friend " + people.id("a") + "}]");
    TxReport many = db.transact("[{:db/id \"d\" :n 4 :person/_friend [" + people.id("a") + " "
        + people.id("b") + " {:email \"e@x\"}]}]");
    assertEquals(3, db.facts(people.id("a")).size());
    assertTrue(db.facts(people.id("a")).contains(":person/friend " + one.id("c")));
    assertTrue(db.facts(people.id("b")).contains(":person/friend " + many.id("d")));
    db.refused("[{:n 5 :_tag :a}]");
    db.refused("[{:n 5 :_badge 1}]");
  }

  @Test
  @DisplayName("reverse attributes stand in maps, not in lists, and make no attribute")
  void reverseAttributesStandInMapsOnly() {
    declarePeople();
    db.declare(":p/friend ref many");
    long e = db.transact("[{:db/id \"e\" :email \"a@x\"}]").id("e");
    for (String list : List.of(
        "[:db/add [:email \"a@x\"] :p/_friend \"nn\"]",
        "[:db/add \"new\" :p/_friend " + e + "]",
        "[:db/retract " + e + " :p/_friend]",
        "[:db/retract " + e + " :p/_friend " + e + "]",
        "[:db/cas " + e + " :p/_friend nil 1]",
        "[:db/assoc " + e + " :p/_friend :k 1]",
        "[:db/dissoc " + e + " :p/_friend :k]",
        "[:db/conj " + e + " :p/_friend 1]")) {
      TransactionException refusal = db.refused("[" + list + "]");
      assertTrue(refusal.summary().contains("stands in maps only"), refusal.summary());
      assertEquals(Keyword.of(":p/_friend"), refusal.context().get("attribute"), list);
      assertEquals(Keyword.of(":p/friend"), refusal.context().get("expected"), list);
      assertEquals(Edn.read(list), refusal.context().get("form"));
    }
    List<Object> written = List.of(":db/add", e, ":p/_unheard", 1);
    TransactionException refusal =
        assertThrows(TransactionException.class, () -> db.connection.transact(List.of(written)));
    assertEquals(Keyword.of(":p/unheard"), refusal.context().get("expected"));
  }

  @Test
  @DisplayName("the name of an attribute does not begin with an underscore; that of an enum may")
  void namesThatBeginWithAnUnderscoreAreNoAttributes() {
    for (String forms : List.of(
        "[{:db/ident :p/_foo :db/valueType :db.type/long}]",
        "[{:db/ident :p/_foo :db/cardinality :db.cardinality/many}]",
        "[{:db/ident :p/_foo :db/unique :db.unique/identity}]",
        "[{:dimension/name :p/_foo :dimension/type :instant}]")) {
      assertNameIsRefused(db.refused(forms).summary());
    }
    assertNameIsRefused(db.refused("[{:p/__foo 1}]").summary());
    assertNameIsRefused(db.refused("[{:p/_ 1}]").summary());

    db.transact("[{:db/ident :color/_red :db/doc \"an enum\"} {:db/ident :p/color}]");
    Long red = Objects.requireNonNull(db.connection.db().entid(Keyword.of(":color/_red")));
    long e = db.transact("[{:db/id \"e\" :p/color :color/_red :n 1}]").id("e");
    db.transact("[[:db/add :color/_red :db/doc \"another\"]]");
    db.refused("[[:db/add " + e + " " + red + " 1]]");
    db.refused("[{:db/id " + e + " " + red + " 1}]");
    assertNameIsRefused(
        db.refused("[[:db/add :color/_red :db/valueType :db.type/long]]").summary());
    assertNameIsRefused(db.refused("[{:db/id :n :db/ident :p/_n}]").summary());
    db.transact("[{:db/id :color/_red :db/ident :p/red :db/valueType :db.type/long}]");
    assertTrue(
        db.refused("[[:db/add " + e + " :color/_red 1]]").summary().contains("in maps only"));
    db.transact("[[:db/add " + e + " :p/red 1]]");
  }

  private static void assertNameIsRefused(String summary) {
    assertTrue(summary.startsWith("the name of an attribute can't begin with"), summary);
  }

  @Test
  @DisplayName("taking something away from an attribute that does not exist makes none")
  void takingAwayMakesNoAttribute() {
    long e = db.transact("[{:db/id \"e\" :n 1}]").id("e");
    for (String form : List.of(
        "[:db/retract " + e + " :p/typo 5]",
        "[:db/retract " + e + " :p/typo]",
        "[:db/dissoc " + e + " :p/typo :k]")) {
      assertEquals(List.of(), db.changes(db.transact("[" + form + "]")), form);
      assertNull(db.connection.db().attribute(":p/typo"), form);
    }
    List<Object> written = List.of(":db/retract", e, ":p/typo", 5);
    assertEquals(List.of(), db.changes(db.connection.transact(List.of(written))));
    long first = db.transact("[{:p/one 1}]").txData().get(1).e();
    db.transact("[[:db/retract " + e + " :p/typo 5]]");
    long second = db.transact("[{:p/two 1}]").txData().get(1).e();
    assertEquals(first + 1, second, "a retraction takes no id of an attribute");

    db.refused("[[:db/retract \"new\" :p/typo 5]]");
    db.refused("[[:db/dissoc \"new\" :p/typo :k]]");
    db.refused("[[:db/retract " + e + " :db/typo]]");
    db.refused("[[:db/retract 1000000 :p/typo]]");
  }

  @Test
  @DisplayName("what is taken away from an attribute meets what other forms of it assert")
  void takingAwayFromAnAttributeThatIsNew() {
    long e = db.transact("[{:db/id \"e\" :n 1}]").id("e");
    db.refused("[[:db/retract " + e + " :p/a 5] [:db/add " + e + " :p/a 5]]");
    db.refused("[[:db/add " + e + " :p/a 5] [:db/retract " + e + " :p/a 5]]");
    db.refused("[[:db/dissoc " + e + " :p/a :k] [:db/add " + e + " :p/a 5]" + " [:db/assoc " + e
        + " :p/a :k 1]]");
    db.transact("[[:db/retract " + e + " :p/a 5] [:db/retract " + e + " :p/a]" + " [:db/add " + e
        + " :p/a 6]]");
    db.transact("[[:db/dissoc " + e + " :p/b :k] [:db/assoc " + e + " :p/b :k 1]]");
    db.transact("[[:db/assoc " + e + " :p/c :k 1] [:db/assoc " + e + " :p/c :l 2]" + " [:db/dissoc "
        + e + " :p/c :k]]");
    db.transact("[{:db/ident :p/d} [:db/retract " + e + " :p/d 1]]");
    assertEquals(Set.of(":n 1", ":p/a 6", ":p/b {:k 1}", ":p/c {:l 2}"), db.facts(e));
  }

  @Test
  @DisplayName("a strict database knows no attribute from which something is taken in vain")
  void takingAwayInAStrictDatabase() {
    TestDatabase strict = new TestDatabase(Map.of("schema-mode", "strict"));
    strict.declare(":n long");
    long e = strict.transact("[{:db/id \"e\" :n 1}]").id("e");
    for (String form : List.of(
        "[:db/retract " + e + " :p/typo 5]",
        "[:db/retract " + e + " :p/typo]",
        "[:db/dissoc " + e + " :p/typo :k]")) {
      TransactionException refusal = strict.refused("[" + form + "]");
      assertTrue(refusal.summary().contains("not declared"), refusal.summary());
      assertEquals(Keyword.of(":p/typo"), refusal.context().get("attribute"));
    }
  }

  @Test
  @DisplayName("composite tuples are derived, unique ones are re-checked on change, nil components"
      + " are allowed")
  void compositeTuples() {
    db.transact("[{:db/ident :a} {:db/ident :b} {:db/ident :a+b :db/valueType :db.type/tuple"
        + " :db/tupleAttrs [:a :b] :db/unique :db.unique/value}]");
    TxReport report = db.transact("[{:db/id \"e\" :a 1} {:db/id \"f\" :a 1 :b 2}]");
    assertEquals(Set.of(":a 1", ":a+b [1 nil]"), db.facts(report.id("e")));
    assertEquals(Set.of(":a 1", ":b 2", ":a+b [1 2]"), db.facts(report.id("f")));
    TransactionException refusal = db.refused("[[:db/add " + report.id("e") + " :b 2]]");
    assertEquals(Keyword.of(":a+b"), refusal.context().get("attribute"));
    assertEquals(Edn.read("[1 2]"), refusal.context().get("value"));
  }

  @Test
  @DisplayName("cas with old nil means absent")
  void casWithNil() {
    long e = db.transact("[{:db/id \"e\" :n 1}]").id("e");
    db.transact("[[:db/cas " + e + " :m nil 1]]");
    assertEquals(1L, db.refused("[[:db/cas " + e + " :m nil 2]]").context().get("actual"));
    db.refused("[[:db/cas " + e + " :k 1 2]]");
    assertEquals(Set.of(":n 1", ":m 1"), db.facts(e));
  }

  @Test
  @DisplayName("txInstant is monotonic and guarded against clock skew")
  void txInstantIsMonotonic() {
    AtomicReference<Instant> clock = new AtomicReference<>(Instant.parse("2026-01-02T00:00:00Z"));
    Storage storage = new SortedMapStorage();
    Unnamed.begin(storage);
    Transactor transactor = new Transactor(
        storage,
        new TransactionRules(false, TransactionFunctions.NONE),
        () -> Objects.requireNonNull(clock.get()),
        Caches.NONE,
        Sharing.USUAL);
    try (Connection connection = new Connection(transactor, new QueryEngine(), () -> {})) {
      assertEquals(clock.get(), connection.transact("[{:n 1}]").txData().get(0).v());
      clock.set(Instant.parse("2026-01-01T00:00:00Z"));
      assertEquals(
          Instant.parse("2026-01-02T00:00:00Z"),
          connection.transact("[{:n 2}]").txData().get(0).v());
      clock.set(Instant.parse("2026-01-03T00:00:00Z"));
      assertEquals(clock.get(), connection.transact("[{:n 3}]").txData().get(0).v());
    }
  }

  @Test
  @DisplayName("an explicit past txInstant is an error")
  void anExplicitPastTxInstant() {
    String time = "[{:db/id \"datomic.tx\" :db/txInstant #inst \"%s\"}]";
    db.transact(time.formatted("2010-01-01"));
    db.transact(time.formatted("2010-01-01"));
    assertTrue(db.refused(time.formatted("2009-12-31")).getMessage().contains("2010-01-01"));
    db.refused(time.formatted("2999-01-01"));
    long e = db.transact("[{:db/id \"e\" :n 1}]").id("e");
    db.refused("[[:db/add " + e + " :db/txInstant #inst \"2020-01-01\"]]");
  }

  @Test
  @DisplayName("renamed idents keep the id; the old ident resolves until reused")
  void renamedIdents() {
    long a = db.transact("[{:db/id \"a\" :db/ident :old}]").id("a");
    db.transact("[{:old 1}]");
    assertFalse(db.ask("[:find ?v :where [_ :old ?v]]").isEmpty());
    db.transact("[[:db/add :old :db/ident :new]]");
    db.transact("[{:new 2} {:old 3}]");
    for (String name : List.of(":old", ":new")) {
      assertEquals(
          Set.of(List.of(1L), List.of(2L), List.of(3L)),
          db.ask("[:find ?v :where [_ " + name + " ?v]]"));
      assertEquals(
          Set.of(List.of(a)),
          db.ask(
              "[:find ?a :in $ ?n :where [?a :db/ident]" + " [?x :db/ident :new] [(= ?a ?x)]]",
              Keyword.of(name)));
    }
    long b = db.transact("[{:db/id \"b\" :db/ident :old}]").id("b");
    assertNotEquals(a, b);
    assertEquals(Set.of(), db.ask("[:find ?v :where [_ :old ?v]]"));
    assertEquals(3, db.ask("[:find ?v :where [_ :new ?v]]").size());
  }

  @Test
  @DisplayName("facts about the transaction can be given with it, as :tx-meta")
  void transactionsAsMaps() {
    TxReport report = db.transact("{:tx-data [{:db/id \"a\" :n 1}] :tx-meta {:author \"me\"}}");
    assertTrue(db.facts(report.tx()).contains(":author \"me\""));
    assertEquals(Set.of(":n 1"), db.facts(report.id("a")));
    TxReport java = db.connection.transact(Map.of(
        ":tx-data", List.of(Map.of(":n", 2)), Keyword.of("tx-meta"), Map.of(":author", "you")));
    assertTrue(db.facts(java.tx()).contains(":author \"you\""));
    db.connection.transactAsync(Map.of(":tx-data", List.of())).join();
    TransactionException refusal = db.refused("{:tx-data [] :tx-mtea {}}");
    assertEquals(":tx-mtea", refusal.context().get("key"));
    db.refused("{:tx-data [] :tx-meta {:db/id 1}}");
    db.refused("{:tx-data {:n 1}}");
    assertThrows(TransactionException.class, () -> db.connection.transact(Map.of(":n", 1)));
  }
}
