package dev.dfdb.cli.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.events.Append;
import dev.dfdb.events.Appended;
import dev.dfdb.events.CategoryRead;
import dev.dfdb.events.Events;
import dev.dfdb.events.Json;
import dev.dfdb.events.Message;
import dev.dfdb.events.NewMessage;
import dev.dfdb.events.Outbox;
import dev.dfdb.events.StreamRead;
import dev.dfdb.events.Subscription;
import dev.dfdb.events.VersionConflictException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The examples of docs/events.md. */
class EventsGuideTest {

  private final Connection connection = Dfdb.createDb();

  @AfterEach
  void close() {
    connection.close();
  }

  // snippet: events-record
  record Deposit(String account, int amount) {}

  // end

  @Test
  void appending() {
    // snippet: events-append
    Events events = Events.of(connection);
    NewMessage opened = NewMessage.of("Opened", "{\"owner\": \"Ada\"}");
    NewMessage deposited = NewMessage.of("Deposited", Json.from(new Deposit("123", 5)));
    Appended place = events.append("account-123", opened, deposited);
    assertEquals(0, place.firstPosition());
    assertEquals(1, events.streamVersion("account-123"));

    List<Message> messages = events.read(StreamRead.of("account-123"));
    assertEquals("Opened", messages.get(0).type());
    assertEquals(5, messages.get(1).data().as(Deposit.class).amount());
    assertEquals("Ada", messages.get(0).data().node().path("owner").asText());
    // end
    // snippet: events-expected
    Append withdrawal =
        Append.to("account-123", NewMessage.of("Withdrawn", "{\"amount\": 3}")).expecting(1);
    events.append(withdrawal);
    VersionConflictException conflict =
        assertThrows(VersionConflictException.class, () -> events.append(withdrawal));
    assertEquals(1, conflict.expectedVersion());
    assertEquals(2, conflict.streamVersion());
    // end
    // snippet: events-read
    events.read(StreamRead.of("account-123").from(1).batchSize(10));
    events.read(StreamRead.of("account-123").batchSize(StreamRead.ALL));
    events.read(StreamRead.backward("account-123").batchSize(2)); // the last two, last first
    events.read(StreamRead.of("account-123").fromGlobal(2)); // what came since
    assertEquals("Withdrawn", events.lastMessage("account-123").orElseThrow().type());
    assertEquals(0, events.lastMessage("account-123", "Opened").orElseThrow().position());
    assertEquals("account-123", events.listStreams("account-", "", 100).get(0).name());
    assertEquals(3, events.listCategories().get(0).messages());
    // end
  }

  @Test
  void categories() {
    Events events = Events.of(connection);
    // snippet: events-category
    Json caused = Json.of("{\"correlationStreamName\": \"transfer-7\"}");
    events.append("account-1", NewMessage.of("Deposited", Json.of("1"), caused));
    events.append("account-2", NewMessage.of("Deposited", "2"));
    List<Message> all = events.read(CategoryRead.of("account"));
    assertEquals(
        List.of("account-1", "account-2"), all.stream().map(Message::stream).toList());
    assertEquals(
        1, events.read(CategoryRead.of("account").correlation("transfer")).size());
    int first = events.read(CategoryRead.of("account").group(0, 2)).size();
    int second = events.read(CategoryRead.of("account").group(1, 2)).size();
    assertEquals(2, first + second);
    // end
  }

  @Test
  void subscriptions() throws InterruptedException {
    Events events = Events.of(connection);
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    CountDownLatch all = new CountDownLatch(2);
    // snippet: events-subscribe
    events.append("account-1", NewMessage.of("Opened", "{}"));
    Subscription printer = events.subscribe(CategoryRead.of("account"), "printer", message -> {
      seen.add(message.type());
      all.countDown();
    });
    events.append("account-2", NewMessage.of("Deposited", "{}"));
    assertTrue(all.await(60, TimeUnit.SECONDS));
    printer.close();
    assertEquals(List.of("Opened", "Deposited"), List.copyOf(seen));
    assertEquals(3, events.consumerPosition("printer").orElseThrow()); // what it wants next
    // end
  }

  @Test
  void outbox() {
    Events events = Events.of(connection);
    // snippet: events-outbox
    Outbox both = events.transact(
        List.of(Map.of(":order/number", 7, ":order/state", "paid")),
        Append.to("order-7", NewMessage.of("Paid", "{}")).expecting(-1));
    assertEquals(0, both.appended().get(0).firstPosition());
    assertEquals(both.transaction().t(), connection.db().basisT());
    // end
  }
}
