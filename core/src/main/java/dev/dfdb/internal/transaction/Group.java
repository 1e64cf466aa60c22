package dev.dfdb.internal.transaction;

import dev.dfdb.datom.Datom;
import dev.dfdb.error.ConflictException;
import dev.dfdb.error.StorageException;
import dev.dfdb.internal.index.Overlay;
import dev.dfdb.internal.index.Perspective;
import dev.dfdb.internal.index.Root;
import dev.dfdb.internal.index.Schema;
import dev.dfdb.internal.index.Statistics;
import dev.dfdb.internal.index.Writes;
import dev.dfdb.internal.record.Watch;
import dev.dfdb.storage.Companion;
import dev.dfdb.storage.Limits;
import dev.dfdb.storage.WriteBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Transactions that are evaluated one after the other, each against the database as the one before
 * it leaves it, and written together as one batch.
 *
 * <p>A group begins on a state of the storage, or on another group that is not written yet. It is
 * filled by one thread at a time, then written by one, and not changed any more; its end may be
 * waited for by any.
 */
final class Group {

  private static final long MAX_BYTES = 4 << 20;
  private static final int MAX_TRANSACTIONS = 1_000;

  /** To evaluate on more than this is slower than to wait until it is written. */
  private static final long LARGE_BYTES = 64 << 10;

  private final Basis basis;

  /** What is not in the basis, but will have been written when this group is. */
  private final List<Writes> below;

  private final Perspective start;
  private final byte[] rootBytes;
  private final TransactionRules rules;
  private final long commit;
  private final Limits limits;
  private final List<Member> members = new ArrayList<>();
  private final List<Refused> refused = new ArrayList<>();
  private final List<Request> requests = new ArrayList<>();
  private Standpoint before;
  private @Nullable Overlay overlay;
  private int laid;
  private long bytes;
  private long evaluationNanos;
  private boolean writesStatistics;
  private boolean isTimed;
  private byte @Nullable [] rootAfter;
  private volatile boolean passed;

  /** The state right before this group, once there is one. */
  private @Nullable Basis settled;

  private final CountDownLatch end = new CountDownLatch(1);
  private volatile @Nullable ConflictException conflict;
  private volatile boolean isCommitted;

  /** Whether something was added to the batch that is to be told of its end. */
  private boolean hasCompany;

  private record Member(Request request, Evaluation.Result result) {}

  private record Refused(Request request, Throwable refusal) {}

  /**
   * Starts an empty group on a state.
   *
   * @param basis the state, which the group releases at its end
   * @param commit a random number by which this commit can be known again
   */
  Group(Basis basis, TransactionRules rules, long commit, Limits limits) {
    this.basis = basis;
    this.below = List.of();
    this.start = Perspective.of(basis.root(), basis.schema());
    this.rootBytes = basis.rootBytes();
    this.rules = rules;
    this.commit = commit;
    this.limits = limits;
    this.before = basis.standpoint();
  }

  private Group(Group ahead, Basis basis, List<Writes> below, long commit) {
    this.basis = basis;
    this.below = below;
    this.start = Perspective.of(ahead.root(), ahead.schema());
    this.rootBytes = ahead.root().encode();
    this.rules = ahead.rules;
    this.commit = commit;
    this.limits = ahead.limits;
    Overlay laidOver = new Overlay(basis.view());
    below.forEach(laidOver::add);
    this.overlay = laidOver;
    this.before = new Standpoint(start, laidOver, ahead.root().t());
  }

  /** An empty group that goes on where this one ends; null if this one is over. */
  @Nullable
  synchronized Group next(long commit) {
    Basis ground = settled == null ? basis : settled;
    if (isOver() || !ground.retain()) {
      return null;
    }
    List<Writes> writes = new ArrayList<>();
    if (settled == null) {
      writes.addAll(below);
    }
    members.forEach(member -> writes.add(member.result().writes()));
    return new Group(this, ground, writes, commit);
  }

  /** Takes up the state that the groups before have made, if they are written. */
  void settle(Newest newest) {
    Basis made = newest.retained();
    if (follows(made)) {
      settled = made;
    } else {
      made.release();
    }
  }

