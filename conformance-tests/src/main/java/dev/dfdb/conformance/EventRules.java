package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Namespace;
import dev.dfdb.Namespaces;
import dev.dfdb.error.DatabaseDeletedException;
import dev.dfdb.error.LimitExceededException;
import dev.dfdb.error.StorageClosedException;
import dev.dfdb.error.TransactionException;
import dev.dfdb.events.Append;
import dev.dfdb.events.Appended;
import dev.dfdb.events.CategoryInfo;
import dev.dfdb.events.CategoryRead;
import dev.dfdb.events.ConsumerGroup;
import dev.dfdb.events.EventException;
import dev.dfdb.events.Events;
import dev.dfdb.events.Json;
import dev.dfdb.events.Message;
import dev.dfdb.events.NewMessage;
import dev.dfdb.events.Outbox;
import dev.dfdb.events.StreamInfo;
import dev.dfdb.events.StreamRead;
import dev.dfdb.events.VersionConflictException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What is appended is read as it was, in the order it was. */
interface EventRules extends Rules {

  /** Tries something on empty streams. */
  default void onEvents(Consumer<Events> rule) {
    try (Connection connection = Streams.connect(storage())) {
      rule.accept(Events.of(connection));
    }
  }

  @Test
  default void aMessageComesBackAsItWasAppended() {
    NewMessage message = new NewMessage(
        new UUID(7, -7),
        "Deposited é",
        Json.of(" {\"amount\" : 1.50, \"text\":\"\\u0000 \uD83D\uDE00\"}"),
        Json.of("{\"correlationStreamName\":\"order-1\"}"));
    Instant before = Instant.now().minusSeconds(1);
    onEvents(events -> {
      assertEquals(-1, events.streamVersion("account-123"));
      assertEquals(new Appended(0, 1, 1), events.append("account-123", message));
      assertEquals(new Appended(1, 2, 1), events.append("account-123", Streams.message(1)));
      assertEquals(1, events.streamVersion("account-123"));
    });
    bench().reopenIfPersistent();
    if (!bench().capabilities().persistent()) {
      onEvents(events -> events.append("account-123", message));
    }
    onEvents(events -> {
      Message read = events.read(StreamRead.of("account-123")).get(0);
      assertEquals(message.id(), read.id());
      assertEquals("account-123", read.stream());
      assertEquals(message.type(), read.type());
      assertEquals(message.data(), read.data());
      assertEquals(message.metadata(), read.metadata());
      assertEquals(0, read.position());
      assertEquals(1, read.globalPosition());
      assertTrue(
          read.time().isAfter(before) && read.time().isBefore(Instant.now().plusSeconds(60)));
      assertEquals(read, events.read(CategoryRead.of("account")).get(0));
    });
  }

  @Test
  default void aStreamIsReadFromAnyPositionInEitherDirection() {
    onEvents(events -> {
      for (int i = 0; i < 60; i++) {
        events.append(Streams.of("a-1", i * 2L, 2, OptionalLong.empty()));
        Streams.append(events, i % 3 == 0 ? "a-2" : "b-1", i);
      }
      for (long from : new long[] {0, 1, 2, 59, 60, 118, 119, 120, 500}) {
        for (long size : new long[] {0, 1, 2, 3, 50, 1_000, -1}) {
          List<Long> expected =
              LongStream.range(from, 120).limit(size < 0 ? 1_000 : size).boxed().toList();
          StreamRead read = StreamRead.of("a-1").from(from).batchSize(size);
          assertEquals(expected, Streams.numbers(events.read(read)), () -> "" + read);
          List<Long> reversed = LongStream.rangeClosed(0, Math.min(from, 119))
              .map(n -> Math.min(from, 119) - n)
              .limit(size < 0 ? 1_000 : size)
              .boxed()
              .toList();
          StreamRead backward = StreamRead.backward("a-1").from(from).batchSize(size);
          assertEquals(reversed, Streams.numbers(events.read(backward)), () -> "" + backward);
        }
      }
      assertEquals(
          List.of(119L), Streams.numbers(events.read(StreamRead.backward("a-1").batchSize(1))));
      List<Message> all = events.read(StreamRead.of("a-1").batchSize(-1));
      for (Message message : all) {
        long at = message.globalPosition();
        assertEquals(
            message.position(),
            events.read(StreamRead.of("a-1").fromGlobal(at).batchSize(1)).get(0).position());
        assertEquals(
            message.position(),
            events
                .read(StreamRead.backward("a-1").fromGlobal(at).batchSize(1))
                .get(0)
                .position());
      }
      assertEquals(List.of(), events.read(StreamRead.of("a-1").fromGlobal(1_000)));
      assertEquals(List.of(), events.read(StreamRead.of("none-1")));
      assertEquals(List.of(), events.read(StreamRead.backward("none-1")));
      assertEquals(List.of(), events.read(CategoryRead.of("none")));
    });
  }

