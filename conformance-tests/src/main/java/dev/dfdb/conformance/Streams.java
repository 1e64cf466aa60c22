package dev.dfdb.conformance;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.events.Append;
import dev.dfdb.events.Events;
import dev.dfdb.events.Json;
import dev.dfdb.events.Message;
import dev.dfdb.events.NewMessage;
import dev.dfdb.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Streams for tests, whose messages are numbers. */
final class Streams {

  private Streams() {}

  static Connection connect(Storage storage) {
    return Dfdb.createDb(Map.of("storage", storage));
  }

  static NewMessage message(long number) {
    return NewMessage.of("Counted", Json.of(Long.toString(number)));
  }

  static Append of(String stream, long first, int count, OptionalLong expected) {
    List<NewMessage> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      messages.add(message(first + i));
    }
    return new Append(stream, messages, expected);
  }

  static void append(Events events, String stream, long... numbers) {
    for (long number : numbers) {
      events.append(stream, message(number));
    }
  }

  static List<Long> numbers(List<Message> messages) {
    return messages.stream().map(message -> message.data().node().asLong()).toList();
  }
}
