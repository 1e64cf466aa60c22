package dev.dfdb.cli.backup;

import dev.dfdb.Connection;
import dev.dfdb.backup.BackupOptions;
import dev.dfdb.backup.Backups;
import dev.dfdb.backup.RestoreOptions;
import dev.dfdb.backup.RestoreReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A backup of one database that is restored into another while it is made. Used once. */
final class Transfer {

  private static final int PIPE_BYTES = 1 << 20;

  private final Connection from;
  private final Connection to;
  private final AtomicReference<@Nullable Throwable> unread = new AtomicReference<>();

  Transfer(Connection from, Connection to) {
    this.from = from;
    this.to = to;
  }

  RestoreReport run(RestoreOptions options) throws IOException {
    try (PipedInputStream in = new PipedInputStream(PIPE_BYTES);
        PipedOutputStream out = new PipedOutputStream(in)) {
      CompletableFuture<Void> reading = CompletableFuture.runAsync(
          () -> read(out), task -> new Thread(task, "dfdb-migrate").start());
      RestoreReport report;
      try {
        report = Backups.restore(in, to, options);
      } catch (RuntimeException failure) {
        Throwable cause = unread.get(); // before the reader fails because the pipe is closed
        stop(in);
        reading.handle((nothing, ended) -> true).join();
        throw cause == null ? failure : unchecked(cause);
      }
      reading.join();
      return report;
    }
  }

  /** So that the reader does not wait for one who takes no more. */
  private static void stop(InputStream in) throws IOException {
    in.close();
  }

  /** What goes wrong is noted before the stream ends, for whoever sees that it ends too early. */
  private void read(OutputStream out) {
    try (out) {
      try {
        Backups.write(from, out, BackupOptions.incremental());
      } catch (RuntimeException | Error failure) {
        unread.set(failure);
        throw failure;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RuntimeException unchecked(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return (RuntimeException) cause;
  }
}