  /** Gives back what the group is evaluated on, and forgets what is in it. */
  synchronized void end() {
    basis.release();
    if (settled != null) {
      settled.release();
    }
    members.clear();
    requests.clear();
    refused.clear();
  }

  /** When what it is evaluated on was known to be the present last. */
  long presentAt() {
    Basis made = settled;
    return made == null ? basis.presentAt() : made.presentAt();
  }

  /** Whether so much is in it that none should be begun on it. */
  boolean isLarge() {
    return bytes > LARGE_BYTES;
  }

  /**
   * Whether the state it is evaluated on is lost to the storage, or known to be passed by others.
   */
  boolean isLost() {
    return passed
        || basis.snapshot().isLost()
        || (settled != null && settled.snapshot().isLost());
  }

  /**
   * Evaluates a transaction and takes it in.
   *
   * @return false if the group has no room for it; it is then not part of the group
   * @throws dev.dfdb.error.DfdbException if the transaction is refused; the group is as it was
   */
  boolean accept(Request request, Instant now) {
    if (requests.size() == MAX_TRANSACTIONS || !goesWithOthers(request)) {
      return false;
    }
    layOver();
    long from = request.isTimed() ? System.nanoTime() : 0;
    Evaluation.Result result =
        Evaluation.evaluate(request.forms(), before, new Circumstances(now, rules, commit, limits));
    if (request.isTimed()) {
      isTimed = true;
      request.evaluated(from, System.nanoTime());
    }
    long size = result.writes().sizeInBytes();
    long room = Math.min(MAX_BYTES, limits.maxBatchBytes() - Evaluation.ROOT_RESERVE);
    if (!members.isEmpty() && bytes + size > room) {
      return false;
    }
    bytes += size;
    members.add(new Member(request, result));
    requests.add(request);
    return true;
  }

  /** Notes how long it took to evaluate some of what is in it. */
  void tookToEvaluate(long nanos) {
    evaluationNanos += nanos;
  }

  /** How long it took to evaluate what is in it. */
  long evaluationNanos() {
    return evaluationNanos;
  }

  /** What has a companion is committed by itself. */
  private boolean goesWithOthers(Request request) {
    return members.isEmpty() || (request.companion() == null && companion() == null);
  }

  private @Nullable Companion companion() {
    return members.isEmpty() ? null : members.get(0).request().companion();
  }

  /** Makes the transactions taken in so far visible to the next one. */
  private void layOver() {
    if (laid == members.size()) {
      return;
    }
    Overlay over = overlay == null ? new Overlay(basis.view()) : overlay;
    while (laid < members.size()) {
      over.add(members.get(laid++).result().writes());
    }
    overlay = over;
    before = new Standpoint(Perspective.of(root(), schema()), over, root().t());
  }

  /** Remembers that a transaction is refused: at once, if that rests on what is committed. */
  void refuse(Request request, Throwable refusal) {
    if (isOnCommitted()) {
      request.outcome().completeExceptionally(refusal);
    } else {
      refused.add(new Refused(request, refusal));
      requests.add(request);
    }
  }

  /** Whether what is evaluated next rests on nothing but what is committed. */
  boolean isOnCommitted() {
    return members.isEmpty() && (below.isEmpty() || settled != null);
  }

  /** Whether this is the root it is evaluated on; if not, it is of no use any more. */
  boolean isOn(byte @Nullable [] present) {
    passed = !Arrays.equals(present, rootBytes);
    return !passed;
  }

  /** Whether there is nothing to write. */
  boolean isEmpty() {
    return members.isEmpty();
  }

  /** The root after the last transaction. */
  Root root() {
    return members.isEmpty()
        ? start.root()
        : members.get(members.size() - 1).result().root();
  }

  /** The schema after the last transaction. */
  Schema schema() {
    return members.isEmpty()
        ? start.schema()
        : members.get(members.size() - 1).result().schema();
  }

  /** Whether a state is the one right before this group. */
  boolean follows(Basis state) {
    return state.root().equals(start.root());
  }

  /** The root after the last transaction, as it is written. */
  byte[] rootAfter() {
    byte[] known = rootAfter;
    return known == null ? root().encode() : known;
  }

