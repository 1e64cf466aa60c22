package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Namespace;
import dev.dfdb.Namespaces;
import dev.dfdb.conformance.oracle.Fault;
import dev.dfdb.conformance.oracle.FaultyStorage;
import dev.dfdb.error.DatabaseDeletedException;
import dev.dfdb.events.Append;
import dev.dfdb.events.Appended;
import dev.dfdb.events.CategoryRead;
import dev.dfdb.events.Events;
import dev.dfdb.events.Message;
import dev.dfdb.events.StreamRead;
import dev.dfdb.events.Subscription;
import dev.dfdb.events.VersionConflictException;
import dev.dfdb.storage.Storage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Many append and read at once: threads, connections, and processes where the store has several.
 */
interface EventSharingRules extends Rules {

  private List<Connection> connections() {
    boolean isShared = bench().capabilities().sharedByProcesses();
    Storage other = isShared ? bench().openAnother() : storage();
    return List.of(Streams.connect(storage()), Streams.connect(other));
  }

  @Test
  default void sixteenAppendersWithExpectedVersionsLoseAndRepeatNothing() throws Exception {
    int each = bench().capabilities().sharedByProcesses() ? 8 : 25;
    List<Connection> connections = connections();
    try {
      Crew.run(16, worker -> {
        Events events = Events.of(connections.get(worker % 2));
        long version = events.streamVersion("a-1");
        for (int done = 0; done < each; ) {
          try {
            long number = worker * 1_000L + done;
            version = events
                .append(Append.to("a-1", Streams.message(number)).expecting(version))
                .version();
            done++;
          } catch (VersionConflictException faster) {
            assertTrue(faster.streamVersion() != version);
            version = faster.streamVersion();
          }
        }
      });
      Events events = Events.of(connections.get(0));
      List<Message> all = events.read(StreamRead.of("a-1").batchSize(-1));
      assertEquals(
          LongStream.range(0, 16L * each).boxed().toList(),
          all.stream().map(Message::position).toList());
      List<Long> numbers = new ArrayList<>(Streams.numbers(all));
      Collections.sort(numbers);
      List<Long> expected = new ArrayList<>();
      for (int worker = 0; worker < 16; worker++) {
        for (int i = 0; i < each; i++) {
          expected.add(worker * 1_000L + i);
        }
      }
      assertEquals(expected, numbers);
    } finally {
      connections.forEach(Connection::close);
    }
  }

