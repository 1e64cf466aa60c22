package dev.dfdb.events.internal;

import dev.dfdb.codec.KeyWriter;
import dev.dfdb.error.LimitExceededException;
import dev.dfdb.events.EventException;
import dev.dfdb.events.Message;
import dev.dfdb.events.NewMessage;
import dev.dfdb.events.PositionConflictException;
import dev.dfdb.events.StreamName;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Limits;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Messages that keep the places they had elsewhere. */
public final class ImportTask extends Task<Integer> {

  private static final long RESERVE = 8_192;
  private static final long OVERHEAD = 2_048;

  private final List<Message> messages;
  private final List<byte[]> values = new ArrayList<>();

  /**
   * Encodes them.
   *
   * @throws EventException if a name or a position can't be one
   * @throws LimitExceededException if they are too large for one batch of the storage
   */
  public ImportTask(List<Message> messages, Limits limits) {
    this.messages = List.copyOf(messages);
    long bytes = RESERVE;
    for (Message message : this.messages) {
      String stream = Names.checkStream(message.stream());
      if (message.position() < 0 || message.globalPosition() < 1) {
        throw new EventException(
            "positions begin with 0, global positions with 1",
            Map.of("position", message.position(), "global position", message.globalPosition()));
      }
      checkRange(message);
      byte[] suffix = stream
          .substring(new StreamName(stream).category().length())
          .getBytes(StandardCharsets.UTF_8);
      byte[] value = MessageBytes.of(
          new NewMessage(message.id(), message.type(), message.data(), message.metadata()),
          suffix,
          Names.type(message.type()));
      if (value.length > limits.maxValueBytes()) {
        throw new LimitExceededException("max-value-bytes", limits.maxValueBytes(), value.length);
      }
      values.add(value);
      bytes += value.length + OVERHEAD;
    }
    if (bytes > limits.maxBatchBytes()) {
      throw new LimitExceededException("max-batch-bytes", limits.maxBatchBytes(), bytes);
    }
  }

  private static void checkRange(Message message) {
    if (message.position() >= KeyWriter.MAX_ID || message.globalPosition() >= KeyWriter.MAX_ID) {
      throw new EventException(
          "positions and global positions are below 2^56 - 1",
          Map.of("position", message.position(), "global position", message.globalPosition()));
    }
    try {
      MessageBytes.micros(message.time());
    } catch (ArithmeticException tooFar) {
      throw new EventException(
          "a time is within 290,000 years of 1970",
          Map.of("time", message.time().toString()));
    }
  }

  @Override
  boolean isAlone() {
    return true;
  }

  @Override
  long size() {
    return 0;
  }

  @Override
  Integer addTo(Staging staging) {
    check(staging);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < values.size(); i++) {
      Message message = messages.get(i);
      boolean isNew =
          seen.add(message.stream()) && staging.before(message.stream()).count() == 0;
      staging.place(
          message.stream(),
          new StreamName(message.stream()).category(),
          new Run(message.position(), message.globalPosition(), 1),
          MessageBytes.micros(message.time()),
          values.get(i),
          isNew);
    }
    staging.forget();
    return values.size();
  }

  private void check(Staging staging) {
    Map<String, Set<Long>> positions = new HashMap<>();
    Set<Long> globals = new HashSet<>();
    List<Message> early = new ArrayList<>();
    for (Message message : messages) {
      if (!positions
              .computeIfAbsent(message.stream(), stream -> new HashSet<>())
              .add(message.position())
          || isTaken(staging, message)) {
        throw new PositionConflictException(message.stream(), "position", message.position());
      }
      if (!globals.add(message.globalPosition())) {
        throw globalConflict(message);
      }
      if (message.globalPosition() < staging.next()) {
        early.add(message);
      }
    }
    if (!early.isEmpty()) {
      checkGlobals(staging.storage(), early);
    }
    checkOrder(staging);
  }

  /** Global positions increase along a stream, or nobody finds them. */
  private void checkOrder(Staging staging) {
    Map<String, TreeMap<Long, Message>> streams = new HashMap<>();
    for (Message message : messages) {
      streams
          .computeIfAbsent(message.stream(), stream -> new TreeMap<>())
          .put(message.position(), message);
    }
    Reader reader = new Reader(staging.storage());
    streams.forEach((stream, ascending) -> {
      Run last = staging.before(stream);
      long before = 0;
      for (Message message : ascending.values()) {
        boolean isInside = message.position() < last.end();
        long stored =
            isInside ? reader.globalBefore(stream, message.position()) : last.globalEnd() - 1;
        long after = isInside ? reader.globalFrom(stream, message.position()) : Long.MAX_VALUE;
        if (message.globalPosition() <= Math.max(before, stored)
            || message.globalPosition() >= after) {
          throw new EventException(
              "global positions increase along the positions of a stream",
              Map.of(
                  "stream",
                  stream,
                  "position",
                  message.position(),
                  "global position",
                  message.globalPosition()));
        }
        before = message.globalPosition();
      }
    });
  }

  private static PositionConflictException globalConflict(Message message) {
    return new PositionConflictException(
        message.stream(), "global position", message.globalPosition());
  }

  private static boolean isTaken(Staging staging, Message message) {
    Run last = staging.before(message.stream());
    if (message.position() >= last.end()) {
      return false;
    }
    Run before = Reader.runAt(staging.storage(), message.stream(), message.position());
    return before != null && message.position() < before.end();
  }

  /** Below the next global position a place may be taken in any category. */
  private static void checkGlobals(Storage storage, List<Message> early) {
    List<byte[]> prefixes = new ArrayList<>();
    try (Cursor cursor = storage.scan(EventKeys.categories(), ScanOptions.FORWARD)) {
      while (cursor.next()) {
        prefixes.add(EventKeys.messagesOf(EventKeys.nameIn(cursor.key())));
      }
    }
    for (Message message : early) {
      List<byte[]> keys = prefixes.stream()
          .map(prefix -> EventKeys.withId(prefix, message.globalPosition()))
          .toList();
      if (storage.getAll(keys).stream().anyMatch(Objects::nonNull)) {
        throw globalConflict(message);
      }
    }
  }
}
