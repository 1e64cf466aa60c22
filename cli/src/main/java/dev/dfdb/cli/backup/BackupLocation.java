package dev.dfdb.cli.backup;

import dev.dfdb.backup.BackupTarget;
import dev.dfdb.backup.Backups;
import dev.dfdb.error.MisconfiguredException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The argument of every command about backups: where they lie. */
final class BackupLocation {

  private static final String STREAM = "-";

  @Parameters(
      index = "0",
      paramLabel = "PLACE",
      description = {
        "Where the backups lie: a folder, or s3://bucket/prefix, with"
            + " ?endpoint=https://host:port for a server that is not of AWS. Credentials are found"
            + " as the AWS command finds them. - is a single backup as a stream: the standard"
            + " output, or input."
      })
  private String place = "";

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
  private CommandSpec spec;

  /** Whether it is not a place, but the standard output or input. */
  boolean isStream() {
    return place.equals(STREAM);
  }

  /** The place as it was given, without what may be secret in its parameters. */
  @Override
  public String toString() {
    return place.replaceFirst("[?].*", "");
  }

  /** Opens the backups there, of which there may be none yet. */
  Backups open() {
    try {
      return Backups.open(BackupTarget.at(place));
    } catch (MisconfiguredException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
