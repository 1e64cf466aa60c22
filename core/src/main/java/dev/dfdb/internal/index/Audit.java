package dev.dfdb.internal.index;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.error.CorruptionException;
import dev.dfdb.storage.ReadView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Compares every index of a database with its log, in one walk over each and in memory that does
 * not grow with them, but for some bytes for each live datom of an attribute without history. The
 * log and the indexes are summed up by groups of entities; only groups that differ are looked at
 * again, datom by datom, to say what is wrong. Used by one thread.
 */
public final class Audit {

  private static final int MOST_FINDINGS = 100;

  /** To name what is wrong in a few groups is enough, and takes little memory. */
  private static final int MOST_GROUPS = 16;

  private static final int MOST_GAPS = 16;

  private final ReadView view;
  private final Root root;
  private final Set<Long> forgetful;
  private final boolean knowsForgetful;
  private final IndexView present;
  private final IndexView history;
  private final DatomKeys keys = new DatomKeys();
  private final KeyReader reader = new KeyReader();
  private final List<Finding> findings = new ArrayList<>();
  private final Map<Long, Unremembered> unremembered = new HashMap<>();
  private final FactSums logged = new FactSums();
  private final FactSums loggedReferences = new FactSums();
  private long transactions;
  private long datoms;
  private long live;
  private long past;
  private boolean logIsWhole = true;

  /** The least that the root must say, as far as the log tells. */
  private Root least = Root.first(0);

  /** What is live of an attribute that does not remember. */
  private record Unremembered(long e, long t, boolean isReference) {}

  /**
   * Something wrong.
   *
   * @param place where
   * @param what what
   */
  public record Finding(String place, String what) {}

  /**
   * What was found.
   *
   * @param t the number of the last transaction of the state
   * @param transactions how many there are in the log
   * @param logged how many datoms they have
   * @param live how many datoms are live
   * @param past how many are remembered that were superseded
   * @param findings what is wrong
   */
  public record Result(
      long t, long transactions, long logged, long live, long past, List<Finding> findings) {}

  private Audit(ReadView view, Root root) {
    this.view = view;
    this.root = root;
    TimeWindow known = TimeWindow.PRESENT.asOf(root.t());
    this.present = index(known);
    this.history = index(known.withHistory());
    this.forgetful = forgetful();
    this.knowsForgetful = !isExcised();
  }

  private IndexView index(TimeWindow window) {
    return view instanceof LastingView lasting
        ? new ContinuedIndex(lasting, window)
        : new StoredIndex(view, root.t(), window);
  }

  /** Looks at the state that a view shows. */
  public static Result of(ReadView view) {
    Root root;
    try {
      root = Root.decode(Objects.requireNonNull(view.get(Root.key()), "root"));
    } catch (CorruptionException | IllegalArgumentException damaged) {
      return new Result(-1, 0, 0, 0, 0, List.of(unreadable("root", damaged)));
    }
    try {
      return new Audit(view, root).run();
    } catch (CorruptionException | IllegalArgumentException damaged) {
      // before anything could be compared: which attributes there are is read from here
      return new Result(root.t(), 0, 0, 0, 0, List.of(unreadable(Index.AEVT.name(), damaged)));
    }
  }

  private static Finding unreadable(String place, RuntimeException damaged) {
    return new Finding(place, "can't be read: " + damaged.getMessage());
  }

  private Result run() {
    sumLog();
    checkRoot();
    if (logIsWhole) {
      for (Index index : Index.values()) {
        compare(index);
      }
    }
    checkStatistics();
    return new Result(root.t(), transactions, datoms, live, past, List.copyOf(findings));
  }

  private void find(String place, String what) {
    if (findings.size() < MOST_FINDINGS) {
      findings.add(new Finding(place, what));
    }
  }

  /** The attributes whose retractions are, or were at some time, not remembered. */
  private Set<Long> forgetful() {
    Set<Long> attributes = new HashSet<>();
    IndexRange range = IndexRange.of(Index.AEVT, DatomSource.NONE, Builtin.NO_HISTORY, null);
    try (DatomCursor said = history.scan(range, false)) {
      while (said.next()) {
        attributes.add(said.e());
      }
    }
    return attributes;
  }

  private boolean isExcised() {
    IndexRange range = IndexRange.of(Index.AEVT, DatomSource.NONE, Builtin.EXCISE, null);
    try (DatomCursor said = present.scan(range, false)) {
      return said.next();
    }
  }

  // The log.

  /** Takes a datom of the log, and whether it is a reference. */
  private interface Logged {
    void take(Datom datom, boolean isReference);
  }

  private void sumLog() {
    walkLog(true, (datom, isReference) -> {
      datoms++;
      long fact = FactHash.of(datom.e(), datom.a(), keys.rawValue(datom.v()));
      if (forgetful.contains(datom.a())) {
        remember(datom, isReference, fact);
      } else {
        sum(logged, datom, fact);
        if (isReference) {
          sum(loggedReferences, datom, fact);
        }
      }
    });
    unremembered.forEach((fact, datom) -> {
      logged.asserted(datom.e, fact, datom.t);
      if (datom.isReference) {
        loggedReferences.asserted(datom.e, fact, datom.t);
      }
    });
    unremembered.clear();
  }

