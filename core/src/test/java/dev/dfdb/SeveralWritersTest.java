package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.ContentionException;
import dev.dfdb.error.CorruptionException;
import dev.dfdb.error.OutcomeUnknownException;
import dev.dfdb.error.TransactionException;
import dev.dfdb.storage.SortedMapStorage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two connections to one storage, as two processes have them. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SeveralWritersTest {

  private final SortedMapStorage storage = new SortedMapStorage(true);
  private final Connection one = connect(Map.of());
  private final Connection other = connect(Map.of());

  private Connection connect(Map<String, ?> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.put("storage", storage);
    return Dfdb.createDb(config);
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
  }

  private static @Nullable Object count(Connection connection) {
    return connection.db().q("[:find (count ?e) . :where [?e :n]]").value();
  }

  private static OutcomeUnknownException unknown() {
    return new OutcomeUnknownException("not answered", Map.of(), null);
  }

  @Test
  void aTransactionThatOthersAreAlwaysFasterThanIsGivenUpAndCounted() {
    AtomicBoolean faster = new AtomicBoolean(true);
    storage.failNext(new SortedMapStorage.BatchFault() {
      @Override
      public void write(Runnable write) {
        if (faster.get()) {
          other.transact("[{:other 1}]");
          storage.failNext(this);
        }
        write.run();
      }
    });
    ContentionException given =
        assertThrows(ContentionException.class, () -> one.transact("[{:n 1}]"));
    assertEquals(1_000, given.context().get("attempts"));
    assertEquals(1_000L, one.statistics().get("conflicts"));
    assertEquals(1L, one.statistics().get("starved-transactions"));
    assertEquals(0L, other.statistics().get("conflicts"));
    faster.set(false);
    assertEquals(1_001, one.transact("[{:n 1}]").t());
    assertEquals(1L, one.statistics().get("transactions"));
  }

  @Test
  void aCommitThatWasNotAnsweredIsFoundInTheLog() {
    storage.failNext(write -> {
      write.run();
      throw unknown();
    });
    assertEquals(1, one.transact("[{:n 1}]").t());
    assertEquals(1L, count(other));
    assertEquals(1L, one.statistics().get("unknown-outcomes"));
  }

  @Test
  void aCommitThatWasNotAnsweredAndIsNotThereIsWrittenAgain() {
    storage.failNext(write -> {
      throw unknown();
    });
    assertEquals(1, one.transact("[{:n 1}]").t());
    assertEquals(1L, count(other));
  }

  @Test
  void aCommitThatArrivesAfterAllIsAppliedOnce() {
    AtomicReference<Runnable> late = new AtomicReference<>(() -> {});
    storage.failNext(first -> {
      late.set(first);
      storage.failNext(second -> {
        Objects.requireNonNull(late.get()).run();
        second.run();
      });
      throw unknown();
    });
    assertEquals(1, one.transact("[{:n 1}]").t());
    assertEquals(1L, count(other));
    assertEquals(2, one.transact("[{:n 2}]").t());
  }

  @Test
  void aCommitThatWasNotAnsweredGivesWayToAnotherThatWas() {
    storage.failNext(first -> {
      storage.failNext(second -> {
        other.transact("[{:n 2}]");
        second.run();
      });
      throw unknown();
    });
    assertEquals(2, one.transact("[{:n 1}]").t());
    assertEquals(2L, count(other));
    assertEquals(1L, one.statistics().get("conflicts"));
  }

  @Test
  void aCommitThatIsNeverAnsweredIsToldSo() {
    storage.failNext(new SortedMapStorage.BatchFault() {
      @Override
      public void write(Runnable write) {
        storage.failNext(this);
        throw unknown();
      }
    });
    assertThrows(OutcomeUnknownException.class, () -> one.transact("[{:n 1}]"));
    assertEquals(3L, one.statistics().get("unknown-outcomes"));
  }

  @Test
  void aStateThatOthersHavePassedBeforeItWasReadIsReadFromALaterOne() {
    one.transact("[{:db/ident :ada :n 1}]");
    Db held = one.db();
    other.transact("[[:db/add :ada :n 2]]");
    assertEquals(1L, held.q("[:find ?n . :where [:ada :n ?n]]").value());
    assertEquals(2L, one.db().q("[:find ?n . :where [:ada :n ?n]]").value());
    one.transact("[{:n 3}]");
    other.transact("[{:n 4}]");
    assertEquals(5, one.transact("[[:db/cas :ada :n 2 5]]").t());
    assertEquals(5L, other.db().q("[:find ?n . :where [:ada :n ?n]]").value());
  }

  @Test
  void whatIsRefusedIsRefusedInThePresent() {
    other.transact("[{:n 0}]");
    one.transact("[{:db/ident :ada :n 1}]");
    assertEquals(3, other.transact("[[:db/cas :ada :n 1 2]]").t());
    assertEquals(4, one.transact("[[:db/cas :ada :n 2 3]]").t());
    assertThrows(TransactionException.class, () -> other.transact("[[:db/cas :ada :n 2 3]]"));
  }

  @Test
  void thePresentMayBeAsOldAsIsAllowedButHasAllOfItsOwn() {
    try (Connection patient = connect(Map.of("max-staleness", "1h"))) {
      other.transact("[{:n 1}]");
      assertEquals(0, patient.db().basisT());
      assertEquals(1, patient.sync().join().basisT());
      other.transact("[{:n 2}]");
      assertEquals(1, patient.db().basisT());
      assertEquals(3, patient.transact("[{:n 3}]").t());
      assertEquals(3, patient.db().basisT());
    }
  }

  @Test
  void whoFollowsHearsOfWhatOthersCommitByItself() throws InterruptedException {
    BlockingQueue<Long> heard = new LinkedBlockingQueue<>();
    one.listen(report -> heard.add(report.t()));
    other.transact("[{:n 1}]");
    other.transact("[{:n 2}]");
    assertEquals(List.of(1L, 2L), List.of(heard.take(), heard.take()));
    CompletableFuture<Db> third = one.sync(3);
    other.transact("[{:n 3}]");
    assertEquals(3, third.join().basisT());
    assertEquals(3L, heard.take());
  }

  @Test
  void whoListensHearsOfItAfterALoss() throws InterruptedException {
    BlockingQueue<Long> heard = new LinkedBlockingQueue<>();
    one.listen(report -> heard.add(report.t()));
    for (long t = 1; t <= 3; t++) {
      storage.loseSnapshots();
      other.transact("[{:n 1}]");
      assertEquals(t, heard.take());
    }
  }

  @Test
  void workGoesOnInANewStateWhereOneIsLost() {
    one.transact("[{:db/id \"e\" :n 1}]");
    storage.loseSnapshots();
    assertEquals(2, one.transact("[{:db/id \"e\" :n 2}]").t());
    Db held = one.db();
    storage.loseSnapshots();
    String question = "[:find [?n ...] :where [_ :n ?n]]";
    assertEquals(2, held.q(question).rows().size());
    assertEquals(2, one.db().q(question).rows().size());
  }

  @Test
  void whatIsKnownIsRightAfterWhatOthersCommit() {
    List<String> transactions = List.of(
        "[{:db/ident :n :db/index true} {:db/ident :friend :db/valueType :db.type/ref}]",
        "[{:db/id \"a\" :db/ident :ada :n 1 :friend \"b\"} {:db/id \"b\" :n 2}]",
        "[[:db/add :ada :n 3]]",
        "[{:db/ident :n :db/cardinality :db.cardinality/many}]",
        "[[:db/add :ada :n 4] [:db/retract :ada :n 3] {:other 1}]",
        "[[:db/add :n :db/ident :number]]",
        "[[:db/add :number :db/ident :n] {:db/ident :m} {:n 9}]",
        "[[:db/retract :n :db/index true] {:n 10 :m 5}]",
        "[[:db/retractEntity :ada]]");
    assertSame();
    for (String transaction : transactions) {
      other.transact(transaction);
      assertSame();
    }
    for (String transaction : transactions.subList(1, 3)) {
      other.transact(transaction);
    }
    assertSame();
    long forgotten = other.transact("[{:db/id \"x\" :n 77}]").id("x");
    assertSame();
    other.excise(Excision.ofEntity(forgotten));
    assertSame();
  }

  /** The connection that reads all along sees what one sees that begins now. */
  private void assertSame() {
    try (Connection fresh = connect(Map.of())) {
      assertEquals(seen(fresh), seen(one));
    }
  }

  private static List<Object> seen(Connection connection) {
    Db db = connection.db();
    List<Object> seen = new ArrayList<>();
    seen.add(db.basisT());
    for (String query : List.of(
        "[:find ?e ?n :where [?e :n ?n]]",
        "[:find ?e ?m :where [?e :m ?m]]",
        "[:find ?n ?m :where [?e :n ?n] [?e :friend ?f] [?f :n ?m]]",
        "[:find ?a ?i :where [?a :db/ident ?i]]")) {
      seen.add(new HashSet<>(db.q(query).rows()));
      seen.add(new HashSet<>(db.asOf(Math.min(2, db.basisT())).q(query).rows()));
    }
    seen.add(db.stats());
    return seen;
  }

  @Test
  void aStorageThatWentBackIsTakenAsItIs() {
    one.transact("[{:n 1}]");
    NavigableMap<byte[], byte[]> backup = storage.content();
    for (int i = 2; i < 10; i++) {
      one.transact("[{:n " + i + "}]");
    }
    Db lost = one.db();
    assertEquals(9L, count(other));
    storage.restore(backup);
    assertEquals(1, one.db().basisT());
    assertEquals(1L, count(one));
    assertEquals(1L, count(other));
    assertEquals(2, one.transact("[{:n 20}]").t());
    assertEquals(2L, count(other));
    CorruptionException error =
        assertThrows(CorruptionException.class, () -> lost.q("[:find ?e :where [?e :n]]"));
    assertEquals(9L, error.context().get("t"));
  }

  @Test
  void whoTransactsFirstAfterTheStorageWentBackNoticesToo() {
    NavigableMap<byte[], byte[]> backup = storage.content();
    one.transact("[{:n 1}]");
    storage.restore(backup);
    assertEquals(1, one.transact("[{:n 1}]").t());
    assertEquals(1L, count(one));
  }

  private Runnable othersCommit(Connection others) {
    return () -> others.transact("[{:busy 1}]");
  }

  @Test
  void theDatabaseAndItsReadingsDoNotWaitUntilOthersAreQuiet() {
    one.transact("[{:n 1}]");
    storage.meanwhile(othersCommit(other));
    assertTrue(one.db().basisT() > 1);
    assertEquals(1L, count(one));
    assertEquals(1L, one.sync().join().q("[:find (count ?e) . :where [?e :n]]").value());
    storage.meanwhile(null);
  }

  @Test
  void aRefusalIsToldThoughOthersCommitAllTheTime() {
    one.transact("[{:db/ident :e :n 1}]");
    storage.meanwhile(othersCommit(other));
    for (int i = 0; i < 5; i++) {
      assertThrows(TransactionException.class, () -> one.transact("[{:m 1} [:db/cas :e :n 7 8]]"));
    }
    storage.meanwhile(null);
    assertEquals(0L, one.statistics().get("starved-transactions"));
  }

  @Test
  void namespacesAreReadThoughOthersCommitAllTheTime() {
    try (Namespaces here = Dfdb.openNamespaces(Map.of("storage", storage));
        Namespaces there = Dfdb.openNamespaces(Map.of("storage", storage));
        Namespace mine = here.open("a");
        Namespace theirs = there.open("a")) {
      mine.connection().transact("[{:db/ident :e :n 1}]");
      Db before = mine.connection().db();
      storage.meanwhile(othersCommit(theirs.connection()));
      assertEquals(1L, before.q("[:find (count ?e) . :where [?e :n]]").value());
      assertEquals(1L, count(mine.connection()));
      assertThrows(
          TransactionException.class, () -> mine.connection().transact("[[:db/cas :e :n 7 8]]"));
      storage.meanwhile(null);
      assertTrue(mine.connection().transact("[[:db/cas :e :n 1 2]]").t() > 1);
    }
  }

  @Test
  void howOldThePresentMayBeCountsFromBeforeAWriteWasSent() {
    try (Connection stale = connect(Map.of("max-staleness", "200ms"))) {
      storage.failNext(write -> {
        write.run();
        other.transact("[{:n 2}]");
        long until = System.nanoTime() + 250_000_000;
        while (System.nanoTime() < until) {
          Thread.onSpinWait();
        }
      });
      long t = stale.transact("[{:n 1}]").t();
      assertEquals(t + 1, stale.db().basisT());
    }
  }

  @Test
  void aQueryWhoseStateIsLostIsAskedAgain() {
    one.transact("[{:n 1} {:n 2}]");
    AtomicBoolean lose = new AtomicBoolean(true);
    one.registerFunction("test/lose", arguments -> {
      if (lose.getAndSet(false)) {
        storage.loseSnapshots();
      }
      return 1L;
    });
    Object found = one.db()
        .q("[:find (count ?m) . :where [?e :n ?n] [(test/lose ?n) ?x] [?f :n ?m] [(< ?x 5)]]")
        .value();
    assertEquals(2L, found);
  }

  @Test
  void aTransactionThatJoinsOthersHasAttemptsOfItsOwn() {
    AtomicInteger conflicts = new AtomicInteger();
    BlockingQueue<CompletableFuture<TxReport>> late = new LinkedBlockingQueue<>();
    storage.failNext(new SortedMapStorage.BatchFault() {
      @Override
      public void write(Runnable write) {
        if (conflicts.incrementAndGet() <= 1_000) {
          other.transact("[{:other 1}]");
          storage.failNext(this);
        }
        if (conflicts.get() == 990) {
          late.add(one.transactAsync("[{:late 1}]"));
        }
        write.run();
      }
    });
    assertThrows(ContentionException.class, () -> one.transact("[{:n 1}]"));
    assertTrue(late.remove().join().t() > 1_000);
    assertEquals(1L, one.statistics().get("starved-transactions"));
  }

  @Test
  void aStateThatIsReadStaysWhenANewerOneIsCommitted() {
    try (Namespaces namespaces = Dfdb.openNamespaces(Map.of("storage", storage));
        Namespace namespace = namespaces.open("a")) {
      Connection connection = namespace.connection();
      connection.transact("[{:n 1} {:n 2}]");
      AtomicInteger calls = new AtomicInteger();
      connection.registerFunction("test/commit", arguments -> {
        if (calls.incrementAndGet() <= 2) {
          connection.transact("[{:m 1}]");
        }
        return 1L;
      });
      Object found = connection
          .db()
          .q("[:find (count ?m) . :where [?e :n ?n] [(test/commit ?n) ?x] [?f :n ?m] [(< ?x 5)]]")
          .value();
      assertEquals(2L, found);
      assertEquals(2, calls.get(), "it is not asked again");
    }
  }
}
