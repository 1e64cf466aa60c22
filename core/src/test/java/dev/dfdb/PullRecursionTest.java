package dev.dfdb;

import static dev.dfdb.People.edn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.edn.Keyword;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Patterns that repeat themselves, and entities reached in several ways. */
class PullRecursionTest {

  private final People people = new People();

  @Test
  void componentsThatContainThemselvesEnd() {
    TxReport report = people.transact(
        "[{:db/id \"a\" :part \"b\"} {:db/id \"b\" :part \"c\"}" + " {:db/id \"c\" :part \"a\"}]");
    people.assertPulls(
        "{:db/id @a :part [{:db/id @b :part [{:db/id @c :part [{:db/id @a}]}]}]}",
        report,
        "[*]",
        "a");
    people.assertPulls(
        "{:part [{:db/id @b :part [{:db/id @c :part [{:db/id @a :part [{:db/id @b}]}]}]}]}",
        report,
        "[:part]",
        "a");
  }

  @Test
  void recursionGoesAsDeepAsItIsBound() {
    TxReport report = people.transact("[{:db/id \"a\" :name \"A\" :boss \"b\"}"
        + " {:db/id \"b\" :name \"B\" :boss \"c\"} {:db/id \"c\" :name \"C\" :boss \"d\"}"
        + " {:db/id \"d\" :name \"D\"}]");
    people.assertPulls(
        "{:name \"A\" :boss {:name \"B\" :boss {:name \"C\"}}}", report, "[:name {:boss 2}]", "a");
    people.assertPulls(
        "{:name \"A\" :boss {:name \"B\" :boss {:name \"C\" :boss {:name \"D\"}}}}",
        report,
        "[:name {:boss ...}]",
        "a");
    people.assertPulls(
        "{:name \"D\" :_boss [{:name \"C\" :_boss [{:name \"B\"}]}]}",
        report,
        "[:name {:_boss 2}]",
        "d");
  }

  @Test
  void anEntityThatComesRoundAgainIsAnId() {
    TxReport report = people.transact("[{:db/id \"a\" :name \"A\" :friend [\"a\" \"b\"]}"
        + " {:db/id \"b\" :name \"B\" :friend [\"c\"]} {:db/id \"c\" :name \"C\" :friend \"a\"}]");
    people.assertPulls(
        "{:name \"A\" :friend [{:db/id @a} {:name \"B\" :friend [{:name \"C\" :friend [{:db/id @a}]}]}]}",
        report,
        "[:name {:friend ...}]",
        "a");
    people.assertPulls(
        "{:name \"A\" :friend [{:db/id @a} {:name \"B\" :friend [{:name \"C\" :friend [{:db/id @a}]}]}]}",
        report,
        "[:name {:friend 7}]",
        "a");
  }

  @Test
  void whatIsReachedInTwoWaysIsGivenTwice() {
    TxReport report = people.transact("[{:db/id \"a\" :name \"A\" :friend [\"b\" \"c\"]}"
        + " {:db/id \"b\" :name \"B\" :friend \"d\"} {:db/id \"c\" :name \"C\" :friend \"d\"}"
        + " {:db/id \"d\" :name \"D\"}]");
    people.assertPulls(
        "{:name \"A\" :friend [{:name \"B\" :friend [{:name \"D\"}]}"
            + " {:name \"C\" :friend [{:name \"D\"}]}]}",
        report,
        "[:name {:friend ...}]",
        "a");
  }

  @Test
  void eachAttributeCountsItsOwnRecursion() {
    TxReport report = people.transact("[{:db/id \"1\" :name \"1\" :friend \"2\"}"
        + " {:db/id \"2\" :name \"2\" :boss \"3\"} {:db/id \"3\" :name \"3\" :friend \"4\"}"
        + " {:db/id \"4\" :name \"4\" :boss \"5\"} {:db/id \"5\" :name \"5\"}]");
    people.assertPulls(
        "{:name \"1\" :friend [{:name \"2\" :boss {:name \"3\"}}]}",
        report,
        "[:name {:friend 1 :boss 1}]",
        "1");
    people.assertPulls(
        "{:name \"1\" :friend [{:name \"2\" :boss {:name \"3\" :friend [{:name \"4\"}]}}]}",
        report,
        "[:name {:friend 2 :boss 1}]",
        "1");
    people.assertPulls(
        "{:name \"1\" :friend [{:name \"2\" :boss {:name \"3\" :friend [{:name \"4\""
            + " :boss {:name \"5\"}}]}}]}",
        report,
        "[:name {:friend 2} {:boss ...}]",
        "1");
  }