  @Test
  default void aReaderNeverSeesAGapThatIsFilledLater() throws Exception {
    List<Connection> connections = connections();
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> {
      Events events = Events.of(connections.get(1));
      long next = 1;
      while (true) {
        boolean wasOver = over.get();
        List<Message> page = events.read(CategoryRead.of("a").from(next).batchSize(50));
        for (Message message : page) {
          assertEquals(next++, message.globalPosition());
        }
        if (page.isEmpty() && wasOver) {
          assertEquals(241, next);
          return;
        }
      }
    });
    try {
      Crew.run(6, worker -> {
        Events events = Events.of(connections.get(worker % 2));
        for (int i = 0; i < 20; i++) {
          events.append(Streams.of("a-" + worker % 3, i, 2, OptionalLong.empty()));
        }
      });
      over.set(true);
      reading.get(120, TimeUnit.SECONDS);
    } finally {
      connections.forEach(Connection::close);
    }
  }

  @Test
  default void asynchronousAppendsKeepTheOrderOfTheirCaller() {
    try (Connection connection = Streams.connect(storage())) {
      Events events = Events.of(connection);
      List<CompletableFuture<Appended>> outcomes = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        outcomes.add(events.appendAsync(Append.to("a-" + i % 3, Streams.message(i))));
      }
      for (int i = 0; i < 500; i++) {
        assertEquals(i + 1, outcomes.get(i).join().firstGlobalPosition());
      }
    }
  }

  @Test
  default void aSubscriptionHasNoGapAndNoRepeatAtTheSeam() throws Exception {
    int before = 30;
    int after = 60;
    List<Connection> connections = connections();
    List<Long> ofStream = Collections.synchronizedList(new ArrayList<>());
    List<Long> ofCategory = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch got = new CountDownLatch(2 * (before + after));
    try {
      Events here = Events.of(connections.get(0));
      Events there = Events.of(connections.get(1));
      for (int i = 0; i < before; i++) {
        Streams.append(here, "a-1", i);
      }
      Subscription stream = there.subscribe(StreamRead.of("a-1").batchSize(7), message -> {
        ofStream.add(message.position());
        got.countDown();
      });
      Subscription category = here.subscribe(CategoryRead.of("a").batchSize(7), message -> {
        ofCategory.add(message.globalPosition());
        got.countDown();
      });
      Crew.run(3, worker -> {
        for (int i = 0; i < after / 3; i++) {
          Streams.append(worker == 0 ? here : there, "a-1", i);
        }
      });
      assertTrue(got.await(120, TimeUnit.SECONDS), () -> ofStream + " " + ofCategory);
      stream.close();
      category.close();
      assertTrue(stream.failure().isEmpty() && category.failure().isEmpty());
    } finally {
      connections.forEach(Connection::close);
    }
    assertEquals(LongStream.range(0, before + after).boxed().toList(), ofStream);
    assertEquals(LongStream.rangeClosed(1, before + after).boxed().toList(), ofCategory);
  }

  @Test
  default void aSubscriptionOfAStreamMissesNothingAfterAClearing() throws Exception {
    try (Connection connection = Streams.connect(storage())) {
      Events events = Events.of(connection);
      List<Long> seen = Collections.synchronizedList(new ArrayList<>());
      List<Long> late = Collections.synchronizedList(new ArrayList<>());
      CountDownLatch before = new CountDownLatch(2 * 3 - 1);
      CountDownLatch both = new CountDownLatch(2 * 7 - 1);
      Streams.append(events, "a-1", 0, 1, 2);
      for (List<Long> into : List.of(seen, late)) {
        events.subscribe(StreamRead.of("a-1").from(into == seen ? 0 : 1), message -> {
          into.add(message.globalPosition());
          before.countDown();
          both.countDown();
        });
      }
      assertTrue(before.await(120, TimeUnit.SECONDS), () -> seen + " " + late);
      events.clear();
      events.append(Streams.of("a-1", 3, 4, OptionalLong.of(-1)));
      assertTrue(both.await(120, TimeUnit.SECONDS), () -> seen + " " + late);
      assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L), seen);
      assertEquals(List.of(2L, 3L, 4L, 5L, 6L, 7L), late);
    }
  }

  @Test
  default void aSubscriptionEndsWithItsDatabase() throws Exception {
    try (Namespaces namespaces = Workspaces.open(storage(), 3);
        Namespace doomed = namespaces.open("a")) {
      Events events = Events.of(doomed.connection());
      Streams.append(events, "a-1", 0);
      List<Subscription> all = List.of(
          events.subscribe(StreamRead.of("a-1"), message -> {}),
          events.subscribe(CategoryRead.of("a"), message -> {}));
      namespaces.delete("a");
      for (Subscription one : all) {
        assertTrue(one.awaitEnd(120, TimeUnit.SECONDS));
        assertTrue(one.failure().orElseThrow() instanceof DatabaseDeletedException);
      }
    }
  }

  @Test
  default void aConsumerWhosePositionCannotBeStoredTriesAgain() throws Exception {
    String stream = "a-1";
    try (Connection first = Streams.connect(storage())) {
      Streams.append(Events.of(first), stream, 0);
    }
    for (Fault fault : Fault.values()) {
      FaultyStorage faulty = new FaultyStorage(storage(), 0, fault, false);
      try (Connection connection = Streams.connect(faulty)) {
        Events events = Events.of(connection);
        String name = "printer-" + fault;
        CountDownLatch given = new CountDownLatch(2);
        Subscription printer =
            events.subscribe(CategoryRead.of("a").batchSize(1), name, message -> given.countDown());
        try (Connection other = Streams.connect(storage())) {
          Streams.append(Events.of(other), stream, 1);
          assertTrue(given.await(120, TimeUnit.SECONDS), () -> fault + " " + printer.failure());
          assertTrue(faulty.hasFailed(), "the first position could not be stored");
          printer.close();
          assertTrue(printer.failure().isEmpty());
          assertTrue(Events.of(other).consumerPosition(name).isPresent());
        }
      }
    }
  }

  @Test
  default void aConsumerGoesOnWhereItStopped() throws Exception {
    Connection connection = Streams.connect(storage());
    Subscription again;
    List<Long> seen = Collections.synchronizedList(new ArrayList<>());
    try (connection) {
      Events events = Events.of(connection);
      Streams.append(events, "a-1", 0, 1, 2, 3, 4);
      Subscription failing =
          events.subscribe(CategoryRead.of("a").batchSize(2), "printer", message -> {
            if (message.position() == 3) {
              throw new IllegalStateException("out of paper");
            }
            seen.add(message.position());
          });
      assertTrue(failing.awaitEnd(120, TimeUnit.SECONDS));
      assertTrue(failing.failure().orElseThrow() instanceof IllegalStateException);
      assertEquals(List.of(0L, 1L, 2L), seen);
      assertEquals(OptionalLong.of(3), events.consumerPosition("printer"));
      CountDownLatch rest = new CountDownLatch(3);
      seen.clear();
      again = events.subscribe(CategoryRead.of("a"), "printer", message -> {
        seen.add(message.position());
        rest.countDown();
      });
      assertTrue(rest.await(120, TimeUnit.SECONDS));
      assertFalse(again.isEnded());
    }
    assertTrue(again.awaitEnd(120, TimeUnit.SECONDS), "it ends with its connection");
    assertTrue(again.failure().isEmpty());
    assertEquals(List.of(2L, 3L, 4L), seen);
  }

  @Test
  default void concurrentTransactionsWithMessagesAgreeWithThem() throws Exception {
    int each = bench().capabilities().sharedByProcesses() ? 4 : 12;
    List<Connection> connections = connections();
    try {
      Crew.run(4, worker -> {
        Connection connection = connections.get(worker % 2);
        Events events = Events.of(connection);
        for (int i = 0; i < each; i++) {
          long number = worker * 100L + i;
          if (i % 3 == 2) {
            Streams.append(events, "noise-1", number);
            connection.transact(List.of(Map.of(":noise", number)));
          }
          events.transact(List.of(Map.of(":n", number)), Append.to("a-1", Streams.message(number)));
        }
      });
      Events events = Events.of(connections.get(0));
      List<Long> numbers = Streams.numbers(events.read(StreamRead.of("a-1").batchSize(-1)));
      assertEquals(4 * each, numbers.size());
      assertEquals(Workspaces.numbers(connections.get(1)), new HashSet<Object>(numbers));
    } finally {
      connections.forEach(Connection::close);
    }
  }
}
