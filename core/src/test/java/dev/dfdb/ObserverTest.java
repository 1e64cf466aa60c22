package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.QueryException;
import dev.dfdb.error.TransactionException;
import dev.dfdb.observe.CompactionTiming;
import dev.dfdb.observe.Observer;
import dev.dfdb.observe.PullTiming;
import dev.dfdb.observe.QueryTiming;
import dev.dfdb.observe.TransactionTiming;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What an observer of a connection is told. */
class ObserverTest {

  private static final String NAMES = "[:find ?name :where [_ :person/name ?name]]";

  private static final class Notes implements Observer {
    private final List<Object> all = new CopyOnWriteArrayList<>();

    @Override
    public void committed(TransactionTiming timing) {
      all.add(timing);
    }

    @Override
    public void answered(QueryTiming timing) {
      all.add(timing);
    }

    @Override
    public void pulled(PullTiming timing) {
      all.add(timing);
    }

    @Override
    public void compacted(CompactionTiming timing) {
      all.add(timing);
    }
  }

  private final TestDatabase database = new TestDatabase();
  private final Notes notes = new Notes();

  @Test
  void eachTransactionIsToldOnceWithItsTimes() {
    database.connection.observe(notes);
    TxReport report = database.connection.transact("[{:person/name \"Ada\"}]");
    assertEquals(1, notes.all.size());
    TransactionTiming timing = (TransactionTiming) notes.all.get(0);
    assertEquals(report.t(), timing.t());
    assertEquals(report.txData().size(), timing.datoms());
    assertEquals(1, timing.groupSize());
    assertEquals(1, timing.attempts());
    assertTrue(timing.waitNanos() >= 0);
    assertTrue(timing.evaluationNanos() > 0);
    assertTrue(timing.writeNanos() > 0);
    assertTrue(timing.totalNanos() >= timing.evaluationNanos() + timing.writeNanos());
  }

  @Test
  void aRefusedTransactionIsNotTold() {
    database.connection.observe(notes);
    assertThrows(
        TransactionException.class, () -> database.connection.transact("[[:db/nonsense 1 2 3]]"));
    assertEquals(List.of(), notes.all);
  }

  @Test
  void queriesAndPullsAreToldWithWhatTheyGaveAndRead() {
    database.transact("[{:db/id \"a\" :person/name \"Ada\"} {:person/name \"Bo\"}]");
    Db db = database.connection.db();
    database.connection.observe(notes);
    db.q(NAMES);
    db.q(Query.of(NAMES));
    db.pull("[:person/name]", 1);
    db.pullMany("[:person/name]", List.of(1, 2, 3));
    List<Object> told = new ArrayList<>(notes.all);
    assertEquals(4, told.size());
    for (int i = 0; i < 2; i++) {
      QueryTiming query = (QueryTiming) told.get(i);
      assertEquals(NAMES, query.query());
      assertEquals(2, query.rows());
      assertTrue(query.nanos() > 0);
      assertTrue(query.bytesRead() > 0 || i > 0, "the second finds arrays at hand, perhaps");
    }
    assertEquals(1, ((PullTiming) told.get(2)).entities());
    assertEquals(3, ((PullTiming) told.get(3)).entities());
    assertEquals("[:person/name]", ((PullTiming) told.get(3)).pattern());
  }

  @Test
  void aQueryThatFailsIsToldAsSuch() {
    database.connection.observe(notes);
    assertThrows(
        QueryException.class,
        () -> database.connection.db().q("[:find ?x :in $ ?x :where [?x :a ?x]]"));
    QueryTiming timing = (QueryTiming) notes.all.get(0);
    assertTrue(timing.failed());
    assertEquals(0, timing.rows());
  }

  @Test
  void aCompactionIsTold() {
    database.connection.observe(notes);
    database.connection.compact();
    CompactionTiming timing = (CompactionTiming) notes.all.get(0);
    assertEquals(new CompactionTiming(timing.nanos(), false, false), timing);
  }

  @Test
  void whatAnObserverThrowsGoesNoFurther() {
    database.connection.observe(new Observer() {
      @Override
      public void committed(TransactionTiming timing) {
        throw new IllegalStateException("of the observer's own");
      }
    });
    database.connection.observe(notes);
    database.connection.transact("[{:person/name \"Ada\"}]");
    assertEquals(1, notes.all.size());
  }

  @Test
  void whoHasEndedIsToldNothingMore() {
    Registration observing = database.connection.observe(notes);
    observing.close();
    observing.close();
    database.connection.transact("[{:person/name \"Ada\"}]");
    database.connection.db().q(NAMES);
    assertEquals(List.of(), notes.all);
  }

  @Test
  void whatAFunctionOfATransactionReadsIsPartOfIt() {
    database.connection.observe(notes);
    database.connection.transact((TransactionFunction) (db, arguments) -> {
      db.q(NAMES);
      return List.of();
    });
    assertEquals(
        List.of(TransactionTiming.class),
        notes.all.stream().<Object>map(Object::getClass).toList());
  }
}
