package dev.dfdb.events.internal;

import dev.dfdb.codec.KeyWriter;
import dev.dfdb.events.CategoryInfo;
import dev.dfdb.events.Json;
import dev.dfdb.events.Message;
import dev.dfdb.events.StreamInfo;
import dev.dfdb.events.StreamName;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Storage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages page by page; nothing is held in the storage between two pages. Where it finds
 * nothing it looks whether the database is still there, and throws a DatabaseDeletedException if it
 * is not. Safe from any thread.
 */
public final class Reader {

  /** Messages of other streams that are passed over rather than looked around. */
  private static final long NEAR = 8;

  static final int LONGEST_PAGE = 4_096;

  /** How many entries of one stream are passed over before the next stream is looked for. */
  private static final int MANY_RUNS = 32;

  private final Storage storage;

  /** Reads from a storage. */
  public Reader(Storage storage) {
    this.storage = storage;
  }

  /** The position of the last message of a stream; -1 if there is none. */
  public long version(String stream) {
    Run last = State.lastRun(storage, stream);
    if (last == null) {
      State.rootBytes(storage);
      return -1;
    }
    return last.end() - 1;
  }

  /** The last run of a stream that begins at or before a position. */
  static @Nullable Run runAt(Storage storage, String stream, long position) {
    byte[] prefix = EventKeys.runsOf(stream);
    byte[] at = EventKeys.withId(prefix, Math.min(position, KeyWriter.MAX_ID));
    KeyRange upTo = KeyRange.between(prefix, true, at, true);
    try (Cursor cursor = storage.scan(upTo, ScanOptions.REVERSE.withLimit(1))) {
      return cursor.next()
          ? Run.decode(EventKeys.idAfter(prefix.length, cursor.key()), cursor.value())
          : null;
    }
  }

  /** The global position of the message at a position; 0 if there is none. */
  long globalAt(String stream, long position) {
    Run run = runAt(storage, stream, position);
    return run == null || position >= run.end() ? 0 : run.global() + (position - run.position());
  }

  /** The global position of the last message that stands before a position; 0 if none does. */
  long globalBefore(String stream, long position) {
    Run run = position <= 0 ? null : runAt(storage, stream, position - 1);
    return run == null ? 0 : run.global() + (Math.min(position, run.end()) - 1 - run.position());
  }

  /**
   * The global position of the first run that begins at or behind a position; the largest long if
   * none does.
   */
  long globalFrom(String stream, long position) {
    byte[] prefix = EventKeys.runsOf(stream);
    KeyRange range = KeyRange.between(
        EventKeys.withId(prefix, position), true, KeyRange.prefix(prefix).end(), false);
    try (Cursor cursor = storage.scan(range, ScanOptions.FORWARD.withLimit(1))) {
      return cursor.next()
          ? Run.decode(EventKeys.idAfter(prefix.length, cursor.key()), cursor.value())
              .global()
          : Long.MAX_VALUE;
    }
  }

  /** The first position of a stream whose message has at least a global position. */
  public long positionAt(String stream, long global) {
    long low = 0;
    long high = version(stream) + 1;
    while (low < high) {
      long middle = (low + high) >>> 1;
      Run run = runAt(storage, stream, middle);
      if (run == null) {
        low = middle + 1; // nothing was imported before
      } else if (run.globalEnd() <= global) {
        low = Math.max(middle + 1, run.end());
      } else if (run.global() >= global) {
        high = Math.min(middle, run.position());
      } else {
        return Math.max(low, run.position() + (global - run.global()));
      }
    }
    return low;
  }

  /**
   * Messages of a stream.
   *
   * @param from the first position to read
   * @param limit at most so many
   * @param backward whether towards position 0
   */
  public List<Message> stream(String stream, long from, long limit, boolean backward) {
    List<Message> messages = new ArrayList<>();
    long next = from;
    while (messages.size() < limit && next >= 0 && next <= KeyWriter.MAX_ID) {
      int page = (int) Math.min(LONGEST_PAGE, limit - messages.size());
      List<Run> runs = runs(stream, next, page, backward);
      if (runs.isEmpty()) {
        break;
      }
      messages.addAll(messages(stream, runs, backward));
      Run last = runs.get(runs.size() - 1);
      next = backward ? last.position() - 1 : last.end();
    }
    if (messages.isEmpty()) {
      State.rootBytes(storage);
    }
    return messages;
  }

