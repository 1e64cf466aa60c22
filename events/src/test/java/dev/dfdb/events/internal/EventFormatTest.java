package dev.dfdb.events.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.error.CorruptionException;
import dev.dfdb.events.Json;
import dev.dfdb.events.Message;
import dev.dfdb.events.NewMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Golden vectors: other bytes are another version of the format, and this one stays readable. */
class EventFormatTest {

  private static final String MESSAGE = "0100000000000005" // format 1, position 5
      + "00000000000f4241" // 1,000,001 µs
      + "00000000000000070000000000000008" // id
      + "00022d31" // "-1"
      + "0154" // "T"
      + "000000027b7d" // "{}"
      + "5b5d"; // "[]"

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] message(Json metadata) {
    byte[] bytes = MessageBytes.of(
        new NewMessage(new UUID(7, 8), "T", Json.of("{}"), metadata),
        "-1".getBytes(StandardCharsets.UTF_8),
        "T".getBytes(StandardCharsets.UTF_8));
    MessageBytes.place(bytes, 5, 1_000_001);
    return bytes;
  }

  @Test
  void messages() {
    byte[] bytes = message(Json.of("[]"));
    assertEquals(MESSAGE, hex(bytes));
    assertEquals("a-1", MessageBytes.stream("a", bytes));
    assertEquals(Json.of("[]"), MessageBytes.metadata(bytes));
    assertEquals(
        new Message(
            new UUID(7, 8),
            "a-1",
            "T",
            5,
            9,
            Json.of("{}"),
            Json.of("[]"),
            Instant.ofEpochSecond(1, 1_000)),
        MessageBytes.read("a-1", 9, bytes));
    assertEquals(Json.NULL, MessageBytes.read("a-1", 9, message(Json.NULL)).metadata());
  }

  @Test
  void damagedMessagesAreReportedAsSuch() {
    byte[] bytes = message(Json.NULL);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThrows(CorruptionException.class, () -> MessageBytes.read("a-1", 9, cut));
    }
    byte[] other = bytes.clone();
    other[0] = 2;
    assertThrows(CorruptionException.class, () -> MessageBytes.read("a-1", 9, other));
  }

  @Test
  void keysAndValuesBesideThem() {
    assertEquals("0104", hex(EventKeys.root()));
    assertEquals("0140506100" + "09", hex(EventKeys.withId(EventKeys.messagesOf("a"), 9)));
    assertEquals("014150612d3100" + "8080", hex(EventKeys.withId(EventKeys.runsOf("a-1"), 128)));
    assertEquals("0142506100", hex(EventKeys.category("a")));
    assertEquals("0143506100", hex(EventKeys.consumer("a")));
    assertEquals("0903", hex(new Run(5, 9, 3).encode()));
    assertEquals("0302", hex(new Counts(3, 2).encode()));
    assertEquals("010205" + "33" + "0710", hex(new EventRoot(2, 5, 7).encode()));
    assertEquals(new EventRoot(2, 5, 7), EventRoot.decode(new EventRoot(2, 5, 7).encode()));
  }
}
