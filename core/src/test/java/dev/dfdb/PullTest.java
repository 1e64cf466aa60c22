package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import dev.dfdb.error.QueryException;
import dev.dfdb.error.StorageClosedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@link Db#pull} and {@link Db#pullMany} give. */
class PullTest {

  private final TestDatabase database = new TestDatabase();

  PullTest() {
    database.declare(
        ":name string identity",
        ":age long",
        ":aka string many",
        ":friend ref many",
        ":boss ref",
        ":color ref",
        ":part ref many component",
        ":spec ref component",
        ":photo bytes");
  }

  private TxReport transact(String edn) {
    return database.transact(edn);
  }

  private @Nullable Object pull(Object pattern, Object entity) {
    return database.connection.db().pull(pattern, entity);
  }

  /** The entity with a name. */
  private static List<Object> named(String name) {
    return List.of(Keyword.of("name"), name);
  }

  /** A map as EDN, in which @name stands for the id of a tempid. */
  private static @Nullable Object edn(String text, TxReport report) {
    String filled = text;
    for (Map.Entry<Object, Long> tempid : report.tempids().entrySet()) {
      filled = filled.replace("@" + tempid.getKey() + "}", tempid.getValue() + "}");
      filled = filled.replace("@" + tempid.getKey() + " ", tempid.getValue() + " ");
    }
    return Edn.read(filled);
  }

  private void assertPulls(String expected, TxReport report, Object pattern, String tempid) {
    assertEquals(edn(expected, report), pull(pattern, report.id(tempid)));
  }

  @Test
  void attributesAreGivenInTheOrderOfThePattern() {
    TxReport ada = transact("{:db/id \"a\" :name \"Ada\" :age 36 :aka [\"AAL\" \"Countess\"]}");
    assertPulls(
        "{:name \"Ada\" :aka [\"AAL\" \"Countess\"] :age 36}", ada, "[:name :aka :age]", "a");
    Map<Object, Object> map = database.connection.db().pull("[:age :db/id :name]", ada.id("a"));
    assertEquals(
        List.of(Keyword.of("age"), Keyword.of("db/id"), Keyword.of("name")),
        List.copyOf(Objects.requireNonNull(map).keySet()));
  }

  @Test
  void patternsCanBeJavaObjects() {
    TxReport ada = transact("{:db/id \"a\" :name \"Ada\" :friend [{:name \"Bo\" :age 7}]}");
    Object pattern = List.of(
        ":name",
        Map.of(
            List.of(":friend", ":limit", 1, ":as", "best"), List.of(Keyword.of("age"), ":db/id")));
    Map<?, ?> map = (Map<?, ?>) Objects.requireNonNull(pull(pattern, ada.id("a")));
    assertEquals("Ada", map.get(Keyword.of("name")));
    assertEquals(
        7L, ((Map<?, ?>) ((List<?>) Objects.requireNonNull(map.get("best"))).get(0))
            .get(Keyword.of("age")));
    assertEquals(
        pull("[* {:friend ...}]", ada.id("a")),
        pull(List.of(Symbol.of("*"), Map.of(":friend", "...")), ada.id("a")));
  }

  @Test
  void entitiesAreNamedByIdLookupRefIdentOrEntity() {
    TxReport ada = transact("{:db/id \"a\" :name \"Ada\" :db/ident :people/ada}");
    Object expected = edn("{:name \"Ada\"}", ada);
    Db db = database.connection.db();
    assertEquals(expected, db.pull("[:name]", ada.id("a")));
    assertEquals(expected, db.pull("[:name]", (int) ada.id("a")));
    assertEquals(expected, db.pull("[:name]", named("Ada")));
    assertEquals(expected, db.pull("[:name]", new Object[] {":name", "Ada"}));
    assertEquals(expected, db.pull("[:name]", Keyword.of("people/ada")));
    assertEquals(expected, db.pull("[:name]", ":people/ada"));
    assertEquals(
        expected, db.pull("[:name]", Objects.requireNonNull(db.entity(":people/ada"))));
  }

