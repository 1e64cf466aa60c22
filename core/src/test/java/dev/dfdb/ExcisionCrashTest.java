package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.StorageException;
import dev.dfdb.error.StorageUnavailableException;
import dev.dfdb.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Excision among crashes and other writers: all of it or none, and nothing else lost. */
class ExcisionCrashTest {

  private TestDatabase db = new TestDatabase();

  /** Lets some batches through and lets the next one fail, before or after it was written. */
  private void failAfter(int batches, boolean written) {
    db.storage.failNext(write -> {
      if (batches > 0) {
        write.run();
        failAfter(batches - 1, written);
      } else if (written) {
        write.run();
        throw new StorageUnavailableException("the process died after writing", Map.of());
      } else {
        throw new StorageUnavailableException("the process died before writing", Map.of());
      }
    });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCrashAtAnyWriteLeavesEitherAllOfItOrNoneOnceOpened(boolean written) {
    boolean isOver = false;
    int crashes = 0;
    for (int batches = 0; !isOver; batches++) {
      db = new TestDatabase();
      long e = manyFacts(1_500);
      int before = db.storage.batches();
      failAfter(batches, written);
      try {
        db.connection.excise(Excision.ofEntity(e).before(4));
        isOver = true;
      } catch (StorageException crash) {
        crashes++;
      }
      db.storage.failNext(Runnable::run);
      boolean isRecorded = db.storage.batches() > before;
      assertEquals(isRecorded, batches > 0 || written);
      // What was open is left as it is: its process is gone.
      db.connection = Dfdb.createDb(Map.of("storage", db.storage));
      assertEquals(!isRecorded, db.isAnywhere("secret-"), "at write " + batches);
      assertTrue(db.isAnywhere("plain-"));
      assertEquals(isRecorded ? 5 : 4, db.connection.db().basisT());
      assertEquals(6 - (isRecorded ? 0 : 1), db.transact("[{:n 1}]").t());
    }
    assertTrue(crashes > 4, "there are several writes to crash at: " + crashes);
  }

  @Test
  void afterAFailureTheNextTransactionFinishesIt() {
    long e = manyFacts(1_500);
    failAfter(2, false);
    assertThrows(
        StorageException.class, () -> db.connection.excise(Excision.ofEntity(e).before(4)));
    assertTrue(db.isAnywhere("secret-"));
    db.transact("[{:n 1}]");
    assertFalse(db.isAnywhere("secret-"));
    assertEquals(6, db.connection.db().basisT());
  }

  @Test
  void excisionsAndTransactionsOfSeveralConnectionsAtOnceLoseNothing() throws Exception {
    List<Long> entities = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      entities.add(db.transact("[{:db/id \"e\" :text \"secret-" + i + "\"}]").id("e"));
    }
    long counter = db.transact("[{:db/id \"c\" :n 0}]").id("c");
    try (Connection other = Dfdb.createDb(Map.of("storage", (Storage) db.storage))) {
      CompletableFuture<Void> counting = CompletableFuture.runAsync(() -> {
        for (int i = 0; i < 200; i++) {
          long e = entities.get(i % 20);
          other.transact("[[:db/cas " + counter + " :n " + i + " " + (i + 1) + "]" + "[:db/add " + e
              + " :text \"" + (i < 100 ? "secret" : "plain") + i + "\"]]");
        }
      });
      while (other.db().basisT() < 21 + 120 && !counting.isDone()) {
        Thread.onSpinWait();
      }
      for (long e : entities) {
        db.connection.excise(Excision.ofEntity(e).before(21 + 101));
      }
      counting.join();
    }
    assertEquals(200L, TestDatabase.value(db.connection, counter, ":n"));
    assertEquals(21 + 200 + 20, db.connection.db().basisT());
    assertFalse(db.isAnywhere("secret"));
    assertEquals("plain199", TestDatabase.value(db.connection, entities.get(19), ":text"));
  }

  /** An entity with many old facts, live and superseded, and some new ones. */
  private long manyFacts(int count) {
    db.transact("[{:db/ident :tag :db/cardinality :db.cardinality/many}]");
    StringBuilder facts = new StringBuilder("[{:db/id \"e\" :tag [");
    for (int i = 0; i < count; i++) {
      facts.append("\"secret-").append(i).append("-".repeat(100)).append("\" ");
    }
    long e = db.transact(facts.append("]}]").toString()).id("e");
    StringBuilder retractions = new StringBuilder("[");
    for (int i = 0; i < count / 2; i++) {
      retractions
          .append("[:db/retract ")
          .append(e)
          .append(" :tag \"secret-")
          .append(i)
          .append("-".repeat(100))
          .append("\"]");
    }
    db.transact(retractions.append(']').toString());
    db.transact("[{:db/id " + e + " :tag [\"plain-1\" \"plain-2\"]} {:other \"plain-3\"}]");
    return e;
  }
}
