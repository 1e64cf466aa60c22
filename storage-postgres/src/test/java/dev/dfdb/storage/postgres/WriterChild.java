package dev.dfdb.storage.postgres;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.error.ContentionException;
import dev.dfdb.error.OutcomeUnknownException;
import dev.dfdb.error.StorageException;
import dev.dfdb.error.TransactionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A process that increments counters from several threads until its standard input ends, and then
 * writes down what it did and was told. Its arguments: the address of the server, its own name, how
 * many threads, the file to write to.
 */
final class WriterChild {

  private final Connection connection;
  private volatile boolean over;

  private WriterChild(Connection connection) {
    this.connection = connection;
  }

  public static void main(String[] arguments) throws Exception {
    int threads = Integer.parseInt(arguments[2]);
    try (Connection connection = Counters.open(arguments[0], threads + 4)) {
      List<String> lines = new WriterChild(connection).run(arguments[1], threads);
      System.out.println(connection.statistics());
      Files.write(Path.of(arguments[3]), lines);
    }
  }

  private List<String> run(String name, int threads) throws InterruptedException, IOException {
    List<Worker> workers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Worker worker = new Worker(name + "." + i, i);
      workers.add(worker);
      worker.start();
    }
    int read = System.in.read();
    while (read >= 0) {
      read = System.in.read();
    }
    over = true;
    List<String> lines = new ArrayList<>();
    for (Worker worker : workers) {
      worker.join();
      worker.events.forEach(event -> lines.add(event.line()));
    }
    return lines;
  }

  /** One thread. */
  private final class Worker extends Thread {

    private final String name;
    private final SplittableRandom random;
    private final List<Event> events = new ArrayList<>();

    Worker(String name, int seed) {
      this.name = name;
      this.random = new SplittableRandom(seed);
    }

    @Override
    public void run() {
      try {
        while (!over) {
          act(name + "." + events.size());
        }
      } catch (Throwable wrong) {
        wrong.printStackTrace();
        Runtime.getRuntime().halt(1);
      }
    }

    private void act(String id) {
      switch (random.nextInt(3)) {
        case 0 -> compare(id);
        case 1 -> transact(Event.What.CALL, id, Counters.call(id), -1);
        default -> read(id);
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
      long start = System.nanoTime();
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
      events.add(new Event(what, told, id, start, System.nanoTime(), t, read, -1));
    }

    private void read(String id) {
      long start = System.nanoTime();
      try {
        Db db = connection.db();
        long end = System.nanoTime();
        long compared = Counters.count(db, Counters.COMPARED);
        long called = Counters.count(db, Counters.CALLED);
        events.add(new Event(
            Event.What.READ, Event.Told.DONE, id, start, end, db.basisT(), compared, called));
      } catch (StorageException unreadable) {
        events.add(new Event(
            Event.What.READ, Event.Told.NOT_DONE, id, start, System.nanoTime(), -1, -1, -1));
      }
    }
  }
}
