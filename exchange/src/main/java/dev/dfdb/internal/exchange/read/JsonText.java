package dev.dfdb.internal.exchange.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.dfdb.exchange.mapping.MappingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as values: maps, lists, strings, booleans, longs, big integers and big decimals. */
public final class JsonText {

  private static final int MAX_DEPTH = 90;
  private static final int MAX_DIGITS = 80_000;
  private static final JsonFactory FACTORY = JsonFactory.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
      .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxNestingDepth(MAX_DEPTH)
          .maxStringLength(Integer.MAX_VALUE)
          .maxNumberLength(MAX_DIGITS)
          .build())
      .build();

  private JsonText() {}

  /**
   * Reads a document.
   *
   * @throws MappingException if it is no JSON
   */
  public static @Nullable Object read(String document) {
    try (JsonParser parser = parser(document)) {
      parser.nextToken();
      return value(parser);
    } catch (JsonProcessingException e) {
      throw MappingException.because(
          e,
          "the document is no JSON",
          "line",
          e.getLocation().getLineNr(),
          "column",
          e.getLocation().getColumnNr(),
          "reason",
          reason(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong, without where. */
  static String reason(JsonProcessingException e) {
    return e.getOriginalMessage().replaceAll(" \\(start marker at .*", "");
  }

  static JsonParser parser(String text) throws IOException {
    return FACTORY.createParser(text);
  }

  /** What the parser stands at; nested as deep as its constraints allow. */
  static @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT ->
        parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
            ? (Object) parser.getBigIntegerValue()
            : (Object) parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      case START_ARRAY -> array(parser);
      default -> object(parser);
    };
  }

  private static List<@Nullable Object> array(JsonParser parser) throws IOException {
    List<@Nullable Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return Collections.unmodifiableList(elements);
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser));
    }
    return Collections.unmodifiableMap(members);
  }
}
