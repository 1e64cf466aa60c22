package dev.dfdb.cli.bench;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * How often each kind of work is done.
 *
 * @param shares a positive number for each kind that is done, in any unit
 */
record Mix(Map<Work, Integer> shares) {

  /** What is usual in production: mostly reading. */
  static Mix usual() {
    Map<Work, Integer> shares = new EnumMap<>(Work.class);
    for (Work work : Work.values()) {
      shares.put(work, work.usualShare());
    }
    return new Mix(shares);
  }

  Mix {
    Map<Work, Integer> kept = new EnumMap<>(Work.class);
    shares.forEach((work, share) -> {
      if (share > 0) {
        kept.put(work, share);
      }
    });
    if (kept.isEmpty()) {
      throw new IllegalArgumentException("a mix has something that is done");
    }
    shares = Collections.unmodifiableMap(kept);
  }

  /**
   * Reads one such as {@code write=20,read=80}.
   *
   * @throws IllegalArgumentException if it is none; says what would be
   */
  static Mix parse(String text) {
    Map<Work, Integer> shares = new EnumMap<>(Work.class);
    for (String part : text.split(",", -1)) {
      String[] share = part.strip().split("=", -1);
      try {
        shares.put(
            Work.valueOf(share[0].toUpperCase(Locale.ROOT)), Integer.parseUnsignedInt(share[1]));
      } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
        throw new IllegalArgumentException("'" + part + "' is not of the form " + Mix.usual(), e);
      }
    }
    return new Mix(shares);
  }

  Work next(RandomGenerator random) {
    int point =
        random.nextInt(shares.values().stream().mapToInt(Integer::intValue).sum());
    Work chosen = shares.keySet().iterator().next();
    for (Map.Entry<Work, Integer> share : shares.entrySet()) {
      chosen = share.getKey();
      point -= share.getValue();
      if (point < 0) {
        break;
      }
    }
    return chosen;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    shares.forEach((work, share) ->
        text.append(text.isEmpty() ? "" : ",").append(work).append('=').append(share));
    return text.toString();
  }
}