  @Test
  void whatNamesNothingOrMatchesNothingIsNull() {
    TxReport ada = transact("{:db/id \"a\" :name \"Ada\"}");
    assertNull(pull("[:age]", ada.id("a")));
    assertNull(pull("[:never/heard-of]", ada.id("a")));
    assertNull(pull("[*]", named("Nobody")));
    assertNull(pull("[*]", ":no/ident"));
    assertNull(pull("[*]", List.of(":never/heard-of", 1)));
    assertEquals(
        Arrays.asList(edn("{:name \"Ada\"}", ada), null),
        database.connection.db().pullMany("[:name]", List.of(ada.id("a"), named("Nobody"))));
    assertEquals(List.of(), database.connection.db().pullMany("[:name]", List.of()));
  }

  @Test
  void anIdAlwaysHasItsId() {
    TxReport ada = transact("{:db/id \"a\" :name \"Ada\"}");
    transact("[[:db/retractEntity " + ada.id("a") + "]]");
    assertPulls("{:db/id @a}", ada, "[:db/id :name]", "a");
    assertPulls("{:db/id @a}", ada, "[*]", "a");
  }

  @Test
  void whatCannotNameAnEntityIsAnError() {
    Db db = database.connection.db();
    for (Object reference : List.of("Ada", -1, 1.5, List.of(":name"), Long.MAX_VALUE, Map.of())) {
      assertThrows(
          QueryException.class, () -> db.pull("[*]", reference), () -> "" + reference);
    }
    QueryException error =
        assertThrows(QueryException.class, () -> db.pull("[*]", List.of(":age", 3)));
    assertTrue(error.getMessage().contains(":db/unique"), error.getMessage());
  }

  @Test
  void referencesAreIds() {
    TxReport report = transact(
        "[{:db/id \"a\" :friend [\"b\" \"c\"] :boss \"b\"} {:db/id \"b\" :age 1} {:db/id \"c\" :age 2}]");
    assertPulls(
        "{:friend [{:db/id @b} {:db/id @c}] :boss {:db/id @b}}", report, "[:friend :boss]", "a");
  }

  @Test
  void anEnumIsAnIdUnlessItsIdentIsAskedFor() {
    TxReport report = transact(
        "[{:db/id \"red\" :db/ident :color/red} {:db/id \"a\" :name \"Ada\" :color \"red\"}]");
    assertPulls("{:color {:db/id @red}}", report, "[:color]", "a");
    assertPulls("{:color {:db/ident :color/red}}", report, "[{:color [:db/ident]}]", "a");
  }

  @Test
  void nestedPatternsSayWhatToGiveOfReferences() {
    TxReport report = transact("[{:db/id \"a\" :name \"Ada\" :friend [\"b\" \"c\"] :boss \"c\"}"
        + " {:db/id \"b\" :name \"Bo\"} {:db/id \"c\" :name \"Cy\" :boss \"b\"}]");
    assertPulls(
        "{:name \"Ada\" :friend [{:name \"Bo\"} {:name \"Cy\"}]"
            + " :boss {:name \"Cy\" :boss {:db/id @b}}}",
        report,
        "[:name {:friend [:name] :boss [:name :boss]}]",
        "a");
  }

  @Test
  void referencesOfWhichNothingMatchesAreLeftOut() {
    TxReport report = transact("[{:db/id \"a\" :name \"Ada\" :friend [\"b\" \"c\"] :boss \"c\"}"
        + " {:db/id \"b\" :name \"Bo\" :age 3} {:db/id \"c\" :name \"Cy\"}]");
    assertPulls("{:friend [{:age 3}]}", report, "[{:friend [:age]} {:boss [:age]}]", "a");
    assertPulls("{:name \"Ada\"}", report, "[:name {:friend [:aka]} {:boss [:age]}]", "a");
    assertNull(pull("[{:friend [:aka]}]", report.id("a")));
  }

