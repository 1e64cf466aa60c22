package dev.dfdb.backup.internal;

import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.DfdbException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A manifest as text: a line that says what it is, one with a map of what the backup is, one with a
 * map for each part, and one with the sum of all lines before. Every line ends with its own sum, by
 * which the damaged one is found.
 */
final class ManifestText {

  private static final String TITLE = "dfdb backup, format ";
  private static final long FORMAT = 1;
  private static final String END = "end ";

  /** What stands between a line and its sum, which is eight digits and a line feed. */
  private static final String SUM = " ;";

  private static final int SUM_CHARS = SUM.length() + 8;

  private ManifestText() {}

  static byte[] print(Manifest manifest) {
    StringBuilder text = new StringBuilder();
    line(text, TITLE + FORMAT);
    line(text, Edn.print(head(manifest)));
    manifest.parts().forEach(part -> line(text, Edn.print(map(part))));
    byte[] before = text.toString().getBytes(StandardCharsets.UTF_8);
    line(text, END + Digests.sha256(before));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void line(StringBuilder text, String content) {
    text.append(content).append(SUM).append(sum(content)).append('\n');
  }

  private static String sum(String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return "%08x".formatted(Digests.crc(bytes, 0, bytes.length));
  }

  private static Map<Keyword, @Nullable Object> head(Manifest manifest) {
    Map<Keyword, @Nullable Object> head = new LinkedHashMap<>();
    head.put(Keyword.of("number"), manifest.number());
    head.put(Keyword.of("complete"), manifest.isComplete());
    head.put(Keyword.of("full"), manifest.isFull());
    head.put(Keyword.of("created"), manifest.created());
    head.put(Keyword.of("identity"), manifest.identity());
    head.put(Keyword.of("t"), manifest.t());
    head.put(Keyword.of("commit"), manifest.commit());
    head.put(Keyword.of("instant"), manifest.instant());
    head.put(Keyword.of("next-named"), manifest.nextNamed());
    head.put(Keyword.of("next-entity"), manifest.nextEntity());
    head.put(Keyword.of("rewriting"), manifest.rewriting());
    head.put(Keyword.of("event-root"), manifest.eventRoot());
    return head;
  }

  private static Map<Keyword, Object> map(Part part) {
    Map<Keyword, Object> map = new LinkedHashMap<>();
    map.put(Keyword.of("file"), part.file());
    map.put(Keyword.of("kind"), Keyword.of(part.kind().word()));
    map.put(Keyword.of("first"), part.first());
    map.put(Keyword.of("last"), part.last());
    map.put(Keyword.of("datoms"), part.datoms());
    map.put(Keyword.of("bytes"), part.bytes());
    map.put(Keyword.of("sha256"), part.sha256());
    map.put(Keyword.of("content"), part.content());
    if (part.until() != null) {
      map.put(Keyword.of("until"), part.until());
    }
    return map;
  }

  /**
   * Reads a manifest.
   *
   * @param file its name
   * @throws Damage if it is not what was written
   */
  static Manifest parse(String file, byte[] bytes) throws Damage {
    List<String> lines = lines(file, bytes);
    if (lines.size() < 3) {
      throw new Damage(file, "line " + (lines.size() + 1), bytes.length, "the file ends before it");
    }
    if (!lines.get(0).equals(TITLE + FORMAT)) {
      throw unknown(file, lines.get(0));
    }
    String end = lines.get(lines.size() - 1);
    int endLength = end.length() + SUM_CHARS + 1;
    String sum = Digests.sha256(Arrays.copyOf(bytes, bytes.length - endLength));
    if (!end.equals(END + sum)) {
      throw new Damage(
          file, "end", bytes.length - endLength, "lines are missing, or of another manifest");
    }
    List<Part> parts = new ArrayList<>();
    for (String line : lines.subList(2, lines.size() - 1)) {
      parts.add(part(new Fields(file, line)));
    }
    return manifest(new Fields(file, lines.get(1)), parts);
  }

  private static Damage unknown(String file, String title) {
    String what = "this version of dfdb can't read it: " + title;
    return title.startsWith(TITLE)
        ? Damage.ofLaterVersion(file, "line 1", 0, what)
        : new Damage(file, "line 1", 0, what);
  }

  /** The lines without their sums, which are checked. */
  private static List<String> lines(String file, byte[] bytes) throws Damage {
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < bytes.length) {
      int end = start;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      String shown = "line " + (lines.size() + 1);
      if (end == bytes.length) {
        throw new Damage(file, shown, start, "the file ends within it");
      }
      String line = new String(bytes, start, end - start, StandardCharsets.UTF_8);
      int length = line.length() - SUM_CHARS;
      if (length < 0 || !line.substring(length).equals(SUM + sum(line.substring(0, length)))) {
        throw new Damage(file, shown, start, "its sum is wrong");
      }
      lines.add(line.substring(0, length));
      start = end + 1;
    }
    return lines;
  }

  private static Manifest manifest(Fields head, List<Part> parts) throws Damage {
    return new Manifest(
        head.get("number", Long.class),
        head.get("complete", Boolean.class),
        head.get("full", Boolean.class),
        head.get("created", Instant.class),
        head.get("identity", Long.class),
        head.get("t", Long.class),
        head.get("commit", Long.class),
        head.get("instant", Instant.class),
        head.get("next-named", Long.class),
        head.get("next-entity", Long.class),
        head.get("rewriting", Long.class),
        head.find("event-root", String.class),
        parts);
  }

  private static Part part(Fields fields) throws Damage {
    PartKind kind = PartKind.of(fields.get("kind", Keyword.class).name());
    if (kind == null) {
      throw fields.damaged("kind");
    }
    return new Part(
        kind,
        fields.get("file", String.class),
        fields.get("first", Long.class),
        fields.get("last", Long.class),
        fields.get("datoms", Long.class),
        fields.get("bytes", Long.class),
        fields.get("sha256", String.class),
        fields.get("content", String.class),
        fields.find("until", String.class));
  }

  /** The map of a line. */
  private static final class Fields {

    private final String file;
    private final Map<?, ?> map;

    Fields(String file, String line) throws Damage {
      this.file = file;
      try {
        this.map = Edn.read(line) instanceof Map<?, ?> read ? read : Map.of();
      } catch (DfdbException unreadable) {
        throw damaged(line);
      }
    }

    Damage damaged(String name) {
      return new Damage(file, name, -1, "this version of dfdb does not understand it");
    }

    <T> @Nullable T find(String name, Class<T> type) throws Damage {
      Object value = map.get(Keyword.of(name));
      if (value != null && !type.isInstance(value)) {
        throw damaged(name);
      }
      return type.cast(value);
    }

    <T> T get(String name, Class<T> type) throws Damage {
      T value = find(name, type);
      if (value == null) {
        throw damaged(name);
      }
      return Objects.requireNonNull(value);
    }
  }
}
