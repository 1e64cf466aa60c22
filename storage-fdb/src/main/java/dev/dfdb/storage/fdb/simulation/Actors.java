package dev.dfdb.storage.fdb.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Threads that take turns: one runs at a time, until it waits for the cluster, and who is next is
 * decided by a seed. So what they do together is the same each time.
 */
final class Actors {

  private final EventLoop loop;
  private final ReentrantLock lock;
  private final SplittableRandom random;
  private final List<Actor> actors = new ArrayList<>();
  private @Nullable Throwable failure;

  Actors(EventLoop loop, long seed) {
    this.loop = loop;
    this.lock = loop.lock();
    this.random = new SplittableRandom(seed);
  }

  /** One of the threads. */
  private static final class Actor {

    private final Thread thread;
    private final Condition turn;
    private @Nullable Future<?> awaited;
    private boolean hasTurn;
    private boolean isOver;

    Actor(Thread thread, Condition turn) {
      this.thread = thread;
      this.turn = turn;
    }

    boolean isReady() {
      return !isOver && (awaited == null || awaited.isDone());
    }
  }

  /** Runs all to their end. The first failure of one is thrown, when all are over. */
  void run(List<? extends Runnable> tasks) throws InterruptedException {
    lock.lock();
    try {
      for (Runnable task : tasks) {
        Thread thread = new Thread(() -> act(task), "dfdb-actor-" + actors.size());
        actors.add(new Actor(thread, lock.newCondition()));
      }
      loop.setActors(this);
      actors.forEach(actor -> actor.thread.start());
      passOn();
    } finally {
      lock.unlock();
    }
    for (Actor actor : actors) {
      actor.thread.join();
    }
    loop.setActors(null);
    if (failure != null) {
      throw new AssertionError("an actor failed: " + failure, failure);
    }
  }

  private void act(Runnable task) {
    Actor self = self();
    lock.lock();
    try {
      awaitTurn(self);
    } finally {
      lock.unlock();
    }
    try {
      task.run();
    } catch (Throwable thrown) {
      lock.lock();
      try {
        failure = failure == null ? thrown : failure;
      } finally {
        lock.unlock();
      }
    } finally {
      lock.lock();
      try {
        self.isOver = true;
        self.hasTurn = false;
        passOn();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Whether the thread is one of them. The caller holds the lock. */
  boolean isMember() {
    return find() != null;
  }

  /** Lets others have their turns until a reply is there. The caller holds the lock. */
  void await(Future<?> reply) {
    Actor self = self();
    self.awaited = reply;
    self.hasTurn = false;
    passOn();
    awaitTurn(self);
    self.awaited = null;
  }

  private void awaitTurn(Actor self) {
    while (!self.hasTurn) {
      self.turn.awaitUninterruptibly();
    }
  }

  /** Gives the turn to one who is ready, when time has passed until there is one. */
  private void passOn() {
    while (true) {
      List<Actor> ready = actors.stream().filter(Actor::isReady).toList();
      if (!ready.isEmpty()) {
        Actor next = ready.get(random.nextInt(ready.size()));
        next.hasTurn = true;
        next.turn.signal();
        return;
      }
      if (actors.stream().allMatch(actor -> actor.isOver)) {
        return;
      }
      if (!loop.step()) {
        throw new IllegalStateException("every thread waits for something that never happens");
      }
    }
  }

  private Actor self() {
    Actor self = find();
    if (self == null) {
      throw new IllegalStateException("not a thread that takes turns");
    }
    return self;
  }

  private @Nullable Actor find() {
    Thread thread = Thread.currentThread();
    for (Actor actor : actors) {
      if (actor.thread == thread) {
        return actor;
      }
    }
    return null;
  }
}