  @Test
  void anUnderscoreFollowsReferencesBackwards() {
    TxReport report = transact("[{:db/id \"a\" :name \"Ada\" :friend \"c\" :boss \"c\"}"
        + " {:db/id \"b\" :name \"Bo\" :friend \"c\"} {:db/id \"c\" :name \"Cy\"}]");
    assertPulls(
        "{:_friend [{:db/id @a} {:db/id @b}] :_boss [{:db/id @a}]}",
        report,
        "[:_friend :_boss]",
        "c");
    assertPulls(
        "{:_friend [{:name \"Ada\"} {:name \"Bo\"}]}", report, "[{:_friend [:name]}]", "c");
    assertNull(pull("[:_friend]", report.id("a")));
  }

  @Test
  void aComponentHasOneWhole() {
    TxReport report = transact("{:db/id \"a\" :name \"Car\" :part [{:db/id \"b\" :name \"Wheel\"}]}");
    assertPulls("{:_part {:db/id @a}}", report, "[:_part]", "b");
    assertPulls("{:_part {:name \"Car\"}}", report, "[{:_part [:name]}]", "b");
  }

  @Test
  void componentsAreGivenWhole() {
    TxReport report = transact("{:db/id \"a\" :name \"Car\" :spec {:db/id \"s\" :age 1} :part ["
        + "{:db/id \"b\" :name \"Wheel\" :boss \"a\" :part [{:db/id \"c\" :name \"Tyre\"}]}]}");
    String part = "[{:db/id @b :name \"Wheel\" :boss {:db/id @a}"
        + " :part [{:db/id @c :name \"Tyre\"}]}]";
    assertPulls("{:part " + part + "}", report, "[:part]", "a");
    assertPulls(
        "{:db/id @a :name \"Car\" :part " + part + " :spec {:db/id @s :age 1}}",
        report,
        "[*]",
        "a");
    assertPulls("{:part [{:name \"Wheel\"}]}", report, "[{:part [:name]}]", "a");
    assertPulls(
        "{:name \"Car\" :part [{:name \"Wheel\"}]}", report, "[:name {:part 1}]", "a");
  }

  @Test
  void componentsThatContainThemselvesEnd() {
    TxReport report = transact("[{:db/id \"a\" :part \"b\"} {:db/id \"b\" :part \"c\"}"
        + " {:db/id \"c\" :part \"a\"}]");
    assertPulls(
        "{:db/id @a :part [{:db/id @b :part [{:db/id @c :part [{:db/id @a}]}]}]}",
        report,
        "[*]",
        "a");
    assertPulls(
        "{:part [{:db/id @b :part [{:db/id @c :part [{:db/id @a :part [{:db/id @b}]}]}]}]}",
        report,
        "[:part]",
        "a");
  }

  @Test
  void aWildcardGivesTheIdAndEveryAttributeButNothingBackwards() {
    TxReport report = transact("[{:db/id \"a\" :name \"Ada\" :aka [\"x\" \"y\"] :free/form {:k [1]}"
        + " :friend [\"b\"]} {:db/id \"b\" :friend \"a\"}]");
    assertPulls(
        "{:db/id @a :name \"Ada\" :aka [\"x\" \"y\"] :free/form {:k [1]} :friend [{:db/id @b}]}",
        report,
        "[*]",
        "a");
    assertEquals(pull("[*]", report.id("a")), pull("[\"*\"]", report.id("a")));
  }

  @Test
  void otherElementsGoBeforeTheWildcard() {
    TxReport report = transact("[{:db/id \"a\" :name \"Ada\" :age 3 :friend [\"b\"]}"
        + " {:db/id \"b\" :name \"Bo\" :friend \"a\"}]");
    assertPulls(
        "{:db/id @a :age 3 :called \"Ada\" :friend [{:name \"Bo\"}] :_friend [{:db/id @b}]}",
        report,
        "[* (:name :as :called) {:friend [:name]} :_friend]",
        "a");
    assertPulls(
        "{:id @a :name \"Ada\" :age 3 :friend [{:db/id @b}]}", report, "[(:db/id :as :id) *]", "a");
    assertPulls(
        "{:db/id @a :name 3 :friend [{:db/id @b}]}", report, "[* (:age :as :name)]", "a");
  }

