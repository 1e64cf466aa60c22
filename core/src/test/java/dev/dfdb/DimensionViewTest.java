package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Views of a database at points of dimensions of time. */
class DimensionViewTest {

  private final Orders orders = new Orders();

  private Db now() {
    return orders.db.connection.db();
  }

  private Db at(int day) {
    return now().asOf(Map.of(":time/shipped", Orders.day(day)));
  }

  private Db strictlyAt(int day) {
    return now().asOf(Map.of(":time/shipped", Orders.day(day)), Undated.LEFT_OUT);
  }

  private static void assertStatus(String expected, Db database) {
    assertEquals(List.of(expected), Orders.statuses(database));
  }

  @Test
  void itShowsWhatWasTrueThenWheneverThatBecameKnown() {
    orders.status("second", "shipped", 5);
    orders.status("first", "shipped", 2);
    assertEquals(List.of(), Orders.statuses(at(1)));
    assertStatus("first", at(2));
    assertStatus("first", at(4));
    assertStatus("second", at(5));
    assertStatus("second", at(9));
    assertStatus("first", now());
  }

  @Test
  void aLateCorrectionDoesNotHideALaterFact() {
    orders.status("ten", "shipped", 1);
    orders.status("twelve", "shipped", 20);
    orders.status("eleven", "shipped", 10);
    assertStatus("ten", at(9));
    assertStatus("eleven", at(10));
    assertStatus("eleven", at(19));
    assertStatus("twelve", at(20));
  }

  @Test
  void ofTwoAtOnePointTheOneTransactedLastCounts() {
    orders.status("one", "shipped", 3);
    orders.status("two", "shipped", 3);
    assertStatus("two", at(3));
  }

  @Test
  void theSameValueAtAnEarlierPointIsSeenThere() {
    orders.status("sent", "shipped", 5);
    orders.status("sent", "shipped", 2);
    assertStatus("sent", at(3));
  }

  @Test
  void aRetractionCountsFromItsPointOn() {
    orders.status("sent", "shipped", 2);
    orders.transact("[[:db/retract [:order/id \"A\"] :order/status]]", "shipped", 5);
    assertStatus("sent", at(4));
    assertEquals(List.of(), Orders.statuses(at(5)));
    orders.status("back", "shipped", 3);
    assertStatus("back", at(4));
    assertEquals(List.of(), Orders.statuses(at(9)), "it is still retracted later on");
  }

  @Test
  void whatIsRetractedWithoutTheDimensionIsGoneAtEveryPoint() {
    orders.status("ten", "shipped", 1);
    orders.status("twelve", "shipped", 20);
    orders.status("eleven", "shipped", 10);
    orders.transact("[[:db/retract [:order/id \"A\"] :order/status]]");
    for (int day : List.of(1, 10, 20, 30)) {
      assertEquals(List.of(), Orders.statuses(at(day)));
    }
    assertStatus("twelve", strictlyAt(20));
    orders.status("again", "shipped", 15);
    assertEquals(List.of(), Orders.statuses(at(14)));
    assertStatus("again", at(30));
  }

  @Test
  void datomsWithoutTheDimensionAreKeptOrLeftOut() {
    orders.status("timeless");
    orders.transact("[{:order/id \"A\" :order/note \"n\"}]", "ordered", 1);
    assertStatus("timeless", at(1));
    assertEquals(List.of(), Orders.statuses(strictlyAt(1)));
    orders.status("sent", "shipped", 4);
    assertStatus("timeless", at(3));
    assertStatus("sent", at(4));
    orders.status("timeless again");
    assertStatus("timeless again", at(4));
    assertStatus("sent", strictlyAt(4));
  }

  @Test
  void ofManyValuesEachHasAPastOfItsOwn() {
    orders.transact("[{:order/id \"A\" :order/tags [\"x\" \"y\"]}]", "shipped", 2);
    orders.transact("[[:db/retract [:order/id \"A\"] :order/tags \"x\"]]", "shipped", 6);
    orders.transact("[{:order/id \"A\" :order/tags [\"z\"]}]", "shipped", 4);
    orders.transact("[[:db/retract [:order/id \"A\"] :order/tags \"y\"]]", "shipped", 1);
    String tags = "[:find [?t ...] :where [?e :order/tags ?t]]";
    assertEquals(Set.of(), Set.copyOf(at(1).q(tags).values()));
    assertEquals(Set.of("x", "y"), Set.copyOf(at(3).q(tags).values()));
    assertEquals(Set.of("x", "y", "z"), Set.copyOf(at(5).q(tags).values()));
    assertEquals(Set.of("y", "z"), Set.copyOf(at(6).q(tags).values()));
  }

