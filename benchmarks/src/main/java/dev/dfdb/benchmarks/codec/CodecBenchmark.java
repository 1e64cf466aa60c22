package dev.dfdb.benchmarks.codec;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.codec.KeyWriter;
import dev.dfdb.edn.Keyword;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Keys of the shape [index, entity, attribute, value], a thousand different ones in turn: entity
 * ids up to a million, attribute ids up to two hundred.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CodecBenchmark {

  private static final int BOUND = 256;
  private static final int KEYS = 1_024; // a power of two
  private static final String[] NAMES = {"Ada", "Grace", "Barbara", "Edsger", "Tony", "Niklaus"};

  /** The type of the value: a long up to a million, a text of 15 to 25 characters, and so on. */
  @Param({"long", "string", "keyword", "double", "instant", "uuid", "decimal"})
  public String type = "long";

  private final KeyWriter writer = new KeyWriter();
  private final KeyReader reader = new KeyReader();
  private final long[] entities = new long[KEYS];
  private final long[] attributes = new long[KEYS];
  private final @Nullable Object[] values = new Object[KEYS];
  private final byte[][] keys = new byte[KEYS][];
  private int next;

  /** Makes the keys, the same in every run. */
  @Setup
  public void makeKeys() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < KEYS; i++) {
      entities[i] = random.nextLong(1_000_000);
      attributes[i] = random.nextLong(200);
      values[i] = value(random);
      keys[i] = write(i).toBytes();
    }
  }

  private Object value(SplittableRandom random) {
    String name = NAMES[random.nextInt(NAMES.length)];
    return switch (type) {
      case "long" -> random.nextLong(1_000_000);
      case "string" -> name + " number " + random.nextLong(1_000_000_000);
      case "keyword" -> Keyword.of("person." + name, "status-" + random.nextInt(100));
      case "double" -> random.nextInt(1_000_000) / 100.0;
      case "instant" -> Instant.ofEpochMilli(1_700_000_000_000L + random.nextInt());
      case "uuid" -> new UUID(random.nextLong(), random.nextLong());
      case "decimal" -> BigDecimal.valueOf(random.nextInt(1_000_000), 2);
      default -> throw new IllegalArgumentException(type);
    };
  }

  private KeyWriter write(int i) {
    return writer
        .reset()
        .writeByte(1)
        .writeId(entities[i])
        .writeId(attributes[i])
        .writeValue(values[i]);
  }

  private int next() {
    next = (next + 1) & (KEYS - 1);
    return next;
  }

  /** Encodes a key into a buffer that is used again. */
  @Benchmark
  public int encode() {
    return write(next()).length();
  }

  /** Encodes a key as indexes do, which shorten long values, into an array of its own. */
  @Benchmark
  public byte[] encodeBoundedToArray() {
    int i = next();
    writer.reset().writeByte(1).writeId(entities[i]).writeId(attributes[i]);
    writer.writeValueBounded(values[i], BOUND);
    return writer.toBytes();
  }

  /** Decodes all of a key; the value is a new object. */
  @Benchmark
  public @Nullable Object decode() {
    long ids = reader.reset(keys[next()]).readByte() + reader.readId() + reader.readId();
    Object value = reader.readValue();
    return ids == 0 ? null : value;
  }

  /** Decodes entity and attribute and leaves the value. */
  @Benchmark
  public long decodeEntityAndAttribute() {
    return reader.reset(keys[next()]).readByte() + reader.readId() + reader.readId();
  }

  /** Decodes the entity, goes past the attribute and the value without decoding them. */
  @Benchmark
  public int decodeEntityAndSkipTheRest() {
    long entity = reader.reset(keys[next()]).readByte() + reader.readId();
    reader.skipId();
    reader.skipValue();
    return reader.position() + (int) entity;
  }
}
