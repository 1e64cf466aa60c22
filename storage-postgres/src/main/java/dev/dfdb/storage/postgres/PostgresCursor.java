package dev.dfdb.storage.postgres;

import dev.dfdb.error.StorageClosedException;
import dev.dfdb.error.StorageException;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.support.OpenResources;
import dev.dfdb.storage.support.OpenResources.Lease;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over pages. Once its reader has gone through the first page, the next is always read
 * while the reader is busy with the one before. A range that ends on its first page holds no
 * connection.
 */
final class PostgresCursor implements Cursor {

  private final Pages pages;
  private final Executor executor;
  private final Lease lease;
  private final Hold hold;
  private long remaining;
  private Page page;
  private int at = -1;
  private boolean ended;
  private byte @Nullable [] longValue;
  private @Nullable CompletableFuture<Page> ahead;
  private @Nullable StorageException failure;

  /** Reads the first page; takes over the pages, and with them a hold on the state. */
  PostgresCursor(Pages pages, long limit, OpenResources resources, Executor executor) {
    this.pages = pages;
    this.remaining = limit;
    this.executor = executor;
    this.hold = new Hold(pages);
    try {
      this.page = pages.next();
    } catch (RuntimeException | Error e) {
      hold.release();
      throw e;
    }
    this.lease = resources.open(OpenResources.Kind.CURSOR, this, hold::release);
    releaseIfRead();
  }

  @Override
  public boolean next() {
    checkOpen();
    if (failure != null) {
      throw failure;
    }
    longValue = null;
    if (ended || remaining == 0) {
      ended = true;
      return false;
    }
    if (++at >= page.count() && !turn()) {
      ended = true;
      return false;
    }
    remaining--;
    return true;
  }

  /** Goes to the next page, if there is one. */
  private boolean turn() {
    CompletableFuture<Page> coming = ahead;
    if (coming == null && !pages.goOn(page)) {
      return false;
    }
    ahead = null;
    try {
      page = coming == null ? pages.next() : coming.join();
    } catch (CompletionException e) {
      throw fail(e.getCause() instanceof StorageException cause ? cause : rethrown(e));
    } catch (StorageException e) {
      throw fail(e);
    }
    at = 0;
    if (pages.goOn(page)) {
      ahead = CompletableFuture.supplyAsync(pages::next, executor);
    }
    releaseIfRead();
    return page.count() > 0;
  }

  private StorageException fail(StorageException e) {
    if (!(e instanceof StorageClosedException)) {
      failure = e; // what was read last can't be gone on from
    }
    ended = true;
    return e;
  }

  private static StorageException rethrown(CompletionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    throw e;
  }

  /** The connection is of use to others as soon as everything is read. */
  private void releaseIfRead() {
    if (ahead == null && !pages.goOn(page) && !page.hasLongValues()) {
      hold.release();
    }
  }

  @Override
  public byte[] key() {
    return page.keys()[onEntry()].clone();
  }

  @Override
  public byte[] value() {
    return currentValue().clone();
  }

  @Override
  public int readKey(byte[] buffer) {
    return copy(page.keys()[onEntry()], buffer);
  }

  @Override
  public int readValue(byte[] buffer) {
    return copy(currentValue(), buffer);
  }

  private byte[] currentValue() {
    int entry = onEntry();
    byte[] value = page.values()[entry];
    if (value != null) {
      return value;
    }
    byte[] fetched = longValue;
    if (fetched == null) {
      fetched = pages.longValue(page.keys()[entry]);
      longValue = fetched;
    }
    return fetched;
  }

  private static int copy(byte[] bytes, byte[] buffer) {
    System.arraycopy(bytes, 0, buffer, 0, Math.min(bytes.length, buffer.length));
    return bytes.length;
  }

  @Override
  public void close() {
    lease.close();
  }

  private int onEntry() {
    checkOpen();
    if (at < 0 || ended) {
      throw new IllegalStateException("the cursor does not stand on an entry");
    }
    return at;
  }

  private void checkOpen() {
    if (lease.isClosed()) {
      throw new StorageClosedException("used after it was closed", Map.of("what", "cursor"));
    }
  }

  /** A hold on the state, let go of once: by who has read everything, or by who closes. */
  private static final class Hold {

    private @Nullable Pages pages;

    Hold(Pages pages) {
      this.pages = pages;
    }

    synchronized void release() {
      Pages held = pages;
      pages = null;
      if (held != null) {
        held.release();
      }
    }
  }
}
