package dev.dfdb.backup.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.dfdb.storage.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Files as the first version has written them, which every later one reads. */
class GoldenBackupTest {

  private static final long IDENTITY = 0x0123_4567_89AB_CDEFL;

  private static final Manifest MANIFEST = new Manifest(
      7,
      true,
      false,
      Instant.parse("2026-11-22T01:02:03.004Z"),
      IDENTITY,
      41,
      -42,
      Instant.parse("2026-11-22T01:02:03Z"),
      1_000,
      70_000,
      0,
      "0102ff",
      List.of(
          new Part(PartKind.LOG, "log-00000001-abcd0123-000001", 0, 41, 99, 1234, "aa", "bb", null),
          new Part(
              PartKind.EVENTS,
              "events-00000007-abcd0123-000002",
              0,
              9,
              0,
              321,
              "cc",
              "dd",
              "014001")));

  private static byte[] golden(String name) throws IOException {
    try (InputStream in = GoldenBackupTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  @Test
  void aPartIsReadAsItWasWritten() throws Exception {
    String digits = new String(golden("part-v1.hex"), StandardCharsets.US_ASCII).strip();
    byte[] file = HexFormat.of().parseHex(digits);
    try (PartReader part = new PartReader("part", file, PartKind.LOG, IDENTITY)) {
      for (int i = 0; i < 3; i++) {
        Entry entry = Objects.requireNonNull(part.next());
        assertArrayEquals(new byte[] {(byte) i}, entry.key());
        assertArrayEquals(value(i), entry.value());
      }
      assertNull(part.next());
    }
  }

  @Test
  void whatIsWrittenHasTheSameContent() throws Exception {
    try (PartWriter writer = new PartWriter(PartKind.LOG, IDENTITY, 1_000)) {
      for (int i = 0; i < 3; i++) {
        writer.add(new byte[] {(byte) i}, value(i));
      }
      byte[] file = writer.finish();
      assertEquals(
          "e3e4525fd232b9d6c84c8bbaeff81404", writer.content().substring(0, 32), "the sum");
      try (PartReader part = new PartReader("part", file, PartKind.LOG, IDENTITY)) {
        for (int i = 0; i < 3; i++) {
          assertArrayEquals(value(i), Objects.requireNonNull(part.next()).value());
        }
      }
    }
  }

  private static byte[] value(int i) {
    return ("value " + i).repeat(i + 1).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aManifestIsTheSameText() throws Exception {
    byte[] text = golden("manifest-v1.txt");
    assertEquals(MANIFEST, ManifestText.parse("manifest-00000007", text));
    assertEquals(
        new String(text, StandardCharsets.UTF_8),
        new String(ManifestText.print(MANIFEST), StandardCharsets.UTF_8));
  }
}
