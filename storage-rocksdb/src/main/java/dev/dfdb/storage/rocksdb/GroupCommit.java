package dev.dfdb.storage.rocksdb;

import dev.dfdb.error.ConflictException;
import dev.dfdb.error.StorageException;
import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The one way into the store (S4, S6): a queue of commits that the threads themselves work off.
 *
 * <p>The first thread to come leads. It takes what is queued, checks the guards of each batch
 * against the store and the batches before it, joins those let through into one write with one
 * sync, and tells each thread its own outcome. Threads that come meanwhile wait; when the leader is
 * through, one of them leads the next group. A thread alone leads its own commit, and hands nothing
 * to another.
 *
 * <p><b>Mixed durability.</b> The strongest of a group counts for all of it, so nobody gets less
 * than asked. An unlogged write is never survived by a later logged one: before a logged write,
 * memtables with unlogged writes are flushed. What a crash leaves is so always the state after some
 * prefix of the acknowledged batches, however durabilities are mixed. Mixing none with the others
 * batch by batch is thus slow; loading with none and then going on with sync is not.
 *
 * <p><b>Gathering.</b> A thread whose commit was just synced often has the next one ready, yet not
 * soon enough for the group that forms at that moment: groups would alternate between one half of
 * the threads and the other, at two syncs for a commit of each. So a leader that is about to sync
 * gives way until as many have come as were seen lately, but no longer than a part of what a sync
 * takes.
 *
 * <p>Safe from any thread.
 */
final class GroupCommit {

  private static final int MAX_GROUP_BYTES = 4 << 20;
  private static final int MAX_GROUP_SIZE = 1024;
  private static final long MAX_GATHER_NANOS = 1_000_000;

  private final NativeDatabase database;
  private final SyncPoints syncPoints;
  private final Queue<QueuedCommit> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger queued = new AtomicInteger();
  private final AtomicBoolean leading = new AtomicBoolean();
  private final LongAdder commits = new LongAdder();
  private final LongAdder groups = new LongAdder();
  private final LongAdder conflicts = new LongAdder();

  // The following belong to the leader.
  private int companions = 1;
  private long syncNanos;
  private final List<QueuedBatch> group = new ArrayList<>();

  GroupCommit(NativeDatabase database, SyncPoints syncPoints) {
    this.database = database;
    this.syncPoints = syncPoints;
  }

  /** Batches committed so far. */
  long commits() {
    return commits.sum();
  }

  /** Groups they were written in. */
  long groups() {
    return groups.sum();
  }

  /** Batches refused because a guard failed. */
  long conflicts() {
    return conflicts.sum();
  }

  /** Commits waiting for a leader, or for the present one to come to them. */
  int waiting() {
    return queued.get();
  }