  @Test
  default void anotherVersionThanExpectedIsAConflictWithBoth() {
    onEvents(events -> {
      assertEquals(
          1, events.append(Streams.of("a-1", 0, 2, OptionalLong.of(-1))).version());
      for (long wrong : new long[] {-1, 0, 2, 100}) {
        VersionConflictException conflict = assertThrows(
            VersionConflictException.class,
            () -> events.append(Streams.of("a-1", 5, 1, OptionalLong.of(wrong))));
        assertEquals(wrong, conflict.expectedVersion());
        assertEquals(1, conflict.streamVersion());
      }
      assertEquals(2, events.append(Streams.of("a-1", 2, 1, OptionalLong.of(1))).version());
      VersionConflictException absent = assertThrows(
          VersionConflictException.class,
          () -> events.append(Streams.of("a-2", 5, 1, OptionalLong.of(0))));
      assertEquals(-1, absent.streamVersion());
      assertEquals(List.of(0L, 1L, 2L), Streams.numbers(events.read(StreamRead.of("a-1"))));
      assertEquals(3, events.messageCount());
      assertEquals(4, events.nextGlobalPosition());
    });
  }

  @Test
  default void aCategoryIsReadInGlobalOrderByGroupsAndByCorrelation() {
    onEvents(events -> {
      for (int i = 0; i < 40; i++) {
        Json metadata = i % 4 == 0
            ? Json.of("{\"correlationStreamName\":\"order-" + i + "\"}")
            : i % 4 == 1 ? Json.of("{\"correlationStreamName\":\"orders\"}") : Json.NULL;
        NewMessage message = NewMessage.of("T", Json.of("" + i), metadata);
        events.append("account-" + i % 7 + (i % 2 == 0 ? "+x" : ""), message);
        events.append("accounts-1", Streams.message(i));
      }
      Streams.append(events, "account", 100);
      List<Message> all = events.read(CategoryRead.of("account"));
      assertEquals(41, all.size());
      assertEquals(
          all.stream().map(Message::globalPosition).sorted().toList(),
          all.stream().map(Message::globalPosition).toList());
      assertEquals(
          all.subList(10, 15),
          events.read(
              CategoryRead.of("account").from(all.get(10).globalPosition()).batchSize(5)));
      List<Message> grouped = new ArrayList<>();
      for (int member = 0; member < 3; member++) {
        ConsumerGroup group = new ConsumerGroup(member, 3);
        List<Message> part = events.read(CategoryRead.of("account").group(member, 3));
        part.forEach(message -> assertTrue(group.has(message.stream())));
        grouped.addAll(part);
      }
      assertEquals(40, Set.copyOf(grouped).size(), "all but those of a stream without an id");
      assertEquals(40, grouped.size());
      assertEquals(
          List.of(0L, 4L, 8L, 12L, 16L, 20L, 24L, 28L, 32L, 36L),
          Streams.numbers(events.read(CategoryRead.of("account").correlation("order"))));
      assertThrows(EventException.class, () -> events.read(CategoryRead.of("account-1")));
      assertThrows(
          EventException.class, () -> events.read(CategoryRead.of("account").correlation("a-1")));
      assertThrows(IllegalArgumentException.class, () -> new ConsumerGroup(3, 3));
    });
  }

  @Test
  default void theLastMessageIsFoundAlsoByType() {
    onEvents(events -> {
      assertTrue(events.lastMessage("a-1").isEmpty());
      for (int i = 0; i < 50; i++) {
        events.append("a-1", NewMessage.of(i == 3 ? "Rare" : "Often", "" + i));
        events.append("a-2", NewMessage.of("Rare", "" + i));
      }
      assertEquals(49, events.lastMessage("a-1").orElseThrow().position());
      assertEquals(49, events.lastMessage("a-1", "Often").orElseThrow().position());
      assertEquals(3, events.lastMessage("a-1", "Rare").orElseThrow().position());
      assertTrue(events.lastMessage("a-1", "Never").isEmpty());
    });
  }

