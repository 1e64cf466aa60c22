package dev.dfdb.storage.support;

import java.lang.ref.Cleaner;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cursors and snapshots of one storage that are open at the moment.
 *
 * <p>It releases each exactly once, whoever closes it first: its reader, the closing storage, or
 * the garbage collector when the reader forgot. The latter two are leaks and are reported to the
 * logger {@value #LOGGER} as warnings, with the stack that opened the resource if the system
 * property {@value #TRACK_PROPERTY} is true (as it is in every test of dfdb) and a hint to that
 * property otherwise (S3). Safe from any thread.
 */
public final class OpenResources {

  /** The name of the logger leaks are reported to. */
  public static final String LOGGER = "dev.dfdb.storage.leak";

  /** The system property that makes every resource remember the stack that opened it. */
  public static final String TRACK_PROPERTY = "dfdb.track-resources";

  private static final Cleaner CLEANER = Cleaner.create();

  private final String owner;
  private final boolean tracked = Boolean.getBoolean(TRACK_PROPERTY);
  private final Set<Lease> open = ConcurrentHashMap.newKeySet();

  /**
   * Starts with nothing open.
   *
   * @param owner the storage, for the report
   */
  public OpenResources(String owner) {
    this.owner = owner;
  }

  /** What is counted: a cursor or a snapshot. */
  public enum Kind {
    /** An open {@link dev.dfdb.storage.Cursor}. */
    CURSOR,
    /** An open {@link dev.dfdb.storage.Snapshot}. */
    SNAPSHOT
  }

  /**
   * Counts a resource as open until its lease is closed.
   *
   * @param kind what it is
   * @param resource the object the user holds; when it is garbage, the lease is released
   * @param release frees what the resource holds; must not refer to {@code resource}
   */
  public Lease open(Kind kind, Object resource, Runnable release) {
    Lease lease = new Lease(this, kind, release, tracked ? new OpenedHere(kind) : null);
    open.add(lease);
    lease.cleanable = CLEANER.register(resource, lease::leak);
    return lease;
  }

  /** How many resources of a kind are open. */
  public long count(Kind kind) {
    return open.stream().filter(lease -> lease.kind == kind).count();
  }

  /** Releases everything still open and reports it, cursors first: part of closing a storage. */
  public void closeAll() {
    for (Kind kind : Kind.values()) {
      for (Lease lease : open) {
        if (lease.kind == kind) {
          lease.abandon("still open when the storage was closed");
        }
      }
    }
  }

  private void report(Lease lease, String how) {
    Logger logger = LoggerFactory.getLogger(LOGGER);
    String message =
        owner + ": a " + lease.kind.name().toLowerCase(java.util.Locale.ROOT) + " was " + how;
    if (lease.openedHere != null) {
      logger.warn(message, lease.openedHere);
    } else {
      logger.warn(message + "; set -D" + TRACK_PROPERTY + "=true to see who opened it");
    }
  }

  /** The right to one open resource. */
  public static final class Lease implements AutoCloseable {

    private final OpenResources resources;
    private final Kind kind;
    private final Runnable release;
    private final @Nullable OpenedHere openedHere;
    private final AtomicBoolean released = new AtomicBoolean();
    private Cleaner.@Nullable Cleanable cleanable;

    private Lease(
        OpenResources resources, Kind kind, Runnable release, @Nullable OpenedHere openedHere) {
      this.resources = resources;
      this.kind = kind;
      this.release = release;
      this.openedHere = openedHere;
    }

    /** Whether it is released. */
    public boolean isClosed() {
      return released.get();
    }

    /** Releases the resource, if it is not released yet. */
    @Override
    public void close() {
      if (release() && cleanable != null) {
        cleanable.clean();
      }
    }

    private void leak() {
      abandon("never closed by its reader");
    }

    private void abandon(String how) {
      if (release()) {
        resources.report(this, how);
      }
    }

    private boolean release() {
      if (!released.compareAndSet(false, true)) {
        return false;
      }
      resources.open.remove(this);
      release.run();
      return true;
    }
  }

  /** The stack that opened a resource which was then leaked. */
  private static final class OpenedHere extends Exception {

    private static final long serialVersionUID = 1L;

    OpenedHere(Kind kind) {
      super("the leaked " + kind.name().toLowerCase(java.util.Locale.ROOT) + " was opened here");
    }
  }
}