  private static void sum(FactSums sums, Datom datom, long fact) {
    if (datom.added()) {
      sums.asserted(datom.e(), fact, EntityIds.t(datom.tx()));
    } else {
      sums.retracted(datom.e(), fact, EntityIds.t(datom.tx()));
    }
  }

  /** What is live of attributes that do not remember, only the order of the log tells. */
  private void remember(Datom datom, boolean isReference, long fact) {
    if (datom.added() && knowsForgetful) {
      unremembered.put(fact, new Unremembered(datom.e(), EntityIds.t(datom.tx()), isReference));
    } else {
      unremembered.remove(fact);
    }
  }

  private void walkLog(boolean reports, Logged taker) {
    Schema schema = Schema.BUILTIN;
    long next = 0;
    int gaps = 0;
    while (next <= root.t() && gaps < MOST_GAPS) {
      long t = next;
      try (LogCursor log = new LogCursor(view, next, root.t() + 1)) {
        for (var entry = log.next(); entry != null; entry = log.next()) {
          if (entry.t() != next && reports) {
            missing(next, entry.t());
            gaps++;
          }
          t = entry.t();
          next = t + 1;
          if (reports) {
            transactions++;
            least = least.after(entry);
          }
          schema = schema.with(entry.datoms());
          for (Datom datom : entry.datoms()) {
            Attribute attribute = schema.attribute(datom.a());
            taker.take(datom, attribute != null && attribute.isRef());
          }
        }
        if (reports && next <= root.t()) {
          missing(next, root.t() + 1);
        }
        return;
      } catch (CorruptionException | IllegalArgumentException damaged) {
        if (reports) {
          logIsWhole = false;
          find("log", "transaction " + next + " can't be read: " + damaged.getMessage());
        }
        gaps++;
        next++;
      }
    }
  }

  private void missing(long from, long to) {
    logIsWhole = false;
    find(
        "log",
        to == from + 1
            ? "transaction " + from + " is missing"
            : "transactions " + from + " to " + (to - 1) + " are missing");
  }

  // The indexes.

  /** Takes something that an index says, with the value as keys have it. */
  private interface Indexed {
    void take(PlacedDatoms datom, byte[] value);
  }

  private void compare(Index index) {
    FactSums sums = new FactSums();
    boolean isFirst = index == Index.EAVT;
    boolean isWhole = walk(index, (datom, value) -> {
      long fact = FactHash.of(datom.e(), datom.a(), value);
      if (datom.added()) {
        sums.asserted(datom.e(), fact, EntityIds.t(datom.tx()));
        live += isFirst ? 1 : 0;
      } else {
        sums.retracted(datom.e(), fact, EntityIds.t(datom.tx()));
        live -= isFirst ? 1 : 0;
        past += isFirst ? 1 : 0;
      }
    });
    if (isWhole) {
      BitSet differences = sums.differences(index == Index.VAET ? loggedReferences : logged);
      if (!differences.isEmpty()) {
        name(index, differences);
      }
    }
  }

  /**
   * Walks over all that an index says has happened, or, of attributes that do not remember, over
   * what is live; false if that can't be done.
   */
  private boolean walk(Index index, Indexed taker) {
    return walk(index, history, false, taker)
        && (forgetful.isEmpty() || !knowsForgetful || walk(index, present, true, taker));
  }

  private boolean walk(Index index, IndexView which, boolean ofForgetful, Indexed taker) {
    IndexRange all = IndexRange.from(index, DatomSource.NONE, DatomSource.NONE, null);
    PlacedDatoms at = null;
    try (PlacedDatoms datoms = which.scan(all, false)) {
      while (datoms.next()) {
        at = datoms;
        if (forgetful.contains(datoms.a()) == ofForgetful) {
          taker.take(datoms, value(index, datoms));
        }
      }
      return true;
    } catch (CorruptionException | IllegalArgumentException damaged) {
      String where = at == null ? "" : " at or behind " + shown(at.e(), at.a());
      find(index.name(), "can't be read" + where + ": " + damaged.getMessage());
      return false;
    }
  }

  private static String shown(long e, long a) {
    return "entity " + e + ", attribute " + a;
  }

  /** The value as keys have it; one that nothing is equal to, if EAVT has another beside it. */
  private byte[] value(Index index, PlacedDatoms datom) {
    if (index == Index.VAET) {
      return keys.rawValue(datom.v());
    }
    byte[] inPlace = inPlace(index, datom);
    if (index != Index.EAVT) {
      return inPlace;
    }
    byte[] ofWhole = keys.rawValue(datom.v());
    return Arrays.equals(inPlace, ofWhole) ? inPlace : Arrays.copyOf(inPlace, inPlace.length + 1);
  }

