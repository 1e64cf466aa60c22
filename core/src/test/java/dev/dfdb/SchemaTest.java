package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.InvalidValueException;
import dev.dfdb.error.QueryException;
import dev.dfdb.error.TransactionException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be said of attributes, and what it does. */
class SchemaTest {

  private static final Map<String, Object> PREDICATES = Map.of(
      "shop/positive?",
      (Predicate<Object>) v -> (Long) v > 0,
      ":shop/code?",
      (Function<Object, Object>)
          v -> ((String) v).length() == 3 ? (Object) true : "has not three letters",
      "shop/broken?",
      (Predicate<Object>) v -> {
        throw new IllegalStateException("out of order");
      });

  private final TestDatabase db = new TestDatabase(Map.of("predicates", PREDICATES));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "string | \"text\"",
        "boolean | true",
        "long | 42",
        "bigint | 42N",
        "float | #float 1.5",
        "double | 1.5",
        "bigdec | 1.50M",
        "instant | #inst \"2026-01-31T12:00:00Z\"",
        "uuid | #uuid \"f81d4fae-7dec-11d0-a765-00a0c91e6bf6\"",
        "uri | #uri \"https://dfdb.dev/\"",
        "keyword | :a/b",
        "symbol | a/b",
        "bytes | #base64 \"AQID\"",
      })
  void everyValueTypeTakesItsOwnValuesAndGivesThemBack(String type, String value) {
    db.declare(":x " + type + " value");
    long e = db.transact("[{:db/id \"e\" :x " + value + "}]").id("e");
    db.reopen();
    Object stored = TestDatabase.value(db.connection, e, ":x");
    assertEquals(value, Edn.print(stored));
    assertEquals(Set.of(List.of(e)), db.ask("[:find ?e :in $ ?v :where [?e :x ?v]]", stored));
    db.refused("[{:x " + (type.equals("string") ? "1" : "\"other\"") + "}]");
  }

  @Test
  void docIndexAndNoHistoryAreKeptAsFacts() {
    db.transact("[{:db/ident :x :db/doc \"an x\" :db/index true :db/noHistory true}]");
    assertEquals(
        Set.of(List.of("an x", true, true)),
        db.ask("[:find ?d ?i ?h :where [?a :db/ident :x] [?a :db/doc ?d] [?a :db/index ?i]"
            + " [?a :db/noHistory ?h]]"));
    db.reopen();
    assertTrue(Objects.requireNonNull(db.connection.db().read(v -> v).attribute(Keyword.of(":x")))
        .noHistory());
    db.transact("[[:db/add :x :db/index false] [:db/add :x :db/noHistory false]]");
    db.transact("[{:x 1}]");
    assertEquals(1, db.ask("[:find ?e :where [?e :x 1]]").size());
  }

  @Test
  void javaProgramsMayWriteKeywordsAsStringsWithAColon() {
    db.connection.transact(List.of(Map.of(
        ":db/ident", ":x", ":db/valueType", ":db.type/keyword", ":db/doc", ":not a keyword")));
    db.connection.transact(List.of(Map.of(":x", ":a/b")));
    assertEquals(Set.of(List.of(Keyword.of(":a/b"))), db.ask("[:find ?v :where [_ :x ?v]]"));
  }

  @Test
  void valuesThatCantBeStoredAreNamedWithTheirForm() {
    Map<String, Object> form = Map.of(":a", 1, ":b", List.of(Thread.State.NEW));
    InvalidValueException refusal =
        assertThrows(InvalidValueException.class, () -> db.connection.transact(List.of(form)));
    assertEquals(Keyword.of(":b"), refusal.context().get("attribute"));
    assertEquals(form, refusal.context().get("form"));
  }

  @Test
  void schemaCanBeQueriedLikeAnyFact() {
    db.declare(":p/name string identity", ":p/tags keyword many");
    assertEquals(
        Set.of(
            List.of(Keyword.of(":p/name"), Keyword.of(":db.type/string")),
            List.of(Keyword.of(":p/tags"), Keyword.of(":db.type/keyword"))),
        db.ask("[:find ?name ?type :where [?a :db/ident ?name] [?a :db/valueType ?t]"
            + " [?t :db/ident ?type] [(namespace ?name) ?n] [(= ?n \"p\")]]"));
  }

  @Test
  void soCanItsHistory() {
    long a = db.transact("[{:db/id \"a\" :db/ident :x}]").id("a");
    long t = db.transact("[[:db/add :x :db/ident :y]]").t();
    db.transact("[[:db/add :x :db/cardinality :db.cardinality/many]]");
    String names = "[:find ?n ?added :in $ ?a :where [?a :db/ident ?n _ ?added]]";
    assertEquals(
        Set.of(
            List.of(Keyword.of(":x"), true),
            List.of(Keyword.of(":x"), false),
            List.of(Keyword.of(":y"), true)),
        new HashSet<>(db.connection.db().history().q(names, a).rows()));
    String many = "[:find ?a :where [?a :db/cardinality :db.cardinality/many] [?a :db/ident :y]]";
    assertEquals(1, db.connection.db().q(many).size());
    assertEquals(0, db.connection.db().asOf(t).q(many).size());
  }

  @Test
  void whatIfKeepsNoSupersededValuesOfNoHistory() {
    db.transact("[{:db/ident :x :db/noHistory true}]");
    long e = db.transact("[{:db/id \"e\" :x 1 :y 1}]").id("e");
    Db two = db.connection.db().with("[{:db/id " + e + " :x 2 :y 2}]").dbAfter();
    Db three = two.with("[{:db/id " + e + " :x 3}]").dbAfter();
    Db gone = three.with("[[:db/retract " + e + " :x]]").dbAfter();
    Db back = gone.with("[{:db/id " + e + " :x 3}]").dbAfter();

    String x = "[:find ?v ?added :where [_ :x ?v _ ?added]]";
    String y = "[:find ?v ?added :where [_ :y ?v _ ?added]]";
    assertEquals(Set.of(List.of(2L, true)), Set.copyOf(two.history().q(x).rows()));
    assertEquals(Set.of(List.of(3L, true)), Set.copyOf(three.history().q(x).rows()));
    assertEquals(
        Set.of(List.of(1L, true), List.of(1L, false), List.of(2L, true)),
        Set.copyOf(three.history().q(y).rows()));
    assertEquals(Set.of(), Set.copyOf(gone.history().q(x).rows()));
    assertEquals(Set.of(List.of(3L, true)), Set.copyOf(back.history().q(x).rows()));
  }

  @Test
  void noHistoryKeepsNoSupersededValues() {
    db.transact("[{:db/ident :x :db/noHistory true}]");
    TxReport report = db.transact("[{:db/id \"e\" :x 1 :y 1}]");
    db.transact("[{:db/id " + report.id("e") + " :x 2 :y 2}]");
    String values = "[:find [?v ...] :in $ [?a ...] :where [_ ?a ?v]]";
    List<Keyword> both = List.of(Keyword.of(":x"), Keyword.of(":y"));
    assertEquals(
        List.of(1L), db.connection.db().asOf(report.t()).q(values, both).values());
  }

  @Test
  void enumsAreEntitiesWithAnIdent() {
    db.declare(":car/color ref");
    db.transact("[{:db/ident :color/red} {:db/ident :color/blue}]");
    long e = db.transact("[{:db/id \"c\" :car/color :color/red}]").id("c");
    assertEquals(Set.of(List.of(e)), db.ask("[:find ?c :where [?c :car/color :color/red]]"));
    db.refused("[{:car/color :color/green}]");
  }

  @Test
  void strictModeAsksForATypeBeforeUse() {
    TestDatabase strict = new TestDatabase(Map.of("schema-mode", "strict"));
    strict.transact("[{:db/ident :color/red} {:db/ident :n :db/valueType :db.type/long}]");
    strict.transact("[{:n 1}]");
    assertEquals(
        Keyword.of(":color/red"), strict.refused("[{:color/red 1}]").context().get("attribute"));
  }

  @Test
  void valuesOfSchemaAreNoAttributes() {
    db.refused("[{:db.type/string \"x\"}]");
    db.refused("[{:db.cardinality/many 1}]");
  }

  @Test
  void declarationsNeedAnIdentAndPossibleValues() {
    db.refused("[{:db/valueType :db.type/string}]");
    TransactionException refusal = db.refused("[{:db/ident :x :db/valueType :db.cardinality/one}]");
    assertEquals(Keyword.of(":db.cardinality/one"), refusal.context().get("value"));
    db.refused("[{:db/ident :x :db/cardinality :db.type/long}]");
    db.refused("[{:db/ident :x :db/unique :db.type/long}]");
  }

  @Test
  void cardinalityCanAlwaysWidenAndNarrowsWhereNoEntityHasTwoValues() {
    db.declare(":tag keyword");
    long e = db.transact("[{:db/id \"e\" :tag :a}]").id("e");
    db.transact("[[:db/add :tag :db/cardinality :db.cardinality/many]]");
    db.transact("[[:db/add " + e + " :tag :b]]");
    assertEquals(Set.of(":tag :a", ":tag :b"), db.facts(e));
    TransactionException refusal =
        db.refused("[[:db/add :tag :db/cardinality :db.cardinality/one]]");
    assertEquals(e, refusal.context().get("entity"));
    db.transact("[[:db/retract " + e + " :tag :a]]");
    db.transact("[[:db/add :tag :db/cardinality :db.cardinality/one]]");
    db.transact("[[:db/add " + e + " :tag :c]]");
    assertEquals(Set.of(":tag :c"), db.facts(e));
  }

  @Test
  void uniquenessCanBeAddedWhereNoValueIsSharedAndDroppedAlways() {
    db.declare(":badge long");
    long e = db.transact("[{:db/id \"e\" :badge 1} {:badge 1}]").id("e");
    TransactionException refusal = db.refused("[[:db/add :badge :db/unique :db.unique/value]]");
    assertEquals(1L, refusal.context().get("value"));
    db.transact("[[:db/add " + e + " :badge 2]]");
    db.transact("[[:db/add :badge :db/unique :db.unique/identity]]");
    assertEquals(e, db.transact("[{:db/id \"x\" :badge 2}]").id("x"));
    db.transact("[[:db/add :badge :db/unique :db.unique/value]]");
    db.refused("[{:badge 2}]");
    db.transact("[[:db/retract :badge :db/unique]]");
    db.transact("[{:badge 2}]");
    assertEquals(2, db.ask("[:find ?e :where [?e :badge 2]]").size());
  }

  @Test
  void attributePredicatesRefuseAndSayWhatTheyReturned() {
    db.transact("[{:db/ident :price :db/valueType :db.type/long :db.attr/preds :shop/positive?}"
        + " {:db/ident :code :db/valueType :db.type/string"
        + "  :db.attr/preds [shop/code? \"shop/code?\"]}]");
    db.transact("[{:price 1 :code \"abc\"}]");
    TransactionException refusal = db.refused("[{:price 0}]");
    assertEquals(0L, refusal.context().get("value"));
    assertEquals(false, refusal.context().get("returned"));
    assertEquals(
        "has not three letters", db.refused("[{:code \"x\"}]").context().get("returned"));
    db.reopen();
    db.refused("[{:price -1}]");
    db.transact("[[:db/retract :price :db.attr/preds shop/positive?]]");
    db.transact("[{:price -1}]");
    assertEquals(1, db.ask("[:find ?e :where [?e :price -1]]").size());
  }

  @Test
  void predicatesThatFailOrAreMissingRefuseAsWell() {
    db.transact("[{:db/ident :a :db.attr/preds shop/broken?} {:db/ident :b :db.attr/preds nix}]");
    TransactionException refusal = db.refused("[{:a 1}]");
    assertEquals("out of order", Objects.requireNonNull(refusal.getCause()).getMessage());
    assertTrue(db.refused("[{:b 1}]").getMessage().contains("nix"));
  }

  @Test
  void aPredicateIsDeclaredBeforeItsAttributeIsUsed() {
    db.transact("[{:db/ident :a :db/valueType :db.type/long}]");
    db.refused("[[:db/add :a :db.attr/preds shop/positive?] {:a -1}]");
  }

  @Test
  void renamedIdentsKeepTheIdAndTheOldOneResolvesUntilReused() {
    db.declare(":nmae string");
    long e = db.transact("[{:db/id \"e\" :nmae \"Ada\"}]").id("e");
    db.transact("[[:db/add :nmae :db/ident :name]]");
    for (String name : List.of(":name", ":nmae")) {
      assertEquals(Set.of(List.of(e)), db.ask("[:find ?e :where [?e " + name + " \"Ada\"]]"));
    }
    db.reopen();
    db.transact("[[:db/add " + e + " :nmae \"Augusta\"]]");
    assertEquals(Set.of(":name \"Augusta\""), db.facts(e));

    db.transact("[{:db/ident :nmae :db/valueType :db.type/long}]");
    db.transact("[{:db/id \"f\" :nmae 1}]");
    assertEquals(Set.of(":name \"Augusta\""), db.facts(e));
    assertEquals(Set.of(List.of(1L)), db.ask("[:find ?v :where [_ :nmae ?v]]"));
    db.reopen();
    assertEquals(Set.of(List.of(1L)), db.ask("[:find ?v :where [_ :nmae ?v]]"));
  }

  @Test
  void identsCanBeSwappedAndTakenBack() {
    long a = db.transact("[{:db/id \"a\" :db/ident :a} {:db/ident :b}]").id("a");
    db.transact("[[:db/add :a :db/ident :b] [:db/add :b :db/ident :a]]");
    assertEquals(a, db.connection.db().read(v -> v).schema().id(Keyword.of(":b")));
    assertNotEquals(a, db.connection.db().read(v -> v).schema().id(Keyword.of(":a")));
    assertEquals(Set.of(":db/ident :b"), db.facts(a));
    db.transact("[[:db/add " + a + " :db/ident :c]]");
    db.transact("[[:db/add " + a + " :db/ident :b]]");
    assertEquals(Set.of(":db/ident :b", ":db/formerIdents :c"), db.facts(a));
    db.refused("[[:db/add " + a + " :db/formerIdents :x]]");
  }

  @Test
  void homogeneousTuplesHaveTwoToEightElementsOfOneType() {
    db.transact("[{:db/ident :xs :db/valueType :db.type/tuple :db/tupleType :db.type/long}]");
    long e = db.transact("[{:db/id \"e\" :xs [1 nil 3]}]").id("e");
    assertEquals(Set.of(":xs [1 nil 3]"), db.facts(e));
    db.reopen();
    db.transact("[[:db/add " + e + " :xs [1 2 3 4 5 6 7 8]]]");
    db.refused("[{:xs [1]}]");
    db.refused("[{:xs [1 2 3 4 5 6 7 8 9]}]");
    db.refused("[{:xs 1}]");
    TransactionException refusal = db.refused("[{:xs [1 \"two\"]}]");
    assertEquals("two", refusal.context().get("value"));
  }

  @Test
  void heterogeneousTuplesHaveATypeForEachElement() {
    db.transact("[{:db/ident :point :db/valueType :db.type/tuple"
        + " :db/tupleTypes [:db.type/bigint :db.type/string :db.type/ref]"
        + " :db/unique :db.unique/identity}"
        + " {:db/ident :points :db/valueType :db.type/tuple :db/tupleType :db.type/long"
        + "  :db/cardinality :db.cardinality/many}]");
    TxReport report =
        db.transact("[{:db/id \"e\" :point [1 \"a\" \"f\"]} {:db/id \"f\" :name \"F\"}]");
    long e = report.id("e");
    assertEquals(Set.of(":point [1N \"a\" " + report.id("f") + "]"), db.facts(e));
    db.refused("[{:point [1 \"a\"]}]");
    db.refused("[{:point [1 2 nil]}]");
    db.transact("[[:db/add [:point [1 \"a\" " + report.id("f") + "]] :name \"E\"]]");
    assertEquals(Set.of(List.of(e)), db.ask("[:find ?e :where [?e :name \"E\"]]"));
    TxReport many =
        db.transact("[{:db/id \"m\" :points [1 2]} {:db/id \"n\" :points [[1 2] [3 4]]}]");
    assertEquals(1, db.facts(many.id("m")).size());
    assertEquals(2, db.facts(many.id("n")).size());
  }

  @Test
  void tuplesAreDeclaredWithOneShapeOnTypesThatElementsCanHave() {
    db.refused("[{:db/ident :x :db/valueType :db.type/tuple}]");
    db.refused("[{:db/ident :x :db/tupleType :db.type/long}]");
    db.refused("[{:db/ident :x :db/valueType :db.type/tuple :db/tupleType :db.type/tuple}]");
    db.refused("[{:db/ident :x :db/valueType :db.type/tuple :db/tupleTypes [:db.type/long :nix]}]");
    db.refused("[{:db/ident :x :db/valueType :db.type/tuple :db/tupleTypes [:db.type/long]}]");
    db.refused("[{:db/ident :x :db/valueType :db.type/tuple :db/tupleType :db.type/long"
        + " :db/tupleTypes [:db.type/long :db.type/long]}]");
    db.transact("[{:db/ident :x :db/valueType :db.type/tuple :db/tupleType :db.type/long}]");
    db.refused("[[:db/add :x :db/tupleTypes [:db.type/long :db.type/long]]]");
    db.transact("[[:db/retract :x :db/tupleType]"
        + " [:db/add :x :db/tupleTypes [:db.type/long :db.type/long]]]");
    db.transact("[{:x [1 2]}]");
    db.refused("[[:db/add :x :db/tupleTypes [:db.type/long :db.type/string]]]");
  }

  @Test
  void liveValuesBecomeTuplesWhereTheyAreSome() {
    db.transact("[{:x [1 2]} {:x [1 2 3]} {:y [1 \"a\"]} {:z 1}]");
    String tuple = " :db/valueType :db.type/tuple :db/tupleType :db.type/long}]";
    db.transact("[{:db/ident :x" + tuple);
    db.refused("[{:db/ident :y" + tuple);
    db.refused("[{:db/ident :z" + tuple);
    db.refused("[{:db/ident :x :db/valueType :db.type/long}]");
  }

  @Test
  void noTypeIsChangedUnderLiveValues() {
    db.transact("[{:n 1}]");
    db.refused("[{:db/ident :n :db/valueType :db.type/string}]");
    db.transact("[{:db/ident :n :db/valueType :db.type/long}]");
    db.refused("[{:db/ident :n :db/valueType :db.type/double}]");
    db.transact("[[:db/retract :n :db/valueType]]");
    db.transact("[{:n \"text\"}]");
  }

  @Test
  void inStrictModeAnUnknownAttributeInAQueryIsAMistake() {
    TestDatabase strict = new TestDatabase(Map.of("schema-mode", "strict"));
    strict.declare(":p/name string", ":p/boss ref");
    strict.transact("[{:db/id \"e\" :p/name \"ada\"}]");
    for (String query : List.of(
        "[:find ?e :where [?e :p/nmae ?n]]",
        "[:find ?e :where [?e :p/name] (not [?e :p/unheard-of])]",
        "[:find ?e ?b :where [?e :p/chief+ ?b]]",
        "[:find ?e :where [?e :p/name] [(missing? $ ?e :p/unheard-of)]]",
        "[:find (pull ?e [:p/name {:p/unheard-of [*]}]) :where [?e :p/name]]")) {
      QueryException error = assertThrows(QueryException.class, () -> strict.ask(query), query);
      assertTrue(
          error.getMessage().contains("isn't declared")
              || error.getMessage().contains("nothing has the attribute"),
          error.getMessage());
    }
    QueryException typo =
        assertThrows(QueryException.class, () -> strict.ask("[:find ?e :where [?e :p/nmae ?n]]"));
    assertEquals(Keyword.of(":p/name"), typo.context().get("did-you-mean"));
    QueryException pulled = assertThrows(
        QueryException.class, () -> strict.connection.db().pull("[:p/nmae :db/id]", 5_000));
    assertEquals(Keyword.of(":p/name"), pulled.context().get("did-you-mean"));
    assertThrows(
        QueryException.class,
        () -> strict.ask("[:find ?e :in $ ?a :where [?e ?a]]", Keyword.of(":p/nmae")));
    assertEquals(1, strict.ask("[:find ?e :where [?e :p/name \"ada\"]]").size());
    assertEquals(0, strict.ask("[:find ?e :where [?e :p/boss+ ?b]]").size());
    assertEquals(
        0, new TestDatabase().ask("[:find ?e :where [?e :p/unheard-of]]").size());
  }
}
