package dev.dfdb.storage.rocksdb;

import dev.dfdb.error.StorageClosedException;
import dev.dfdb.error.StorageException;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.support.OpenResources;
import dev.dfdb.storage.support.OpenResources.Lease;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cursor on an iterator of the engine.
 *
 * <p>What the reader took of one entry, key or value, is fetched for the next as it is reached, so
 * that walking over entries enters the iterator once for each, not three times.
 */
final class RocksDbCursor implements Cursor {

  private final NativeIterator iterator;
  private final Lease lease;
  private long remaining;
  private boolean onEntry;
  private boolean takesKeys;
  private boolean takesValues;
  private byte @Nullable [] fetchedKey;
  private byte @Nullable [] fetchedValue;
  private @Nullable StorageException failure;

  /** Takes over the iterator; the cursor counts as open from now on. */
  RocksDbCursor(NativeIterator iterator, long limit, OpenResources resources) {
    this.iterator = iterator;
    this.remaining = limit;
    this.lease = resources.open(OpenResources.Kind.CURSOR, this, iterator::close);
  }

  @Override
  public boolean next() {
    enter();
    try {
      if (failure != null) {
        throw failure;
      }
      onEntry = false;
      onEntry = remaining > 0 && iterator.advance();
      remaining = onEntry ? remaining - 1 : 0;
      fetch();
      return onEntry;
    } catch (StorageException e) {
      failure = e; // the engine's iterator must not be moved any more
      throw e;
    } finally {
      iterator.leave();
    }
  }

  private void fetch() {
    takesKeys &= fetchedKey == null;
    takesValues &= fetchedValue == null;
    fetchedKey = onEntry && takesKeys ? iterator.current().key() : null;
    fetchedValue = onEntry && takesValues ? iterator.current().value() : null;
  }

  @Override
  public byte[] key() {
    byte[] fetched = fetchedKey;
    if (fetched != null && !iterator.isClosed()) {
      fetchedKey = null;
      return fetched;
    }
    enterOnEntry();
    try {
      takesKeys = true;
      return iterator.current().key();
    } finally {
      iterator.leave();
    }
  }

  @Override
  public byte[] value() {
    byte[] fetched = fetchedValue;
    if (fetched != null && !iterator.isClosed()) {
      fetchedValue = null;
      return fetched;
    }
    enterOnEntry();
    try {
      takesValues = true;
      return iterator.current().value();
    } finally {
      iterator.leave();
    }
  }

  @Override
  public int readKey(byte[] buffer) {
    enterOnEntry();
    try {
      return iterator.current().key(buffer);
    } finally {
      iterator.leave();
    }
  }

  @Override
  public int readValue(byte[] buffer) {
    enterOnEntry();
    try {
      return iterator.current().value(buffer);
    } finally {
      iterator.leave();
    }
  }

  @Override
  public void close() {
    lease.close();
  }

  private void enter() {
    if (!iterator.enter()) {
      throw new StorageClosedException("used after it was closed", Map.of("what", "cursor"));
    }
  }

  private void enterOnEntry() {
    enter();
    if (!onEntry) {
      iterator.leave();
      throw new IllegalStateException("the cursor does not stand on an entry");
    }
  }
}
