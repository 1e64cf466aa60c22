package dev.dfdb.cli.backup;

import dev.dfdb.backup.BackupProgress;
import dev.dfdb.cli.terminal.Figures;
import dev.dfdb.cli.terminal.Progress;
import dev.dfdb.cli.terminal.Terminal;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a backup or a restore has come. How much there is to do is known when it is told of
 * progress first. Used by one thread.
 */
final class BackupProgressBar implements Consumer<BackupProgress>, AutoCloseable {

  private final Terminal terminal;
  private final long started = System.nanoTime();
  private @Nullable Progress progress;
  private long transactions;
  private long datoms;

  BackupProgressBar(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void accept(BackupProgress at) {
    Progress shown = progress;
    if (shown == null) {
      long total = at.totalTransactions() > 0 ? at.totalTransactions() : Progress.UNKNOWN;
      shown = new Progress(terminal, "transactions", "datoms", total, 0, System::nanoTime);
      progress = shown;
    }
    String bytes = at.bytes() == 0 ? "" : Figures.size(at.bytes());
    shown.advance(at.transactions() - transactions, at.datoms() - datoms, bytes);
    transactions = at.transactions();
    datoms = at.datoms();
  }

  /** How long it has taken so far. */
  String elapsed() {
    return Figures.time(Duration.ofNanos(System.nanoTime() - started));
  }

  /** Takes the bar away. */
  void finish() {
    if (progress != null) {
      progress.finish();
    }
  }

  @Override
  public void close() {
    finish();
  }
}
