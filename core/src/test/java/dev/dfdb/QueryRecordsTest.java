package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.edn.Keyword;
import dev.dfdb.error.QueryException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows as records, and as other types than the canonical ones. */
class QueryRecordsTest {

  private final TestDatabase db = new TestDatabase();

  record Person(String firstName, int age) {}

  record Turned(int age, String firstName) {}

  record Times(LocalDate born, OffsetDateTime at, ZonedDateTime zoned, Instant instant) {}

  enum Mood {
    GOOD,
    VERY_BAD
  }

  record Detailed(
      Mood mood, Optional<String> nick, @Nullable Double height) {}

  record Boss(String name, @Nullable Boss boss, List<Friend> friends) {}

  record Friend(String name) {}

  record Chosen(Set<Integer> ages) {}

  @BeforeEach
  void people() {
    db.declare(":p/boss ref", ":p/friends ref many");
    db.transact("""
        [{:db/id "a" :p/name "Ada" :p/age 36 :p/born #inst "1980-12-10T08:00:00Z" :p/mood :good
          :p/boss "b" :p/friends ["b" "c"]}
         {:db/id "b" :p/name "Bob" :p/age 52 :p/mood :very-bad :p/nick "B" :p/height 2}
         {:db/id "c" :p/name "Cy"}]
        """);
  }

  private QueryResult q(String query, Object... inputs) {
    return db.connection.db().q(query, inputs);
  }

  @Test
  void componentsAreMatchedWithColumnsByName() {
    String found = "[:find ?first-name ?age :where [?p :p/name ?first-name] [?p :p/age ?age]"
        + " :order-by ?first-name]";
    assertEquals(List.of(new Person("Ada", 36), new Person("Bob", 52)), q(found).as(Person.class));
    assertEquals(List.of(new Turned(36, "Ada"), new Turned(52, "Bob")), q(found).as(Turned.class));
  }

  @Test
  void columnsAreNamedByKeysToo() {
    assertEquals(
        List.of(new Person("Bob", 1)),
        q("[:find ?n (count ?p) :keys p/first-name age :where [?p :p/name ?n] [?p :p/age 52]]")
            .as(Person.class));
  }

  @Test
  void instantsBecomeTimesInUtc() {
    Times times = q("[:find ?born ?at ?zoned ?instant :where [_ :p/born ?born] [_ :p/born ?at]"
            + " [_ :p/born ?zoned] [_ :p/born ?instant]]")
        .as(Times.class)
        .get(0);
    Instant instant = Instant.parse("1980-12-10T08:00:00Z");
    assertEquals(
        new Times(
            LocalDate.of(1980, 12, 10),
            instant.atOffset(ZoneOffset.UTC),
            instant.atOffset(ZoneOffset.UTC).toZonedDateTime(),
            instant),
        times);
  }

  @Test
  void timesWithAnOffsetOrAZoneAreInstantsAsInputs() {
    OffsetDateTime time = OffsetDateTime.parse("1980-12-10T10:00:00+02:00");
    String query = "[:find ?n . :in $ ?t :where [?p :p/born ?t] [?p :p/name ?n]]";
    assertEquals("Ada", q(query, time).value());
    assertEquals("Ada", q(query, time.toZonedDateTime()).value());
  }

  @Test
  void keywordsBecomeConstantsAndWhatIsMissingIsEmptyOrNull() {
    assertEquals(
        List.of(
            new Detailed(Mood.GOOD, Optional.empty(), null),
            new Detailed(Mood.VERY_BAD, Optional.of("B"), 2.0)),
        q("[:find [(pull ?p [:p/mood :p/nick :p/height]) ...] :where [?p :p/age ?a]]")
            .as(Detailed.class));
  }

  @Test
  void pulledMapsBecomeRecordsOfRecords() {
    assertEquals(
        List.of(new Boss(
            "Ada", new Boss("Bob", null, List.of()), List.of(new Friend("Bob"), new Friend("Cy")))),
        q("[:find [(pull ?p [:p/name {(:p/friends :default []) [:p/name]}"
                + " {:p/boss [:p/name (:p/friends :default [])]}]) ...] :where [?p :p/age 36]]")
            .as(Boss.class));
  }

  @Test
  void collectionsBecomeCollectionsOfTheirElementsTypes() {
    assertEquals(
        List.of(new Chosen(Set.of(36, 52))),
        q("[:find (distinct ?a) :keys ages :where [_ :p/age ?a]]").as(Chosen.class));
  }

  @Test
  void aSingleColumnBecomesItsValues() {
    assertEquals(
        List.of(36, 52), q("[:find ?a :where [_ :p/age ?a] :order-by ?a]").as(Integer.class));
    assertEquals(
        List.of("Ada"), q("[:find ?n . :where [?p :p/age 36] [?p :p/name ?n]]").as(String.class));
    assertEquals(
        List.of(Keyword.of("good")),
        q("[:find ?m . :where [?p :p/age 36] [?p :p/mood ?m]]").as(Keyword.class));
  }

  @Test
  void whatDoesNotFitIsNamed() {
    QueryException missing = assertThrows(
        QueryException.class, () -> q("[:find ?age :where [_ :p/age ?age]]").as(Person.class));
    assertEquals("firstName", missing.context().get("component"));
    QueryException wrong = assertThrows(
        QueryException.class,
        () -> q("[:find ?age ?first-name :where [?p :p/age ?first-name] [?p :p/name ?age]]")
            .as(Person.class));
    assertTrue(wrong.getMessage().contains("firstName"), wrong.getMessage());
    QueryException large = assertThrows(
        QueryException.class, () -> q("[:find ?x :in ?x]", 1L << 40).as(Integer.class));
    assertTrue(large.getMessage().contains("?x"), large.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> q("[:find ?p ?a :where [?p :p/age ?a]]").as(Long.class));
  }
}
