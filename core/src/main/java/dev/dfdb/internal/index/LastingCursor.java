package dev.dfdb.internal.index;

import dev.dfdb.error.StorageClosedException;
import dev.dfdb.error.StorageException;
import dev.dfdb.error.TransientStorageException;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A cursor that goes on behind its last key when its state is lost. */
final class LastingCursor implements Cursor {

  private final LastingView view;
  private final boolean isExact;
  private final boolean reverse;
  private KeyRange rest;
  private long left;
  private LastingView.State state;
  private @Nullable Cursor cursor;
  private byte @Nullable [] last;
  private int vain;

  /**
   * Stands before the first entry.
   *
   * @param isExact whether it may not go on in a later state
   */
  LastingCursor(LastingView view, KeyRange range, ScanOptions options, boolean isExact) {
    this.view = view;
    this.rest = range;
    this.reverse = options.reverse();
    this.left = options.limit();
    this.isExact = isExact;
    this.state = view.state();
  }

  @Override
  public boolean next() {
    while (true) {
      try {
        Cursor walk = open();
        if (!walk.next()) {
          return false;
        }
        last = walk.key();
        left--;
        vain = 0;
        return true;
      } catch (TransientStorageException | StorageClosedException e) {
        goOn(e);
        cutBehind();
      }
    }
  }

  private Cursor open() {
    Cursor walk = cursor;
    if (walk == null) {
      if (isExact) {
        LastingView.checkExact(state);
      }
      walk = state.snapshot().scan(rest, new ScanOptions(reverse, left));
      cursor = walk;
    }
    return walk;
  }

  private void goOn(StorageException failure) {
    if (++vain > ContinuedDatoms.MOST_VAIN) {
      throw failure; // states are lost again and again before anything was read of them
    }
    state = view.after(state, failure);
    close();
    cursor = null;
  }

  /** Leaves out what was given. */
  private void cutBehind() {
    byte[] given = last;
    if (given != null) {
      rest = reverse
          ? KeyRange.between(rest.start(), true, given, false)
          : KeyRange.between(given, false, rest.end(), false);
    }
  }

  /** Reads of the entry it stands on, which may be elsewhere. */
  private <T> T read(Function<Cursor, T> reading) {
    while (true) {
      Cursor walk = cursor;
      byte[] given = last;
      if (walk == null || given == null) {
        throw new IllegalStateException("the cursor does not stand on an entry");
      }
      try {
        return reading.apply(walk);
      } catch (TransientStorageException e) {
        goOn(e);
        standOn(given, e);
      }
    }
  }

  private void standOn(byte[] key, StorageException failure) {
    KeyRange behind = rest;
    rest = reverse
        ? KeyRange.between(rest.start(), true, key, true)
        : KeyRange.between(key, true, rest.end(), false);
    left++;
    boolean isThere = next() && Arrays.equals(last, key);
    rest = behind;
    if (!isThere) {
      throw failure; // it was removed for good meanwhile
    }
  }

  @Override
  public byte[] key() {
    return read(Cursor::key);
  }

  @Override
  public byte[] value() {
    return read(Cursor::value);
  }

  @Override
  public int readKey(byte[] buffer) {
    return read(walk -> walk.readKey(buffer));
  }

  @Override
  public int readValue(byte[] buffer) {
    return read(walk -> walk.readValue(buffer));
  }

  @Override
  public void close() {
    Cursor walk = cursor;
    if (walk != null) {
      walk.close();
    }
  }
}
