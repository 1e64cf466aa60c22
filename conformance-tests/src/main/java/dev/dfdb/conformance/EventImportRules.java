package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.events.Appended;
import dev.dfdb.events.CategoryInfo;
import dev.dfdb.events.CategoryRead;
import dev.dfdb.events.EventException;
import dev.dfdb.events.Json;
import dev.dfdb.events.Message;
import dev.dfdb.events.PositionConflictException;
import dev.dfdb.events.StreamRead;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Messages are taken up with the places they had elsewhere, where those can be. */
interface EventImportRules extends EventRules {

  @Test
  default void messagesAreImportedWithTheirPositionsAllOrNone() {
    onEvents(events -> {
      Streams.append(events, "a-1", 0, 1);
      List<Message> some = List.of(
          imported("b-1", 4, 100),
          imported("b-1", 5, 103),
          imported("c-1", 0, 50),
          imported("a-1", 2, 120));
      assertEquals(4, events.importBatch(some));
      assertEquals(List.of(4L, 5L), positions(events.read(StreamRead.of("b-1"))));
      assertEquals(List.of(5L), positions(events.read(StreamRead.of("b-1").fromGlobal(101))));
      assertEquals(
          List.of(some.get(0), some.get(1)), events.read(CategoryRead.of("b")), "with their times");
      assertEquals(new Appended(3, 121, 1), events.append("a-1", Streams.message(3)));
      assertEquals(new Appended(6, 122, 1), events.append("b-1", Streams.message(6)));
      for (List<Message> wrong : List.of(
          List.of(imported("z-1", 0, 200), imported("b-1", 5, 201)),
          List.of(imported("z-1", 0, 200), imported("y-1", 0, 50)),
          List.of(imported("z-1", 0, 200), imported("y-1", 0, 1)),
          List.of(imported("z-1", 0, 200), imported("z-1", 0, 201)),
          List.of(imported("z-1", 0, 200), imported("z-1", 1, 200)))) {
        assertThrows(PositionConflictException.class, () -> events.importBatch(wrong));
      }
      assertEquals(-1, events.streamVersion("z-1"));
      events.importBatch(List.of(imported("b-1", 0, 60), imported("d-1", 0, 61)));
      assertEquals(List.of(0L, 4L, 5L, 6L), positions(events.read(StreamRead.of("b-1"))));
      assertEquals(new CategoryInfo("b", 4, 1), events.listCategories().get(1));
      assertThrows(
          EventException.class, () -> events.importBatch(List.of(imported("b-1", -1, 300))));
    });
  }

  @Test
  default void anImportWhoseGlobalPositionsDoNotIncreaseAlongItsStreamIsRefused() {
    onEvents(events -> {
      events.importBatch(
          List.of(imported("a-1", 3, 30), imported("a-1", 4, 31), imported("a-1", 8, 80)));
      for (List<Message> wrong : List.of(
          List.of(imported("b-1", 0, 6), imported("b-1", 1, 5)),
          List.of(imported("b-1", 1, 5), imported("b-1", 0, 6)),
          List.of(imported("a-1", 2, 32)),
          List.of(imported("a-1", 5, 29)),
          List.of(imported("a-1", 7, 81)),
          List.of(imported("a-1", 9, 79)))) {
        assertThrows(EventException.class, () -> events.importBatch(wrong), wrong::toString);
      }
      assertEquals(3, events.messageCount());
      events.importBatch(
          List.of(imported("a-1", 2, 29), imported("a-1", 5, 32), imported("a-1", 9, 81)));
      assertEquals(
          List.of(5L, 8L, 9L), positions(events.read(StreamRead.of("a-1").fromGlobal(32))));
    });
  }

  @Test
  default void positionsAndTimesBeyondWhatIsStoredAreRefusedOrEmpty() {
    onEvents(events -> {
      long most = (1L << 56) - 2;
      for (long beyond : new long[] {most + 1, most + 2, Long.MAX_VALUE}) {
        assertThrows(
            EventException.class, () -> events.importBatch(List.of(imported("a-1", beyond, 1))));
        assertThrows(
            EventException.class, () -> events.importBatch(List.of(imported("a-1", 0, beyond))));
      }
      Message one = imported("a-1", 0, 1);
      for (Instant time : List.of(Instant.MAX, Instant.MIN)) {
        Message far =
            new Message(one.id(), one.stream(), one.type(), 0, 1, one.data(), one.metadata(), time);
        assertThrows(EventException.class, () -> events.importBatch(List.of(far)));
      }
      Message last = imported("a-1", most, most);
      events.importBatch(List.of(last));
      assertEquals(List.of(last), events.read(StreamRead.of("a-1").from(most)));
      for (long beyond : new long[] {most + 1, most + 2, Long.MAX_VALUE}) {
        assertEquals(List.of(), events.read(StreamRead.of("a-1").from(beyond)));
        assertEquals(List.of(), events.read(StreamRead.of("a-1").fromGlobal(beyond)));
        assertEquals(List.of(), events.read(CategoryRead.of("a").from(beyond)));
      }
      assertThrows(
          IllegalArgumentException.class,
          () -> events.subscribe(StreamRead.of("a-1").batchSize(0), message -> {}));
      assertThrows(
          IllegalArgumentException.class,
          () -> events.subscribe(CategoryRead.of("a").batchSize(0), message -> {}));
    });
  }

  private static Message imported(String stream, long position, long global) {
    return new Message(
        new UUID(position, global),
        stream,
        "Imported",
        position,
        global,
        Json.of("{}"),
        Json.NULL,
        Instant.parse("2020-02-29T12:00:00.123456Z"));
  }

  private static List<Long> positions(List<Message> messages) {
    return messages.stream().map(Message::position).toList();
  }
}
