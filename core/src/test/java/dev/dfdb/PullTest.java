package dev.dfdb;

import static dev.dfdb.People.edn;
import static dev.dfdb.People.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import dev.dfdb.error.QueryException;
import dev.dfdb.error.StorageClosedException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@link Db#pull} and {@link Db#pullMany} give. */
class PullTest {

  private final People people = new People();

  @Test
  void attributesAreGivenInTheOrderOfThePattern() {
    TxReport ada =
        people.transact("{:db/id \"a\" :name \"Ada\" :age 36 :aka [\"AAL\" \"Countess\"]}");
    people.assertPulls(
        "{:name \"Ada\" :aka [\"AAL\" \"Countess\"] :age 36}", ada, "[:name :aka :age]", "a");
    Map<Object, Object> map = people.db().pull("[:age :db/id :name]", ada.id("a"));
    assertEquals(
        List.of(Keyword.of("age"), Keyword.of("db/id"), Keyword.of("name")),
        List.copyOf(Objects.requireNonNull(map).keySet()));
  }

  @Test
  void asOfATimeOfManyValuesAnAttributeOfOneGivesThemAll() {
    people.transact("{:db/ident :note :db/cardinality :db.cardinality/many}"
        + "{:db/ident :to :db/valueType :db.type/ref :db/cardinality :db.cardinality/many}");
    TxReport many = people.transact("{:db/id \"a\" :note [1 2] :to [\"b\" \"c\"]}"
        + "{:db/id \"b\" :name \"Bo\" :note 3} {:db/id \"c\" :name \"Cy\"}");
    long a = many.id("a");
    people.transact(
        "[:db/retract " + a + " :note 1] [:db/retract " + a + " :to " + many.id("b") + "]");
    people.transact("[:db/add :note :db/cardinality :db.cardinality/one]"
        + "[:db/add :to :db/cardinality :db.cardinality/one]");
    people.assertPulls("{:note 2 :to {:name \"Cy\"}}", many, "[:note {:to [:name]}]", "a");
    Db then = people.db().asOf(many.t());
    for (String pattern : List.of("[:note {:to [:name]}]", "[* {:to [:name]}]")) {
      assertEquals(
          Map.of(
              Keyword.of("note"),
              List.of(1L, 2L),
              Keyword.of("to"),
              List.of(Map.of(Keyword.of("name"), "Bo"), Map.of(Keyword.of("name"), "Cy"))),
          without(then.pull(pattern, a)));
      List<@Nullable Map<Object, Object>> each = then.pullMany(pattern, List.of(a, many.id("b")));
      assertEquals(3L, Objects.requireNonNull(each.get(1)).get(Keyword.of("note")));
    }
    assertEquals(
        Set.of(1L, 2L),
        Set.copyOf(then.q("[:find [?n ...] :in $ ?a :where [?a :note ?n]]", a).values()));
    Entity entity = Objects.requireNonNull(then.entity(a));
    assertEquals(Set.of(1L, 2L), entity.get(":note"));
    assertEquals(2, entity.refs(":to").size());
  }

  private static Map<Object, Object> without(@Nullable Map<Object, Object> pulled) {
    Map<Object, Object> map = new LinkedHashMap<>(Objects.requireNonNull(pulled));
    map.remove(Keyword.of("db/id"));
    return map;
  }

  @Test
  void patternsCanBeJavaObjects() {
    TxReport ada = people.transact("{:db/id \"a\" :name \"Ada\" :friend [{:name \"Bo\" :age 7}]}");
    Object pattern = List.of(
        ":name",
        Map.of(
            List.of(":friend", ":limit", 1, ":as", "best"), List.of(Keyword.of("age"), ":db/id")));
    Map<?, ?> map = (Map<?, ?>) Objects.requireNonNull(people.pull(pattern, ada.id("a")));
    assertEquals("Ada", map.get(Keyword.of("name")));
    assertEquals(
        7L,
        ((Map<?, ?>) ((List<?>) Objects.requireNonNull(map.get("best"))).get(0))
            .get(Keyword.of("age")));
    assertEquals(
        people.pull("[* {:friend ...}]", ada.id("a")),
        people.pull(List.of(Symbol.of("*"), Map.of(":friend", "...")), ada.id("a")));
  }

