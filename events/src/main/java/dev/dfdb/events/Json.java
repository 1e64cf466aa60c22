package dev.dfdb.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value as text in UTF-8, exactly as it was given. It is checked once, when it is made; a
 * message that was read is appended elsewhere without being parsed. Immutable; equal to another if
 * both have the same text.
 */
public final class Json {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The value null, which is also what a message without metadata has. */
  public static final Json NULL = new Json("null".getBytes(StandardCharsets.US_ASCII));

  private final byte[] utf8;

  private Json(byte[] utf8) {
    this.utf8 = utf8;
  }

  /**
   * JSON text.
   *
   * @throws IllegalArgumentException if it is not one JSON value
   */
  public static Json of(String text) {
    return checked(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * JSON text in UTF-8; the array is copied.
   *
   * @throws IllegalArgumentException if it is not one JSON value
   */
  public static Json of(byte[] text) {
    return checked(text.clone());
  }

  /** A value of Jackson's. */
  public static Json of(JsonNode node) {
    try {
      return new Json(MAPPER.writeValueAsBytes(node));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the value can't be written as JSON", e);
    }
  }

  /** What Jackson makes of any object: a record, a map, a list. */
  public static Json from(Object value) {
    try {
      return new Json(MAPPER.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the value can't be written as JSON", e);
    }
  }

  /**
   * Text in UTF-8 that its maker vouches for: it is not checked, nor copied, and must not be
   * changed any more. For those who have just written it with a library.
   */
  public static Json trusted(byte[] text) {
    return new Json(text);
  }

  private static Json checked(byte[] utf8) {
    try (JsonParser parser = FACTORY.createParser(utf8)) {
      int values = 0;
      int depth = 0;
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isStructStart()) {
          depth++;
        } else if (token.isStructEnd()) {
          depth--;
        } else if (token.isScalarValue()) {
          parser.getTextLength(); // tokens are read lazily, and only then is a text checked
        }
        if (depth == 0) {
          values++;
        }
      }
      if (values != 1) {
        throw new IllegalArgumentException("one JSON value is needed, and here are " + values);
      }
      return new Json(utf8);
    } catch (IOException e) {
      throw new IllegalArgumentException("not JSON: " + e.getMessage(), e);
    }
  }

  /** The text. */
  public String text() {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /** The text in UTF-8, as an array of the caller's own. */
  public byte[] bytes() {
    return utf8.clone();
  }

  /** How many bytes the text has in UTF-8. */
  public int size() {
    return utf8.length;
  }

  /** Copies the text in UTF-8 into an array. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(utf8, 0, target, offset, utf8.length);
  }

  /** Whether it is the value null. */
  public boolean isNull() {
    return utf8.length == 4 && Arrays.equals(utf8, NULL.utf8);
  }

  /** The value as Jackson has it, parsed anew by each call. */
  public JsonNode node() {
    try {
      return MAPPER.readTree(utf8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The value as an object of a type, as Jackson maps it. */
  public <T> T as(Class<T> type) {
    try {
      return MAPPER.readValue(utf8, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Json that && Arrays.equals(utf8, that.utf8);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(utf8);
  }

  @Override
  public String toString() {
    return text();
  }
}
