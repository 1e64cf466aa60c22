package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.edn.Keyword;
import dev.dfdb.error.QueryException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the options of an attribute do in a pull: limit, default, key, function. */
class PullOptionsTest {

  private final People people = new People();

  @Test
  void manyValuesAreLimitedToAThousandUnlessThePatternSaysOtherwise() {
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < 1200; i++) {
      values.append('"').append(i).append("\" ");
    }
    TxReport report = people.transact("{:db/id \"a\" :aka [" + values + "]}");
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
    Map<?, ?> map = (Map<?, ?>) Objects.requireNonNull(people.pull(pattern, entity));
    return ((List<?>) Objects.requireNonNull(map.get(Keyword.of("aka")))).size();
  }

  @Test
  void limitsHoldForReferencesInEitherDirection() {
    TxReport report =
        people.transact("[{:db/id \"a\" :friend [\"b\" \"c\" \"d\"]} {:db/id \"b\" :age 1}"
            + " {:db/id \"c\" :age 2} {:db/id \"d\" :age 3 :friend [\"a\" \"b\"]}]");
    people.assertPulls(
        "{:friend [{:age 1} {:age 2}]}", report, "[{(:friend :limit 2) [:age]}]", "a");
    people.assertPulls("{:friend [{:age 1}]}", report, "[{(limit :friend 1) 3}, :age]", "a");
    people.assertPulls("{:_friend [{:db/id @a}]}", report, "[(:_friend :limit 1)]", "b");
  }

  @Test
  void aDefaultStandsForWhatIsMissing() {
    TxReport report =
        people.transact("[{:db/id \"a\" :name \"Ada\" :boss \"b\"} {:db/id \"b\" :name \"Bo\"}]");
    people.assertPulls(
        "{:age 0 :aka [] :x :none :_boss \"none\" :name \"Ada\"}",
        report,
        "[(:age :default 0) [:aka :default []] (:x :default :none) (default :_boss \"none\")"
            + " (:name :default \"?\")]",
        "a");
    people.assertPulls(
        "{:boss \"nothing known\"}", report, "[{(:boss :default \"nothing known\") [:age]}]", "a");
    people.assertPulls("{:age false}", report, "[(:age :default false)]", "a");
  }

  @Test
  void optionsCanBeCombinedAndNested() {
    TxReport report = people.transact("{:db/id \"a\" :aka [\"x\" \"y\"]}");
    people.assertPulls("{\"names\" [\"x\"]}", report, "[(:aka :as \"names\" :limit 1)]", "a");
    people.assertPulls("{[1 2] [\"x\"]}", report, "[[[:aka :limit 1] :as [1 2]]]", "a");
    people.assertPulls("{:b 1}", report, "[(default (:age :as :b) 1)]", "a");
    people.assertPulls(
        "{:aka [\"x\" \"y\"] :first [\"x\"]}", report, "[:aka (:aka :limit 1 :as :first)]", "a");
  }

  @Test
  void ofTwoElementsWithOneKeyTheLaterCounts() {
    TxReport report = people.transact("{:db/id \"a\" :friend {:db/id \"b\" :name \"Bo\"} :age 1}");
    people.assertPulls(
        "{:friend [{:name \"Bo\"}] :age 1}", report, "[:friend :age {:friend [:name]}]", "a");
    TxReport ada = people.transact("{:db/id \"a\" :name \"Ada\" :age 36}");
    people.assertPulls("{:name 36}", ada, "[:name (:age :as :name)]", "a");
    people.assertPulls("{:name @a}", ada, "[(:age :as :name) (:db/id :as :name)]", "a");
  }

  @Test
  void registeredFunctionsTransformWhatIsFound() {
    people.database.connection.registerTransform(
        "upper", v -> v.toString().toUpperCase(Locale.ROOT));
    people.database.connection.registerTransform("my/count", v -> ((List<?>) v).size());
    people.database.connection.registerTransform("forget", v -> null);
    TxReport report =
        people.transact("[{:db/id \"a\" :name \"Ada\" :aka [\"x\" \"y\"] :friend [\"b\"]}"
            + " {:db/id \"b\" :name \"Bo\"}]");
    Map<?, ?> map = (Map<?, ?>) Objects.requireNonNull(people.pull(
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
    people.database.connection.registerTransform("upper", v -> v);
    long a = people.transact("{:db/id \"a\" :name \"Ada\"}").id("a");
    QueryException error =
        assertThrows(QueryException.class, () -> people.pull("[(:name :xform uper)]", a));
    assertEquals("upper", error.context().get("did-you-mean"));
    assertEquals(Keyword.of("name"), error.context().get("attribute"));
    assertThrows(
        QueryException.class, () -> people.pull("[(:name :xform java.lang.System/exit)]", a));
  }

  @Test
  void aFunctionThatFailsIsTheCauseOfTheError() {
    people.database.connection.registerTransform("first", v -> ((List<?>) v).get(0));
    long a = people.transact("{:db/id \"a\" :name \"Ada\"}").id("a");
    QueryException error =
        assertThrows(QueryException.class, () -> people.pull("[(:name :xform first)]", a));
    assertTrue(error.getCause() instanceof ClassCastException);
    assertEquals(Keyword.of("name"), error.context().get("attribute"));
  }
}
