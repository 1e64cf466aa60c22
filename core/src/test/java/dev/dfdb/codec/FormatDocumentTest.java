package dev.dfdb.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The codes in docs/FORMAT.md are those of the code. */
class FormatDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "FORMAT.md");
  private static final Pattern CONSTANT =
      Pattern.compile("^\\| `0x([0-9A-F]{2})` \\| ([A-Z0-9_]+) \\|", Pattern.MULTILINE);
  private static final Pattern EXAMPLE =
      Pattern.compile("^\\| (\\S.*) \\| `([0-9a-f ]+)` \\|$", Pattern.MULTILINE);

  @Test
  void everyConstantIsDocumentedWithItsValue() throws IOException, IllegalAccessException {
    Map<String, Integer> documented = new TreeMap<>(CONSTANT
        .matcher(Files.readString(DOCUMENT))
        .results()
        .collect(
            Collectors.toMap(row -> row.group(2), row -> HexFormat.fromHexDigits(row.group(1)))));
    Map<String, Integer> constants = new TreeMap<>();
    for (Field field : Codes.class.getDeclaredFields()) {
      if (!field.isSynthetic()) {
        constants.put(field.getName(), field.getInt(null));
      }
    }
    assertEquals(constants, documented);
  }

  @Test
  void everyExampleIsWhatIsWritten() throws IOException {
    Map<String, String> examples = EXAMPLE
        .matcher(Files.readString(DOCUMENT))
        .results()
        .collect(Collectors.toMap(row -> row.group(1), FormatDocumentTest::withoutSpaces));
    assertFalse(examples.isEmpty());
    examples.forEach(
        (name, hex) -> assertEquals(hex, Show.hex(GoldenValues.all().get(name)), name));
  }

  private static String withoutSpaces(MatchResult row) {
    return row.group(2).replace(" ", "");
  }
}
