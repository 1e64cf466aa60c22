package dev.dfdb.cli.backup;

import dev.dfdb.backup.BackupTarget;
import dev.dfdb.backup.Backups;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The argument of every command about backups: where they lie. */
final class BackupLocation {

  @Parameters(index = "0", paramLabel = "FOLDER", description = "Where the backups lie.")
  private Path folder = Path.of("");

  /** Opens the backups there, of which there may be none yet. */
  Backups open() {
    return Backups.open(BackupTarget.folder(folder));
  }
}
