package dev.dfdb.conformance.mutant;

import dev.dfdb.conformance.StorageFixture;
import dev.dfdb.error.LimitExceededException;
import dev.dfdb.error.StorageClosedException;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.Operation;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What can be wrong with S5 to S11: snapshots, durability, closing, limits, loading. */
final class LifeMutants {

  private LifeMutants() {}

  static final class LiveSnapshot extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public Snapshot snapshot() {
          return new ForwardingSnapshot(intact().snapshot()) {
            @Override
            public byte @Nullable [] get(byte[] key) {
              intact().get(key);
              return intactStorage().get(key);
            }
          };
        }

        private Storage intactStorage() {
          return intact();
        }
      };
    }
  }

  static final class SnapshotScansThePresent extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public Snapshot snapshot() {
          Storage present = intact();
          return new ForwardingSnapshot(present.snapshot()) {
            @Override
            public Cursor scan(KeyRange range, ScanOptions options) {
              intact().scan(range, options).close();
              return present.scan(range, options);
            }
          };
        }
      };
    }
  }

  static final class SyncDoesNothing extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public void sync() {
          intact().statistics(); // open or closed
        }
      };
    }
  }

  static final class SyncWritesAreNotSynced extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public void batchWrite(WriteBatch batch) {
          boolean sync = batch.durability().equals(Optional.of(Durability.SYNC));
          intact().batchWrite(sync ? Rebuilt.withDurability(batch, Durability.ASYNC) : batch);
        }
      };
    }
  }

  static final class DefaultIsAsync extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public void batchWrite(WriteBatch batch) {
          intact()
              .batchWrite(
                  batch.durability().isEmpty()
                      ? Rebuilt.withDurability(batch, Durability.ASYNC)
                      : batch);
        }
      };
    }
  }

  /** Keeps what is not synced in its own memory, not with the operating system. */
  static final class AsyncDiesWithTheProcess extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact);
    }

    @Override
    protected StorageFixture fixture() {
      return new MutantFixture(this::mutate) {
        @Override
        public Storage crash(Storage storage) {
          return powerLoss(storage);
        }
      };
    }
  }

  static final class CloseForgetsTheLastPut extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        private volatile byte @Nullable [] last;

        @Override
        public void batchWrite(WriteBatch batch) {
          intact().batchWrite(batch);
          batch.operations().stream()
              .filter(Operation.Put.class::isInstance)
              .forEach(put -> last = ((Operation.Put) put).key());
        }

        @Override
        public void close() {
          byte[] key = last;
          last = null;
          try {
            if (key != null) {
              intact().delete(key);
            }
          } catch (StorageClosedException e) {
            return; // closed before
          }
          intact().close();
        }
      };
    }
  }

  static final class UndeclaredDurabilityAccepted extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public void batchWrite(WriteBatch batch) {
          boolean none = batch.durability().equals(Optional.of(Durability.NONE));
          intact().batchWrite(none ? Rebuilt.withDurability(batch, Durability.ASYNC) : batch);
        }
      };
    }
  }

  static final class ReadAfterCloseIsAbsent extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public byte @Nullable [] get(byte[] key) {
          try {
            return intact().get(key);
          } catch (StorageClosedException e) {
            return null;
          }
        }
      };
    }
  }

  static final class CursorOutlivesItsStorage extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public Cursor scan(KeyRange range, ScanOptions options) {
          return new ForwardingCursor(intact().scan(range, options)) {
            @Override
            public boolean next() {
              try {
                return intact().next();
              } catch (StorageClosedException e) {
                return false;
              }
            }
          };
        }
      };
    }
  }

  static final class LeakUnreported extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        private final Set<Cursor> open = ConcurrentHashMap.newKeySet();

        @Override
        public Cursor scan(KeyRange range, ScanOptions options) {
          Cursor cursor = intact().scan(range, options);
          open.add(cursor);
          return cursor;
        }

        @Override
        public void close() {
          open.forEach(Cursor::close);
          intact().close();
        }
      };
    }
  }

  static final class OpenCursorsUncounted extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public Map<String, Long> statistics() {
          return Map.of(
              "open-cursors", 0L, "open-snapshots", intact().statistics().get("open-snapshots"));
        }
      };
    }
  }

  static final class SecondCloseFails extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        private boolean closed;

        @Override
        public void close() {
          if (closed) {
            throw new IllegalStateException("closed twice");
          }
          closed = true;
          intact().close();
        }
      };
    }
  }

  static final class LimitUnchecked extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public void batchWrite(WriteBatch batch) {
          try {
            intact().batchWrite(batch);
          } catch (LimitExceededException e) {
            intact().sync(); // as if nothing were wrong
          }
        }
      };
    }
  }

  static final class LimitCheckedAfterWriting extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public void batchWrite(WriteBatch batch) {
          try {
            intact().batchWrite(batch);
          } catch (LimitExceededException e) {
            List<Operation> written =
                batch.operations().subList(0, Math.min(1, batch.operations().size()));
            intact().batchWrite(Rebuilt.batch(written, List.of(), batch.durability()));
            throw e;
          }
        }
      };
    }
  }

  /** Refuses what is exactly as large as allowed. */
  static final class LimitOneTooSmall extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public void batchWrite(WriteBatch batch) {
          long most = capabilities().limits().maxBatchBytes();
          if (batch.sizeInBytes() == most) {
            throw new LimitExceededException("max-batch-bytes", most, most);
          }
          intact().batchWrite(batch);
        }
      };
    }
  }

  static final class LoadKeepsTheFirst extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public long load(Iterator<Entry> entries) {
          List<Entry> all = new java.util.ArrayList<>();
          entries.forEachRemaining(all::add);
          Collections.reverse(all);
          return intact().load(all.iterator());
        }
      };
    }
  }

  /** Takes deleted keys for live ones when it tidies up. */
  static final class CompactionDropsEmptyValues extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public void compact() {
          intact().compact();
          WriteBatch.Builder batch = WriteBatch.builder();
          try (Cursor cursor = intact().scan(KeyRange.all(), ScanOptions.FORWARD)) {
            while (cursor.next()) {
              if (cursor.value().length == 0) {
                batch.delete(cursor.key());
              }
            }
          }
          intact().batchWrite(batch.build());
        }
      };
    }
  }
}