  /**
   * Commits, and returns when that is done.
   *
   * @throws ConflictException if a guard failed
   * @throws StorageException if the engine failed
   */
  void commit(QueuedCommit commit) {
    queued.getAndIncrement();
    queue.add(commit);
    boolean interrupted = false;
    while (!commit.isDone()) {
      if (!leading.compareAndSet(false, true)) {
        commit.await(leading::get);
      } else if (!lead()) {
        commit.await(() -> true);
      }
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    commit.rethrow();
  }

  private void wakeNext() {
    QueuedCommit next = queue.peek();
    if (next != null) {
      next.wake();
    }
  }

  /**
   * Carries out what is first in the queue. The next leader is woken before those whose commits are
   * done: it prepares its group while they come back with their next.
   *
   * @return false if the queue was empty: who looked for a commit there waits for its last leader
   */
  private boolean lead() {
    List<QueuedCommit> done = List.of();
    try {
      QueuedCommit first = queue.peek();
      if (first == null) {
        return false;
      }
      if (first instanceof QueuedAction action) {
        take();
        done = List.of(action);
        run(action);
      } else {
        gather();
        takeGroup();
        done = List.copyOf(group);
        run(group);
        companions = group.size() + queued.get();
      }
      return true;
    } finally {
      leading.set(false);
      wakeNext();
      done.forEach(QueuedCommit::complete);
    }
  }

  /** Gives way to threads that are about to come, if it is worth a sync. */
  @SuppressWarnings("ThreadPriorityCheck") // yields to let others run, and does without it as well
  private void gather() {
    if (companions <= queued.get() || syncNanos == 0) {
      return;
    }
    long deadline = System.nanoTime() + Math.min(MAX_GATHER_NANOS, syncNanos / 4);
    while (queued.get() < companions && System.nanoTime() < deadline) {
      Thread.yield();
    }
  }

  private void takeGroup() {
    group.clear();
    long bytes = 0;
    while (group.size() < MAX_GROUP_SIZE
        && queue.peek() instanceof QueuedBatch batch
        && (group.isEmpty() || bytes + batch.size() <= MAX_GROUP_BYTES)) {
      take();
      group.add(batch);
      bytes += batch.size();
    }
  }

  private void take() {
    queue.poll();
    queued.getAndDecrement();
  }

  private void run(QueuedAction action) {
    try {
      action.run();
    } catch (RuntimeException | Error e) {
      action.fail(e);
    }
  }

  private void run(List<QueuedBatch> batches) {
    try {
      write(check(batches));
    } catch (RuntimeException | Error e) {
      batches.stream().filter(batch -> !batch.hasFailed()).forEach(batch -> batch.fail(e));
    }
  }

  private List<QueuedBatch> check(List<QueuedBatch> batches) {
    try {
      return batches.size() == 1 ? checkOne(batches.get(0)) : checkAll(batches);
    } catch (StorageException e) {
      if (batches.size() == 1) {
        throw e;
      }
      // A guarded key could not be read. That concerns the batch that guards it, and no other.
      batches.forEach(batch -> run(List.of(batch)));
      return List.of();
    }
  }

  private List<QueuedBatch> checkOne(QueuedBatch batch) {
    return refuse(batch, GuardedState.check(database, batch.guards())) ? List.of() : List.of(batch);
  }

  private List<QueuedBatch> checkAll(List<QueuedBatch> batches) {
    GuardedState state = new GuardedState(database);
    int lastGuarded = -1;
    for (int i = 0; i < batches.size(); i++) {
      if (!batches.get(i).guards().isEmpty()) {
        state.watch(batches.get(i).guards());
        lastGuarded = i;
      }
    }
    if (lastGuarded < 0) {
      return batches;
    }
    List<QueuedBatch> accepted = new ArrayList<>(batches.size());
    for (int i = 0; i < batches.size(); i++) {
      QueuedBatch batch = batches.get(i);
      if (!refuse(batch, state.check(batch.guards()))) {
        accepted.add(batch);
        if (i < lastGuarded) {
          state.apply(batch.operations());
        }
      }
    }
    return accepted;
  }

  private boolean refuse(QueuedBatch batch, @Nullable ConflictException conflict) {
    if (conflict == null) {
      return false;
    }
    conflicts.increment();
    batch.fail(conflict);
    return true;
  }

  private void write(List<QueuedBatch> batches) {
    int count = 0;
    int bytes = 0;
    Durability durability = Durability.NONE;
    for (QueuedBatch batch : batches) {
      if (!batch.isEmpty()) {
        count++;
        bytes += batch.size();
        durability = stronger(durability, batch.durability());
      }
    }
    commits.add(batches.size());
    if (count == 0) {
      return;
    }
    groups.increment();
    if (durability != Durability.NONE) {
      syncPoints.flushUnlogged();
    }
    long upTo = syncPoints.logged();
    long began = durability == Durability.SYNC ? System.nanoTime() : 0;
    if (count == 1) {
      writeOne(batches, durability);
    } else {
      writeJoined(batches, bytes, durability);
    }
    if (durability == Durability.SYNC) {
      syncPoints.noteSynced(upTo);
      long took = System.nanoTime() - began;
      syncNanos = syncNanos == 0 ? took : syncNanos + (took - syncNanos) / 8;
    } else {
      syncNanos = 0;
      syncPoints.noteWrite(durability);
    }
  }

  private void writeOne(List<QueuedBatch> batches, Durability durability) {
    for (QueuedBatch batch : batches) {
      if (!batch.isEmpty()) {
        Operation.Put put = batch.single();
        if (put != null) {
          database.put(put.key(), put.value(), durability);
        } else {
          database.write(batch.encoded(), durability);
        }
      }
    }
  }

  private void writeJoined(List<QueuedBatch> batches, int bytes, Durability durability) {
    EncodedBatch joined = EncodedBatch.withCapacity(bytes);
    for (QueuedBatch batch : batches) {
      joined.append(batch.encoded());
    }
    database.write(joined, durability);
  }

  private static Durability stronger(Durability one, Durability other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
