package dev.dfdb.storage.fdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.Dfdb;
import dev.dfdb.TxReport;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.storage.fdb.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A scan that takes longer than the cluster keeps any state goes on by itself, and gives exactly
 * the database at its t, whatever is written meanwhile. The system property
 * {@code dfdb.fdb.scan-datoms} says how long it is, {@code dfdb.fdb.seed} what happens.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LongScanTest {

  private static final int DATOMS = Integer.getInteger("dfdb.fdb.scan-datoms", 20_000);
  private static final int BATCH = 5_000;

  /** So long a range, or a page of one, takes to be read: a state is lost after eight of them. */
  private static final Duration PAGE = Duration.ofMillis(600);

  /** More than any state lives, whether or not somebody writes. */
  private static final Duration STALL = Duration.ofSeconds(6);

  private static final String N = ":n";

  /** Where every page takes long, a call does. */
  private static final Map<String, Object> PATIENT = Map.of("timeout", "1h");

  private final SimulatedCluster cluster = new SimulatedCluster(Seeds.SEED, Seeds.FAULTS);
  private final FdbStorage mine = cluster.open(PATIENT);
  private final FdbStorage others = cluster.open(PATIENT);
  private final Connection reader = Dfdb.createDb(Map.of("storage", mine));
  private final Connection writer = Dfdb.createDb(Map.of("storage", others));
  private final SplittableRandom random = new SplittableRandom(Seeds.SEED);
  private final long[] entities = new long[DATOMS];

  @BeforeEach
  void fill() {
    writer.transact("[{:db/ident :n :db/valueType :db.type/long :db/cardinality"
        + " :db.cardinality/one} {:db/ident :tag :db/cardinality :db.cardinality/many}]");
    for (int from = 0; from < DATOMS; from += BATCH) {
      List<Object> forms = new ArrayList<>();
      int to = Math.min(DATOMS, from + BATCH);
      for (int i = from; i < to; i++) {
        forms.add(Map.of(":db/id", "e" + i, N, (long) i));
      }
      TxReport report = writer.transact(forms);
      for (int i = from; i < to; i++) {
        entities[i] = report.id("e" + i);
      }
    }
    disturb(200);
  }

  @AfterEach
  void close() {
    reader.close();
    writer.close();
    mine.close();
    others.close();
    cluster.close();
  }

  /** Changes, retracts and asserts something of entities anywhere. */
  private void disturb(int changes) {
    List<Object> forms = new ArrayList<>();
    long[] touched = random.longs(changes, 0, DATOMS).distinct().toArray();
    for (long place : touched) {
      long e = entities[(int) place];
      switch (random.nextInt(4)) {
        case 0 -> forms.add(List.of(":db/add", e, N, (long) random.nextInt(DATOMS)));
        case 1 -> forms.add(List.of(":db/retract", e, N));
        case 2 -> forms.add(List.of(":db/add", e, ":tag", (long) random.nextInt(5)));
        default -> forms.add(Map.of(N, (long) random.nextInt(DATOMS)));
      }
    }
    writer.transact(forms);
  }

  /** Reads at leisure while others write, and compares with what is read at once. */
  private void check(Function<Db, Stream<Datom>> scan) {
    Db db = reader.db();
    cluster.advanceWhileReading(Duration.ZERO, 0);
    List<Datom> expected = list(scan.apply(db));
    cluster.advanceWhileReading(PAGE, 1);
    long before = cluster.nanos();
    List<Datom> given = new ArrayList<>(expected.size());
    try (Stream<Datom> datoms = scan.apply(db)) {
      int every = Math.max(1, expected.size() / 20);
      for (Iterator<Datom> each = datoms.iterator(); each.hasNext(); ) {
        given.add(each.next());
        if (given.size() % every == 0) {
          disturb(50);
        }
      }
    }
    assertEquals(expected.size(), given.size(), "-Ddfdb.fdb.seed=" + Seeds.SEED);
    assertEquals(expected, given, "-Ddfdb.fdb.seed=" + Seeds.SEED);
    assertTrue(expected.size() < 20_000 || cluster.nanos() - before > 5e9, "it takes long");
  }

  private static List<Datom> list(Stream<Datom> datoms) {
    try (datoms) {
      return datoms.toList();
    }
  }

  @Test
  void everyIndexIsReadToItsEndAsItWas() {
    check(db -> db.datoms(Index.AEVT, N));
    check(db -> db.datoms(Index.AVET, N));
    check(db -> db.datoms(Index.EAVT));
  }

  @Test
  void backwardsToo() {
    check(db -> db.rseekDatoms(Index.AVET, N));
    check(db -> db.rseekDatoms(Index.EAVT));
  }

  @Test
  void thePastToo() {
    long t = reader.db().basisT();
    disturb(500);
    check(db -> db.asOf(t).datoms(Index.AEVT, N));
    check(db -> db.asOf(t).datoms(Index.AVET, N));
    check(db -> db.since(t - 1).datoms(Index.EAVT));
    check(db -> db.history().datoms(Index.EAVT));
    check(db -> db.history().datoms(Index.AVET, N));
  }

  @Test
  void aScanThatFindsNothingComesToItsEnd() {
    Db db = reader.db();
    long t = db.basisT();
    disturb(20);
    cluster.advanceWhileReading(STALL, 3);
    assertEquals(List.of(), list(db.since(t).datoms(Index.AEVT, N)));
  }

  @Test
  void whatQueriesCountIsTheDatabaseAtItsT() {
    Db db = reader.db();
    long[] sum = {0, 0};
    try (Stream<Datom> datoms = db.datoms(Index.AEVT, N)) {
      datoms.forEach(datom -> {
        sum[0]++;
        sum[1] += (Long) datom.v();
      });
    }
    disturb(100);
    cluster.advanceWhileReading(STALL, 3);
    assertEquals(
        Arrays.asList(sum[0], sum[1]),
        db.q("[:find [(count ?e) (sum ?n)] :with ?e :where [?e :n ?n]]").row());
  }

  /** As with {@code asOf}: what is not remembered can't be put together. */
  @Test
  void aValueThatIsNotRememberedAndSupersededMeanwhileIsMissingAndNoOtherIs() {
    writer.transact("[{:db/ident :gauge :db/valueType :db.type/long :db/noHistory true"
        + " :db/cardinality :db.cardinality/one}]");
    List<Object> forms = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      forms.add(List.of(":db/add", entities[i], ":gauge", (long) i));
    }
    writer.transact(forms);
    Db db = reader.db();
    List<Datom> whole = list(db.datoms(Index.AEVT, ":gauge"));
    List<Datom> given = new ArrayList<>();
    try (Stream<Datom> datoms = db.datoms(Index.AEVT, ":gauge")) {
      Iterator<Datom> each = datoms.iterator();
      for (int i = 0; i < 10; i++) {
        given.add(each.next());
      }
      cluster.advance(STALL);
      writer.transact(List.of(
          List.of(":db/add", entities[1], ":gauge", -1L),
          List.of(":db/add", entities[1_999], ":gauge", -1L)));
      each.forEachRemaining(given::add);
    }
    assertEquals(whole.subList(0, whole.size() - 1), given);
    assertEquals(
        List.of(whole.get(0), whole.get(2)),
        list(reader.db().asOf(db.basisT()).datoms(Index.AEVT, ":gauge")).subList(0, 2));
  }

  @Test
  void longValuesAreReadLaterThanTheirState() {
    List<Object> forms = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      forms.add(Map.of(":text", i + "x".repeat(700)));
    }
    writer.transact(forms);
    check(db -> db.datoms(Index.AEVT, ":text"));
    check(db -> db.history().datoms(Index.AEVT, ":text"));
  }

  @Test
  void theLogIsReadToItsEnd() {
    long t = reader.db().basisT();
    int expected = Math.toIntExact(t + 1);
    cluster.advanceWhileReading(PAGE, 1);
    int given = 0;
    try (Stream<?> transactions = reader.log().txRange(null, null)) {
      for (Iterator<?> each = transactions.iterator(); each.hasNext(); each.next()) {
        given++;
        disturb(3);
      }
    }
    assertEquals(expected, given);
  }
}
