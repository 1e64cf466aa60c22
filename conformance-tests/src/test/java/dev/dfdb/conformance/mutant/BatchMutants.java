package dev.dfdb.conformance.mutant;

import dev.dfdb.error.ConflictException;
import dev.dfdb.storage.Guard;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.Operation;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What can be wrong with S4. */
final class BatchMutants {

  private BatchMutants() {}

  static final class TornBatch extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public synchronized void batchWrite(WriteBatch batch) {
          intact().capabilities().limits().check(batch);
          int half = batch.operations().size() / 2;
          intact().batchWrite(Rebuilt.withOperations(batch, batch.operations().subList(0, half)));
          LockSupport.parkNanos(1_000); // a wider window
          intact()
              .batchWrite(Rebuilt.withOperations(
                  Rebuilt.withoutGuards(batch),
                  batch.operations().subList(half, batch.operations().size())));
        }
      };
    }
  }

  static final class GuardIgnored extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public void batchWrite(WriteBatch batch) {
          intact().capabilities().limits().check(batch);
          intact().batchWrite(Rebuilt.withoutGuards(batch));
        }
      };
    }
  }

  static final class GuardsSeeTheBatch extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public synchronized void batchWrite(WriteBatch batch) {
          intact().capabilities().limits().check(batch);
          check(batch.guards(), key -> after(intact().get(key), key, batch.operations()));
          intact().batchWrite(Rebuilt.withoutGuards(batch));
        }
      };
    }

    private static byte @Nullable [] after(
        byte @Nullable [] before, byte[] key, List<Operation> operations) {
      byte[] value = before;
      for (Operation operation : operations) {
        if (operation instanceof Operation.Put put && Arrays.equals(put.key(), key)) {
          value = put.value();
        } else if (operation instanceof Operation.Delete delete
            && Arrays.equals(delete.key(), key)) {
          value = null;
        } else if (operation instanceof Operation.DeleteRange delete
            && delete.range().contains(key)) {
          value = null;
        }
      }
      return value;
    }
  }

  /** Notices the conflict when the batch is written. */
  static final class FailedGuardUndoesNothing extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public synchronized void batchWrite(WriteBatch batch) {
          try {
            intact().batchWrite(batch);
          } catch (ConflictException e) {
            intact().batchWrite(Rebuilt.withoutGuards(batch));
            throw e;
          }
        }
      };
    }
  }

  /** Lets another writer in between check and write. */
  static final class GuardsCheckedTooEarly extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public void batchWrite(WriteBatch batch) {
          intact().capabilities().limits().check(batch);
          check(batch.guards(), intact()::get);
          LockSupport.parkNanos(1_000); // a wider window
          intact().batchWrite(Rebuilt.withoutGuards(batch));
        }
      };
    }
  }

  static final class WrongGuardNamed extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public void batchWrite(WriteBatch batch) {
          try {
            intact().batchWrite(batch);
          } catch (ConflictException e) {
            Guard first = batch.guards().get(0);
            byte[] actual = intact().get(first.key());
            throw new ConflictException(0, first.key(), expected(first), actual);
          }
        }
      };
    }
  }

  static final class RangeDeleteTakesItsEnd extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public void batchWrite(WriteBatch batch) {
          intact()
              .batchWrite(Rebuilt.withOperations(
                  batch,
                  batch.operations().stream().map(RangeDeleteTakesItsEnd::widen).toList()));
        }
      };
    }

    private static Operation widen(Operation operation) {
      return operation instanceof Operation.DeleteRange delete
          ? new Operation.DeleteRange(
              KeyRange.between(delete.range().start(), true, delete.range().end(), true))
          : operation;
    }
  }

  static final class RangeDeletesComeFirst extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public void batchWrite(WriteBatch batch) {
          Comparator<Operation> rangesFirst =
              Comparator.comparing(operation -> !(operation instanceof Operation.DeleteRange));
          intact()
              .batchWrite(Rebuilt.withOperations(
                  batch, batch.operations().stream().sorted(rangesFirst).toList()));
        }
      };
    }
  }

  static final class FirstPutWins extends Mutant {
    @Override
    Storage mutate(Storage intact) {
      return new ForwardingStorage(intact) {
        @Override
        public void batchWrite(WriteBatch batch) {
          List<Operation> backwards = new java.util.ArrayList<>(batch.operations());
          if (backwards.stream().allMatch(Operation.Put.class::isInstance)) {
            java.util.Collections.reverse(backwards);
          }
          intact().batchWrite(Rebuilt.withOperations(batch, backwards));
        }
      };
    }
  }

  private static void check(List<Guard> guards, Function<byte[], byte @Nullable []> values) {
    for (int i = 0; i < guards.size(); i++) {
      byte[] expected = expected(guards.get(i));
      byte[] actual = values.apply(guards.get(i).key());
      if (!Arrays.equals(expected, actual)) {
        throw new ConflictException(i, guards.get(i).key(), expected, actual);
      }
    }
  }

  private static byte @Nullable [] expected(Guard guard) {
    return guard instanceof Guard.Holds holds ? holds.value() : null;
  }
}
