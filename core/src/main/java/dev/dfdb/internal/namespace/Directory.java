package dev.dfdb.internal.namespace;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.codec.KeyWriter;
import dev.dfdb.error.ConflictException;
import dev.dfdb.error.ContentionException;
import dev.dfdb.error.OutcomeUnknownException;
import dev.dfdb.internal.index.Bootstrap;
import dev.dfdb.internal.index.Root;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The names of the databases in a storage, and their numbers. Every change is one guarded batch, so
 * any number of processes may change it. Safe from any thread.
 */
public final class Directory {

  private static final int MAX_ATTEMPTS = 1_000;
  private static final long LONGEST_PAUSE_NANOS = 2_000_000;

  private final Storage storage;

  /** The directory of a storage, which may have none yet. */
  public Directory(Storage storage) {
    this.storage = storage;
  }

  /** Whether there is a directory in a storage. */
  public static boolean isIn(Storage storage) {
    return storage.get(DirectoryKeys.HEAD) != null;
  }

  /**
   * The number of a namespace, if there is one of this name.
   *
   * @throws dev.dfdb.error.NamespaceException if it can't be a name
   */
  public OptionalLong find(String name) {
    byte[] entry = storage.get(DirectoryKeys.name(name));
    return entry == null ? OptionalLong.empty() : OptionalLong.of(number(entry));
  }

  /**
   * The number of a namespace, which is made if there is none of this name, with an empty database.
   *
   * @throws dev.dfdb.error.NamespaceException if it can't be a name
   * @throws dev.dfdb.error.MisconfiguredException if the storage holds something else than
   *     databases
   */
  public Opened findOrCreate(String name) {
    byte[] key = DirectoryKeys.name(name);
    boolean[] isOurs = new boolean[1];
    long number = attempt("create a namespace", () -> {
      byte[] entry = storage.get(key);
      if (entry != null) {
        return number(entry);
      }
      WriteBatch.Builder batch = WriteBatch.builder();
      long next = take(batch);
      RegionKeys region = new RegionKeys(next);
      batch.requireAbsent(key).put(key, encoded(next));
      region.addTo(batch, Bootstrap.batch(random(), storage.capabilities().limits()));
      storage.batchWrite(batch.build());
      isOurs[0] = true;
      return next;
    });
    return new Opened(number, isOurs[0]);
  }

  /**
   * A namespace that was found or made.
   *
   * @param isNew whether it was made
   */
  public record Opened(long number, boolean isNew) {}

  /** Takes the next number, in a batch that is guarded on its being free. */
  long take(WriteBatch.Builder batch) {
    byte[] stored = storage.get(DirectoryKeys.HEAD);
    if (stored == null) {
      Unnamed.checkIsOurs(storage);
      batch.requireAbsent(DirectoryKeys.HEAD);
    } else {
      batch.requireHolds(DirectoryKeys.HEAD, stored);
    }
    Head head = stored == null ? Head.FIRST : Head.decode(stored);
    batch.put(DirectoryKeys.HEAD, new Head(head.next() + 1).encode());
    return head.next();
  }

  /**
   * The names of all namespaces, in the order of their code points.
   *
   * @param prefix what they begin with
   */
  public List<String> names(String prefix) {
    List<String> names = new ArrayList<>();
    try (Cursor cursor = storage.scan(range(prefix), ScanOptions.FORWARD)) {
      while (cursor.next()) {
        names.add(DirectoryKeys.nameIn(cursor.key()));
      }
    }
    return names;
  }

  private static KeyRange range(String prefix) {
    if (prefix.isEmpty()) {
      return DirectoryKeys.NAMES;
    }
    byte[] whole = DirectoryKeys.name(prefix);
    // A text ends with one byte, which those that go on do not have there.
    return KeyRange.prefix(Arrays.copyOf(whole, whole.length - 1));
  }

  /**
   * Deletes a namespace, if there is one of this name: from then on it isn't there, for anybody,
   * and who has it open finds its root gone. Then what it held is removed.
   *
   * @return whether there was one
   */
  public boolean delete(String name) {
    byte[] key = DirectoryKeys.name(name);
    long[] deleted = {-1};
    attempt("delete a namespace", () -> {
      byte[] entry = storage.get(key);
      if (entry == null || (deleted[0] >= 0 && number(entry) != deleted[0])) {
        return deleted[0]; // another has deleted it, or an attempt that was not answered
      }
      long number = number(entry);
      deleted[0] = number;
      RegionKeys region = new RegionKeys(number);
      storage.batchWrite(WriteBatch.builder()
          .requireHolds(key, entry)
          .delete(key)
          .put(DirectoryKeys.deleted(number), new KeyWriter().writeValue(name).toBytes())
          .deleteRange(region.outer(Root.guards()))
          .build());
      return number;
    });
    if (deleted[0] >= 0) {
      new Remover(storage).remove(deleted[0]);
    }
    return deleted[0] >= 0;
  }

  /**
   * Copies a namespace as it is now, with all its history. The copy is there when all of it is.
   *
   * @throws dev.dfdb.error.NamespaceException if there is none of the one name, or one of the other
   */
  public void copy(String source, String target) {
    new Copier(storage, source, target).copy();
  }

  /** Finishes what processes that ended have left: deletions, and copies, which are undone. */
  public void finishWhatWasLeft() {
    new Remover(storage).finishWhatWasLeft();
  }

  /** What is tried until nobody else is faster. */
  @FunctionalInterface
  interface Attempt<T> {
    /** Tries it, reading everything anew. */
    T run();
  }

  /**
   * Tries something again for as long as others are faster, or it isn't known what became of it. It
   * has to find out by reading whether it was done.
   */
  static <T> T attempt(String what, Attempt<T> attempt) {
    for (int i = 1; ; i++) {
      try {
        return attempt.run();
      } catch (ConflictException faster) {
        checkAttempts(what, i, faster);
      } catch (OutcomeUnknownException unknown) {
        if (i >= 3) {
          throw unknown;
        }
      }
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_NANOS));
    }
  }

  private static void checkAttempts(String what, int attempts, ConflictException faster) {
    if (attempts >= MAX_ATTEMPTS) {
      throw new ContentionException(
          "others were faster to change the directory of namespaces each time; try again",
          Map.of("to do", what, "attempts", attempts),
          faster);
    }
  }

  static byte[] encoded(long number) {
    return new KeyWriter().writeId(number).toBytes();
  }

  static long number(byte @Nullable [] entry) {
    return new KeyReader(Objects.requireNonNull(entry)).readId();
  }

  static long random() {
    return ThreadLocalRandom.current().nextLong();
  }
}
