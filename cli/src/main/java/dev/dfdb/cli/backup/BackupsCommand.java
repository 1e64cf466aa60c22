package dev.dfdb.cli.backup;

import dev.dfdb.backup.BackupPoint;
import dev.dfdb.backup.BackupVerification;
import dev.dfdb.backup.Backups;
import dev.dfdb.cli.ExitCode;
import dev.dfdb.cli.output.Json;
import dev.dfdb.cli.output.JsonOption;
import dev.dfdb.cli.terminal.Console;
import dev.dfdb.cli.terminal.Figures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dfdb backups}. */
@Command(
    name = "backups",
    description = "Lists the backups in a place, and proves them: every file is read, and what is"
        + " damaged, missing or foreign is told with its place, and makes the exit code 1.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  dfdb backups people-backups",
      "  dfdb backups --verify people-backups --json",
      "  dfdb backups --verify - < people.backup"
    })
public final class BackupsCommand implements Callable<Integer> {

  private final Console console;

  @Mixin
  private final JsonOption json = new JsonOption();

  @Mixin
  private final BackupLocation location = new BackupLocation();

  @Option(names = "--verify", description = "Prove every backup.")
  private boolean verify;

  @Option(
      names = "--discard-damaged",
      description = "First remove the backups whose manifest is damaged, and every file that no"
          + " other backup needs.")
  private boolean discardDamaged;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
  private CommandSpec spec;

  /** For a console. */
  public BackupsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (location.isStream()) {
      if (!verify || discardDamaged) {
        throw new ParameterException(
            spec.commandLine(), "a stream has nothing to list; --verify proves it");
      }
      return say(List.of(), Backups.verify(console.in()));
    }
    try (Backups backups = location.open()) {
      if (discardDamaged) {
        backups.discardDamaged().forEach(file -> console.err().line("dfdb: discarded " + file));
      }
      List<BackupPoint> points = backups.list();
      return say(points, verify ? prove(backups) : null);
    }
  }

  private int say(List<BackupPoint> points, @Nullable BackupVerification proof) {
    if (json.isGiven()) {
      console.out().line(Json.print(document(points, proof)));
    } else {
      print(points, proof);
    }
    return proof == null || proof.isSound() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private BackupVerification prove(Backups backups) {
    try (BackupProgressBar bar = new BackupProgressBar(console.err())) {
      return backups.verify(bar);
    }
  }

  private void print(List<BackupPoint> points, @Nullable BackupVerification proof) {
    points.forEach(point -> console.out().line(BackupPoints.describe(point)));
    if (proof == null) {
      if (points.isEmpty()) {
        console.out().line("no backups");
      }
      return;
    }
    proof.damages().forEach(damage -> console.out().line(damage.toString()));
    proof.remarks().forEach(remark -> console.out().line(remark));
    if (proof.isSound()) {
      console
          .out()
          .line("all is well: " + Figures.count(proof.files(), "file") + " of "
              + Figures.size(proof.bytes()) + ", "
              + Figures.count(proof.transactions(), "transaction")
              + ", " + Figures.count(proof.datoms(), "datom"));
    } else if (proof.damages().isEmpty()) {
      console.err().line("dfdb: there are no backups in " + location);
    } else {
      console.err().line("dfdb: the backups are damaged");
    }
  }

  private static Map<String, Object> document(
      List<BackupPoint> points, @Nullable BackupVerification proof) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("backups", points.stream().map(BackupPoints::document).toList());
    if (proof != null) {
      document.put("sound", proof.isSound());
      document.put("remarks", proof.remarks());
      document.put(
          "damages", proof.damages().stream().map(BackupsCommand::document).toList());
    }
    return document;
  }

  private static Map<String, Object> document(BackupVerification.Damage damage) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("file", damage.file());
    document.put("part", damage.part());
    document.put("offset", damage.offset());
    document.put("what", damage.what());
    return document;
  }
}
