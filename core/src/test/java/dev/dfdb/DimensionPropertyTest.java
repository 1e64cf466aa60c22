package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;

/** Views at points of a dimension of time show what their definition says. */
class DimensionPropertyTest {

  private static final int DAYS = 8;

  /** What a transaction said, in the order of transactions. */
  private record Event(
      long e,
      String attribute,
      Object v,
      boolean added,
      @Nullable Integer day) {}

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void viewsShowWhatTheDefinitionSays(@ForAll long seed) {
    Random random = new Random(seed);
    Orders orders = new Orders();
    orders.db.declare(":one long", ":many long many");
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.add(orders.db.transact("[{:db/id \"e\" :x " + i + "}]").id("e"));
    }
    Map<Long, @Nullable Integer> days = new HashMap<>();
    Db without = orders.db.connection.db();
    Db now = without;
    for (int i = 0; i < 25; i++) {
      Integer day = random.nextInt(4) == 0 ? null : (Integer) (1 + random.nextInt(DAYS));
      Map<String, Object> transaction = Map.of(
          ":tx-data",
          forms(random, ids),
          ":time-dimensions",
          day == null ? Map.of() : Map.of(":time/shipped", Orders.day(day)));
      // Some of the last are not stored, which makes no difference.
      TxReport report = i < 20 ? orders.db.connection.transact(transaction) : now.with(transaction);
      now = report.dbAfter();
      days.put(report.tx(), day);
    }
    List<Event> events = events(now, ids, days);
    for (int day = 0; day <= DAYS; day++) {
      for (Undated undated : Undated.values()) {
        int last = day;
        check(
            now.asOf(Map.of(":time/shipped", Orders.day(day)), undated),
            events,
            event -> event.day() == null ? undated == Undated.KEPT : event.day() <= last);
        check(
            now.during(":time/shipped", Orders.day(2), Orders.day(Math.max(2, day)), undated),
            events,
            event -> event.day() == null
                ? undated == Undated.KEPT
                : event.day() >= 2 && event.day() < last);
      }
    }
  }

  private static List<Object> forms(Random random, List<Long> ids) {
    List<Object> forms = new ArrayList<>();
    for (long e : ids) {
      long v = random.nextInt(3);
      switch (random.nextInt(7)) {
        case 0 -> forms.add(List.of(":db/retract", e, ":one"));
        case 1 -> forms.add(List.of(":db/retract", e, ":many", v));
        case 2 -> forms.add(List.of(":db/retract", e, ":many"));
        case 3, 4 -> forms.add(List.of(":db/add", e, ":one", v));
        default -> forms.add(List.of(":db/add", e, ":many", v));
      }
    }
    return forms;
  }

  /** All assertions and retractions, by transaction, in each one the retractions first. */
  private static List<Event> events(Db now, List<Long> ids, Map<Long, @Nullable Integer> days) {
    long first = Collections.min(days.keySet()) - 1;
    List<Datom> datoms = new ArrayList<>();
    try (Stream<Datom> history = now.history().datoms(Index.EAVT)) {
      history.filter(datom -> ids.contains(datom.e()) && datom.tx() > first).forEach(datoms::add);
    }
    datoms.sort(Comparator.comparingLong(Datom::tx).thenComparing(Datom::added));
    List<Event> events = new ArrayList<>();
    for (Datom datom : datoms) {
      String attribute = String.valueOf(now.ident(datom.a()));
      events.add(new Event(datom.e(), attribute, datom.v(), datom.added(), days.get(datom.tx())));
    }
    return events;
  }

  private static void check(Db view, List<Event> events, Predicate<Event> isSeen) {
    Map<Object, List<Event>> groups = new HashMap<>();
    for (Event event : events) {
      if (isSeen.test(event)) {
        Object slot = event.attribute().equals(":many") ? event.v() : "one";
        groups
            .computeIfAbsent(List.of(event.e(), event.attribute(), slot), k -> new ArrayList<>())
            .add(event);
      }
    }
    Set<Object> expected = new HashSet<>();
    for (List<Event> group : groups.values()) {
      Event latest = latest(group);
      if (latest.added()) {
        expected.add(List.of(latest.e(), latest.attribute(), latest.v()));
      }
    }
    assertEquals(expected, shown(view, Index.EAVT));
    assertEquals(expected, shown(view, Index.AEVT));
    assertEquals(expected, shown(view, Index.AVET));
    checkReadings(view, expected);
  }

  /** The greatest of those after the last without a day; which is itself the one if none is. */
  private static Event latest(List<Event> group) {
    Event latest = group.get(0);
    for (Event event : group) {
      if (event.day() == null
          || latest.day() == null
          || Objects.requireNonNull(event.day()) >= Objects.requireNonNull(latest.day())) {
        latest = event;
      }
    }
    return latest;
  }

  private static Set<Object> shown(Db view, Index index) {
    try (Stream<Datom> datoms = view.datoms(index)) {
      return rows(view, datoms.toList());
    }
  }

  private static Set<Object> rows(Db view, Collection<Datom> datoms) {
    Set<Object> rows = new HashSet<>();
    for (Datom datom : datoms) {
      String attribute = String.valueOf(view.ident(datom.a()));
      if (attribute.equals(":one") || attribute.equals(":many")) {
        rows.add(List.of(datom.e(), attribute, datom.v()));
      }
    }
    return rows;
  }

  /** Single readings agree with the whole, and going backwards with going forwards. */
  private static void checkReadings(Db view, Set<Object> expected) {
    for (Object row : expected) {
      List<?> datom = (List<?>) row;
      Object[] eav = datom.toArray();
      try (Stream<Datom> found = view.datoms(Index.EAVT, eav)) {
        assertEquals(Set.of(row), rows(view, found.toList()));
      }
      try (Stream<Datom> found = view.datoms(Index.AVET, eav[1], eav[2], eav[0])) {
        assertEquals(Set.of(row), rows(view, found.toList()));
      }
    }
    for (Index index : List.of(Index.EAVT, Index.AEVT, Index.AVET)) {
      try (Stream<Datom> forward = view.datoms(index);
          Stream<Datom> backward = view.rseekDatoms(index)) {
        List<Datom> reversed = new ArrayList<>(backward.toList());
        Collections.reverse(reversed);
        assertEquals(forward.toList(), reversed);
      }
    }
  }
}
