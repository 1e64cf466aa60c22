package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.conformance.oracle.Fault;
import dev.dfdb.conformance.oracle.FaultyStorage;
import dev.dfdb.error.DfdbException;
import dev.dfdb.events.Append;
import dev.dfdb.events.Events;
import dev.dfdb.events.StreamRead;
import dev.dfdb.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A store that fails at any write leaves whole appends, and what callers were told is true. */
interface EventFaultRules extends Rules {

  @Test
  default void aWriteThatFailsLeavesWholeAppends() {
    int step = Integer.getInteger("dfdb.events.fault-step", 1);
    int stream = 0;
    for (Fault fault : Fault.values()) {
      if (fault != Fault.NONE) {
        for (boolean dies : new boolean[] {false, true}) {
          int write = 0;
          while (fails("a-" + stream++, write, fault, dies)) {
            write += step;
          }
        }
      }
    }
  }

  /** Whether the write came. */
  private boolean fails(String stream, int write, Fault fault, boolean dies) {
    Storage intact = storage();
    Set<Long> told = new TreeSet<>();
    FaultyStorage faulty = new FaultyStorage(intact, write, fault, dies);
    try (Connection connection = Streams.connect(faulty)) {
      Events events = Events.of(connection);
      for (long number = 0; number < 6; number += 2) {
        if (number == 2) {
          events.transact(
              List.of(Map.of(":of", stream, ":number", number)),
              Append.to(stream, Streams.message(number), Streams.message(number + 1)));
        } else {
          events.append(stream, Streams.message(number), Streams.message(number + 1));
        }
        told.add(number);
      }
    } catch (DfdbException failure) {
      assertTrue(faulty.hasFailed(), () -> "it fails where it is made to, not: " + failure);
    }
    try (Connection connection = Streams.connect(intact)) {
      Events events = Events.of(connection);
      List<Long> numbers = Streams.numbers(events.read(StreamRead.of(stream)));
      List<Long> whole = new ArrayList<>();
      for (long number = 0; number < numbers.size(); number++) {
        whole.add(number);
      }
      assertEquals(whole, numbers, "nothing is missing or there twice");
      assertEquals(0, numbers.size() % 2, "both or none");
      assertTrue(numbers.containsAll(told));
      boolean hasDatoms =
          !connection.db().q("[:find ?e :in $ ?of :where [?e :of ?of]]", stream).isEmpty();
      assertEquals(numbers.contains(2L), hasDatoms, "the messages and the datoms, or neither");
      long last =
          events.lastMessage(stream).map(message -> message.globalPosition()).orElse(0L);
      assertTrue(events.append(stream, Streams.message(9)).firstGlobalPosition() > last);
    }
    return faulty.hasFailed();
  }
}
