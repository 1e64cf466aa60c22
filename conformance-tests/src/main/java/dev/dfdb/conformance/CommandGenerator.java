package dev.dfdb.conformance;

import dev.dfdb.storage.Durability;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes sequences of commands from a seed. The keys of one sequence are few and share prefixes, and
 * the bytes in them are those where orders go wrong.
 */
final class CommandGenerator {

  private static final int[] BYTES = {0x00, 0x01, 0x61, 0x7f, 0x80, 0xfe, 0xff};
  private static final int KEYS = 20;

  private final SplittableRandom random;
  private final List<Durability> durabilities;
  private final List<String> keys = new ArrayList<>();

  /**
   * A generator for one sequence.
   *
   * @param durabilities those the storage declares
   */
  CommandGenerator(long seed, Set<Durability> durabilities) {
    this.random = new SplittableRandom(seed);
    this.durabilities = durabilities.stream().sorted().toList();
    while (keys.size() < KEYS) {
      // Half of the keys grow out of another one, by a byte or two.
      String stem = keys.isEmpty() || random.nextBoolean() ? "" : pick(keys);
      String key = stem + bytes(1 + random.nextInt(2));
      if (!keys.contains(key)) {
        keys.add(key);
      }
    }
  }

  /** The commands of the sequence. */
  List<Command> sequence(int length) {
    return IntStream.range(0, length).mapToObj(i -> command()).toList();
  }

  private Command command() {
    int dice = random.nextInt(1_000);
    if (dice < 150) {
      return new Command.Batch(List.of(new Command.Put(key(), value())), durability());
    } else if (dice < 200) {
      return new Command.Batch(List.of(new Command.Delete(key())), durability());
    } else if (dice < 430) {
      return new Command.Batch(list(1 + random.nextInt(6), this::step), durability());
    } else if (dice < 450) {
      return new Command.Load(list(random.nextInt(8), () -> new Command.Put(key(), value())));
    } else if (dice < 550) {
      return new Command.Read(list(1 + random.nextInt(5), this::key), where());
    } else if (dice < 700) {
      return new Command.Scan(range(), options(), where());
    } else if (dice < 780) {
      return new Command.OpenCursor(range(), options(), where(), random.nextInt(3));
    } else if (dice < 870) {
      return new Command.Advance(random.nextInt(4), 1 + random.nextInt(4));
    } else if (dice < 910) {
      return new Command.FinishCursor(random.nextInt(4));
    } else if (dice < 940) {
      return new Command.TakeSnapshot();
    } else if (dice < 960) {
      return new Command.FinishSnapshot(random.nextInt(4));
    } else if (dice < 971) {
      return new Command.Reopen();
    } else if (dice < 982) {
      return new Command.Crash();
    } else if (dice < 990) {
      return new Command.Compact();
    }
    return new Command.Sync();
  }

  private Command.Step step() {
    int dice = random.nextInt(100);
    if (dice < 45) {
      return new Command.Put(key(), value());
    } else if (dice < 60) {
      return new Command.Delete(key());
    } else if (dice < 75) {
      return new Command.DeleteRange(range());
    } else if (dice < 94) {
      return new Command.RightGuard(key());
    }
    return new Command.WrongGuard(key(), random.nextBoolean());
  }

  private KeyRange range() {
    return switch (random.nextInt(8)) {
      case 0 -> KeyRange.all();
      case 1 -> KeyRange.prefix(Bytes.parse(bound()));
      case 2 -> KeyRange.only(Bytes.parse(key()));
      case 3 -> KeyRange.between(lower(), random.nextBoolean(), null, false);
      case 4 -> KeyRange.between(null, false, lower(), random.nextBoolean());
      default -> between();
    };
  }

  private KeyRange between() {
    byte[] one = lower();
    byte[] other = lower();
    boolean ascending = java.util.Arrays.compareUnsigned(one, other) <= 0
        || random.nextInt(6) == 0; // now and then the wrong way round
    return KeyRange.between(
        ascending ? one : other,
        random.nextBoolean(),
        ascending ? other : one,
        random.nextBoolean());
  }

  private byte[] lower() {
    return Bytes.parse(bound());
  }

  /** A key, or a byte string that is nearly one. */
  private String bound() {
    String key = key();
    return switch (random.nextInt(6)) {
      case 0 -> key + "00";
      case 1 -> key + "ff";
      case 2 -> key.substring(2);
      case 3 -> key.substring(0, key.length() - 2);
      default -> key;
    };
  }

  private ScanOptions options() {
    long limit = random.nextInt(3) == 0 ? random.nextInt(6) : Long.MAX_VALUE;
    return new ScanOptions(random.nextBoolean(), limit);
  }

  private Command.Where where() {
    return new Command.Where(random.nextInt(-2, 4));
  }

  /** Mostly one that does not wait for the disk, for the sake of time. */
  private @Nullable Durability durability() {
    if (random.nextInt(20) == 0) {
      return null;
    }
    return durabilities.contains(Durability.ASYNC) && random.nextInt(10) > 0
        ? Durability.ASYNC
        : pick(durabilities);
  }

  private String key() {
    return pick(keys);
  }

  private String value() {
    return switch (random.nextInt(12)) {
      case 0 -> "";
      case 1 -> HexFormat.of().toHexDigits((byte) random.nextInt()).repeat(5_000);
      default -> bytes(1 + random.nextInt(4));
    };
  }

  private String bytes(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(HexFormat.of().toHexDigits((byte) BYTES[random.nextInt(BYTES.length)]));
    }
    return text.toString();
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static <T> List<T> list(int size, java.util.function.Supplier<T> source) {
    return IntStream.range(0, size).mapToObj(i -> source.get()).toList();
  }
}
