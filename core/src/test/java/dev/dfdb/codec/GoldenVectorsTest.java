package dev.dfdb.codec;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * K7: the format is what the golden file says. If one of these fails, stored databases could no
 * longer be read: a different format needs a new version and a new file beside this one.
 */
class GoldenVectorsTest {

  private static final String LONG_TEXT = "shortened: ";

  private final Map<String, byte[]> vectors = read("golden-v" + KeyWriter.FORMAT_VERSION + ".txt");

  @Test
  void k7_theFileHoldsEveryValueAndNoOther() {
    assertEquals(names(GoldenValues.all().keySet()), names(valueVectors().keySet()));
  }

  @Test
  void k7_everyTypeIsFrozen() {
    Set<ValueType> types = EnumSet.noneOf(ValueType.class);
    GoldenValues.all().values().forEach(value -> types.add(ValueOrder.typeOf(value)));
    assertEquals(EnumSet.allOf(ValueType.class), types);
  }

  @Test
  void k7_valuesEncodeAsTheFileSays() {
    forEachValue((name, value) -> assertEquals(
        HexFormat.of().formatHex(vector(name)),
        HexFormat.of().formatHex(new KeyWriter().writeValue(value).toBytes()),
        name));
  }

  @Test
  void k7_whatTheFileSaysDecodesToTheValues() {
    forEachValue((name, value) -> {
      KeyReader reader = new KeyReader(vector(name));
      assertTrue(Exactly.same(value, reader.readValue()), name);
      assertTrue(reader.atEnd(), name);
    });
  }

  @Test
  void k7_idsAreAsTheFileSays() {
    for (int bits = 0; bits <= 56; bits += 7) {
      for (long id : new long[] {(1L << bits) - 1, 1L << bits}) {
        if (id <= KeyWriter.MAX_ID) {
          byte[] key = new KeyWriter().writeId(id).toBytes();
          assertEquals(
              HexFormat.of().formatHex(vector("id " + id)), HexFormat.of().formatHex(key));
          assertEquals(id, new KeyReader(vector("id " + id)).readId());
        }
      }
    }
  }

  @Test
  void k7_aShortenedValueIsAsTheFileSays() {
    for (int bound : new int[] {20, 256}) {
      String text = LONG_TEXT.repeat(100);
      KeyWriter key = new KeyWriter();
      assertTrue(key.writeValueBounded(text, bound));
      assertEquals(
          HexFormat.of().formatHex(vector("shortened to " + bound)),
          HexFormat.of().formatHex(key.toBytes()));
    }
  }

  private static void forEachValue(BiConsumer<String, @Nullable Object> check) {
    assertAll(GoldenValues.all().entrySet().stream()
        .map(entry -> () -> check.accept(entry.getKey(), entry.getValue())));
  }

  private Map<String, byte[]> valueVectors() {
    Map<String, byte[]> values = new LinkedHashMap<>(vectors);
    values.keySet().removeIf(name -> name.startsWith("id ") || name.startsWith("shortened to "));
    return values;
  }

  private static String names(Set<String> names) {
    return String.join("\n", names);
  }

  private byte[] vector(String name) {
    return Objects.requireNonNull(vectors.get(name), () -> "not in the golden file: " + name);
  }

  private static Map<String, byte[]> read(String file) {
    Map<String, byte[]> vectors = new LinkedHashMap<>();
    try (InputStream in = GoldenVectorsTest.class.getResourceAsStream(file)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      Stream<String> lines = text.lines().filter(line -> !line.startsWith("#") && !line.isBlank());
      lines.forEach(line -> {
        int hexAt = line.lastIndexOf(' ');
        String name = line.substring(0, hexAt - 2);
        assertEquals(" = ", line.substring(hexAt - 2, hexAt + 1));
        byte[] previous = vectors.put(name, HexFormat.of().parseHex(line.substring(hexAt + 1)));
        assertTrue(previous == null, () -> "a name twice: " + name);
      });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return vectors;
  }
}