  @Test
  void entitiesAreNamedByIdLookupRefIdentOrEntity() {
    TxReport ada = people.transact("{:db/id \"a\" :name \"Ada\" :db/ident :people/ada}");
    Object expected = edn("{:name \"Ada\"}", ada);
    Db db = people.db();
    assertEquals(expected, db.pull("[:name]", ada.id("a")));
    assertEquals(expected, db.pull("[:name]", (int) ada.id("a")));
    assertEquals(expected, db.pull("[:name]", named("Ada")));
    assertEquals(expected, db.pull("[:name]", new Object[] {":name", "Ada"}));
    assertEquals(expected, db.pull("[:name]", Keyword.of("people/ada")));
    assertEquals(expected, db.pull("[:name]", ":people/ada"));
    assertEquals(expected, db.pull("[:name]", Objects.requireNonNull(db.entity(":people/ada"))));
  }

  @Test
  void whatNamesNothingOrMatchesNothingIsNull() {
    TxReport ada = people.transact("{:db/id \"a\" :name \"Ada\"}");
    assertNull(people.pull("[:age]", ada.id("a")));
    assertNull(people.pull("[:never/heard-of]", ada.id("a")));
    assertNull(people.pull("[*]", named("Nobody")));
    assertNull(people.pull("[*]", ":no/ident"));
    assertNull(people.pull("[*]", List.of(":never/heard-of", 1)));
    assertEquals(
        Arrays.asList(edn("{:name \"Ada\"}", ada), null),
        people.db().pullMany("[:name]", List.of(ada.id("a"), named("Nobody"))));
    assertEquals(List.of(), people.db().pullMany("[:name]", List.of()));
  }

  @Test
  void anIdAlwaysHasItsId() {
    TxReport ada = people.transact("{:db/id \"a\" :name \"Ada\"}");
    people.transact("[[:db/retractEntity " + ada.id("a") + "]]");
    people.assertPulls("{:db/id @a}", ada, "[:db/id :name]", "a");
    people.assertPulls("{:db/id @a}", ada, "[*]", "a");
  }

  @Test
  void whatCannotNameAnEntityIsAnError() {
    Db db = people.db();
    for (Object reference : List.of("Ada", -1, 1.5, List.of(":name"), Long.MAX_VALUE, Map.of())) {
      assertThrows(QueryException.class, () -> db.pull("[*]", reference), () -> "" + reference);
    }
    QueryException error =
        assertThrows(QueryException.class, () -> db.pull("[*]", List.of(":age", 3)));
    assertTrue(error.getMessage().contains(":db/unique"), error.getMessage());
  }

  @Test
  void referencesAreIds() {
    TxReport report = people.transact(
        "[{:db/id \"a\" :friend [\"b\" \"c\"] :boss \"b\"} {:db/id \"b\" :age 1} {:db/id \"c\" :age 2}]");
    people.assertPulls(
        "{:friend [{:db/id @b} {:db/id @c}] :boss {:db/id @b}}", report, "[:friend :boss]", "a");
  }

  @Test
  void anEnumIsAnIdUnlessItsIdentIsAskedFor() {
    TxReport report = people.transact(
        "[{:db/id \"red\" :db/ident :color/red} {:db/id \"a\" :name \"Ada\" :color \"red\"}]");
    people.assertPulls("{:color {:db/id @red}}", report, "[:color]", "a");
    people.assertPulls("{:color {:db/ident :color/red}}", report, "[{:color [:db/ident]}]", "a");
  }

  @Test
  void nestedPatternsSayWhatToGiveOfReferences() {
    TxReport report =
        people.transact("[{:db/id \"a\" :name \"Ada\" :friend [\"b\" \"c\"] :boss \"c\"}"
            + " {:db/id \"b\" :name \"Bo\"} {:db/id \"c\" :name \"Cy\" :boss \"b\"}]");
    people.assertPulls(
        "{:name \"Ada\" :friend [{:name \"Bo\"} {:name \"Cy\"}]"
            + " :boss {:name \"Cy\" :boss {:db/id @b}}}",
        report,
        "[:name {:friend [:name] :boss [:name :boss]}]",
        "a");
  }

