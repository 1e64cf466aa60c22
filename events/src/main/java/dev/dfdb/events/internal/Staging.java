package dev.dfdb.events.internal;

import dev.dfdb.events.Appended;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What one commit changes, on top of a state. Not safe for several threads. */
final class Staging {

  private final State state;
  private final WriteBatch.Builder batch;
  private final long time;
  private long next;
  private boolean isChanged;
  private boolean forgets;
  private byte @Nullable [] firstKey;
  private byte @Nullable [] firstValue;

  /** Of each stream its last run, and where it is stored. */
  private final Map<String, Open> open = new HashMap<>();

  private final Map<String, Counts> counts = new LinkedHashMap<>();
  private final Map<String, byte[]> categories = new HashMap<>();

  private static final class Open {
    private final byte[] prefix;
    private Run run;
    private boolean isChanged;

    Open(byte[] prefix, Run run) {
      this.prefix = prefix;
      this.run = run;
    }
  }

  /** On a state, in a batch that may hold other things too. */
  Staging(State state, WriteBatch.Builder batch, Instant now) {
    this.state = state;
    this.batch = batch;
    this.next = state.root().next();
    // Time does not go back between commits, whatever clocks do.
    this.time = Math.max(MessageBytes.micros(now), state.root().time());
  }

  Storage storage() {
    return state.storage();
  }

  /** The global position of the next message. */
  long next() {
    return next;
  }

  private Open open(String stream) {
    Open known = open.get(stream);
    if (known == null) {
      known = new Open(EventKeys.runsOf(stream), state.last(stream));
      open.put(stream, known);
    }
    return known;
  }

  /** The position of the last message of a stream; -1 if there is none. */
  long version(String stream) {
    return open(stream).run.end() - 1;
  }

  Appended append(String stream, String category, byte[][] values) {
    Open end = open(stream);
    Appended place = new Appended(end.run.end(), next, values.length);
    boolean isNew = end.run.count() == 0;
    byte[] prefix = categories.computeIfAbsent(category, EventKeys::messagesOf);
    for (int i = 0; i < values.length; i++) {
      MessageBytes.place(values[i], place.firstPosition() + i, time);
      put(EventKeys.withId(prefix, next + i), values[i]);
    }
    if (!isNew && end.run.globalEnd() == next) {
      end.run = end.run.longer(values.length);
    } else {
      close(end);
      end.run = new Run(place.firstPosition(), next, values.length);
    }
    end.isChanged = true;
    next += values.length;
    count(category, values.length, isNew ? 1 : 0);
    return place;
  }

  /** Puts a message at a place of its own, which is free. */
  void place(String stream, String category, Run run, long micros, byte[] value, boolean isNew) {
    MessageBytes.place(value, run.position(), micros);
    put(EventKeys.withId(EventKeys.messagesOf(category), run.global()), value);
    batch.adopt(EventKeys.withId(EventKeys.runsOf(stream), run.position()), run.encode());
    next = Math.max(next, run.globalEnd());
    count(category, 1, isNew ? 1 : 0);
  }

  private void put(byte[] key, byte[] value) {
    if (firstKey == null) {
      firstKey = key;
      firstValue = value.clone(); // it is placed again if the commit is tried again
    }
    batch.adopt(key, value);
    isChanged = true;
  }

  private void count(String category, long messages, long streams) {
    Counts now = counts.get(category);
    counts.put(category, (now == null ? state.counts(category) : now).plus(messages, streams));
  }

  private void close(Open end) {
    if (end.isChanged) {
      batch.adopt(EventKeys.withId(end.prefix, end.run.position()), end.run.encode());
      end.isChanged = false;
    }
  }

  /** Anything else that is committed. */
  WriteBatch.Builder batch() {
    isChanged = true;
    return batch;
  }

  /** Whether there is nothing to commit. */
  boolean isEmpty() {
    return !isChanged;
  }

  /** Completes the batch, with the guard; the root that it will leave. */
  EventRoot finish() {
    open.values().forEach(this::close);
    counts.forEach((category, now) -> batch.adopt(EventKeys.category(category), now.encode()));
    EventRoot root = new EventRoot(next, time, ThreadLocalRandom.current().nextLong());
    batch.requireHolds(EventKeys.root(), state.rootBytes());
    batch.put(EventKeys.root(), root.encode());
    return root;
  }

  /** What is known of the streams is not so any more once this is committed. */
  void forget() {
    forgets = true;
  }

  /** The last run of a stream before the commit. */
  Run before(String stream) {
    return state.last(stream);
  }

  /** The state when the batch is committed; null if it has to be read anew. */
  @Nullable
  State committed(EventRoot root) {
    if (forgets) {
      return null;
    }
    Map<String, Run> runs = new HashMap<>();
    open.forEach((stream, end) -> runs.put(stream, end.run));
    return state.after(root, root.encode(), runs, counts);
  }

  /** Whether the first message of the batch is in the storage. */
  boolean isFound() {
    return firstKey != null
        && Arrays.equals(storage().get(firstKey), Objects.requireNonNull(firstValue));
  }
}