  /** The runs of some messages, in the order in which they are read, cut to what is wanted. */
  private List<Run> runs(String stream, long from, int count, boolean backward) {
    byte[] prefix = EventKeys.runsOf(stream);
    Run first = backward ? null : runAt(storage, stream, from);
    byte[] at = EventKeys.withId(prefix, backward ? from : first == null ? from : first.position());
    KeyRange range = backward
        ? KeyRange.between(prefix, true, at, true)
        : KeyRange.between(at, true, KeyRange.prefix(prefix).end(), false);
    List<Run> runs = new ArrayList<>();
    long found = 0;
    try (Cursor cursor = storage.scan(range, new ScanOptions(backward, count + 1L))) {
      while (found < count && cursor.next()) {
        Run run = Run.decode(EventKeys.idAfter(prefix.length, cursor.key()), cursor.value());
        long left = count - found;
        Run wanted = backward
            ? run.within(Math.max(0, Math.min(run.end(), from + 1) - left), from + 1)
            : run.within(from, Math.max(run.position(), from) + left);
        if (wanted.count() > 0) {
          runs.add(wanted);
          found += wanted.count();
        }
      }
    }
    return runs;
  }

  private List<Message> messages(String stream, List<Run> runs, boolean backward) {
    List<Run> ascending = runs;
    if (backward) {
      ascending = new ArrayList<>(runs);
      Collections.reverse(ascending);
    }
    byte[] prefix = EventKeys.messagesOf(new StreamName(stream).category());
    List<Message> messages = new ArrayList<>();
    List<Run> apart = new ArrayList<>();
    int i = 0;
    while (i < ascending.size()) {
      int end = i + 1;
      while (end < ascending.size() && isNear(ascending.get(end - 1), ascending.get(end))) {
        end++;
      }
      List<Run> together = ascending.subList(i, end);
      if (together.size() == 1 && together.get(0).count() == 1) {
        apart.add(together.get(0));
      } else {
        lookUp(stream, prefix, apart, messages);
        walk(stream, prefix, together, messages);
      }
      i = end;
    }
    lookUp(stream, prefix, apart, messages);
    if (backward) {
      Collections.reverse(messages);
    }
    return messages;
  }

  private static boolean isNear(Run before, Run after) {
    long gap = after.global() - before.globalEnd();
    return gap >= 0 && gap <= NEAR;
  }

  /** Reads single messages that stand far from each other. */
  private void lookUp(String stream, byte[] prefix, List<Run> apart, List<Message> messages) {
    if (apart.isEmpty()) {
      return;
    }
    List<byte[]> keys =
        apart.stream().map(run -> EventKeys.withId(prefix, run.global())).toList();
    List<byte @Nullable []> values = storage.getAll(keys);
    for (int i = 0; i < keys.size(); i++) {
      byte[] value = values.get(i);
      if (value != null) { // it is gone if all was cleared meanwhile
        messages.add(MessageBytes.read(stream, apart.get(i).global(), value));
      }
    }
    apart.clear();
  }

  /** Reads runs that stand near each other in one walk, passing over what is between. */
  private void walk(String stream, byte[] prefix, List<Run> runs, List<Message> messages) {
    KeyRange range = KeyRange.closedOpen(
        EventKeys.withId(prefix, runs.get(0).global()),
        EventKeys.withId(prefix, runs.get(runs.size() - 1).globalEnd()));
    int at = 0;
    try (Cursor cursor = storage.scan(range, ScanOptions.FORWARD)) {
      while (cursor.next()) {
        long global = EventKeys.idAfter(prefix.length, cursor.key());
        while (global >= runs.get(at).globalEnd()) {
          at++;
        }
        if (global >= runs.get(at).global()) {
          messages.add(MessageBytes.read(stream, global, cursor.value()));
        }
      }
    }
  }

  /** Which messages of a category are wanted, before they are read whole. */
  public interface Filter {

    /** Whether those of a stream are. */
    boolean wants(String stream);

    /** Whether one with this metadata is, if its stream is. */
    Predicate<Json> metadata();
  }

  /** What was read of a category, and where to go on. */
  public record Page(List<Message> messages, long next) {}