  @Test
  void anIntervalHasItsBeginningAndNotItsEnd() {
    orders.status("two", "shipped", 2);
    orders.status("four", "shipped", 4);
    orders.status("six", "shipped", 6);
    assertStatus("four", now().during(":time/shipped", Orders.day(2), Orders.day(6)));
    assertStatus("two", now().during(":time/shipped", Orders.day(2), Orders.day(4)));
    assertStatus("six", now().during(":time/shipped", Orders.day(4), null));
    assertStatus("four", now().during(":time/shipped", null, Orders.day(6)));
    assertEquals(
        List.of(), Orders.statuses(now().during(":time/shipped", Orders.day(3), Orders.day(4))));
    orders.status("timeless");
    assertStatus("timeless", now().during(":time/shipped", Orders.day(3), Orders.day(4)));
    assertStatus("six", now().during(":time/shipped", Orders.day(3), null, Undated.LEFT_OUT));
    assertThrows(
        IllegalArgumentException.class,
        () -> now().during(":time/shipped", Orders.day(3), Orders.day(2)));
  }

  @Test
  void severalDimensionsBoundWhatIsSeenTogether() {
    orders.status("a", "shipped", 2, "ordered", 1);
    orders.status("b", "shipped", 4, "ordered", 3);
    orders.status("c", "shipped", 6, "ordered", 2);
    Map<String, Instant> points = new LinkedHashMap<>();
    points.put(":time/shipped", Orders.day(6));
    points.put(":time/ordered", Orders.day(2));
    assertStatus("c", now().asOf(points));
    points.put(":time/shipped", Orders.day(5));
    assertStatus("a", now().asOf(points));
    points.put(":time/ordered", Orders.day(9));
    assertStatus("b", now().asOf(points));
    // Compared by name, :time/ordered first; or as the views were made.
    points.put(":time/shipped", Orders.day(9));
    assertStatus("b", now().asOf(points));
    assertStatus(
        "c",
        now()
            .asOf(Map.of(":time/shipped", Orders.day(9)))
            .asOf(Map.of(":time/ordered", Orders.day(9))));
  }

  @Test
  void whatWasKnownThenOfWhatWasTrueThen() {
    orders.status("first", "shipped", 2);
    long t = now().basisT();
    Object known = TestDatabase.value(
        now(),
        (Long) Objects.requireNonNull(
            now().q("[:find ?tx . :where [?tx :time/shipped]]").value()),
        ":db/txInstant");
    orders.status("corrected", "shipped", 2);
    assertStatus("first", at(3).asOf(t));
    assertStatus("first", now().asOf(t).asOf(Map.of(":time/shipped", Orders.day(3))));
    assertStatus("corrected", at(3).since(t));
    assertEquals(List.of(), Orders.statuses(at(1).since(t)));
    assertStatus("corrected", at(3));
    assertEquals(
        1,
        now()
            .asOf(Map.of(":time/system", known, ":time/shipped", Orders.day(3)))
            .q("[:find ?s :where [_ :order/status ?s]]")
            .size());
  }

  @Test
  void systemTimeDoesNotDecideWhatIsLatest() {
    orders.status("later", "shipped", 5);
    orders.status("earlier", "shipped", 2);
    assertStatus(
        "later",
        now()
            .asOf(Map.of(
                ":time/system", Instant.now().plusSeconds(60), ":time/shipped", Orders.day(9))));
  }

  @Test
  void historyShowsEverythingWithinTheBounds() {
    orders.status("two", "shipped", 2);
    orders.status("four", "shipped", 4);
    orders.status("three", "shipped", 3);
    assertEquals(
        Set.of(List.of("two", true), List.of("three", true), List.of("four", false)),
        Set.copyOf(at(3)
            .history()
            .q("[:find ?s ?added :where [_ :order/status ?s _ ?added]]")
            .rows()));
  }

