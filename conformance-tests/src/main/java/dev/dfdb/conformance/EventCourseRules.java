package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.Connection;
import dev.dfdb.events.Append;
import dev.dfdb.events.CategoryRead;
import dev.dfdb.events.ConsumerGroup;
import dev.dfdb.events.Events;
import dev.dfdb.events.Message;
import dev.dfdb.events.NewMessage;
import dev.dfdb.events.StreamName;
import dev.dfdb.events.StreamRead;
import dev.dfdb.events.VersionConflictException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Random courses of everything that is done with streams, against a list of messages. */
interface EventCourseRules extends Rules {

  /** Streams that are easily mixed up. */
  List<String> POOL = List.of(
      "a-1", "a-1+x", "a-10", "a", "a-", "ab-1", "\u0000-1", "a\u0000-1", "a-\u0000", "b-2");

  @Test
  default void randomCoursesAgreeWithAList() {
    int courses = Integer.getInteger("dfdb.events.courses", 5);
    long first = Long.getLong("dfdb.events.seed", System.nanoTime());
    for (long seed = first; seed < first + courses; seed++) {
      try {
        run(new SplittableRandom(seed));
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError(
            "repeat with -Ddfdb.events.courses=1 -Ddfdb.events.seed=" + seed, failure);
      }
    }
  }

  private void run(SplittableRandom random) {
    List<Message> model = new ArrayList<>();
    Connection connection = Streams.connect(storage());
    try {
      Events events = Events.of(connection);
      events.clear();
      long next = events.nextGlobalPosition();
      for (int step = 0; step < 120; step++) {
        String stream = POOL.get(random.nextInt(POOL.size()));
        switch (random.nextInt(12)) {
          case 0, 1, 2, 3, 4, 5 -> next += append(events, model, stream, next, random);
          case 6, 7 -> checkStream(events, model, stream, random);
          case 8, 9 -> checkCategory(events, model, new StreamName(stream).category(), random);
          case 10 -> {
            if (random.nextInt(4) == 0) {
              connection.close();
              bench().reopenIfPersistent();
              connection = Streams.connect(storage());
              events = Events.of(connection);
            }
          }
          default -> {
            assertEquals(model.size(), events.messageCount());
            TreeSet<String> streams = new TreeSet<>();
            model.forEach(message -> streams.add(message.stream()));
            assertEquals(streams.size(), events.listStreams("", "", 100).size());
          }
        }
      }
      for (String stream : POOL) {
        checkStream(events, model, stream, random);
        checkCategory(events, model, new StreamName(stream).category(), random);
      }
    } finally {
      connection.close();
    }
  }

  /** Appends some messages, and gives how many. */
  private static int append(
      Events events, List<Message> model, String stream, long next, SplittableRandom random) {
    int count = random.nextInt(1, 5);
    List<NewMessage> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      messages.add(Streams.message(random.nextInt()));
    }
    long version = version(model, stream);
    if (random.nextInt(5) == 0) {
      long wrong = version + random.nextInt(1, 3);
      assertThrows(
          VersionConflictException.class,
          () -> events.append(new Append(stream, messages, OptionalLong.of(wrong))));
      return 0;
    }
    Append append = new Append(
        stream, messages, random.nextBoolean() ? OptionalLong.of(version) : OptionalLong.empty());
    long global = random.nextInt(4) == 0
        ? events.transact(List.of(), append).appended().get(0).firstGlobalPosition()
        : events.append(append).firstGlobalPosition();
    assertEquals(next, global);
    List<Message> stored = events.read(StreamRead.of(stream).from(version + 1).batchSize(count));
    for (int i = 0; i < count; i++) {
      NewMessage message = messages.get(i);
      model.add(new Message(
          message.id(),
          stream,
          message.type(),
          version + 1 + i,
          next + i,
          message.data(),
          message.metadata(),
          stored.get(i).time()));
    }
    return count;
  }

  private static long version(List<Message> model, String stream) {
    return model.stream().filter(message -> message.stream().equals(stream)).count() - 1;
  }

  private static void checkStream(
      Events events, List<Message> model, String stream, SplittableRandom random) {
    long from = random.nextInt(0, 20);
    int size = random.nextInt(-1, 10);
    long limit = size < 0 ? Long.MAX_VALUE : size;
    List<Message> all =
        model.stream().filter(message -> message.stream().equals(stream)).toList();
    assertEquals(all.size() - 1, events.streamVersion(stream));
    assertEquals(
        all.stream().filter(message -> message.position() >= from).limit(limit).toList(),
        events.read(StreamRead.of(stream).from(from).batchSize(size)));
    List<Message> backward = new ArrayList<>(all);
    Collections.reverse(backward);
    assertEquals(
        backward.stream()
            .filter(message -> message.position() <= from)
            .limit(limit)
            .toList(),
        events.read(StreamRead.backward(stream).from(from).batchSize(size)));
    long global = model.isEmpty() ? 1 : model.get(random.nextInt(model.size())).globalPosition();
    assertEquals(
        all.stream()
            .filter(message -> message.globalPosition() >= global)
            .limit(limit)
            .toList(),
        events.read(StreamRead.of(stream).fromGlobal(global).batchSize(size)));
  }

  private static void checkCategory(
      Events events, List<Message> model, String category, SplittableRandom random) {
    long from = model.isEmpty() ? 1 : model.get(random.nextInt(model.size())).globalPosition();
    int size = random.nextInt(-1, 10);
    boolean isGrouped = random.nextBoolean();
    ConsumerGroup group = new ConsumerGroup(random.nextInt(2), 2);
    CategoryRead read = CategoryRead.of(category).from(from).batchSize(size);
    assertEquals(
        model.stream()
            .filter(message -> new StreamName(message.stream()).category().equals(category)
                && message.globalPosition() >= from
                && (!isGrouped || group.has(message.stream())))
            .limit(size < 0 ? Long.MAX_VALUE : size)
            .toList(),
        events.read(isGrouped ? read.group(group.member(), 2) : read));
  }
}
