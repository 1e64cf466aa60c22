package dev.dfdb.conformance.mutant;

import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be wrong with S1, and with getting what was put. */
final class OrderMutants {

  private OrderMutants() {}

  static final class SignedOrder extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public Cursor scan(KeyRange range, ScanOptions options) {
          Comparator<Entry> signed = (a, b) -> Arrays.compare(a.key(), b.key());
          return new RearrangedCursor(intact().scan(range, options), entries -> {
            entries.sort(options.reverse() ? signed.reversed() : signed);
            return entries;
          });
        }
      };
    }
  }

  static final class LongerKeyFirst extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public Cursor scan(KeyRange range, ScanOptions options) {
          Comparator<Entry> longerFirst = (a, b) -> {
            int both = Math.min(a.key().length, b.key().length);
            int difference = Arrays.compareUnsigned(a.key(), 0, both, b.key(), 0, both);
            return difference != 0 ? difference : b.key().length - a.key().length;
          };
          return new RearrangedCursor(intact().scan(range, options), entries -> {
            entries.sort(options.reverse() ? longerFirst.reversed() : longerFirst);
            return entries;
          });
        }
      };
    }
  }

  static final class EmptyValueAsAbsent extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public byte @Nullable [] get(byte[] key) {
          byte[] value = intact().get(key);
          return value == null || value.length == 0 ? null : value;
        }
      };
    }
  }

  static final class GetAllForgetsRepetitions extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public List<byte @Nullable []> getAll(List<byte[]> keys) {
          Map<List<Byte>, byte[]> once = new LinkedHashMap<>();
          for (byte[] key : keys) {
            List<Byte> boxed = new ArrayList<>();
            for (byte b : key) {
              boxed.add(b);
            }
            once.put(boxed, key);
          }
          return intact().getAll(List.copyOf(once.values()));
        }
      };
    }
  }

  static final class EmptyKeyIsMerelyAbsent extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public byte @Nullable [] get(byte[] key) {
          return key.length == 0 ? null : intact().get(key);
        }
      };
    }
  }
}