  @Test
  void itComposesWithFiltersAndWhatIf() {
    orders.status("two", "shipped", 2);
    orders.status("four", "shipped", 4);
    Keyword hidden = Keyword.of("order", "status");
    Db filtered = at(3).filter((all, datom) -> !hidden.equals(all.ident(datom.a())));
    assertEquals(List.of(), Orders.statuses(filtered));
    assertEquals(
        List.of(true),
        filtered
            .q("[:find [?x ...] :where [?e :order/id \"A\"] [(ground true) ?x]]")
            .values());
    Db after = at(3)
        .with(Orders.at("[{:order/id \"A\" :order/status \"three\"}]", "shipped", 3))
        .dbAfter();
    assertStatus("three", after);
    Db beyond = now()
        .with(Orders.at("[{:order/id \"A\" :order/status \"six\"}]", "shipped", 6))
        .dbAfter();
    assertStatus("four", beyond.asOf(Map.of(":time/shipped", Orders.day(5))));
    assertStatus("six", beyond.asOf(Map.of(":time/shipped", Orders.day(6))));
  }

  @Test
  void lookupRefsSeeTheWholeDatabase() {
    orders.status("five", "shipped", 5);
    assertNotEquals(null, at(1).entid(List.of(":order/id", "A")));
    assertEquals(null, at(1).pull("[:order/status]", List.of(":order/id", "A")));
    assertEquals(
        Map.of(Keyword.of("order", "status"), "five"),
        at(5).pull("[:order/status]", List.of(":order/id", "A")));
  }

  @Test
  void everyIndexShowsTheSame() {
    orders.transact(
        "[{:db/id \"p\" :n 1} {:order/id \"A\" :order/part \"p\" :order/status \"x\"}"
            + " {:order/id \"B\" :order/status \"x\"}]",
        "shipped",
        4);
    orders.transact(
        "[{:db/id \"p\" :n 2} {:order/id \"A\" :order/part \"p\" :order/status \"y\"}]",
        "shipped",
        2);
    orders.transact("[{:order/id \"B\" :order/status \"x\"}]", "shipped", 1);
    for (int day : List.of(1, 2, 3, 4, 5)) {
      Set<Datom> all = Set.copyOf(datoms(at(day), Index.EAVT));
      for (Index index : List.of(Index.AEVT, Index.AVET)) {
        assertEquals(all, Set.copyOf(datoms(at(day), index)), index + " on day " + day);
      }
      long part = Objects.requireNonNull(at(day).entid(":order/part"));
      assertEquals(
          Set.copyOf(all.stream().filter(datom -> datom.a() == part).toList()),
          Set.copyOf(datoms(at(day), Index.VAET).stream()
              .filter(datom -> datom.a() == part)
              .toList()));
    }
  }

  private static List<Datom> datoms(Db database, Index index) {
    try (Stream<Datom> datoms = database.datoms(index)) {
      return datoms.toList();
    }
  }

  @Test
  void aDimensionOfDurationsHasPointsToo() {
    orders.status("slow", "shipped", 1, "delivered", 9);
    orders.status("fast", "shipped", 1, "delivered", 3);
    assertStatus(
        "fast", now().asOf(Map.of(":time/delivery", Duration.ofDays(2)), Undated.LEFT_OUT));
    assertStatus("slow", now().asOf(Map.of(":time/delivery", Duration.ofDays(8).toMillis())));
  }

  @Test
  void whatIsNoPointIsRefused() {
    for (Map<?, ?> wrong : List.of(
        Map.of(":time/lost", Orders.day(1)),
        Map.of(":order/id", Orders.day(1)),
        Map.of(":time/shipped", 5L),
        Map.of(":time/delivery", Orders.day(1)))) {
      assertThrows(IllegalArgumentException.class, () -> now().asOf(wrong));
    }
    assertStatusOfObject();
  }

  private void assertStatusOfObject() {
    orders.status("five", "shipped", 5);
    Object points = Map.of(":time/shipped", Orders.day(5));
    assertStatus("five", now().asOf(points));
    assertEquals(at(5), at(5));
    assertNotEquals(at(5), at(6));
  }

  @Test
  void itAnswersTheSameLaterOn() {
    orders.status("two", "shipped", 2);
    Db then = at(3);
    orders.status("three", "shipped", 3);
    orders.status("timeless");
    assertStatus("two", then);
  }
}
