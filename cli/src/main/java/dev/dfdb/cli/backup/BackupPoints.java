package dev.dfdb.cli.backup;

import dev.dfdb.backup.BackupPoint;
import dev.dfdb.cli.terminal.Figures;
import java.util.LinkedHashMap;
import java.util.Map;

/** Backups as they are shown: in words, and as JSON. */
final class BackupPoints {

  private BackupPoints() {}

  static String describe(BackupPoint point) {
    return "backup " + point.number() + ": to t " + point.t() + " of " + point.instant() + ", "
        + Figures.count(point.datoms(), "datom") + ", " + Figures.count(point.files(), "file")
        + " of " + Figures.size(point.bytes()) + ", made " + point.created()
        + (point.hasEvents() ? ", with events" : "")
        + (point.isComplete() ? "" : ", interrupted");
  }

  static Map<String, Object> document(BackupPoint point) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("number", point.number());
    document.put("created", point.created().toString());
    document.put("t", point.t());
    document.put("instant", point.instant().toString());
    document.put("complete", point.isComplete());
    document.put("datoms", point.datoms());
    document.put("events", point.hasEvents());
    document.put("files", point.files());
    document.put("bytes", point.bytes());
    return document;
  }
}
