package dev.dfdb.benchmarks.events;

import dev.dfdb.events.Json;
import dev.dfdb.events.NewMessage;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** Messages of about 500 bytes: 400 of data, most of them random, and 100 of metadata. */
final class Messages {

  private static final String HEX = "0123456789abcdef";

  private Messages() {}

  /** A message with a new id; its text was just written, and is not checked. */
  static NewMessage next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    String data =
        "{\"accountId\":\"" + hex(random, 32) + "\",\"amount\":" + random.nextInt(1_000_000)
            + ",\"currency\":\"EUR\",\"reference\":\"" + hex(random, 64) + "\",\"note\":\""
            + hex(random, 230) + "\",\"processedTime\":\"2026-11-21T12:00:00.000Z\"}";
    String metadata = "{\"correlationStreamName\":\"transfer-" + hex(random, 32)
        + "\",\"causationPosition\":" + random.nextInt(1_000) + "}";
    return NewMessage.of("Deposited", json(data), json(metadata));
  }

  private static Json json(String text) {
    return Json.trusted(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String hex(ThreadLocalRandom random, int digits) {
    StringBuilder text = new StringBuilder(digits);
    long bits = 0;
    for (int i = 0; i < digits; i++) {
      bits = i % 16 == 0 ? random.nextLong() : bits >>> 4;
      text.append(HEX.charAt((int) (bits & 15)));
    }
    return text.toString();
  }
}