  @Test
  void recursionGoesAsDeepAsItIsBound() {
    TxReport report = transact("[{:db/id \"a\" :name \"A\" :boss \"b\"}"
        + " {:db/id \"b\" :name \"B\" :boss \"c\"} {:db/id \"c\" :name \"C\" :boss \"d\"}"
        + " {:db/id \"d\" :name \"D\"}]");
    assertPulls(
        "{:name \"A\" :boss {:name \"B\" :boss {:name \"C\"}}}", report, "[:name {:boss 2}]", "a");
    assertPulls(
        "{:name \"A\" :boss {:name \"B\" :boss {:name \"C\" :boss {:name \"D\"}}}}",
        report,
        "[:name {:boss ...}]",
        "a");
    assertPulls(
        "{:name \"D\" :_boss [{:name \"C\" :_boss [{:name \"B\"}]}]}",
        report,
        "[:name {:_boss 2}]",
        "d");
  }

  @Test
  void anEntityThatComesRoundAgainIsAnId() {
    TxReport report = transact("[{:db/id \"a\" :name \"A\" :friend [\"a\" \"b\"]}"
        + " {:db/id \"b\" :name \"B\" :friend [\"c\"]} {:db/id \"c\" :name \"C\" :friend \"a\"}]");
    assertPulls(
        "{:name \"A\" :friend [{:db/id @a} {:name \"B\" :friend [{:name \"C\" :friend [{:db/id @a}]}]}]}",
        report,
        "[:name {:friend ...}]",
        "a");
    assertPulls(
        "{:name \"A\" :friend [{:db/id @a} {:name \"B\" :friend [{:name \"C\" :friend [{:db/id @a}]}]}]}",
        report,
        "[:name {:friend 7}]",
        "a");
  }

  @Test
  void whatIsReachedInTwoWaysIsGivenTwice() {
    TxReport report = transact("[{:db/id \"a\" :name \"A\" :friend [\"b\" \"c\"]}"
        + " {:db/id \"b\" :name \"B\" :friend \"d\"} {:db/id \"c\" :name \"C\" :friend \"d\"}"
        + " {:db/id \"d\" :name \"D\"}]");
    assertPulls(
        "{:name \"A\" :friend [{:name \"B\" :friend [{:name \"D\"}]}"
            + " {:name \"C\" :friend [{:name \"D\"}]}]}",
        report,
        "[:name {:friend ...}]",
        "a");
  }

  @Test
  void eachAttributeCountsItsOwnRecursion() {
    TxReport report = transact("[{:db/id \"1\" :name \"1\" :friend \"2\"}"
        + " {:db/id \"2\" :name \"2\" :boss \"3\"} {:db/id \"3\" :name \"3\" :friend \"4\"}"
        + " {:db/id \"4\" :name \"4\" :boss \"5\"} {:db/id \"5\" :name \"5\"}]");
    assertPulls(
        "{:name \"1\" :friend [{:name \"2\" :boss {:name \"3\"}}]}",
        report,
        "[:name {:friend 1 :boss 1}]",
        "1");
    assertPulls(
        "{:name \"1\" :friend [{:name \"2\" :boss {:name \"3\" :friend [{:name \"4\"}]}}]}",
        report,
        "[:name {:friend 2 :boss 1}]",
        "1");
    assertPulls(
        "{:name \"1\" :friend [{:name \"2\" :boss {:name \"3\" :friend [{:name \"4\""
            + " :boss {:name \"5\"}}]}}]}",
        report,
        "[:name {:friend 2} {:boss ...}]",
        "1");
  }

