package dev.dfdb.conformance.writers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Log;
import dev.dfdb.LoggedTransaction;
import dev.dfdb.datom.Datom;
import dev.dfdb.edn.Keyword;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Holds what processes did and were told against the log of the database: the transactions are the
 * operations in the order of t, one after the other, and that order is the order of real time
 * wherever one was over before another began. That is strict serializability, and as reading is
 * held to it too, no process's reads go back.
 */
public final class History {

  /** The state that a transaction left. */
  private record State(long compared, long called) {}

  private final List<Event> events;
  private final List<State> states = new ArrayList<>();
  private final Map<String, Long> marked = new HashMap<>();

  private History(List<Event> events) {
    this.events = events;
  }

  /**
   * Checks events against the log.
   *
   * @param events of all who wrote, in any order
   * @param connection to the database of {@link Counters} that they wrote, when they are over
   * @throws AssertionError if they can't be what happened
   */
  public static void check(List<Event> events, Connection connection) {
    History history = new History(events);
    history.replay(connection);
    events.forEach(history::checkTold);
    history.checkOrder();
  }

  /** Goes through the log: numbers without gaps, every mark once, every counter up by one. */
  private void replay(Connection connection) {
    long compared = id(connection, Counters.COMPARED);
    long called = id(connection, Counters.CALLED);
    long count = id(connection, Keyword.of(":count"));
    long mark = id(connection, Keyword.of(":op/id"));
    Log log = connection.log();
    State state = new State(0, 0);
    try (Stream<LoggedTransaction> transactions = log.txRange(0L, null)) {
      for (LoggedTransaction transaction : (Iterable<LoggedTransaction>) transactions::iterator) {
        assertEquals(states.size(), transaction.t(), "t has no gap and no repeat");
        State before = state;
        for (Datom datom : transaction.datoms()) {
          if (datom.a() == mark && datom.added()) {
            assertNull(marked.put((String) datom.v(), transaction.t()), "applied twice");
          } else if (datom.a() == count && datom.added()) {
            long now = (Long) datom.v();
            state = datom.e() == compared
                ? new State(now, state.called())
                : new State(state.compared(), now);
          }
        }
        long more = state.compared() - before.compared() + state.called() - before.called();
        assertTrue(more == (states.size() > 1 ? 1 : 0), "each increments one counter by one");
        states.add(state);
      }
    }
    assertTrue(compared != called);
    assertEquals(state.compared() + state.called(), marked.size(), "increments, and who made them");
  }

  private static long id(Connection connection, Keyword ident) {
    return Objects.requireNonNull(connection.db().entid(ident));
  }

  private void checkTold(Event event) {
    Long at = marked.get(event.id());
    if (event.what() == Event.What.READ) {
      if (event.told() == Event.Told.DONE) {
        State state = states.get((int) event.t());
        assertEquals(state, new State(event.compared(), event.called()), event::line);
      }
    } else if (event.told() == Event.Told.DONE) {
      assertEquals(event.t(), at, () -> "acknowledged and lost: " + event.line());
    } else if (event.told() != Event.Told.UNKNOWN) {
      assertNull(at, () -> "refused and applied: " + event.line());
    }
    if (event.what() == Event.What.COMPARE && at != null) {
      State after = states.get(Math.toIntExact(at));
      assertEquals(event.compared() + 1, after.compared(), event::line);
    }
  }

  /** What began after others were over comes after them; a reading may see just them. */
  private void checkOrder() {
    List<Event> done =
        events.stream().filter(event -> event.told() == Event.Told.DONE).toList();
    List<Event> byStart =
        done.stream().sorted(Comparator.comparingLong(Event::start)).toList();
    List<Event> byEnd =
        done.stream().sorted(Comparator.comparingLong(Event::end)).toList();
    int over = 0;
    long newest = -1;
    for (Event event : byStart) {
      while (byEnd.get(over).end() < event.start()) {
        newest = Math.max(newest, byEnd.get(over++).t());
      }
      long before = newest;
      boolean isLater = event.what() == Event.What.READ ? event.t() >= before : event.t() > before;
      assertTrue(isLater, () -> "was over before: " + before + "; then " + event.line());
    }
  }
}
