package dev.dfdb.storage.fdb.simulation;

import com.apple.foundationdb.KeySelector;
import com.apple.foundationdb.KeyValue;
import com.apple.foundationdb.StreamingMode;
import com.apple.foundationdb.async.AsyncIterable;
import com.apple.foundationdb.async.AsyncIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;

/** A range that is read part by part, each a round trip. */
@SuppressWarnings("FutureReturnValueIgnored") // failures go to the result
final class SimulatedRange implements AsyncIterable<KeyValue> {

  private final SimulatedTransaction transaction;
  private final boolean isSnapshot;
  private final KeySelector begin;
  private final KeySelector end;
  private final int limit;
  private final boolean reverse;
  private final StreamingMode mode;

  SimulatedRange(
      SimulatedTransaction transaction,
      boolean isSnapshot,
      KeySelector begin,
      KeySelector end,
      int limit,
      boolean reverse,
      StreamingMode mode) {
    this.transaction = transaction;
    this.isSnapshot = isSnapshot;
    this.begin = begin;
    this.end = end;
    this.limit = limit;
    this.reverse = reverse;
    this.mode = mode;
  }

  @Override
  public CompletableFuture<List<KeyValue>> asList() {
    CompletableFuture<List<KeyValue>> all = transaction.cluster().reply();
    StreamingMode whole = mode == StreamingMode.ITERATOR ? StreamingMode.WANT_ALL : mode;
    collect(new Parts(whole), new ArrayList<>(), all);
    return all;
  }

  private static void collect(
      Parts parts, List<KeyValue> found, CompletableFuture<List<KeyValue>> all) {
    parts.next().whenComplete((part, failure) -> {
      if (failure != null) {
        all.completeExceptionally(SimulatedTransaction.unwrapped(failure));
        return;
      }
      found.addAll(part);
      if (parts.isOver()) {
        all.complete(found);
      } else {
        collect(parts, found, all);
      }
    });
  }

  @Override
  public AsyncIterator<KeyValue> iterator() {
    return new Walk(new Parts(mode));
  }

  /** The parts of the range, one after the other. */
  private final class Parts {

    private static final int MOST_ROWS = 2_000;

    private final boolean isGrowing;
    private KeySelector from = begin;
    private KeySelector to = end;
    private int left = limit;
    private int rows;
    private boolean hasBegun;
    private boolean isOver;

    Parts(StreamingMode mode) {
      this.isGrowing = mode == StreamingMode.ITERATOR;
      this.rows = isGrowing ? 64 : MOST_ROWS;
    }

    CompletableFuture<List<KeyValue>> next() {
      int asked = limit == 0 ? rows : Math.min(rows, left);
      rows = Math.min(MOST_ROWS, isGrowing ? 2 * rows : rows);
      RequestKind kind = hasBegun ? RequestKind.RANGE_PART : RequestKind.RANGE;
      hasBegun = true;
      return transaction
          .readRange(kind, from, to, asked, reverse, isSnapshot)
          .thenApply(part -> took(part, asked));
    }

    private List<KeyValue> took(SimulatedTransaction.Part part, int asked) {
      List<KeyValue> entries = part.entries();
      left -= entries.size();
      isOver = (!part.isCut() && entries.size() < asked) || (limit != 0 && left == 0);
      if (!entries.isEmpty()) {
        byte[] last = entries.get(entries.size() - 1).getKey();
        if (reverse) {
          to = KeySelector.firstGreaterOrEqual(last);
        } else {
          from = KeySelector.firstGreaterThan(last);
        }
      }
      return entries;
    }

    boolean isOver() {
      return isOver;
    }
  }

  /** A walk over the parts. */
  private static final class Walk implements AsyncIterator<KeyValue> {

    private final Parts parts;
    private List<KeyValue> part = List.of();
    private int at;
    private CompletableFuture<Boolean> more;

    Walk(Parts parts) {
      this.parts = parts;
      this.more = fetch();
    }

    private CompletableFuture<Boolean> fetch() {
      return parts.next().thenApply(next -> {
        part = next;
        at = 0;
        return !next.isEmpty();
      });
    }

    @Override
    public CompletableFuture<Boolean> onHasNext() {
      if (!more.isDone() || more.isCompletedExceptionally()) {
        return more;
      }
      if (at < part.size()) {
        return CompletableFuture.completedFuture(true);
      }
      if (parts.isOver()) {
        return CompletableFuture.completedFuture(false);
      }
      more = fetch();
      return more;
    }

    @Override
    public boolean hasNext() {
      return onHasNext().join();
    }

    @Override
    public KeyValue next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return part.get(at++);
    }

    @Override
    public void cancel() {
      more.cancel(true);
    }
  }
}
