package dev.dfdb.codec;

import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The Java types of values, each with a source of random values of it, mostly awkward ones. */
enum Kind {
  NIL {
    @Override
    @Nullable
    Object next(SplittableRandom random, int depth) {
      return null;
    }
  },
  BOOLEAN {
    @Override
    Object next(SplittableRandom random, int depth) {
      return random.nextBoolean();
    }
  },
  LONG {
    @Override
    Object next(SplittableRandom random, int depth) {
      return RandomNumbers.nextLong(random);
    }
  },
  BIG_INTEGER {
    @Override
    Object next(SplittableRandom random, int depth) {
      return RandomNumbers.nextBigInteger(random);
    }
  },
  FLOAT {
    @Override
    Object next(SplittableRandom random, int depth) {
      return (float) RandomNumbers.nextDouble(random);
    }
  },
  DOUBLE {
    @Override
    Object next(SplittableRandom random, int depth) {
      return RandomNumbers.nextDouble(random);
    }
  },
  DECIMAL {
    @Override
    Object next(SplittableRandom random, int depth) {
      return RandomNumbers.nextDecimal(random);
    }
  },
  STRING {
    @Override
    Object next(SplittableRandom random, int depth) {
      return text(random);
    }
  },
  KEYWORD {
    @Override
    Object next(SplittableRandom random, int depth) {
      return new Keyword(random.nextBoolean() ? null : nonEmpty(random), nonEmpty(random));
    }
  },
  SYMBOL {
    @Override
    Object next(SplittableRandom random, int depth) {
      return new Symbol(random.nextBoolean() ? null : nonEmpty(random), nonEmpty(random));
    }
  },
  INSTANT {
    @Override
    Object next(SplittableRandom random, int depth) {
      long seconds = random.nextInt(8) == 0
          ? random.nextLong(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond() + 1)
          : random.nextInt(-300, 300);
      return Instant.ofEpochSecond(seconds, random.nextInt(3) * 499_999_999L);
    }
  },
  UUID {
    @Override
    Object next(SplittableRandom random, int depth) {
      return new java.util.UUID(half(random), half(random));
    }

    private long half(SplittableRandom random) {
      return random.nextInt(3) == 0 ? random.nextLong() : RandomNumbers.nextLong(random);
    }
  },
  URI {
    @Override
    Object next(SplittableRandom random, int depth) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "http://a/" : "urn:");
      for (int i = random.nextInt(4); i >= 0; i--) {
        text.append("ab%00Z\u00e9\uffee".charAt(random.nextInt(7)));
      }
      return java.net.URI.create(text.toString().replace("%", "%41"));
    }
  },
  BYTES {
    @Override
    Object next(SplittableRandom random, int depth) {
      byte[] bytes = new byte[random.nextInt(5)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (random.nextInt(8) == 0 ? random.nextInt() : random.nextInt(-2, 4));
      }
      return bytes;
    }
  },
  LIST {
    @Override
    Object next(SplittableRandom random, int depth) {
      List<@Nullable Object> list = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        list.add(any(random, depth + 1));
      }
      return list;
    }
  },
  MAP {
    @Override
    Object next(SplittableRandom random, int depth) {
      Map<@Nullable Object, @Nullable Object> map = new TreeMap<>(ValueOrder.COMPARATOR);
      for (int i = random.nextInt(4); i > 0; i--) {
        map.put(any(random, depth + 1), any(random, depth + 1));
      }
      return map;
    }
  },
  SET {
    @Override
    Object next(SplittableRandom random, int depth) {
      Set<@Nullable Object> set = new TreeSet<>(ValueOrder.COMPARATOR);
      for (int i = random.nextInt(4); i > 0; i--) {
        set.add(any(random, depth + 1));
      }
      return set;
    }
  };

  private static final int[] POINTS = {
    0, 1, 2, 'a', 'b', 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff
  };
  private static final List<Kind> ALL = List.of(values());
  private static final List<Kind> FLAT =
      ALL.stream().filter(k -> k.compareTo(LIST) < 0).toList();

  /** A random value of this type. */
  abstract @Nullable Object next(SplittableRandom random, int depth);

  boolean isNumber() {
    return compareTo(LONG) >= 0 && compareTo(DECIMAL) <= 0;
  }

  /** A random value of any type; deep inside, of none that holds others. */
  static @Nullable Object any(SplittableRandom random, int depth) {
    List<Kind> kinds = depth < 3 ? ALL : FLAT;
    return kinds.get(random.nextInt(kinds.size())).next(random, depth);
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      text.appendCodePoint(POINTS[random.nextInt(POINTS.length)]);
    }
    return text.toString();
  }

  private static String nonEmpty(SplittableRandom random) {
    String text = text(random);
    return text.isEmpty() ? "a" : text;
  }
}