  @Test
  default void streamsAndCategoriesAreListed() {
    onEvents(events -> {
      for (String stream : List.of("b-1", "a-10", "a-1", "a-1\u0000", "a", "ab-1", "a-2+x")) {
        Streams.append(events, stream, 1);
        Streams.append(events, "busy-1", 2);
        Streams.append(events, stream, 2);
      }
      for (int i = 0; i < 100; i++) {
        Streams.append(events, "busy-" + i % 2, i);
      }
      List<StreamInfo> all = events.listStreams("", "", 100);
      assertEquals(
          List.of("a", "a-1", "a-1\u0000", "a-10", "a-2+x", "ab-1", "b-1", "busy-0", "busy-1"),
          all.stream().map(StreamInfo::name).toList());
      assertEquals(56, all.get(8).version());
      assertEquals(1, all.get(0).version());
      assertEquals(all.subList(1, 5), events.listStreams("a-", "", 100));
      for (int size = 1; size < 4; size++) {
        List<StreamInfo> paged = new ArrayList<>();
        String last = "";
        for (List<StreamInfo> page = events.listStreams("", last, size);
            !page.isEmpty();
            page = events.listStreams("", last, size)) {
          assertTrue(page.size() <= size);
          paged.addAll(page);
          last = page.get(page.size() - 1).name();
        }
        assertEquals(all, paged);
      }
      assertEquals(
          List.of(
              new CategoryInfo("a", 10, 5),
              new CategoryInfo("ab", 2, 1),
              new CategoryInfo("b", 2, 1),
              new CategoryInfo("busy", 107, 2)),
          events.listCategories());
      assertEquals(121, events.messageCount());
      assertEquals(107, events.messageCount("busy"));
      assertEquals(0, events.messageCount("none"));
    });
  }

