package dev.dfdb.cli.backup;

import dev.dfdb.backup.BackupProgress;
import dev.dfdb.cli.terminal.Figures;
import dev.dfdb.cli.terminal.Progress;
import dev.dfdb.cli.terminal.Terminal;
import java.util.function.Consumer;

/**
 * Shows how far a backup or a restore has come, from the first moment. How much there is to do is
 * known when it is told of progress first. Used by one thread.
 */
final class BackupProgressBar implements Consumer<BackupProgress>, AutoCloseable {

  private final Progress progress;
  private long transactions;
  private long datoms;

  BackupProgressBar(Terminal terminal) {
    progress = Progress.begin(terminal, "transactions", "datoms", Progress.UNKNOWN);
  }

  @Override
  public void accept(BackupProgress at) {
    if (at.totalTransactions() > 0) {
      progress.total(at.totalTransactions());
    }
    String bytes = at.bytes() == 0 ? "" : Figures.size(at.bytes());
    progress.advance(at.transactions() - transactions, at.datoms() - datoms, bytes);
    transactions = at.transactions();
    datoms = at.datoms();
  }

  /** How long it has taken so far. */
  String elapsed() {
    return Figures.time(progress.elapsed());
  }

  /** Takes the bar away. */
  void finish() {
    progress.finish();
  }

  @Override
  public void close() {
    finish();
  }
}
