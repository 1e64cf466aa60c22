package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Db;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values of several elements: those a database makes of other values, and those it is given. */
interface TupleRules extends DatabaseRules {

  String PARTS = """
      [{:db/ident :p/a :db/valueType :db.type/long}
       {:db/ident :p/b :db/valueType :db.type/string}
       {:db/ident :p/r :db/valueType :db.type/ref}]
      """;
  String COMPOSITES = """
      [{:db/ident :p/ab :db/valueType :db.type/tuple :db/tupleAttrs [:p/a :p/b]}
       {:db/ident :p/bra :db/valueType :db.type/tuple :db/tupleAttrs [:p/b :p/r :p/a]}]
      """;

  @Test
  default void aCompositeTupleIsAtEveryMomentWhatItsPartsAre() {
    onDatabase(database -> {
      database.transact(PARTS);
      database.transact(COMPOSITES);
      SplittableRandom random = new SplittableRandom(7);
      List<Long> entities = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        entities.add(database.transact("[{:db/id \"e\" :p/name " + i + "}]").id("e"));
      }
      for (int i = 0; i < 120; i++) {
        List<Object> forms = new ArrayList<>();
        for (int k = random.nextInt(3); k >= 0; k--) {
          forms.add(change(entities, random));
        }
        try {
          database.connection().transact(forms);
        } catch (dev.dfdb.error.TransactionException contradiction) {
          continue; // two forms about one part
        }
        if (i % 40 == 39) {
          database.reopenIfPersistent();
        }
      }
      database.holds(db -> {
        for (long t = 2; t <= db.basisT(); t++) {
          checkComposites(db.asOf(t));
        }
        assertTrue(Views.datoms(db.history(), Index.AEVT, ":p/bra").size() > 60);
      });
    });
  }

  private static Object change(List<Long> entities, SplittableRandom random) {
    long e = entities.get(random.nextInt(entities.size()));
    long v = random.nextInt(3);
    return switch (random.nextInt(7)) {
      case 0, 1 -> List.of(":db/add", e, ":p/a", v);
      case 2 -> List.of(":db/add", e, ":p/b", "x".repeat(v == 2 ? 500 : 1) + v);
      case 3 -> List.of(":db/add", e, ":p/r", entities.get((int) v));
      case 4 -> List.of(":db/retract", e, random.nextBoolean() ? ":p/a" : ":p/b");
      case 5 -> List.of(":db/retract", e, ":p/r", entities.get((int) v));
      default -> List.of(":db/retractEntity", e);
    };
  }

  private static void checkComposites(Db db) {
    Map<Long, Map<Object, Object>> entities = new HashMap<>();
    for (Datom datom : Views.all(db)) {
      Map<Object, Object> entity = entities.computeIfAbsent(datom.e(), e -> new HashMap<>());
      assertNull(entity.put(String.valueOf(db.ident(datom.a())), datom.v()), "one value");
    }
    entities.forEach((e, entity) -> {
      checkComposite(entity, ":p/ab", ":p/a", ":p/b");
      checkComposite(entity, ":p/bra", ":p/b", ":p/r", ":p/a");
      Object tuple = entity.get(":p/ab");
      if (tuple != null) {
        assertTrue(Views.datoms(db, Index.AVET, ":p/ab", tuple).stream()
            .anyMatch(datom -> datom.e() == e));
      }
    });
  }

  private static void checkComposite(
      Map<Object, Object> entity, String composite, String... parts) {
    List<@Nullable Object> values = Stream.of(parts).map(entity::get).toList();
    boolean isThere = values.stream().anyMatch(Objects::nonNull);
    assertEquals(isThere ? values : null, entity.get(composite));
  }

  @Test
  default void anIdentityOfSeveralPartsIsOneEntity() {
    onDatabase(database -> {
      database.transact(PARTS);
      database.transact("""
          [{:db/ident :p/key :db/valueType :db.type/tuple :db/tupleAttrs [:p/a :p/b]
            :db/unique :db.unique/identity}]
          """);
      long one = database.transact("[{:db/id \"e\" :p/a 1 :p/b \"x\"}]").id("e");
      long two = database.transact("[{:db/id \"e\" :p/a 2 :p/b \"x\"}]").id("e");
      database.reopenIfPersistent();
      assertEquals(
          one, database.transact("[{:db/id \"e\" :p/b \"x\" :p/a 1 :p/n 7}]").id("e"));
      assertEquals(
          two, database.transact("[{:db/id \"e\" :p/key [2 \"x\"] :p/n 8}]").id("e"));
      database.refused("[[:db/add " + two + " :p/a 1]]");
      database.refused("[[:db/retract " + one + " :p/key]]");
      database.refused("[[:db/add " + one + " :p/key [5 \"x\"]]]");
      database.transact("[[:db/add " + two + " :p/a 1] [:db/add " + one + " :p/a 2]]");
      database.holds(db -> {
        assertEquals(two, db.entid(List.of(":p/key", List.of(1, "x"))));
        assertEquals(one, db.entid(List.of(":p/key", List.of(2, "x"))));
        assertEquals(
            8L, db.q("[:find ?n . :where [[:p/key [1 \"x\"]] :p/n ?n]]").value());
      });
    });
  }

  @Test
  default void entitiesFromBeforeACompositeGetItWhenAPartIsAssertedAgain() {
    onDatabase(database -> {
      database.transact(PARTS);
      long e = database.transact("[{:db/id \"e\" :p/a 1 :p/b \"x\"}]").id("e");
      database.transact(COMPOSITES);
      database.holds(db -> assertEquals(List.of(), Views.values(db, e, ":p/ab")));
      database.transact("[[:db/add " + e + " :p/a 1]]");
      database.holds(db -> assertEquals(List.of(1L, "x"), Views.value(db, e, ":p/ab")));
    });
  }

  @Test
  default void tuplesThatAreGivenComeBackAsTheyWentIn() {
    onDatabase(database -> {
      database.transact("""
          [{:db/ident :t/mixed :db/valueType :db.type/tuple
            :db/tupleTypes [:db.type/long :db.type/string :db.type/ref]
            :db/cardinality :db.cardinality/many}
           {:db/ident :t/alike :db/valueType :db.type/tuple :db/tupleType :db.type/keyword
            :db/unique :db.unique/identity}]
          """);
      long e = database
          .transact("[{:db/id \"e\" :t/alike [:a nil :b] :t/mixed [[1 \"x\" nil] [nil nil 64]]}]")
          .id("e");
      String text = "y".repeat(600);
      database
          .connection()
          .transact(List.of(List.of(":db/add", e, ":t/mixed", List.of(1, text, e))));
      for (String wrong : List.of("[1 2 nil]", "[1 \"x\"]", "[1 \"x\" nil nil]", "7")) {
        database.refused("[[:db/add " + e + " :t/mixed " + wrong + "]]");
      }
      database.refused("[{:t/alike [:a \"b\"]}]");
      database.refused("[{:t/alike [:a]}]");
      List<List<@Nullable Object>> mixed = List.of(
          Arrays.asList(null, null, 64L), Arrays.asList(1L, "x", null), List.of(1L, text, e));
      database.holds(db -> {
        assertEquals(mixed, Views.values(db, e, ":t/mixed"));
        assertEquals(
            e,
            db.entid(List.of(":t/alike", Arrays.asList(Keyword.of(":a"), null, Keyword.of(":b")))));
        for (List<@Nullable Object> tuple : mixed) {
          assertEquals(1, Views.datoms(db, Index.AVET, ":t/mixed", tuple).size());
          assertEquals(
              List.of(e),
              db.q("[:find [?e ...] :in $ ?t :where [?e :t/mixed ?t]]", tuple).values());
        }
        assertEquals(
            Set.of(List.of(1L, "x"), List.of(1L, text)), Set.copyOf(db.q("""
                [:find ?a ?b :in $ ?e
                 :where [?e :t/mixed ?t] [(untuple ?t) [?a ?b _]] [(= ?a 1)]]
                """, e).rows()));
      });
      database.connection().transact(List.of(List.of(":db/retract", e, ":t/mixed", mixed.get(2))));
      database.holds(db -> {
        assertEquals(mixed.subList(0, 2), Views.values(db, e, ":t/mixed"));
        assertEquals(mixed, Views.values(db.asOf(db.basisT() - 1), e, ":t/mixed"));
        List<Datom> history = Views.datoms(db.history(), Index.EAVT, e, ":t/mixed");
        assertEquals(
            IntStream.of(1, 1, 1, 0).mapToObj(added -> added == 1).toList(),
            history.stream().map(Datom::added).toList());
      });
    });
  }
}
