package dev.dfdb.internal.transaction;

import dev.dfdb.internal.index.Overlay;
import dev.dfdb.internal.index.Perspective;
import dev.dfdb.internal.index.Root;
import dev.dfdb.internal.index.Schema;
import dev.dfdb.storage.Limits;
import dev.dfdb.storage.WriteBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Transactions that are evaluated one after the other, each against the database as the one before
 * it leaves it, and written together as one batch. Belongs to one thread.
 */
final class Group {

  private static final long MAX_BYTES = 4 << 20;
  private static final int MAX_TRANSACTIONS = 1_000;

  private final Basis basis;
  private final TransactionRules rules;
  private final long commit;
  private final Limits limits;
  private final List<Member> members = new ArrayList<>();
  private Standpoint before;
  private @Nullable Overlay overlay;
  private int laid;
  private long bytes;

  private record Member(Request request, Evaluation.Result result) {}

  /**
   * Starts an empty group on a state.
   *
   * @param commit a random number by which this commit can be known again
   */
  Group(Basis basis, TransactionRules rules, long commit, Limits limits) {
    this.basis = basis;
    this.rules = rules;
    this.commit = commit;
    this.limits = limits;
    this.before = basis.standpoint();
  }

  /**
   * Evaluates a transaction and takes it in.
   *
   * @return false if the group has no room for it; it is then not part of the group
   * @throws dev.dfdb.error.DfdbException if the transaction is refused; the group is as it was
   */
  boolean accept(Request request, Instant now) {
    if (members.size() == MAX_TRANSACTIONS) {
      return false;
    }
    layOver();
    Evaluation.Result result =
        Evaluation.evaluate(request.forms(), before, new Circumstances(now, rules, commit, limits));
    long size = result.writes().sizeInBytes();
    long room = Math.min(MAX_BYTES, limits.maxBatchBytes() - Evaluation.ROOT_RESERVE);
    if (!members.isEmpty() && bytes + size > room) {
      return false;
    }
    bytes += size;
    members.add(new Member(request, result));
    return true;
  }

  /** Makes the transactions taken in so far visible to the next one. */
  private void layOver() {
    if (laid == members.size()) {
      return;
    }
    if (overlay == null) {
      overlay = new Overlay(basis.snapshot());
    }
    while (laid < members.size()) {
      overlay.add(members.get(laid++).result().writes());
    }
    before = new Standpoint(Perspective.of(root(), schema()), overlay, root().t());
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  /** The root after the last transaction. */
  Root root() {
    return members.isEmpty()
        ? basis.root()
        : members.get(members.size() - 1).result().root();
  }

  /** The schema after the last transaction. */
  Schema schema() {
    return members.isEmpty()
        ? basis.schema()
        : members.get(members.size() - 1).result().schema();
  }

  /** The number of the first transaction. */
  long firstT() {
    return basis.root().t() + 1;
  }

  /** The random number of this commit. */
  long commit() {
    return commit;
  }

  List<Request> requests() {
    return members.stream().map(Member::request).toList();
  }

  /** Everything to write, guarded on the root. */
  WriteBatch batch() {
    WriteBatch.Builder batch = WriteBatch.builder();
    batch.requireHolds(Root.key(), basis.rootBytes());
    members.forEach(member -> member.result().writes().addTo(batch));
    return batch.put(Root.key(), root().encode()).build();
  }

  /** What became of each transaction, once they are committed. */
  List<Committed> committed() {
    List<Committed> committed = new ArrayList<>(members.size());
    Perspective before = Perspective.of(basis.root(), basis.schema());
    for (Member member : members) {
      Evaluation.Result result = member.result();
      Perspective after = Perspective.of(result.root(), result.schema());
      committed.add(new Committed(before, after, List.copyOf(result.datoms()), result.tempids()));
      before = after;
    }
    return committed;
  }

  /** Tells every caller what became of its transaction. */
  void succeed(List<Committed> committed) {
    for (int i = 0; i < committed.size(); i++) {
      members.get(i).request().outcome().complete(committed.get(i));
    }
  }

  /** Tells every caller that its transaction failed. */
  void fail(Throwable cause) {
    members.forEach(member -> member.request().outcome().completeExceptionally(cause));
  }
}
