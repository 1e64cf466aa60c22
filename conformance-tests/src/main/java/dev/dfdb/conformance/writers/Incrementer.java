package dev.dfdb.conformance.writers;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.error.ContentionException;
import dev.dfdb.error.OutcomeUnknownException;
import dev.dfdb.error.StorageException;
import dev.dfdb.error.TransactionException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Increments the {@link Counters} of a database, and remembers what it did and was told. Run by one
 * thread, once.
 */
public final class Incrementer implements Runnable {

  private final Connection connection;
  private final String name;
  private final LongSupplier clock;
  private final BooleanSupplier isOver;
  private final SplittableRandom random;
  private final List<Event> events = new ArrayList<>();

  /**
   * One who increments.
   *
   * @param connection as {@link Counters#open} gives it; others may share it
   * @param name another than that of every other
   * @param seed of what it does
   * @param clock in nanoseconds, the same for all who write
   * @param isOver asked before each operation
   */
  public Incrementer(
      Connection connection, String name, long seed, LongSupplier clock, BooleanSupplier isOver) {
    this.connection = connection;
    this.name = name;
    this.clock = clock;
    this.isOver = isOver;
    this.random = new SplittableRandom(seed);
  }

  /** What it did, in order; when it is over. */
  public List<Event> events() {
    return events;
  }

  /** Increments and reads until it is over. */
  @Override
  public void run() {
    while (!isOver.getAsBoolean()) {
      String id = name + "." + events.size();
      switch (random.nextInt(3)) {
        case 0 -> compare(id);
        case 1 -> transact(Event.What.CALL, id, Counters.call(id), -1);
        default -> read(id);
      }
    }
  }

  private void compare(String id) {
    long read;
    try {
      read = Counters.count(connection.db(), Counters.COMPARED);
    } catch (StorageException unreadable) {
      return;
    }
    transact(Event.What.COMPARE, id, Counters.compare(read, id), read);
  }

  private void transact(Event.What what, String id, List<Object> forms, long read) {
    long start = clock.getAsLong();
    Event.Told told;
    long t = -1;
    try {
      t = connection.transact(forms).t();
      told = Event.Told.DONE;
    } catch (OutcomeUnknownException e) {
      told = Event.Told.UNKNOWN;
    } catch (ContentionException e) {
      told = Event.Told.STARVED;
    } catch (TransactionException | StorageException e) {
      told = Event.Told.NOT_DONE;
    }
    events.add(new Event(what, told, id, start, clock.getAsLong(), t, read, -1));
  }

  private void read(String id) {
    long start = clock.getAsLong();
    try {
      Db db = connection.db();
      long end = clock.getAsLong();
      long compared = Counters.count(db, Counters.COMPARED);
      long called = Counters.count(db, Counters.CALLED);
      events.add(new Event(
          Event.What.READ, Event.Told.DONE, id, start, end, db.basisT(), compared, called));
    } catch (StorageException unreadable) {
      events.add(new Event(
          Event.What.READ, Event.Told.NOT_DONE, id, start, clock.getAsLong(), -1, -1, -1));
    }
  }
}
