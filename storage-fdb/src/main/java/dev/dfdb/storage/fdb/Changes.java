package dev.dfdb.storage.fdb;

import com.apple.foundationdb.Transaction;
import dev.dfdb.error.LimitExceededException;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.Operation;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a batch as changes of a transaction. Of a batch with many, the cluster is told
 * one range that holds all keys instead of each key once more: a guard on any other key within it
 * is then checked again for nothing, which is cheaper than to send all keys twice.
 *
 * <p>What is written counts as read too. The cluster decides on many commits at once, under one
 * version, and of two there that write the same key it would refuse neither if the second had not
 * read it: then who made the first, and knows its version, would not see that the second came.
 */
final class Changes {

  /** Above so many operations, their keys are one range. */
  private static final int FEW = 16;

  private static final long MAX_TRANSACTION_BYTES = 10_000_000;
  private static final long CHANGE_OVERHEAD = 40;
  private static final long RANGE_OVERHEAD = 32;

  /** What guards, the mark of the commit and the like take at most. */
  private static final long REST = 32_768;

  private final Keyspace keyspace;
  private final List<Operation> operations;
  private final boolean isOneRange;

  Changes(Keyspace keyspace, List<Operation> operations) {
    this.keyspace = keyspace;
    this.operations = operations;
    this.isOneRange = operations.size() > FEW;
  }

  /** Whether a value has to be cut into chunks. */
  boolean haveLongValues() {
    return operations.stream()
        .anyMatch(
            operation -> operation instanceof Operation.Put put && Values.isLong(put.value()));
  }

  /**
   * Checks that the cluster takes them in one transaction, before anything is sent.
   *
   * @param guardBytes the bytes of the keys that are guarded on
   */
  void checkSize(boolean clearsChunks, long guardBytes) {
    Size size = new Size(clearsChunks);
    operations.forEach(size::add);
    long total = size.bytes + 5 * guardBytes + REST;
    if (total > MAX_TRANSACTION_BYTES) {
      throw new LimitExceededException("transaction-bytes", MAX_TRANSACTION_BYTES, total);
    }
  }

  /** Counts what the client would. */
  private final class Size {

    private final boolean clearsChunks;
    private long bytes;

    Size(boolean clearsChunks) {
      this.clearsChunks = clearsChunks;
    }

    void add(Operation operation) {
      if (operation instanceof Operation.Put put) {
        int value = put.value().length;
        int key = keyspace.entry(put.key()).length;
        count(key, Math.min(value + 1, Values.MAX_WHOLE_BYTES + 1));
        countConflicts(key, key + 1);
        countChunks(put.key());
        if (Values.isLong(put.value())) {
          int chunk = keyspace.chunk(put.key(), 0).length;
          bytes += value + (long) Values.chunks(value) * (3L * chunk + 72);
        }
      } else if (operation instanceof Operation.Delete delete) {
        int key = keyspace.entry(delete.key()).length;
        count(key, key + 1);
        countConflicts(key, key + 1);
        countChunks(delete.key());
      } else if (operation instanceof Operation.DeleteRange delete) {
        KeyRange range = delete.range();
        count(keyspace.begin(range).length, keyspace.end(range).length);
        countConflicts(keyspace.begin(range).length, keyspace.end(range).length);
        count(keyspace.chunksBegin(range).length, keyspace.chunksEnd(range).length);
      }
    }

    private void countChunks(byte[] key) {
      if (clearsChunks) {
        int chunk = keyspace.chunk(key, 0).length;
        count(chunk, chunk);
      }
    }

    private void count(int first, int second) {
      bytes += CHANGE_OVERHEAD + first + second;
    }

    /** That it is written, and that it is read. */
    private void countConflicts(int first, int second) {
      if (!isOneRange) {
        bytes += 2 * (RANGE_OVERHEAD + first + second);
      }
    }
  }

  /**
   * Makes the changes.
   *
   * @param clearsChunks whether the keys may have chunks, which have to go
   */
  void applyTo(Transaction transaction, boolean clearsChunks) {
    Span span = new Span();
    for (Operation operation : operations) {
      if (operation instanceof Operation.Put put) {
        byte[] entry = keyspace.entry(put.key());
        clearChunks(transaction, put.key(), clearsChunks);
        conflict(transaction, span, entry, Keyspace.behind(entry));
        transaction.set(entry, Values.stored(put.value()));
        if (Values.isLong(put.value())) {
          putChunks(transaction, put);
        }
      } else if (operation instanceof Operation.Delete delete) {
        byte[] entry = keyspace.entry(delete.key());
        clearChunks(transaction, delete.key(), clearsChunks);
        conflict(transaction, span, entry, Keyspace.behind(entry));
        transaction.clear(entry);
      } else if (operation instanceof Operation.DeleteRange delete
          && !delete.range().isEmpty()) {
        clear(transaction, delete.range(), clearsChunks, span);
      }
    }
    span.addTo(transaction);
  }

  private void clear(Transaction transaction, KeyRange range, boolean clearsChunks, Span span) {
    byte[] begin = keyspace.begin(range);
    byte[] end = keyspace.end(range);
    if (Arrays.compareUnsigned(begin, end) >= 0) {
      return; // bounds that differ only behind the longest key
    }
    conflict(transaction, span, begin, end);
    transaction.clear(begin, end);
    if (clearsChunks) {
      transaction.options().setNextWriteNoWriteConflictRange();
      transaction.clear(keyspace.chunksBegin(range), keyspace.chunksEnd(range));
    }
  }

  private void clearChunks(Transaction transaction, byte[] key, boolean clearsChunks) {
    if (clearsChunks) {
      transaction.options().setNextWriteNoWriteConflictRange();
      transaction.clear(keyspace.chunk(key, 0), keyspace.chunksEnd(key));
    }
  }

  /** Chunks are read only with their entry, which tells of a conflict. */
  private void putChunks(Transaction transaction, Operation.Put put) {
    int chunks = Values.chunks(put.value().length);
    for (int number = 0; number < chunks; number++) {
      transaction.options().setNextWriteNoWriteConflictRange();
      transaction.set(keyspace.chunk(put.key(), number), Values.chunk(put.value(), number));
    }
  }

  /** Notes with what the next change conflicts. */
  private void conflict(Transaction transaction, Span span, byte[] begin, byte[] end) {
    if (isOneRange) {
      transaction.options().setNextWriteNoWriteConflictRange();
      span.add(begin, end);
    } else {
      transaction.addReadConflictRange(begin, end);
    }
  }

  /** All that is written, from the first key to behind the last. */
  private static final class Span {

    private byte @Nullable [] first;
    private byte @Nullable [] last;

    void add(byte[] from, byte[] to) {
      if (first == null || Arrays.compareUnsigned(from, first) < 0) {
        first = from;
      }
      if (last == null || Arrays.compareUnsigned(to, last) > 0) {
        last = to;
      }
    }

    void addTo(Transaction transaction) {
      byte[] from = first;
      byte[] to = last;
      if (from != null && to != null) {
        transaction.addReadConflictRange(from, to);
        transaction.addWriteConflictRange(from, to);
      }
    }
  }
}