  @Test
  void referencesOfWhichNothingMatchesAreLeftOut() {
    TxReport report =
        people.transact("[{:db/id \"a\" :name \"Ada\" :friend [\"b\" \"c\"] :boss \"c\"}"
            + " {:db/id \"b\" :name \"Bo\" :age 3} {:db/id \"c\" :name \"Cy\"}]");
    people.assertPulls("{:friend [{:age 3}]}", report, "[{:friend [:age]} {:boss [:age]}]", "a");
    people.assertPulls("{:name \"Ada\"}", report, "[:name {:friend [:aka]} {:boss [:age]}]", "a");
    assertNull(people.pull("[{:friend [:aka]}]", report.id("a")));
  }

  @Test
  void anUnderscoreFollowsReferencesBackwards() {
    TxReport report = people.transact("[{:db/id \"a\" :name \"Ada\" :friend \"c\" :boss \"c\"}"
        + " {:db/id \"b\" :name \"Bo\" :friend \"c\"} {:db/id \"c\" :name \"Cy\"}]");
    people.assertPulls(
        "{:_friend [{:db/id @a} {:db/id @b}] :_boss [{:db/id @a}]}",
        report,
        "[:_friend :_boss]",
        "c");
    people.assertPulls(
        "{:_friend [{:name \"Ada\"} {:name \"Bo\"}]}", report, "[{:_friend [:name]}]", "c");
    assertNull(people.pull("[:_friend]", report.id("a")));
  }

  @Test
  void aComponentHasOneWhole() {
    TxReport report =
        people.transact("{:db/id \"a\" :name \"Car\" :part [{:db/id \"b\" :name \"Wheel\"}]}");
    people.assertPulls("{:_part {:db/id @a}}", report, "[:_part]", "b");
    people.assertPulls("{:_part {:name \"Car\"}}", report, "[{:_part [:name]}]", "b");
  }

  @Test
  void componentsAreGivenWhole() {
    TxReport report =
        people.transact("{:db/id \"a\" :name \"Car\" :spec {:db/id \"s\" :age 1} :part ["
            + "{:db/id \"b\" :name \"Wheel\" :boss \"a\" :part [{:db/id \"c\" :name \"Tyre\"}]}]}");
    String part =
        "[{:db/id @b :name \"Wheel\" :boss {:db/id @a}" + " :part [{:db/id @c :name \"Tyre\"}]}]";
    people.assertPulls("{:part " + part + "}", report, "[:part]", "a");
    people.assertPulls(
        "{:db/id @a :name \"Car\" :part " + part + " :spec {:db/id @s :age 1}}",
        report,
        "[*]",
        "a");
    people.assertPulls("{:part [{:name \"Wheel\"}]}", report, "[{:part [:name]}]", "a");
    people.assertPulls(
        "{:name \"Car\" :part [{:name \"Wheel\"}]}", report, "[:name {:part 1}]", "a");
  }

  @Test
  void aWildcardGivesTheIdAndEveryAttributeButNothingBackwards() {
    TxReport report =
        people.transact("[{:db/id \"a\" :name \"Ada\" :aka [\"x\" \"y\"] :free/form {:k [1]}"
            + " :friend [\"b\"]} {:db/id \"b\" :friend \"a\"}]");
    people.assertPulls(
        "{:db/id @a :name \"Ada\" :aka [\"x\" \"y\"] :free/form {:k [1]} :friend [{:db/id @b}]}",
        report,
        "[*]",
        "a");
    assertEquals(people.pull("[*]", report.id("a")), people.pull("[\"*\"]", report.id("a")));
  }

  @Test
  void otherElementsGoBeforeTheWildcard() {
    TxReport report = people.transact("[{:db/id \"a\" :name \"Ada\" :age 3 :friend [\"b\"]}"
        + " {:db/id \"b\" :name \"Bo\" :friend \"a\"}]");
    people.assertPulls(
        "{:db/id @a :age 3 :called \"Ada\" :friend [{:name \"Bo\"}] :_friend [{:db/id @b}]}",
        report,
        "[* (:name :as :called) {:friend [:name]} :_friend]",
        "a");
    people.assertPulls(
        "{:id @a :name \"Ada\" :age 3 :friend [{:db/id @b}]}", report, "[(:db/id :as :id) *]", "a");
    people.assertPulls(
        "{:db/id @a :name 3 :friend [{:db/id @b}]}", report, "[* (:age :as :name)]", "a");
  }

