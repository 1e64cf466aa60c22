package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.TxReport;
import dev.dfdb.Undated;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Times beside that of transactions. */
interface DimensionRules extends DatabaseRules {

  String ORDERS = """
      [{:dimension/name :time/ordered :dimension/type :instant}
       {:dimension/name :time/shipped :dimension/type :instant
        :dimension/constraints [{:type :ordering :after :time/ordered}]}
       {:dimension/name :time/waiting :dimension/type :duration
        :dimension/derivation {:op :minus :operands [:time/shipped :time/ordered]}}
       {:db/ident :order/id :db/unique :db.unique/identity}
       {:db/ident :order/note :db/cardinality :db.cardinality/many}]
      """;
  String ORDER = "[:order/id 7]";

  private static TxReport carry(Connection connection, String form, String dimension, Instant at) {
    return connection.transact(Map.of(
        ":tx-data",
        List.of(dev.dfdb.edn.Edn.read(form)),
        ":time-dimensions",
        Map.of(dimension, at)));
  }

  private static Instant day(long day) {
    return Instant.EPOCH.plusSeconds(day * 86_400);
  }

  @Test
  default void aTransactionCarriesItsTimesAndKeepsTheConstraints() {
    onDatabase(database -> {
      database.transact(ORDERS);
      TxReport ordered = carry(
          database.connection(), "{:order/id 7 :order/state :ordered}", ":time/ordered", day(10));
      database.reopenIfPersistent();
      database.refused(
          "{:tx-data [{:order/id 7 :order/state :sent}] :time-dimensions {:time/shipped #inst \"1970-01-02\"}}");
      database.refused("{:tx-data [] :time-dimensions {:time/unknown #inst \"1970-01-02\"}}");
      database.refused("{:tx-data [] :time-dimensions {:time/waiting 5}}");
      database.refused("[[:db/add \"datomic.tx\" :time/ordered #inst \"1970-01-02\"]]");
      TxReport shipped = carry(
          database.connection(), "{:order/id 7 :order/state :sent}", ":time/shipped", day(12));
      database.holds(db -> {
        assertEquals(day(10), Views.value(db, ordered.tx(), ":time/ordered"));
        assertEquals(day(12), Views.value(db, shipped.tx(), ":time/shipped"));
        assertEquals(2 * 86_400_000L, Views.value(db, List.of(":order/id", 7), ":time/waiting"));
        assertEquals(
            Set.of(List.of(Keyword.of(":ordered"), day(10))),
            Set.copyOf(db.q("[:find ?s ?t :where [" + ORDER + " :order/state ?s :at/ordered ?t]]")
                .rows()));
        assertEquals(
            Set.of(List.of(Keyword.of(":sent"), day(12))),
            Set.copyOf(db.q("[:find ?s ?t :where [" + ORDER + " :order/state ?s :at/shipped ?t]]")
                .rows()));
      });
    });
  }

  @Test
  default void whatIsSeenAtAPointIsDecidedByTheGreatestTimeNotByTheLastTransaction() {
    onDatabase(database -> {
      database.transact(ORDERS);
      long e = database.transact("[{:db/id \"e\" :order/id 7}]").id("e");
      SplittableRandom random = new SplittableRandom(11);
      Map<Long, Instant> times = new HashMap<>();
      for (int i = 0; i < 60; i++) {
        Instant at = day(random.nextInt(20));
        String form = switch (random.nextInt(5)) {
          case 0, 1 -> "[:db/add " + e + " :order/state " + random.nextInt(4) + "]";
          case 2, 3 -> "[:db/add " + e + " :order/note " + random.nextInt(3) + "]";
          default -> "[:db/retract " + e + " :order/note " + random.nextInt(3) + "]";
        };
        times.put(carry(database.connection(), form, ":time/ordered", at).tx(), at);
        if (i % 20 == 19) {
          database.reopenIfPersistent();
        }
      }
      database.holds(db -> {
        List<Datom> events = new ArrayList<>(Views.datoms(db.history(), Index.EAVT, e));
        events.removeIf(event -> !times.containsKey(event.tx()));
        long notes = Views.entid(db, ":order/note");
        for (long day = -1; day <= 20; day++) {
          Instant point = day(day);
          List<Datom> known = new ArrayList<>(events);
          known.removeIf(event -> timeOf(times, event).isAfter(point));
          Db view = db.asOf(Map.of(":time/ordered", point), Undated.LEFT_OUT);
          assertEquals(live(known, times, notes), about(view, e), "on day " + day);
          assertEquals(Set.copyOf(known), about(view.history(), e));
          known.removeIf(event -> timeOf(times, event).isBefore(day(5)));
          known.removeIf(event -> !timeOf(times, event).isBefore(point));
          if (day > 5) {
            Db interval = db.during(":time/ordered", day(5), point, Undated.LEFT_OUT);
            assertEquals(live(known, times, notes), about(interval, e), "up to day " + day);
          }
        }
        assertTrue(events.size() > 40);
      });
    });
  }

  private static Instant timeOf(Map<Long, Instant> times, Datom event) {
    return Objects.requireNonNull(times.get(event.tx()));
  }

  private static Set<Datom> about(Db view, long e) {
    return new HashSet<>(Views.datoms(view, Index.EAVT, e));
  }

  /** Of each attribute, or of each value where there are many, the event of the greatest time. */
  private static Set<Datom> live(List<Datom> events, Map<Long, Instant> times, long many) {
    Comparator<Datom> order = Comparator.comparing((Datom event) -> timeOf(times, event))
        .thenComparingLong(Datom::tx)
        .thenComparing(Datom::added);
    Map<Object, Datom> last = new HashMap<>();
    for (Datom event : events) {
      Object slot = event.a() == many ? List.of(event.a(), event.v()) : (Object) event.a();
      last.merge(slot, event, (one, other) -> order.compare(one, other) > 0 ? one : other);
    }
    Set<Datom> live = new HashSet<>(last.values());
    live.removeIf(event -> !event.added());
    return live;
  }

  @Test
  default void whatHasNoTimeSpeaksOfAllTimesUnlessItIsLeftOut() {
    onDatabase(database -> {
      database.transact(ORDERS);
      long e =
          database.transact("[{:db/id \"e\" :order/state 0 :order/place 0}]").id("e");
      carry(database.connection(), "[:db/add " + e + " :order/state 1]", ":time/ordered", day(5));
      database.holds(db -> {
        Db before = db.asOf(Map.of(":time/ordered", day(4)));
        assertEquals(0L, Views.value(before, e, ":order/state"));
        Db after = db.asOf(Map.of(":time/ordered", day(5)));
        assertEquals(1L, Views.value(after, e, ":order/state"));
        assertEquals(0L, Views.value(after, e, ":order/place"));
        Db strict = db.asOf(Map.of(":time/ordered", day(5)), Undated.LEFT_OUT);
        assertEquals(List.of(), Views.values(strict, e, ":order/place"));
        assertEquals(0L, Views.value(after.asOf(db.basisT() - 1), e, ":order/state"));
      });
    });
  }
}
