package dev.dfdb.storage.memory;

import dev.dfdb.storage.support.OpenResources;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** What a cursor and a snapshot have in common: they are open until they or the storage close. */
abstract class Reader {

  private static final VarHandle READERS;

  static {
    try {
      READERS = MethodHandles.lookup().findVarHandle(Reader.class, "readers", Readers.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final OpenResources.Kind kind;
  private final OpenResources.@Nullable Lease lease;

  /** The readers of the storage; {@link Readers#NONE} when this is closed. */
  private volatile Readers readers;

  Reader(Readers readers, OpenResources.Kind kind) {
    this.readers = readers;
    this.kind = kind;
    this.lease = readers.opened(kind, this);
  }

  /** Throws the closed error if this or the storage is closed; else gives the storage's readers. */
  final Readers check() {
    Readers open = readers;
    if (open.isClosed()) {
      throw Readers.closed(
          open != Readers.NONE
              ? "storage"
              : kind == OpenResources.Kind.CURSOR ? "cursor" : "snapshot");
    }
    return open;
  }

  /** Releases this, once. */
  public final void close() {
    Readers open = (Readers) READERS.getAndSet(this, Readers.NONE);
    if (open != Readers.NONE) {
      open.released(kind, lease);
    }
  }
}
