package dev.dfdb.internal.entities;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.dfdb.codec.Values;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes values of objects, and objects of values, as Jackson does with JSON. */
final class DocumentCodec {

  private final ObjectWriter writer;
  private final ObjectReader plain;
  private final ObjectMapper mapper;
  private final ObjectReader reader;

  DocumentCodec(ObjectMapper mapper, JavaType type) {
    this.mapper = mapper;
    this.reader = mapper.readerFor(type);
    this.writer = mapper.writerFor(type);
    this.plain =
        mapper.readerFor(Object.class).with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  }

  /** The value of an object, in canonical classes; null where Jackson writes null. */
  @Nullable
  Object encode(Object object) throws IOException {
    return Values.canonical(narrowed(plain.readValue(writer.writeValueAsBytes(object))));
  }

  /** The object of a value. */
  @Nullable
  Object decode(Object value) throws IOException {
    return reader.readValue(mapper.writeValueAsBytes(value));
  }

  /** Whether a double, written down, is the number to the last zero. */
  private static boolean isWritten(BigDecimal number, double narrow) {
    if (!Double.isFinite(narrow)) {
      return false;
    }
    BigDecimal written = BigDecimal.valueOf(narrow);
    return written.compareTo(number) == 0 && written.scale() == number.scale();
  }

  /** Numbers that a double holds as they were written become doubles. */
  private static @Nullable Object narrowed(@Nullable Object value) {
    if (value instanceof BigDecimal number) {
      double narrow = number.doubleValue();
      return isWritten(number, narrow) ? (Object) narrow : number;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>(list.size());
      list.forEach(element -> copy.add(narrowed(element)));
      return copy;
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((key, element) -> copy.put(key, narrowed(element)));
      return copy;
    }
    return value;
  }
}
