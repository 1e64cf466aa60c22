package dev.dfdb.internal.exchange.write;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.dfdb.edn.Keyword;
import dev.dfdb.exchange.mapping.ColumnType;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes rows as objects of JSON, one in each line. */
final class JsonWriter implements RowWriter {

  private final JsonGenerator json;

  JsonWriter(Writer out) throws IOException {
    this.json = JsonFactory.builder()
        .build()
        .createGenerator(out)
        .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
  }

  @Override
  public void write(Map<String, Field> row) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, Field> entry : row.entrySet()) {
      json.writeFieldName(entry.getKey());
      Field field = entry.getValue();
      if (field.many() && field.value() instanceof Collection<?> values) {
        json.writeStartArray();
        for (Object each : values) {
          value(each, field.type());
        }
        json.writeEndArray();
      } else {
        value(field.value(), field.type());
      }
    }
    json.writeEndObject();
  }

  /** Writes a map as an object. */
  void writeMap(Map<?, ?> map) throws IOException {
    value(map, null);
  }

  void end() throws IOException {
    json.writeRaw('\n');
    json.flush();
  }

  private void value(@Nullable Object value, @Nullable ColumnType type) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof EntityRef ref) {
      if (ref.ident() == null) {
        json.writeNumber(ref.id());
      } else {
        json.writeString(ref.ident().toString());
      }
    } else if (type == ColumnType.EDN) {
      json.writeString(Texts.of(value, type));
    } else if (value instanceof Boolean bool) {
      json.writeBoolean(bool);
    } else if (value instanceof Number number) {
      number(number);
    } else if (type == null && value instanceof Map<?, ?> map) {
      object(map);
    } else if (type == null && value instanceof Collection<?> several) {
      json.writeStartArray();
      for (Object each : several) {
        value(each, null);
      }
      json.writeEndArray();
    } else {
      json.writeString(Texts.of(value, type));
    }
  }

  private void object(Map<?, ?> map) throws IOException {
    json.writeStartObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = entry.getKey() instanceof Keyword keyword
          ? keyword.toString().substring(1)
          : String.valueOf(entry.getKey());
      json.writeFieldName(key);
      value(entry.getValue(), null);
    }
    json.writeEndObject();
  }

  /** What JSON has no number for is a string. */
  private void number(Number number) throws IOException {
    if (number instanceof Long value) {
      json.writeNumber(value);
    } else if (number instanceof BigInteger || number instanceof BigDecimal) {
      json.writeNumber(number.toString());
    } else if (Double.isNaN(number.doubleValue()) || Double.isInfinite(number.doubleValue())) {
      json.writeString(number.toString());
    } else {
      json.writeNumber(number.toString());
    }
  }
}
