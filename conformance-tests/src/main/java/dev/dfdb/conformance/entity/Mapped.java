package dev.dfdb.conformance.entity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.dfdb.entities.mapping.EntityId;
import dev.dfdb.entities.mapping.Ref;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Types that say with Jackson's annotations how they are written. */
public final class Mapped {

  private Mapped() {}

  /** What is written as one text. */
  public record Code(@JsonValue String text) {}

  /** What comes in several kinds. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
  public sealed interface Form permits Circle, Square {}

  /** One kind. */
  public record Circle(double radius) implements Form {}

  /** Another kind. */
  public record Square(double side) implements Form {}

  /** Made by a factory method, with a serialiser for one component and a key of its own. */
  public static final class Thing {

    private final long key;
    private final int[] numbers;
    private final Code code;
    private final List<Form> forms;
    private final Map<Code, Integer> counts;

    private Thing(long key, int[] numbers, Code code, List<Form> forms, Map<Code, Integer> counts) {
      this.key = key;
      this.numbers = numbers;
      this.code = code;
      this.forms = forms;
      this.counts = counts;
    }

    /** Makes one. */
    @JsonCreator
    public static Thing of(
        @JsonProperty("key") long key,
        @JsonProperty("numbers") @JsonDeserialize(using = Joined.Reader.class) int[] numbers,
        @JsonProperty("code") Code code,
        @JsonProperty("forms") List<Form> forms,
        @JsonProperty("counts") Map<Code, Integer> counts) {
      return new Thing(key, numbers, code, forms, counts);
    }

    /** What tells it apart. */
    @EntityId
    public long getKey() {
      return key;
    }

    /** Some numbers, which are written as one text. */
    @JsonSerialize(using = Joined.Writer.class)
    public int[] getNumbers() {
      return numbers;
    }

    /** A value that is written as a text. */
    public Code getCode() {
      return code;
    }

    /** Objects of several kinds. */
    public List<Form> getForms() {
      return forms;
    }

    /** A map. */
    public Map<Code, Integer> getCounts() {
      return counts;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Thing that
          && key == that.key
          && Arrays.equals(numbers, that.numbers)
          && code.equals(that.code)
          && forms.equals(that.forms)
          && counts.equals(that.counts);
    }

    @Override
    public int hashCode() {
      return Objects.hash(key, code);
    }
  }

  /** Writes numbers as one text, and reads them. */
  public static final class Joined {

    private Joined() {}

    /** Writes. */
    public static final class Writer extends StdSerializer<int[]> {

      private static final long serialVersionUID = 1L;

      /** For Jackson. */
      public Writer() {
        super(int[].class);
      }

      @Override
      public void serialize(int[] numbers, JsonGenerator json, SerializerProvider provider)
          throws IOException {
        json.writeString(Arrays.toString(numbers));
      }
    }

    /** Reads. */
    public static final class Reader extends StdDeserializer<int[]> {

      private static final long serialVersionUID = 1L;

      /** For Jackson. */
      public Reader() {
        super(int[].class);
      }

      @Override
      public int[] deserialize(JsonParser json, DeserializationContext context) throws IOException {
        String text = json.getText();
        return Arrays.stream(text.substring(1, text.length() - 1).split(", ", -1))
            .mapToInt(Integer::parseInt)
            .toArray();
      }
    }
  }

  /** A link of a chain. */
  public record Link(String id, @Nullable Link next) {}

  /** What is nested in itself. */
  public record Tree(String id, List<Branch> branches) {}

  /** A part of a tree. */
  public record Branch(String name, List<Branch> branches) {}

  /** What refers in every way. */
  public record Knot(
      String id,
      List<Ref<Link>> ordered,
      Optional<Link> maybe,
      Optional<Ref<Link>> other,
      Set<Link> all) {}
}
