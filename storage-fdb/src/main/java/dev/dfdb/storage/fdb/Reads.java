package dev.dfdb.storage.fdb;

import com.apple.foundationdb.KeyValue;
import com.apple.foundationdb.ReadTransaction;
import com.apple.foundationdb.StreamingMode;
import com.apple.foundationdb.async.AsyncIterator;
import dev.dfdb.error.CorruptionException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reads a database, in whatever transaction and so at whatever version. Immutable. */
final class Reads {

  private final Keyspace keyspace;
  private final Replies replies;

  Reads(Keyspace keyspace, Replies replies) {
    this.keyspace = keyspace;
    this.replies = replies;
  }

  Keyspace keyspace() {
    return keyspace;
  }

  /** The values of keys, in one round trip, or one more for those in chunks. */
  List<byte @Nullable []> getAll(ReadTransaction transaction, List<byte[]> keys) {
    List<CompletableFuture<byte[]>> asked = new ArrayList<>(keys.size());
    for (byte[] key : keys) {
      asked.add(
          key.length > FdbStorage.MAX_KEY_BYTES
              ? CompletableFuture.completedFuture(null)
              : transaction.get(keyspace.entry(key)));
    }
    List<byte @Nullable []> values = new ArrayList<>(keys.size());
    for (int i = 0; i < asked.size(); i++) {
      byte[] stored = replies.await(asked.get(i));
      values.add(stored == null ? null : value(transaction, keys.get(i), stored));
    }
    return values;
  }

  /** The value of a key. */
  byte @Nullable [] get(ReadTransaction transaction, byte[] key) {
    return getAll(transaction, List.of(key)).get(0);
  }

  /** The value that something stored stands for. */
  byte[] value(ReadTransaction transaction, byte[] key, byte[] stored) {
    if (!Values.isChunked(stored)) {
      return Values.whole(stored);
    }
    int length = Values.length(stored);
    List<KeyValue> chunks = replies.await(transaction
        .snapshot()
        .getRange(
            keyspace.chunk(key, 0),
            keyspace.chunk(key, Values.chunks(length)),
            ReadTransaction.ROW_LIMIT_UNLIMITED,
            false,
            StreamingMode.WANT_ALL)
        .asList());
    ByteBuffer value = ByteBuffer.allocate(length);
    for (KeyValue chunk : chunks) {
      if (chunk.getValue().length > value.remaining()) {
        throw damaged(key);
      }
      value.put(chunk.getValue());
    }
    if (value.hasRemaining()) {
      throw damaged(key);
    }
    return value.array();
  }

  private static CorruptionException damaged(byte[] key) {
    return new CorruptionException(
        "the chunks of a value are not those that were written", Map.of("key", key));
  }

  /**
   * Entries between two keys of the cluster: no more than so many, and no more than one reply holds
   * whatever their values are. That it is the last page the cluster says; only a full page is never
   * called so.
   */
  Page page(ReadTransaction transaction, byte[] begin, byte[] end, boolean reverse, int most) {
    List<KeyValue> entries = new ArrayList<>(Math.min(most, 256));
    AsyncIterator<KeyValue> walk =
        transaction.getRange(begin, end, most, reverse, StreamingMode.SERIAL).iterator();
    try {
      long bytes = 0;
      while (entries.size() < most && bytes < Page.REPLY_BYTES) {
        if (!replies.await(walk.onHasNext())) {
          return new Page(entries, true);
        }
        KeyValue entry = walk.next();
        bytes += Page.bytes(entry);
        entries.add(entry);
      }
      return new Page(entries, false);
    } finally {
      walk.cancel(); // the binding may have asked for what comes behind
    }
  }
}