  @Test
  void aNestedPatternRecursByItself() {
    TxReport report = people.transact("[{:db/id \"a\" :name \"A\" :boss \"b\"}"
        + " {:db/id \"b\" :name \"B\" :friend \"c\" :boss \"a\"}"
        + " {:db/id \"c\" :name \"C\" :friend \"b\"}]");
    people.assertPulls(
        "{:name \"A\" :boss {:age 0 :friend [{:age 0 :friend [{:db/id @b}]}]}}",
        report,
        "[:name {:boss [(:age :default 0) {:friend ...}]}]",
        "a");
  }

  @Test
  void aChainOfAHundredThousandIsPulledWhole() {
    int length = 100_000;
    long previous = chain(length);
    Db db = people.db();
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

  @Test
  void aChainOfAHundredThousandIsComparedHashedAndShown() {
    long first = chain(100_000);
    Db db = people.db();
    Object one = Objects.requireNonNull(db.pull("[:age {:boss ...}]", first));
    Object other = Objects.requireNonNull(db.pull("[:age {:boss ...}]", first));
    assertEquals(one, other);
    assertEquals(one.hashCode(), other.hashCode());
    Object end = people.pull("[:boss]", first);
    assertNotEquals(one, end);
    people.transact("[:db/add " + (first - 99_999) + " :age 1]");
    Object changed = people.pull("[:age {:boss ...}]", first);
    assertNotEquals(one, changed);
    assertTrue(one.toString().startsWith("{:boss={:boss={:boss="));
    assertTrue(one.toString().length() <= 1_000_010);
    assertEquals(Set.of(one), Set.copyOf(List.of(one, other)));
  }

  @Test
  void whatIsPulledIsEqualToAnyMapWithTheSameEntries() {
    TxReport report = people.transact(
        "{:db/id \"a\" :name \"Ada\" :aka [\"x\" \"y\"] :friend [{:name \"Bo\"} {:name \"Cy\"}]}");
    Object pulled = people.pull("[:name :aka {:friend [:name]}]", report.id("a"));
    Object same =
        edn("{:aka [\"x\" \"y\"] :friend [{:name \"Bo\"} {:name \"Cy\"}] :name \"Ada\"}", report);
    assertEquals(same, pulled);
    assertEquals(pulled, same);
    assertEquals(Objects.requireNonNull(same).hashCode(), Objects.hashCode(pulled));
    assertEquals(
        "{:name=Ada, :aka=[x, y], :friend=[{:name=Bo}, {:name=Cy}]}", String.valueOf(pulled));
    for (String otherwise : List.of(
        "{:aka [\"x\" \"y\"] :friend [{:name \"Bo\"} {:name \"Di\"}] :name \"Ada\"}",
        "{:aka [\"x\"] :friend [{:name \"Bo\"} {:name \"Cy\"}] :name \"Ada\"}",
        "{:aka [\"x\" \"y\"] :friend [{:name \"Bo\"} {:age 1}] :name \"Ada\"}",
        "{:aka [\"x\" \"y\"] :friend [{:name \"Bo\"} {:name \"Cy\"}]}")) {
      assertNotEquals(pulled, edn(otherwise, report));
    }
  }

  /** A chain by :boss, from its first entity. */
  private long chain(int length) {
    List<Object> forms = new ArrayList<>();
    forms.add(Map.of(":db/id", "0", ":age", 0));
    for (int i = 1; i < length; i++) {
      forms.add(Map.of(":db/id", "" + i, ":boss", "" + (i - 1)));
    }
    return people.database.connection.transact(forms).id("" + (length - 1));
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
    TxReport report = people.database.connection.transact(forms);
    Object at = people.pull("[:name {:friend ...} {:boss ...}]", report.id("top0"));
    Object again = people.pull("[:name {:friend ...} {:boss ...}]", report.id("top0"));
    assertEquals(at, again);
    assertEquals(Objects.hashCode(at), Objects.hashCode(again));
    assertTrue(String.valueOf(at).endsWith("…"));
    for (int i = 0; i < 60; i++) {
      List<?> both = (List<?>) ((Map<?, ?>) Objects.requireNonNull(at)).get(Keyword.of("friend"));
      Object left = ((Map<?, ?>) Objects.requireNonNull(both).get(0)).get(Keyword.of("boss"));
      assertSame(left, ((Map<?, ?>) both.get(1)).get(Keyword.of("boss")));
      at = left;
    }
    assertEquals(edn("{:name \"end\"}", report), at);
  }
}
