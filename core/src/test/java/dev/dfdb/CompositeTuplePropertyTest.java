package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.TransactionException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;

/** However transactions mix, a composite tuple is what its parts are, and no two share one. */
class CompositeTuplePropertyTest {

  private static final int ENTITIES = 4;

  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void tuplesAreWhatTheirPartsAre(@ForAll long seed) {
    Random random = new Random(seed);
    TestDatabase db = new TestDatabase();
    db.transact("[{:db/ident :a} {:db/ident :b :db/unique :db.unique/identity} {:db/ident :a+b"
        + " :db/valueType :db.type/tuple :db/tupleAttrs [:a :b] :db/unique :db.unique/identity}"
        + " {:db/ident :x} {:db/ident :y} {:db/ident :x+y :db/valueType :db.type/tuple"
        + " :db/tupleAttrs [:x :y] :db/unique :db.unique/value}]");
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < ENTITIES; i++) {
      ids.add(db.transact("[{:db/id \"e\" :n " + i + "}]").id("e"));
    }
    int refused = 0;
    for (int i = 0; i < 30; i++) {
      try {
        db.connection.transact(forms(random, ids));
      } catch (TransactionException refusal) {
        refused++;
      }
      check(db);
    }
    assertTrue(refused < 30);
  }

  private static List<Object> forms(Random random, List<Long> ids) {
    List<Object> forms = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      Object e = ids.get(random.nextInt(ids.size()));
      String part = List.of(":a", ":b", ":x", ":y").get(random.nextInt(4));
      long v = random.nextInt(3);
      forms.add(
          switch (random.nextInt(7)) {
            case 0 -> List.of(":db/retract", e, part);
            case 1 -> List.of(":db/retract", e, part, v);
            case 2 -> List.of(":db/retractEntity", e);
            case 3 -> Map.of(":a", v, ":b", (long) random.nextInt(3), ":n", 7);
            case 4 -> Map.of(":x", v, ":y", (long) random.nextInt(3));
            default -> List.of(":db/add", e, part, v);
          });
    }
    return forms;
  }

  private static void check(TestDatabase db) {
    Map<Long, Map<String, Object>> entities = new HashMap<>();
    Set<Object> shared = new HashSet<>();
    Set<Object> tuples = new HashSet<>();
    List<String> names = List.of(":a", ":b", ":x", ":y", ":a+b", ":x+y");
    for (String name : names) {
      for (Datom datom : db.datoms(Index.AEVT, Keyword.of(name))) {
        entities.computeIfAbsent(datom.e(), e -> new HashMap<>()).put(name, datom.v());
        if (datom.v() instanceof List<?> && !tuples.add(List.of(name, datom.v()))) {
          shared.add(datom.v());
        }
      }
    }
    assertEquals(Set.of(), shared, "tuples of two entities");
    entities.forEach((e, values) -> {
      assertEquals(tuple(values, ":a", ":b"), values.get(":a+b"), "of " + e + " " + values);
      assertEquals(tuple(values, ":x", ":y"), values.get(":x+y"), "of " + e + " " + values);
    });
  }

  private static @Nullable Object tuple(Map<String, Object> values, String first, String second) {
    List<@Nullable Object> tuple = Arrays.asList(values.get(first), values.get(second));
    return tuple.stream().allMatch(Objects::isNull) ? null : tuple;
  }
}
