package dev.dfdb.backup.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the parts in a stream, and compares them with the manifest at its end. Used by one
 * thread.
 */
final class StreamParts {

  private final StreamSource source;
  private final List<String> sums = new ArrayList<>();
  private long bytes;

  StreamParts(StreamSource source) {
    this.source = source;
  }

  /**
   * The next part, or null when the manifest has come, and is as it should be.
   *
   * @throws Damage if something is wrong
   */
  StreamSource.@Nullable Frame next() throws Damage {
    StreamSource.Frame frame = source.next();
    bytes += frame.content().length;
    if (!frame.name().equals(StreamFormat.END)) {
      sums.add(frame.name() + " " + Digests.sha256(frame.content()));
      return frame;
    }
    Manifest manifest = ManifestText.parse(StreamFormat.END, frame.content());
    List<String> expected = new ArrayList<>();
    for (PartKind kind : List.of(PartKind.EVENTS, PartKind.LOG)) {
      manifest.parts(kind).forEach(part -> expected.add(part.file() + " " + part.sha256()));
    }
    if (!sums.equals(expected)) {
      throw new Damage(
          StreamSource.NAME, StreamFormat.END, frame.offset(), "it lists other parts than came");
    }
    return null;
  }

  /** How many bytes of frames were read. */
  long bytes() {
    return bytes;
  }

  /** What a part holds, by its name. */
  static PartKind kind(StreamSource.Frame frame) {
    return frame.name().startsWith(PartKind.EVENTS.word() + "-") ? PartKind.EVENTS : PartKind.LOG;
  }
}