  @Test
  void onlyReferencesCanBeFollowed() {
    long a = people.transact("{:db/id \"a\" :name \"Ada\" :free 7}").id("a");
    for (String pattern : List.of("[:_name]", "[{:name [:age]}]", "[{:age 3}]", "[{:free [*]}]")) {
      QueryException error = assertThrows(QueryException.class, () -> people.pull(pattern, a));
      assertTrue(error.getMessage().contains(":db.type/ref"), error.getMessage());
    }
    assertNull(people.pull("[:_never/heard-of {:never/heard-of [:name]}]", a));
  }

  @Test
  void resultsCannotBeChanged() {
    TxReport report = people.transact("{:db/id \"a\" :aka [\"x\"] :friend [{:name \"Bo\"}]}");
    Map<Object, Object> map =
        Objects.requireNonNull(people.db().pull("[:aka {:friend [*]}]", report.id("a")));
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
    TxReport report = people.transact(
        "[{:db/id \"a\" :name \"A\"} {:db/id \"b\" :age 1} {:db/id \"c\" :name \"C\"}]");
    long a = report.id("a");
    Db db = people.db();
    assertEquals(
        Arrays.asList(
            edn("{:name \"C\"}", report),
            null,
            edn("{:name \"A\"}", report),
            edn("{:name \"C\"}", report)),
        db.pullMany("[:name]", List.of(report.id("c"), report.id("b"), a, named("C"))));
  }

  @Test
  void aDatabaseValueIsPulledAsItWas() {
    TxReport report = people.transact("{:db/id \"a\" :name \"Ada\"}");
    Db before = people.db();
    people.transact("{:name \"Ada\" :age 36}");
    assertEquals(edn("{:name \"Ada\"}", report), before.pull("[:name :age]", report.id("a")));
    people.database.connection.close();
    assertThrows(StorageClosedException.class, () -> before.pull("[:name]", report.id("a")));
  }

  @Test
  void bytesAreGivenAsTheyWereStored() {
    TxReport report = people.database.connection.transact(
        List.of(Map.of(":db/id", "a", ":photo", new byte[] {1, 2})));
    Map<?, ?> map = (Map<?, ?>) Objects.requireNonNull(people.pull("[:photo]", report.id("a")));
    assertTrue(Arrays.equals(new byte[] {1, 2}, (byte[]) map.get(Keyword.of("photo"))));
  }

  @Test
  void otherTimesAndOtherViewsArePulledAsTheyShow() {
    TxReport report =
        people.transact("{:db/id \"a\" :name \"Ada\" :age 36 :friend {:name \"Bo\"}}");
    long a = report.id("a");
    people.transact("[[:db/add " + a + " :age 37] [:db/retract " + a + " :friend]]");
    String pattern = "[:name :age {:friend [:name]}]";
    Object before = edn("{:name \"Ada\" :age 36 :friend [{:name \"Bo\"}]}", report);
    Db db = people.db();
    assertEquals(edn("{:name \"Ada\" :age 37}", report), db.pull(pattern, a));
    assertEquals(before, db.asOf(report.t()).pull(pattern, named("Ada")));
    assertEquals(edn("{:age 37}", report), db.since(report.t()).pull(pattern, named("Ada")));
    assertEquals(
        edn("{:age 37}", report),
        db.filter((all, datom) -> datom.v() instanceof Long).pull(pattern, a));
    assertEquals(
        edn("{:name \"Ada\" :age 38}", report),
        db.with("[[:db/add " + a + " :age 38]]").dbAfter().pull(pattern, a));
  }

  @Test
  void aHistoryIsNoStateToPull() {
    long a = people.transact("{:db/id \"a\" :name \"Ada\"}").id("a");
    Db history = people.db().history();
    assertThrows(QueryException.class, () -> history.pull("[*]", a));
    assertThrows(QueryException.class, () -> history.pullMany("[*]", List.of(a)));
    assertThrows(QueryException.class, () -> history.entity(a));
    assertThrows(
        QueryException.class, () -> history.q("[:find (pull ?e [*]) :where [?e :name \"Ada\"]]"));
    assertEquals(a, history.entid(named("Ada")));
  }
}