  @Test
  default void streamsWithHostileNamesAreApart() {
    onEvents(events -> {
      List<String> names = new ArrayList<>();
      Workspaces.HOSTILE.stream().filter(name -> name.length() < 200).forEach(names::add);
      names.add("a-");
      names.add("a--");
      names.add("a-\u0000");
      names.add("\u0000-a");
      names.add("a-" + "\u0000".repeat(398));
      names.add("x".repeat(399) + "-");
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < names.size(); i++) {
          Streams.append(events, names.get(i), i);
        }
      }
      for (int i = 0; i < names.size(); i++) {
        assertEquals(
            List.of((long) i, (long) i),
            Streams.numbers(events.read(StreamRead.of(names.get(i)))),
            names.get(i));
        assertEquals(names.get(i), events.lastMessage(names.get(i)).orElseThrow().stream());
      }
      assertEquals(names.size(), events.listStreams("", "", 1_000).size());
    });
  }

  @Test
  default void whatCannotBeIsRefusedBeforeAnythingIsWritten() {
    onEvents(events -> {
      for (String name : List.of("", "-a", "x".repeat(401), "\u00E9".repeat(201), "a-\uD83D")) {
        assertThrows(EventException.class, () -> Streams.append(events, name, 1));
        assertThrows(EventException.class, () -> events.streamVersion(name));
      }
      for (String type : List.of("", "x".repeat(256), "\uDE00")) {
        assertThrows(
            EventException.class, () -> events.append("a-1", NewMessage.of(type, Json.NULL)));
      }
      assertThrows(IllegalArgumentException.class, () -> NewMessage.of("T", "{\"a\":}"));
      assertThrows(IllegalArgumentException.class, () -> NewMessage.of("T", "1 2"));
      assertThrows(IllegalArgumentException.class, () -> NewMessage.of("T", ""));
      assertThrows(IllegalArgumentException.class, () -> NewMessage.of("T", "{\"a\":\"b"));
      int most = bench().capabilities().limits().maxValueBytes();
      if (most <= 64 << 20) {
        Json huge = Json.trusted(new byte[most]);
        assertThrows(
            LimitExceededException.class, () -> events.append("a-1", NewMessage.of("T", huge)));
      }
      assertEquals(0, events.messageCount());
      assertEquals(0, events.append(Append.to("a-1")).count());
      assertEquals(-1, events.streamVersion("a-1"));
    });
  }

  @Test
  default void clearingRemovesMessagesAndGlobalPositionsGoOn() {
    try (Connection connection = Streams.connect(storage())) {
      Events events = Events.of(connection);
      connection.transact("[{:n 1}]");
      Streams.append(events, "a-1", 0, 1, 2);
      events.storeConsumerPosition("me", 3);
      events.clear();
      assertEquals(List.of(), events.read(StreamRead.of("a-1")));
      assertEquals(List.of(), events.listCategories());
      assertEquals(-1, events.streamVersion("a-1"));
      assertEquals(new Appended(0, 4, 1), events.append("a-1", Streams.message(7)));
      assertEquals(OptionalLong.of(3), events.consumerPosition("me"));
      assertEquals(OptionalLong.empty(), events.consumerPosition("you"));
      assertEquals(Set.of(1L), Workspaces.numbers(connection));
    }
  }

  @Test
  default void aTransactionAndAnAppendAreOneCommit() {
    try (Connection connection = Streams.connect(storage())) {
      Events events = Events.of(connection);
      long t = connection.db().basisT();
      Outbox done = events.transact(
          List.of(Map.of(":n", 1)),
          Append.to("a-1", Streams.message(1)).expecting(-1),
          Append.to("b-1", Streams.message(2), Streams.message(3)),
          Append.to("a-1", Streams.message(4)).expecting(0));
      assertEquals(t + 1, done.transaction().t());
      assertEquals(
          List.of(new Appended(0, 1, 1), new Appended(0, 2, 2), new Appended(1, 4, 1)),
          done.appended());
      assertThrows(
          VersionConflictException.class,
          () -> events.transact(
              List.of(Map.of(":n", 2)),
              Append.to("c-1", Streams.message(5)),
              Append.to("a-1", Streams.message(5)).expecting(0)));
      assertThrows(
          TransactionException.class,
          () -> events.transact(
              List.of(List.of(":db/nonsense")), Append.to("a-1", Streams.message(5))));
      assertEquals(t + 1, connection.db().basisT());
      assertEquals(4, events.messageCount());
      assertEquals(Set.of(1L), Workspaces.numbers(connection));
      Streams.append(events, "a-1", 6);
      assertEquals(List.of(1L, 4L, 6L), Streams.numbers(events.read(StreamRead.of("a-1"))));
    }
  }

  @Test
  default void streamsGoWithTheirNamespace() {
    try (Namespaces namespaces = Workspaces.open(storage(), 3);
        Namespace a = namespaces.open("a");
        Namespace b = namespaces.open("b")) {
      Events ofA = Events.of(a.connection());
      Streams.append(ofA, "s-1", 1, 2);
      Streams.append(Events.of(b.connection()), "s-1", 3);
      namespaces.copy("a", "c");
      Streams.append(ofA, "s-1", 4);
      try (Namespace c = namespaces.open("c")) {
        Events copied = Events.of(c.connection());
        Streams.append(copied, "s-1", 5);
        assertEquals(List.of(1L, 2L, 5L), Streams.numbers(copied.read(StreamRead.of("s-1"))));
      }
      namespaces.delete("a");
      assertThrows(DatabaseDeletedException.class, () -> Streams.append(ofA, "s-1", 6));
      assertThrows(DatabaseDeletedException.class, () -> ofA.storeConsumerPosition("me", 1));
      for (Executable read : List.<Executable>of(
          () -> ofA.streamVersion("s-1"),
          () -> ofA.read(StreamRead.of("s-1")),
          () -> ofA.read(StreamRead.backward("s-1")),
          () -> ofA.read(CategoryRead.of("s")),
          () -> ofA.lastMessage("s-1"),
          () -> ofA.listStreams("", "", 10),
          ofA::listCategories,
          ofA::messageCount,
          () -> ofA.messageCount("s"),
          ofA::nextGlobalPosition,
          () -> ofA.consumerPosition("me"))) {
        assertThrows(DatabaseDeletedException.class, read);
      }
      try (Namespace again = namespaces.open("a")) {
        assertFalse(again == a);
        assertEquals(0, Events.of(again.connection()).messageCount());
      }
      assertEquals(
          List.of(3L), Streams.numbers(Events.of(b.connection()).read(StreamRead.of("s-1"))));
    }
  }

  @Test
  default void streamsAreClosedWithTheirConnection() {
    Connection connection = Streams.connect(storage());
    Events events = Events.of(connection);
    Streams.append(events, "a-1", 1);
    assertTrue(events == Events.of(connection));
    connection.close();
    assertThrows(StorageClosedException.class, () -> Streams.append(events, "a-1", 2));
    assertThrows(StorageClosedException.class, () -> events.read(StreamRead.of("a-1")));
    assertThrows(StorageClosedException.class, () -> Events.of(connection));
  }
}
