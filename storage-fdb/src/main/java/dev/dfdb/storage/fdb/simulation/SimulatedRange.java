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
    StreamingMode whole = limit == 0 ? StreamingMode.WANT_ALL : StreamingMode.EXACT;
    Parts parts = new Parts(mode == StreamingMode.ITERATOR ? whole : mode);
    collect(parts, new ArrayList<>(), all);
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

  /** The parts of the range, one after the other, as large as the mode says. */
  private final class Parts {

    private static final int[] GROWING = {
      4096, 6144, 9216, 13824, 20736, 31104, 46656, 69984, 80000, 120000
    };

    private final StreamingMode of;
    private KeySelector from = begin;
    private KeySelector to = end;
    private int left = limit;
    private int count;
    private boolean isOver;

    Parts(StreamingMode of) {
      this.of = of;
    }

    private long bytes() {
      return switch (of) {
        case ITERATOR -> GROWING[Math.min(count, GROWING.length) - 1];
        case EXACT -> Long.MAX_VALUE;
        case SMALL -> 256;
        case MEDIUM -> 1_000;
        case LARGE -> 4_096;
        case WANT_ALL, SERIAL -> 80_000;
      };
    }

    CompletableFuture<List<KeyValue>> next() {
      RequestKind kind = ++count > 1 ? RequestKind.RANGE_PART : RequestKind.RANGE;
      int rows = limit == 0 ? Integer.MAX_VALUE : left;
      return transaction
          .readRange(kind, from, to, rows, bytes(), reverse, isSnapshot)
          .thenApply(this::took);
    }

    private List<KeyValue> took(SimulatedTransaction.Part part) {
      List<KeyValue> entries = part.entries();
      left -= entries.size();
      isOver = !part.hasMore() || (limit != 0 && left == 0);
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

  /** A walk over the parts, which as that of the binding asks for the next when it begins one. */
  private static final class Walk implements AsyncIterator<KeyValue> {

    private final Parts parts;
    private List<KeyValue> part = List.of();
    private boolean isLast;
    private int at;
    private CompletableFuture<List<KeyValue>> next;

    Walk(Parts parts) {
      this.parts = parts;
      this.next = parts.next();
    }

    private boolean turn(List<KeyValue> turned) {
      if (at == part.size()) {
        part = turned;
        at = 0;
        isLast = parts.isOver();
      }
      return at < part.size();
    }

    @Override
    public CompletableFuture<Boolean> onHasNext() {
      if (at < part.size()) {
        return CompletableFuture.completedFuture(true);
      }
      return isLast ? CompletableFuture.completedFuture(false) : next.thenApply(this::turn);
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
      if (at == 0 && !isLast) {
        next = parts.next();
      }
      return part.get(at++);
    }

    @Override
    public void cancel() {
      next.cancel(true);
    }
  }
}