  /**
   * Messages of a category, in their global order.
   *
   * @param from the first global position to read
   * @param limit at most so many
   * @param filter which; null for all
   */
  public Page category(String category, long from, long limit, @Nullable Filter filter) {
    List<Message> messages = new ArrayList<>();
    byte[] prefix = EventKeys.messagesOf(category);
    long next = Math.max(1, from);
    boolean hasMore = true;
    while (hasMore && next <= KeyWriter.MAX_ID && messages.size() < limit) {
      KeyRange rest = KeyRange.between(
          EventKeys.withId(prefix, next), true, KeyRange.prefix(prefix).end(), false);
      int seen = 0;
      try (Cursor cursor = storage.scan(rest, ScanOptions.FORWARD.withLimit(LONGEST_PAGE))) {
        while (messages.size() < limit && cursor.next()) {
          seen++;
          long global = EventKeys.idAfter(prefix.length, cursor.key());
          add(category, global, cursor.value(), filter, messages);
          next = global + 1;
        }
      }
      hasMore = seen == LONGEST_PAGE;
    }
    if (messages.isEmpty()) {
      State.rootBytes(storage);
    }
    return new Page(messages, next);
  }

  private static void add(
      String category, long global, byte[] value, @Nullable Filter filter, List<Message> messages) {
    String stream = MessageBytes.stream(category, value);
    if (filter == null
        || (filter.wants(stream) && filter.metadata().test(MessageBytes.metadata(value)))) {
      messages.add(MessageBytes.read(stream, global, value));
    }
  }

  /** Streams whose names begin with a text, in the order of their code points. */
  public List<StreamInfo> streams(String prefix, String after, int limit) {
    List<StreamInfo> streams = new ArrayList<>();
    String last = after;
    while (streams.size() < limit) {
      String before = last;
      last = addStreams(prefix, last, limit, streams);
      if (last.equals(before)) {
        break;
      }
    }
    if (streams.isEmpty()) {
      State.rootBytes(storage);
    }
    return streams;
  }

  /** Adds streams until there are enough, or one has many runs; the name of the last. */
  private String addStreams(String prefix, String after, int limit, List<StreamInfo> streams) {
    String current = after;
    long version = -1;
    int runs = 0;
    try (Cursor cursor = storage.scan(EventKeys.runs(prefix, after), ScanOptions.FORWARD)) {
      while (cursor.next()) {
        byte[] key = cursor.key();
        String name = EventKeys.nameIn(key);
        if (!name.equals(current)) {
          if (version >= 0) {
            streams.add(new StreamInfo(current, version));
            if (streams.size() == limit) {
              return current;
            }
          }
          current = name;
          runs = 0;
        }
        if (++runs == MANY_RUNS) {
          streams.add(new StreamInfo(current, version(current)));
          return current;
        }
        long position = EventKeys.idAfter(EventKeys.runsOf(name).length, key);
        version = Run.decode(position, cursor.value()).end() - 1;
      }
    }
    if (version >= 0) {
      streams.add(new StreamInfo(current, version));
    }
    return current;
  }

  /** All categories, in the order of their code points. */
  public List<CategoryInfo> categories() {
    List<CategoryInfo> categories = new ArrayList<>();
    try (Cursor cursor = storage.scan(EventKeys.categories(), ScanOptions.FORWARD)) {
      while (cursor.next()) {
        Counts counts = Counts.decode(cursor.value());
        categories.add(
            new CategoryInfo(EventKeys.nameIn(cursor.key()), counts.messages(), counts.streams()));
      }
    }
    if (categories.isEmpty()) {
      State.rootBytes(storage);
    }
    return categories;
  }

  /** How many messages a category has. */
  public long count(String category) {
    long count = Counts.decode(storage.get(EventKeys.category(category))).messages();
    if (count == 0) {
      State.rootBytes(storage);
    }
    return count;
  }

  /** The last message of a stream that has a type; null if none has. */
  public @Nullable Message last(String stream, @Nullable String type) {
    long limit = type == null ? 1 : 16;
    long next = version(stream);
    while (next >= 0) {
      List<Message> page = stream(stream, next, limit, true);
      for (Message message : page) {
        if (type == null || message.type().equals(type)) {
          return message;
        }
      }
      if (page.isEmpty()) {
        return null;
      }
      next = page.get(page.size() - 1).position() - 1;
      limit = Math.min(LONGEST_PAGE, limit * 4);
    }
    return null;
  }

  /** The global position behind the last message of the database. */
  public long next() {
    return EventRoot.decode(State.rootBytes(storage)).next();
  }
}
