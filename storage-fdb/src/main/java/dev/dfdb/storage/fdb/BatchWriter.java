package dev.dfdb.storage.fdb;

import com.apple.foundationdb.FDBException;
import com.apple.foundationdb.KeyValue;
import com.apple.foundationdb.MutationType;
import com.apple.foundationdb.Transaction;
import dev.dfdb.error.ConflictException;
import dev.dfdb.error.OutcomeUnknownException;
import dev.dfdb.error.StorageException;
import dev.dfdb.storage.Guard;
import dev.dfdb.storage.WriteBatch;
import dev.dfdb.storage.fdb.Client.Attempts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Writes batches, each once, however often the cluster can't say what became of one: its commit
 * carries a {@linkplain Marks mark}, which is read back. One round trip where the guards are known
 * to hold from the batch before, else three: a version, the guards, the commit. Safe from any
 * thread.
 */
final class BatchWriter {

  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  /** Two days: far more than any call may take. */
  private static final long OLD_VERSIONS = 2 * 86_400L * 1_000_000;

  private static final int MARKS_AT_ONCE = 1_000;

  private final Client client;
  private final Reads reads;
  private final Keyspace keyspace;
  private final Marks marks;
  private final byte[] chunksFact;
  private final LongAdder settled = new LongAdder();
  private volatile @Nullable KnownState known;

  BatchWriter(Client client, Reads reads) {
    this.client = client;
    this.reads = reads;
    this.keyspace = reads.keyspace();
    this.marks = new Marks(keyspace);
    this.chunksFact = keyspace.fact("chunks");
  }

  /** How many commits were found, or found missing, whose outcome was unknown at first. */
  long settled() {
    return settled.sum();
  }

  /**
   * Writes a batch.
   *
   * @throws ConflictException if a guard failed
   * @throws OutcomeUnknownException if the cluster was lost before it could be asked
   */
  void write(WriteBatch batch) {
    if (batch.operations().isEmpty() && batch.guards().isEmpty()) {
      return;
    }
    Marks.Writer writer = marks.take();
    writer.next();
    boolean isSettled = true;
    try (Attempts attempts = client.attempts()) {
      new Write(batch, writer, attempts).run();
    } catch (OutcomeUnknownException e) {
      isSettled = false; // its commit may still come, and would overwrite the mark of a later one
      throw e;
    } finally {
      if (isSettled) {
        marks.giveBack(writer);
      }
    }
  }

  /** Removes the marks of this storage; what is left when that fails, compacting removes. */
  void close() {
    if (!marks.areUsed()) {
      return;
    }
    try (Attempts attempts = client.attempts(LAST_WORDS)) {
      clear(attempts, marks.begin(), marks.end());
    } catch (StorageException e) {
      LoggerFactory.getLogger("dev.dfdb.storage.fdb")
          .debug("marks of commits were left in the cluster", e);
    }
  }

  /** Removes marks of writers that have not written for two days. */
  void removeOldMarks() {
    byte[] from = keyspace.marksBegin();
    while (from != null) {
      try (Attempts attempts = client.attempts()) {
        from = removeOldMarks(attempts, from);
      }
    }
  }

  /** Removes some; gives where to go on, null where there are no more. */
  private byte @Nullable [] removeOldMarks(Attempts attempts, byte[] from) {
    while (true) {
      try {
        Transaction transaction = attempts.transaction();
        long oldest = client.await(transaction.getReadVersion()) - OLD_VERSIONS;
        Page page =
            reads.page(transaction.snapshot(), from, keyspace.marksEnd(), false, MARKS_AT_ONCE);
        for (KeyValue mark : page.entries()) {
          if (Marks.version(mark.getValue()) < oldest) {
            // Its writer may come back at this moment, and be glad of a mark that is not this one.
            transaction.mutate(MutationType.COMPARE_AND_CLEAR, mark.getKey(), mark.getValue());
          }
        }
        client.await(transaction.commit());
        byte[] last =
            page.isLast() ? null : page.entries().get(page.entries().size() - 1).getKey();
        return last == null ? null : Keyspace.behind(last);
      } catch (FDBException e) {
        attempts.again(e);
      }
    }
  }

  /** Removes all there is. */
  void clearAll() {
    try (Attempts attempts = client.attempts()) {
      clear(attempts, keyspace.fact(""), keyspace.marksEnd());
    }
    known = null;
  }

  private void clear(Attempts attempts, byte[] from, byte[] to) {
    while (true) {
      try {
        attempts.transaction().clear(from, to);
        client.await(attempts.transaction().commit());
        return;
      } catch (FDBException e) {
        attempts.again(e);
      }
    }
  }

  /** One batch on its way. */
  private final class Write {

