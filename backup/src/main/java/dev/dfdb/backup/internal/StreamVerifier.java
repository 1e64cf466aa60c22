package dev.dfdb.backup.internal;

import dev.dfdb.backup.BackupVerification;
import dev.dfdb.replication.LogRecord;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks whether a stream is what was written. Used by one thread, once. */
public final class StreamVerifier {

  private final StreamSource source;
  private final StreamParts parts;
  private long files;
  private long next;
  private long datoms;

  /** Prepares it. */
  public StreamVerifier(InputStream in) {
    this.source = new StreamSource(in);
    this.parts = new StreamParts(source);
  }

  /** Reads the stream, up to its end or to the first damage: nothing can be found behind that. */
  public BackupVerification run() {
    List<BackupVerification.Damage> damages = List.of();
    try {
      Manifest head = source.head();
      for (StreamSource.@Nullable Frame frame = parts.next(); frame != null; frame = parts.next()) {
        check(frame, head);
      }
      if (next != head.t() + 1) {
        throw new Damage(StreamSource.NAME, "parts", -1, "they end with t " + (next - 1));
      }
    } catch (Damage damage) {
      damages = List.of(damage.toReport());
    }
    return new BackupVerification(1, files, parts.bytes(), next, datoms, damages, List.of());
  }

  private void check(StreamSource.Frame frame, Manifest head) throws Damage {
    files++;
    if (StreamParts.kind(frame) == PartKind.EVENTS) {
      try (PartReader part =
          new PartReader(frame.name(), frame.content(), PartKind.EVENTS, head.identity())) {
        part.drain();
      }
      return;
    }
    try (LogPartReader part =
        new LogPartReader(frame.name(), frame.content(), head.identity(), next)) {
      for (LogRecord record = part.next(); record != null; record = part.next()) {
        datoms += Verifier.checkedRecord(frame.name(), head, record);
      }
      next = part.end();
    }
  }
}
