package dev.dfdb.storage.fdb;

import com.apple.foundationdb.KeyValue;
import com.apple.foundationdb.ReadTransaction;
import com.apple.foundationdb.StreamingMode;
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

  Reads(Keyspace keyspace) {
    this.keyspace = keyspace;
  }

  Keyspace keyspace() {
    return keyspace;
  }

  /** The values of keys, in one round trip, or one more for those in chunks. */
  List<byte @Nullable []> getAll(ReadTransaction transaction, List<byte[]> keys) {
    List<CompletableFuture<byte[]>> replies = new ArrayList<>(keys.size());
    for (byte[] key : keys) {
      replies.add(
          key.length > FdbStorage.MAX_KEY_BYTES
              ? CompletableFuture.completedFuture(null)
              : transaction.get(keyspace.entry(key)));
    }
    List<byte @Nullable []> values = new ArrayList<>(keys.size());
    for (int i = 0; i < replies.size(); i++) {
      byte[] stored = Client.await(replies.get(i));
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
    List<KeyValue> chunks = Client.await(transaction
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

  /** Up to so many entries between two keys of the cluster. */
  CompletableFuture<Page> page(
      ReadTransaction transaction, byte[] begin, byte[] end, boolean reverse, int size) {
    return transaction
        .getRange(begin, end, size, reverse, StreamingMode.EXACT)
        .asList()
        .thenApply(entries -> new Page(entries, entries.size() < size));
  }
}