    private final WriteBatch batch;
    private final Marks.Writer writer;
    private final Attempts attempts;
    private final Changes changes;
    private @Nullable FDBException unknown;
    private boolean hasChunks;

    Write(WriteBatch batch, Marks.Writer writer, Attempts attempts) {
      this.batch = batch;
      this.writer = writer;
      this.attempts = attempts;
      this.changes = new Changes(keyspace, batch.operations());
      changes.checkSize(false, guardBytes());
    }

    private long guardBytes() {
      return batch.guards().stream()
          .mapToLong(guard -> keyspace.entry(guard.key()).length + 32L)
          .sum();
    }

    void run() {
      boolean isCommitting = false;
      while (true) {
        try {
          isCommitting = false;
          if (isDone() || !prepare()) {
            return;
          }
          isCommitting = true;
          client.await(attempts.transaction().commit());
          learn(attempts.transaction().getCommittedVersion());
          return;
        } catch (FDBException e) {
          if (isCommitting && (FdbErrors.isMaybeCommitted(e) || FdbErrors.isUnsettled(e))) {
            unknown = e;
          }
          again(e);
        }
      }
    }

    private void again(FDBException e) {
      known = null;
      try {
        attempts.again(e);
      } catch (StorageException failure) {
        FDBException lost = unknown;
        if (lost == null) {
          throw failure;
        }
        OutcomeUnknownException outcome = client.errors().unknown(lost);
        outcome.addSuppressed(failure);
        throw outcome;
      }
    }

    /** Whether an attempt before, of which nobody knew, was committed after all. */
    private boolean isDone() {
      if (unknown == null) {
        return false;
      }
      byte[] mark = client.await(attempts.transaction().get(writer.key()));
      unknown = null; // it was, or never will be
      settled.increment();
      return mark != null && writer.isPresent(mark);
    }

    /** Makes the changes; false if there are none. */
    private boolean prepare() {
      Transaction transaction = attempts.transaction();
      KnownState state = known;
      if (attempts.failures() == 0
          && state != null
          && state.satisfies(batch.guards(), client.nanoTime())) {
        goOnFrom(state, transaction);
      } else {
        readGuards(transaction);
      }
      if (batch.operations().isEmpty()) {
        // That the guards held when they were read is all that was asked, and reading tells.
        return false;
      }
      if (hasChunks) {
        changes.checkSize(true, guardBytes());
      }
      changes.applyTo(transaction, hasChunks);
      if (KnownState.isWorthKeeping(batch)) {
        // Nobody may write to them under the same version, which would not be seen afterwards.
        batch
            .guards()
            .forEach(guard -> transaction.addWriteConflictKey(keyspace.entry(guard.key())));
      }
      if (!hasChunks && changes.haveLongValues()) {
        transaction.set(chunksFact, new byte[] {1});
        hasChunks = true;
      }
      transaction.options().setNextWriteNoWriteConflictRange();
      transaction.set(writer.key(), writer.value(client.await(transaction.getReadVersion())));
      return true;
    }

    private void goOnFrom(KnownState state, Transaction transaction) {
      if (batch.operations().isEmpty()) {
        readGuards(transaction);
        return;
      }
      transaction.setReadVersion(state.version());
      batch.guards().forEach(guard -> transaction.addReadConflictKey(keyspace.entry(guard.key())));
      hasChunks = state.hasChunks();
      if (!hasChunks) {
        transaction.addReadConflictKey(chunksFact);
      }
    }

    private void readGuards(Transaction transaction) {
      List<CompletableFuture<byte[]>> replies = new ArrayList<>();
      for (Guard guard : batch.guards()) {
        replies.add(transaction.get(keyspace.entry(guard.key())));
      }
      CompletableFuture<byte[]> chunks = transaction.get(chunksFact);
      for (int i = 0; i < replies.size(); i++) {
        check(i, batch.guards().get(i), client.await(replies.get(i)));
      }
      hasChunks = client.await(chunks) != null;
    }

    private void check(int index, Guard guard, byte @Nullable [] stored) {
      byte[] expected = guard instanceof Guard.Holds holds ? holds.value() : null;
      boolean holds;
      if (expected == null || stored == null) {
        holds = Arrays.equals(expected, stored); // both are absent, or one of them is
      } else {
        holds = holds(guard.key(), expected, stored);
      }
      if (!holds) {
        byte[] actual =
            stored == null ? null : reads.value(attempts.transaction(), guard.key(), stored);
        throw new ConflictException(index, guard.key(), expected, actual);
      }
    }

    private boolean holds(byte[] key, byte[] expected, byte[] stored) {
      return Values.length(stored) == expected.length
          && Arrays.equals(reads.value(attempts.transaction(), key, stored), expected);
    }

    private void learn(long version) {
      known = KnownState.after(batch, version, client.nanoTime(), hasChunks);
    }
  }
}