  @Test
  void aNestedPatternRecursByItself() {
    TxReport report = transact("[{:db/id \"a\" :name \"A\" :boss \"b\"}"
        + " {:db/id \"b\" :name \"B\" :friend \"c\" :boss \"a\"}"
        + " {:db/id \"c\" :name \"C\" :friend \"b\"}]");
    assertPulls(
        "{:name \"A\" :boss {:age 0 :friend [{:age 0 :friend [{:db/id @b}]}]}}",
        report,
        "[:name {:boss [(:age :default 0) {:friend ...}]}]",
        "a");
  }

  @Test
  void manyValuesAreLimitedToAThousandUnlessThePatternSaysOtherwise() {
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < 1200; i++) {
      values.append('"').append(i).append("\" ");
    }
    TxReport report = transact("{:db/id \"a\" :aka [" + values + "]}");
    long a = report.id("a");
    assertEquals(1000, count("[:aka]", a));
    assertEquals(1000, count("[*]", a));
    assertEquals(1200, count("[(:aka :limit nil)]", a));
    assertEquals(1200, count("[(limit :aka nil)]", a));
    assertEquals(1100, count("[[:aka :limit 1100]]", a));
    assertEquals(3, count("[(limit :aka 3)]", a));
    assertEquals(3, count("[[\"limit\" :aka 3]]", a));
    assertEquals(1200, count("[* (:aka :limit 5000)]", a));
  }

  private int count(String pattern, long entity) {
    Map<?, ?> map = (Map<?, ?>) Objects.requireNonNull(pull(pattern, entity));
    return ((List<?>) Objects.requireNonNull(map.get(Keyword.of("aka")))).size();
  }

  @Test
  void limitsHoldForReferencesInEitherDirection() {
    TxReport report = transact("[{:db/id \"a\" :friend [\"b\" \"c\" \"d\"]} {:db/id \"b\" :age 1}"
        + " {:db/id \"c\" :age 2} {:db/id \"d\" :age 3 :friend [\"a\" \"b\"]}]");
    assertPulls("{:friend [{:age 1} {:age 2}]}", report, "[{(:friend :limit 2) [:age]}]", "a");
    assertPulls("{:friend [{:age 1}]}", report, "[{(limit :friend 1) 3}, :age]", "a");
    assertPulls("{:_friend [{:db/id @a}]}", report, "[(:_friend :limit 1)]", "b");
  }

  @Test
  void aDefaultStandsForWhatIsMissing() {
    TxReport report = transact("[{:db/id \"a\" :name \"Ada\" :boss \"b\"} {:db/id \"b\" :name \"Bo\"}]");
    assertPulls(
        "{:age 0 :aka [] :x :none :_boss \"none\" :name \"Ada\"}",
        report,
        "[(:age :default 0) [:aka :default []] (:x :default :none) (default :_boss \"none\")"
            + " (:name :default \"?\")]",
        "a");
    assertPulls(
        "{:boss \"nothing known\"}", report, "[{(:boss :default \"nothing known\") [:age]}]", "a");
    assertPulls("{:age false}", report, "[(:age :default false)]", "a");
  }

  @Test
  void optionsCanBeCombinedAndNested() {
    TxReport report = transact("{:db/id \"a\" :aka [\"x\" \"y\"]}");
    assertPulls("{\"names\" [\"x\"]}", report, "[(:aka :as \"names\" :limit 1)]", "a");
    assertPulls("{[1 2] [\"x\"]}", report, "[[[:aka :limit 1] :as [1 2]]]", "a");
    assertPulls("{:b 1}", report, "[(default (:age :as :b) 1)]", "a");
    assertPulls(
        "{:aka [\"x\" \"y\"] :first [\"x\"]}", report, "[:aka (:aka :limit 1 :as :first)]", "a");
  }

  @Test
  void ofTwoElementsWithOneKeyTheLaterCounts() {
    TxReport report = transact("{:db/id \"a\" :friend {:db/id \"b\" :name \"Bo\"} :age 1}");
    assertPulls("{:friend [{:name \"Bo\"}] :age 1}", report, "[:friend :age {:friend [:name]}]", "a");
  }

  @Test
  void registeredFunctionsTransformWhatIsFound() {
    database.connection.registerTransform("upper", v -> v.toString().toUpperCase(Locale.ROOT));
    database.connection.registerTransform("my/count", v -> ((List<?>) v).size());
    database.connection.registerTransform("forget", v -> null);
    TxReport report = transact("[{:db/id \"a\" :name \"Ada\" :aka [\"x\" \"y\"] :friend [\"b\"]}"
        + " {:db/id \"b\" :name \"Bo\"}]");
    Map<?, ?> map = (Map<?, ?>) Objects.requireNonNull(pull(
        "[(:name :xform upper) (:aka :xform my/count) {(:friend :xform my/count) [:name]}"
            + " (:age :xform upper :default \"unknown\") (:photo :xform upper)"
            + " (:db/id :xform forget)]",
        report.id("a")));
    assertEquals("ADA", map.get(Keyword.of("name")));
    assertEquals(2, map.get(Keyword.of("aka")));
    assertEquals(1, map.get(Keyword.of("friend")));
    assertEquals("unknown", map.get(Keyword.of("age")));
    assertEquals(4, map.size());
  }

  @Test
  void otherFunctionsCannotBeNamed() {
    database.connection.registerTransform("upper", v -> v);
    long a = transact("{:db/id \"a\" :name \"Ada\"}").id("a");
    QueryException error =
        assertThrows(QueryException.class, () -> pull("[(:name :xform uper)]", a));
    assertEquals("upper", error.context().get("did-you-mean"));
    assertEquals(Keyword.of("name"), error.context().get("attribute"));
    assertThrows(
        QueryException.class, () -> pull("[(:name :xform java.lang.System/exit)]", a));
  }

  @Test
  void aFunctionThatFailsIsTheCauseOfTheError() {
    database.connection.registerTransform("first", v -> ((List<?>) v).get(0));
    long a = transact("{:db/id \"a\" :name \"Ada\"}").id("a");
    QueryException error =
        assertThrows(QueryException.class, () -> pull("[(:name :xform first)]", a));
    assertTrue(error.getCause() instanceof ClassCastException);
    assertEquals(Keyword.of("name"), error.context().get("attribute"));
  }

  @Test
  void onlyReferencesCanBeFollowed() {
    long a = transact("{:db/id \"a\" :name \"Ada\" :free 7}").id("a");
    for (String pattern : List.of("[:_name]", "[{:name [:age]}]", "[{:age 3}]", "[{:free [*]}]")) {
      QueryException error = assertThrows(QueryException.class, () -> pull(pattern, a));
      assertTrue(error.getMessage().contains(":db.type/ref"), error.getMessage());
    }
    assertNull(pull("[:_never/heard-of {:never/heard-of [:name]}]", a));
  }

  @Test
  void resultsCannotBeChanged() {
    TxReport report = transact("{:db/id \"a\" :aka [\"x\"] :friend [{:name \"Bo\"}]}");
    Map<Object, Object> map =
        Objects.requireNonNull(database.connection.db().pull("[:aka {:friend [*]}]", report.id("a")));
    assertThrows(UnsupportedOperationException.class, () -> map.put("a", 1));
    assertThrows(UnsupportedOperationException.class, map::clear);
    assertThrows(
        UnsupportedOperationException.class,
        () -> ((List<?>) Objects.requireNonNull(map.get(Keyword.of("aka")))).clear());
    assertEquals(new LinkedHashMap<>(map), map);
    assertEquals(new LinkedHashMap<>(map).hashCode(), map.hashCode());
    assertNull(map.get("nothing"));
  }

  @Test
  void manyEntitiesAreGivenInTheirOrder() {
    TxReport report = transact("[{:db/id \"a\" :name \"A\"} {:db/id \"b\" :age 1} {:db/id \"c\" :name \"C\"}]");
    long a = report.id("a");
    Db db = database.connection.db();
    assertEquals(
        Arrays.asList(
            edn("{:name \"C\"}", report), null, edn("{:name \"A\"}", report), edn("{:name \"C\"}", report)),
        db.pullMany("[:name]", List.of(report.id("c"), report.id("b"), a, named("C"))));
  }

  @Test
  void aDatabaseValueIsPulledAsItWas() {
    TxReport report = transact("{:db/id \"a\" :name \"Ada\"}");
    Db before = database.connection.db();
    transact("{:name \"Ada\" :age 36}");
    assertEquals(edn("{:name \"Ada\"}", report), before.pull("[:name :age]", report.id("a")));
    database.connection.close();
    assertThrows(StorageClosedException.class, () -> before.pull("[:name]", report.id("a")));
  }

  @Test
  void bytesAreGivenAsTheyWereStored() {
    TxReport report = database.connection.transact(
        List.of(Map.of(":db/id", "a", ":photo", new byte[] {1, 2})));
    Map<?, ?> map = (Map<?, ?>) Objects.requireNonNull(pull("[:photo]", report.id("a")));
    assertTrue(Arrays.equals(new byte[] {1, 2}, (byte[]) map.get(Keyword.of("photo"))));
  }

  @Test
  void aChainOfAHundredThousandIsPulledWhole() {
    int length = 100_000;
    long previous = chain(length);
    Db db = database.connection.db();
    Object at = db.pull("[:db/id {:boss ...}]", previous);
    int count = 0;
    while (at != null) {
      count++;
      at = ((Map<?, ?>) at).get(Keyword.of("boss"));
    }
    assertEquals(length, count);
    Map<?, ?> bounded =
        (Map<?, ?>) Objects.requireNonNull(db.pull("[:db/id {:boss 50000}]", previous));
    for (int i = 0; i < 50_000; i++) {
      bounded = (Map<?, ?>) Objects.requireNonNull(bounded.get(Keyword.of("boss")));
    }
    assertNull(bounded.get(Keyword.of("boss")));
  }

  /** A chain by :boss, from its first entity. */
  private long chain(int length) {
    List<Object> forms = new ArrayList<>();
    forms.add(Map.of(":db/id", "0", ":age", 0));
    for (int i = 1; i < length; i++) {
      forms.add(Map.of(":db/id", "" + i, ":boss", "" + (i - 1)));
    }
    return database.connection.transact(forms).id("" + (length - 1));
  }

  @Test
  void whatIsReachedInManyWaysIsSharedAsLongAsNoneLeadsBack() {
    // Sixty diamonds in a row: a tree of 2^60 maps, of which only 181 are different.
    List<Object> forms = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      forms.add(Map.of(":db/id", "top" + i, ":friend", List.of("l" + i, "r" + i)));
      forms.add(Map.of(":db/id", "l" + i, ":age", i, ":boss", "top" + (i + 1)));
      forms.add(Map.of(":db/id", "r" + i, ":age", i, ":boss", "top" + (i + 1)));
    }
    forms.add(Map.of(":db/id", "top60", ":name", "end"));
    TxReport report = database.connection.transact(forms);
    Object at = pull("[:name {:friend ...} {:boss ...}]", report.id("top0"));
    for (int i = 0; i < 60; i++) {
      List<?> both = (List<?>) ((Map<?, ?>) Objects.requireNonNull(at)).get(Keyword.of("friend"));
      Object left = ((Map<?, ?>) Objects.requireNonNull(both).get(0)).get(Keyword.of("boss"));
      assertSame(left, ((Map<?, ?>) both.get(1)).get(Keyword.of("boss")));
      at = left;
    }
    assertEquals(edn("{:name \"end\"}", report), at);
  }
}
