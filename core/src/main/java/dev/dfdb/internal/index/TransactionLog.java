package dev.dfdb.internal.index;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.codec.KeyWriter;
import dev.dfdb.datom.Datom;
import dev.dfdb.error.CorruptionException;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.WriteBatch;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The log: all datoms of every transaction, in order. A transaction is one run of bytes, cut into
 * chunks so that no single value grows with it. First comes the number of the commit that wrote it;
 * then each datom as a byte (1 added, 0 retracted), the ids of entity and attribute, and the whole
 * value.
 */
public final class TransactionLog {

  private static final int CHUNK_BYTES = 64 * 1024;

  private TransactionLog() {}

  static void append(
      DatomKeys keys, long t, long commit, List<EncodedChange> changes, Writes writes) {
    Items items = (i, bytes) -> {
      EncodedChange change = changes.get(i);
      bytes.writeByte(change.added() ? 1 : 0).writeId(change.e()).writeId(change.a());
      if (change.isShortened()) {
        bytes.writeValue(change.v());
      } else {
        bytes.writeRaw(change.value());
      }
    };
    write(keys, t, commit, changes.size(), items, writes::put);
  }

  /** Writes a transaction anew with only some of its datoms. */
  static void replace(
      DatomKeys keys, ReadView view, Entry old, List<Datom> kept, WriteBatch.Builder batch) {
    long t = old.t();
    Items items = (i, bytes) -> {
      Datom datom = kept.get(i);
      bytes.writeByte(datom.added() ? 1 : 0).writeId(datom.e()).writeId(datom.a());
      bytes.writeValue(datom.v());
    };
    long chunks = write(keys, t, old.commit(), kept.size(), items, batch::put);
    byte[] end = KeyRange.prefix(keys.logOf(t)).end();
    KeyRange rest = KeyRange.between(keys.log(t, chunks), true, end, false);
    try (Cursor superfluous = view.scan(rest, ScanOptions.FORWARD)) {
      while (superfluous.next()) {
        batch.delete(superfluous.key());
      }
    }
  }

  /** The datoms of a transaction, as the log has them. */
  private interface Items {
    void write(int index, KeyWriter bytes);
  }

  /** Takes the chunks that are written. */
  private interface Sink {
    void put(byte[] key, byte[] chunk);
  }

  /** Writes a transaction, and says in how many chunks. */
  private static long write(DatomKeys keys, long t, long commit, int size, Items items, Sink sink) {
    KeyWriter bytes = new KeyWriter().writeValue(commit);
    long chunk = 0;
    for (int i = 0; i < size; i++) {
      items.write(i, bytes);
      if (bytes.length() >= CHUNK_BYTES) {
        chunk = flush(keys, t, chunk, bytes, sink);
      }
    }
    return bytes.length() == 0 ? chunk : flush(keys, t, chunk, bytes, sink);
  }

  private static long flush(DatomKeys keys, long t, long chunk, KeyWriter bytes, Sink sink) {
    byte[] all = bytes.toBytes();
    bytes.reset();
    long next = chunk;
    for (int from = 0; from < all.length; from += CHUNK_BYTES) {
      int to = Math.min(all.length, from + CHUNK_BYTES);
      sink.put(keys.log(t, next++), Arrays.copyOfRange(all, from, to));
    }
    return next;
  }

  /**
   * A transaction of the log.
   *
   * @param t its number
   * @param commit the random number of the commit that wrote it
   * @param datoms its datoms in their order
   */
  public record Entry(long t, long commit, List<Datom> datoms) {

    /** The time of the transaction. */
    public Instant instant() {
      for (Datom datom : datoms) {
        if (datom.a() == Builtin.TX_INSTANT && datom.v() instanceof Instant instant) {
          return instant;
        }
      }
      throw damaged(t);
    }
  }

  /** Transaction {@code t}, or null where there is none. */
  public static @Nullable Entry read(ReadView view, long t) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    KeyRange range = KeyRange.prefix(new DatomKeys().logOf(t));
    try (Cursor chunks = view.scan(range, ScanOptions.FORWARD)) {
      while (chunks.next()) {
        bytes.writeBytes(chunks.value());
      }
    }
    return bytes.size() == 0 ? null : decode(t, bytes.toByteArray());
  }

  /** Reads what the log has of a transaction, all its chunks together. */
  public static Entry decode(long t, byte[] bytes) {
    KeyReader reader = new KeyReader().reset(bytes, 0, bytes.length);
    if (!(reader.readValue() instanceof Long commit)) {
      throw damaged(t);
    }
    List<Datom> datoms = new ArrayList<>();
    while (!reader.atEnd()) {
      boolean added = reader.readByte() == 1;
      long e = reader.readId();
      long a = reader.readId();
      Object v = reader.readValue();
      if (v == null) {
        throw damaged(t);
      }
      datoms.add(new Datom(e, a, v, EntityIds.ofTransaction(t), added));
    }
    return new Entry(t, commit, List.copyOf(datoms));
  }

  private static CorruptionException damaged(long t) {
    return new CorruptionException("a transaction in the log is damaged", Map.of("t", t));
  }
}
