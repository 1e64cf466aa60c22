package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.EntityIds;
import dev.dfdb.internal.pull.PullParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;

/**
 * Random patterns over random entities give what {@link NaivePull} gives. A failure shows its seed
 * and the pattern.
 */
class PullPropertyTest {

  private static final List<String> PLAIN = List.of(":name", ":age", ":tag", ":free", ":unknown");
  private static final List<String> REFS = List.of(":friend", ":boss", ":part", ":lead");

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void fewEntities(@ForAll long seed) {
    compare(seed, 6, 20);
  }

  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  void manyEntities(@ForAll long seed) {
    // Enough of them for scans to give up midway, and few enough references to count the ways.
    compare(seed, 120, 4);
  }

  private static void compare(long seed, int count, int patterns) {
    Random random = new Random(seed);
    TestDatabase database = new TestDatabase();
    database.declare(
        ":name string",
        ":age long",
        ":tag long many",
        ":friend ref many",
        ":boss ref",
        ":part ref many component",
        ":lead ref component");
    long[] entities = fill(database, random, count);
    change(database, random);
    Db db = shown(database.connection.db(), random);
    NaivePull naive = new NaivePull(datoms(db), attributes(database.connection.db()));
    for (int i = 0; i < patterns; i++) {
      String pattern = pattern(random, 3);
      List<Object> asked = new ArrayList<>();
      List<@Nullable Object> expected = new ArrayList<>();
      for (long entity : entities) {
        if (random.nextInt(3) > 0) {
          asked.add(entity);
          expected.add(naive.pull(PullParser.parse(pattern), entity));
        }
      }
      List<@Nullable Map<Object, Object>> pulled = db.pullMany(pattern, asked);
      assertEquals(expected, pulled, () -> "seed " + seed + "\n" + pattern);
      assertEquals(order(expected), order(pulled), () -> "seed " + seed + "\n" + pattern);
    }
    database.connection.close();
  }

  /** The keys, in their order, which maps that are equal can have in another one. */
  private static String order(List<? extends @Nullable Object> results) {
    StringBuilder keys = new StringBuilder();
    for (Object result : results) {
      keys.append(result instanceof Map<?, ?> map ? map.keySet() : "-");
    }
    return keys.toString();
  }

  /** Retracts some of what is there, and puts something else in its place. */
  private static void change(TestDatabase database, Random random) {
    List<Object> forms = new ArrayList<>();
    for (Datom datom : datoms(database.connection.db())) {
      if (datom.e() >= EntityIds.FIRST_ENTITY && !EntityIds.isTransaction(datom.e())) {
        if (random.nextInt(4) == 0) {
          forms.add(List.of(":db/retract", datom.e(), datom.a(), datom.v()));
        } else if (random.nextInt(8) == 0 && datom.v() instanceof Map) {
          forms.add(List.of(":db/add", datom.e(), datom.a(), "changed"));
        }
      }
    }
    database.connection.transact(forms);
  }

  /** The present, or some other time. */
  private static Db shown(Db present, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> present.asOf(present.basisT() - 1);
      case 1 -> present.since(present.basisT() - 1);
      case 2 -> present.filter((db, datom) -> datom.e() % 3 > 0);
      default -> present;
    };
  }

  private static List<Datom> datoms(Db db) {
    try (Stream<Datom> datoms = db.datoms(Index.EAVT)) {
      return datoms.toList();
    }
  }

  private static List<Attribute> attributes(Db db) {
    return datoms(db.history()).stream()
        .map(Datom::a)
        .distinct()
        .map(id -> db.<@Nullable Attribute>read(source -> source.attribute(id)))
        .map(Objects::requireNonNull)
        .toList();
  }

  private static long[] fill(TestDatabase database, Random random, int count) {
    List<Object> forms = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      forms.add(List.of(":db/add", "" + i, ":seen", true));
    }
    int references = count < 10 ? 2 : 1;
    for (int i = 0; i < 6 * count; i++) {
      String e = "" + random.nextInt(count);
      String other = "" + random.nextInt(count);
      switch (random.nextInt(8)) {
        case 0, 1 -> forms.add(List.of(":db/add", e, ":tag", random.nextInt(5)));
        case 2 -> forms.add(List.of(":db/add", e, ":free", Map.of("k", e)));
        case 3 -> forms.add(List.of(":db/add", e, ":name", "name of " + e));
        case 4 -> forms.add(List.of(":db/add", e, ":age", Integer.parseInt(e)));
        case 5 -> {
          if (random.nextInt(3) < references) {
            forms.add(List.of(":db/add", e, ":friend", other));
          }
        }
        case 6 -> {
          if (random.nextInt(3) < references) {
            forms.add(List.of(":db/add", e, ":part", other));
          }
        }
        default -> {
          int next = (Integer.parseInt(e) * 7 + 3) % count;
          forms.add(List.of(":db/add", e, e.hashCode() % 2 == 0 ? ":boss" : ":lead", "" + next));
        }
      }
    }
    TxReport report = database.connection.transact(forms);
    long[] entities = new long[count];
    for (int i = 0; i < count; i++) {
      entities[i] = report.id("" + i);
    }
    return entities;
  }

  private static String pattern(Random random, int depth) {
    StringBuilder pattern = new StringBuilder("[");
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      pattern.append(element(random, depth)).append(' ');
    }
    return pattern.append(']').toString();
  }

  private static String element(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 4)) {
      case 0 -> random.nextInt(3) == 0 ? "*" : ":db/id";
      case 1, 2 -> options(random, one(random, PLAIN));
      case 3 -> options(random, reference(random));
      case 4 -> "{" + options(random, reference(random)) + " " + (1 + random.nextInt(3)) + "}";
      case 5 -> "{" + options(random, one(random, List.of(":boss", ":lead"))) + " ...}";
      default -> "{" + options(random, reference(random)) + " " + pattern(random, depth - 1) + "}";
    };
  }

  private static String reference(Random random) {
    String name = one(random, REFS);
    return random.nextInt(4) == 0 ? ":_" + name.substring(1) : name;
  }

  private static String options(Random random, String attribute) {
    return switch (random.nextInt(6)) {
      case 0 -> "(" + attribute + " :limit " + (1 + random.nextInt(2)) + ")";
      case 1 -> "(default " + attribute + " :none)";
      case 2 -> "[" + attribute + " :as " + one(random, List.of(":x", "\"y\"", ":name")) + "]";
      default -> attribute;
    };
  }

  private static String one(Random random, List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