  private byte[] inPlace(Index index, PlacedDatoms datom) {
    int end = datom.end(); // first: asking for it may complete the place
    int start = datom.start();
    reader.reset(datom.bytes(), start, end - start);
    reader.skipId();
    if (index != Index.AVET) {
      reader.skipId();
      return Arrays.copyOfRange(datom.bytes(), start + reader.position(), end);
    }
    int from = start + reader.position();
    reader.skipValueBounded(DatomKeys.MAX_VALUE_BYTES);
    return Arrays.copyOfRange(datom.bytes(), from, start + reader.position());
  }

  // What is wrong.

  /** A fact, with its value as keys have it. */
  private record Fact(long e, long a, String value) {}

  /** Says what an index has that the log has not, and the other way round. */
  private void name(Index index, BitSet groups) {
    BitSet some = new BitSet();
    groups.stream().limit(MOST_GROUPS).forEach(some::set);
    Map<Fact, Map<Long, Integer>> balance = new HashMap<>();
    Map<Fact, Object> values = new HashMap<>();
    walkLog(false, (datom, isReference) -> {
      if (some.get(FactSums.group(datom.e())) && (isReference || index != Index.VAET)) {
        Fact fact = fact(datom.e(), datom.a(), keys.rawValue(datom.v()));
        values.put(fact, datom.v());
        if (forgetful.contains(datom.a())) {
          balance.remove(fact);
        }
        boolean isRemembered = !forgetful.contains(datom.a());
        if (isRemembered || (datom.added() && knowsForgetful)) {
          count(balance, fact, moment(EntityIds.t(datom.tx()), datom.added()), 1);
        }
      }
    });
    walk(index, (datom, value) -> {
      if (some.get(FactSums.group(datom.e()))) {
        long moment = moment(EntityIds.t(datom.tx()), datom.added());
        count(balance, fact(datom.e(), datom.a(), value), moment, -1);
      }
    });
    balance.forEach((fact, moments) ->
        moments.forEach((moment, difference) -> report(index, fact, values, moment, difference)));
  }

  private static Fact fact(long e, long a, byte[] value) {
    return new Fact(e, a, new String(value, StandardCharsets.ISO_8859_1));
  }

  private static long moment(long t, boolean added) {
    return 2 * t + (added ? 1 : 0);
  }

  private static void count(
      Map<Fact, Map<Long, Integer>> balance, Fact fact, long moment, int difference) {
    balance.computeIfAbsent(fact, none -> new HashMap<>()).merge(moment, difference, Integer::sum);
  }

  private void report(
      Index index, Fact fact, Map<Fact, Object> values, long moment, int difference) {
    if (difference != 0) {
      String event = (moment % 2 == 1 ? "asserted" : "retracted") + " by transaction " + moment / 2;
      find(
          index.name(),
          shown(fact, values) + ", " + event
              + (difference > 0 ? ": in the log, not here" : ": here, not in the log"));
    }
  }

  private static String shown(Fact fact, Map<Fact, Object> values) {
    Object value = values.get(fact);
    return shown(fact.e, fact.a)
        + (value == null ? "" : ", value " + shortened(String.valueOf(value)));
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  // What is kept beside.

  private void checkRoot() {
    if (!logIsWhole) {
      return;
    }
    if (root.nextEntity() < least.nextEntity() || root.nextNamed() < least.nextNamed()) {
      find("root", "the ids it has for new entities are given away already");
    }
    if (root.instant() != least.instant()) {
      find("root", "its time is not that of the last transaction, " + root.t());
    }
    if (!(view instanceof LastingView)) { // which shows what was written since
      try (LogCursor behind = new LogCursor(view, root.t() + 1, EntityIds.TRANSACTIONS)) {
        LogCursor.Raw next = behind.nextRaw();
        if (next != null) {
          find(
              "root",
              "it says that " + root.t() + " is the last transaction, and the log has " + next.t());
        }
      } catch (CorruptionException | IllegalArgumentException damaged) {
        findings.add(unreadable("log", damaged));
      }
    }
  }

  private void checkStatistics() {
    if (view instanceof LastingView) {
      return; // they are of the present, which others may have made anew
    }
    try {
      if (Statistics.storedT(view) > root.t()) {
        find("statistics", "they are of a later transaction than the last, " + root.t());
      }
      Statistics kept = Statistics.read(view, root.t());
      if (kept != null && logIsWhole && findings.isEmpty()) {
        IndexRange all = IndexRange.from(Index.AEVT, DatomSource.NONE, DatomSource.NONE, null);
        Statistics counted =
            Statistics.count(view, root.t(), StoredDatoms.open(view, all, false, Period.ALWAYS));
        if (counted.logged() != kept.logged()) {
          find("statistics", "they are not the number of datoms in the log");
        }
        if (!counted.counts().equals(kept.counts())) {
          find("statistics", "they are not the number of live datoms of each attribute");
        }
      }
    } catch (CorruptionException | IllegalArgumentException damaged) {
      findings.add(unreadable("statistics", damaged));
    }
  }
}
