package dev.dfdb.conformance.mutant;

import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Storage;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What can be wrong with S3. */
final class ScanMutants {

  private ScanMutants() {}

  static final class UpperBoundIncluded extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public Cursor scan(KeyRange range, ScanOptions options) {
          return intact().scan(KeyRange.between(range.start(), true, range.end(), true), options);
        }
      };
    }
  }

  static final class LowerBoundLeftOut extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public Cursor scan(KeyRange range, ScanOptions options) {
          return intact().scan(KeyRange.between(range.start(), false, range.end(), false), options);
        }
      };
    }
  }

  /** Goes to the bound and one back, though the bound is not a key of the range. */
  static final class ReverseSkipsWhereItsBoundIsAKey extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public Cursor scan(KeyRange range, ScanOptions options) {
          byte[] end = range.end();
          boolean skips =
              options.reverse() && end != null && end.length > 0 && intact().get(end) != null;
          return new RearrangedCursor(
              intact().scan(range, options),
              entries ->
                  skips && !entries.isEmpty() ? entries.subList(1, entries.size()) : entries);
        }
      };
    }
  }

  static final class LimitOneTooMany extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public Cursor scan(KeyRange range, ScanOptions options) {
          long limit = options.limit();
          return intact()
              .scan(
                  range,
                  options.withLimit(limit == 0 || limit == Long.MAX_VALUE ? limit : limit + 1));
        }
      };
    }
  }

  static final class LimitZeroIsNoLimit extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public Cursor scan(KeyRange range, ScanOptions options) {
          return intact()
              .scan(range, options.limit() == 0 ? options.withLimit(Long.MAX_VALUE) : options);
        }
      };
    }
  }

  /** Finds each entry when it is asked for, in the store as it is then. */
  static final class LiveCursor extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public Cursor scan(KeyRange range, ScanOptions options) {
          return new Live(intact(), range, options);
        }
      };
    }

    private static final class Live extends ForwardingCursor {

      private final Storage storage;
      private final ScanOptions options;
      private KeyRange rest;
      private long left;
      private @Nullable Entry current;

      Live(Storage storage, KeyRange range, ScanOptions options) {
        super(storage.scan(range, options));
        this.storage = storage;
        this.rest = range;
        this.options = options;
        this.left = options.limit();
      }

      @Override
      public boolean next() {
        intact().next();
        current = null;
        if (left == 0) {
          return false;
        }
        try (Cursor one = storage.scan(rest, options.withLimit(1))) {
          if (!one.next()) {
            left = 0;
            return false;
          }
          current = new Entry(one.key(), one.value());
        }
        left--;
        rest = options.reverse()
            ? KeyRange.between(rest.start(), true, current.key(), false)
            : KeyRange.between(current.key(), false, rest.end(), false);
        return true;
      }

      @Override
      public byte[] key() {
        return current == null ? intact().key() : current.key().clone();
      }

      @Override
      public byte[] value() {
        return current == null ? intact().value() : current.value().clone();
      }
    }
  }

  static final class BufferTellsWhatFits extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public Cursor scan(KeyRange range, ScanOptions options) {
          return new ForwardingCursor(intact().scan(range, options)) {
            @Override
            public int readKey(byte[] buffer) {
              return Math.min(buffer.length, intact().readKey(buffer));
            }
          };
        }
      };
    }
  }

  /** Answers from a value of some moments for each key. */
  static final class GetAllFromSeveralStates extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public List<byte @Nullable []> getAll(List<byte[]> keys) {
          List<byte @Nullable []> values = intact().getAll(keys);
          for (int i = 1; i < values.size(); i++) {
            LockSupport.parkNanos(1_000); // a wider window
            values.set(i, intact().get(keys.get(i)));
          }
          return values;
        }
      };
    }
  }
}
