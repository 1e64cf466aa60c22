package dev.dfdb.conformance.mutant;

import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What can be wrong with S2. */
final class AliasingMutants {

  private AliasingMutants() {}

  /** Answers from the very arrays of put. */
  static final class ArrayInIsKept extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        private final Map<ByteBuffer, byte[]> given = new ConcurrentHashMap<>();

        @Override
        public void put(byte[] key, byte[] value) {
          intact().put(key, value);
          given.put(ByteBuffer.wrap(key.clone()), value);
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
          byte[] value = intact().get(key);
          byte[] kept = given.get(ByteBuffer.wrap(key));
          return kept != null && value != null ? kept.clone() : value;
        }

        @Override
        public void batchWrite(WriteBatch batch) {
          intact().batchWrite(batch);
          given.clear();
        }
      };
    }
  }

  /** Hands out the array of the last time. */
  static final class ArrayOutIsShared extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        private final Map<ByteBuffer, byte[]> read = new ConcurrentHashMap<>();

        @Override
        public byte @Nullable [] get(byte[] key) {
          byte[] value = intact().get(key);
          return value == null
              ? null
              : read.computeIfAbsent(ByteBuffer.wrap(key.clone()), first -> value);
        }

        @Override
        public void batchWrite(WriteBatch batch) {
          intact().batchWrite(batch);
          read.clear();
        }
      };
    }
  }

  /** Gives one array for every value of a length. */
  static final class CursorReusesItsArray extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public Cursor scan(KeyRange range, ScanOptions options) {
          return new ForwardingCursor(intact().scan(range, options)) {
            private byte[] shared = {};

            @Override
            public byte[] value() {
              byte[] value = intact().value();
              if (value.length != shared.length) {
                shared = value;
              }
              System.arraycopy(value, 0, shared, 0, value.length);
              return shared;
            }
          };
        }
      };
    }
  }
}