  /** The datoms of each transaction. */
  List<List<Datom>> transactions() {
    List<List<Datom>> transactions = new ArrayList<>(members.size());
    for (Member member : members) {
      transactions.add(member.result().datoms());
    }
    return transactions;
  }

  /** Whether the numbers of datoms are written with it. */
  boolean writesStatistics() {
    return writesStatistics;
  }

  /** The number of the first transaction. */
  long firstT() {
    return start.root().t() + 1;
  }

  /** The random number of this commit. */
  long commit() {
    return commit;
  }

  /** All that were taken in and not told yet what became of them, in their order. */
  List<Request> requests() {
    return requests;
  }

  /**
   * Everything to write, guarded on the root.
   *
   * @param state the newest that is known, if it is the one right before the group
   */
  WriteBatch batch(Basis state) {
    WriteBatch.Builder batch = WriteBatch.builder();
    batch.requireHolds(Root.key(), rootBytes);
    rootAfter = root().encode();
    // In the order of the keys: storages take such runs fast.
    batch.put(Root.key(), rootAfter);
    if (follows(state)) {
      addStatistics(state, batch);
    }
    members.forEach(member -> member.result().writes().addTo(batch));
    Companion companion = companion();
    if (companion != null) {
      companion.addTo(batch);
      hasCompany = true;
    }
    return batch.build();
  }

  private void addStatistics(Basis state, WriteBatch.Builder batch) {
    try {
      Statistics statistics = state.statistics().areDue(root().t())
          ? state
              .statistics()
              .after(state.snapshot(), root().t(), transactions(), true)
              .known()
          : null;
      if (statistics != null) {
        writesStatistics = true;
        batch.put(Statistics.key(), statistics.encode());
      }
    } catch (StorageException unreadable) {
      // They are written with a later group, if this one is the next at all.
    }
  }

  /** What became of each transaction, once they are committed. */
  List<Committed> committed() {
    List<Committed> committed = new ArrayList<>(members.size());
    Perspective before = start;
    for (Member member : members) {
      Evaluation.Result result = member.result();
      Perspective after = Perspective.of(result.root(), result.schema());
      committed.add(new Committed(before, after, List.copyOf(result.datoms()), result.tempids()));
      before = after;
    }
    return committed;
  }

  /** Notes what became of the group. */
  void finish(@Nullable ConflictException conflict, boolean isCommitted) {
    Companion companion = companion();
    if (hasCompany && companion != null) {
      hasCompany = false;
      companion.ended(isCommitted);
    }
    this.conflict = conflict;
    this.isCommitted = isCommitted;
    end.countDown();
  }

  /** Whether it is written, or will not be. */
  boolean isOver() {
    return end.getCount() == 0;
  }

  boolean isCommitted() {
    return isCommitted;
  }

  /** The conflict for which it could not be written, if that is the reason. */
  @Nullable
  ConflictException conflict() {
    return conflict;
  }

  /** Waits until it is over. */
  void awaitEnd() {
    boolean interrupted = false;
    while (!isOver()) {
      try {
        end.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether anybody wants to know how long its transactions took. */
  boolean isTimed() {
    return isTimed;
  }

  /** Tells how long they took, when they are written. */
  void tell(Watch watch, List<Committed> committed, long writeBegun, long written) {
    for (int i = 0; i < committed.size(); i++) {
      Request request = members.get(i).request();
      if (request.isTimed()) {
        request.tell(watch, committed.get(i), committed.size(), writeBegun, written);
      }
    }
  }

  /** Tells every caller what became of its transaction. */
  void succeed(List<Committed> committed) {
    for (int i = 0; i < committed.size(); i++) {
      members.get(i).request().outcome().complete(committed.get(i));
    }
    tellRefused();
  }

  /** Tells the callers whose transactions are refused. */
  void tellRefused() {
    refused.forEach(told -> told.request().outcome().completeExceptionally(told.refusal()));
  }

  /** Tells every caller that its transaction failed. */
  void fail(Throwable cause) {
    requests.forEach(request -> request.outcome().completeExceptionally(cause));
  }
}
