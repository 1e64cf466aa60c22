package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Db;
import dev.dfdb.TxReport;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A schema changes on live data, as far as it stays true of it. */
interface SchemaRules extends DatabaseRules {

  @Test
  default void cardinalityChangesToAndFroAndThePastStaysWhatItWas() {
    onDatabase(database -> {
      TxReport first = database.transact("[{:db/ident :s/key :db/unique :db.unique/identity}]");
      String text = "x".repeat(500);
      database.transact("[{:s/key 1 :s/v \"a\"} {:s/key 2 :s/v \"" + text + "\"} {:s/key 3}]");
      database.transact("[[:db/add :s/v :db/cardinality :db.cardinality/many]]");
      database.reopenIfPersistent();
      TxReport many = database.transact("[{:s/key 1 :s/v [\"b\" \"" + text + "\"]}]");
      database.refused("[[:db/add :s/v :db/cardinality :db.cardinality/one]]");
      database.transact(
          "[[:db/retract [:s/key 1] :s/v \"a\"] [:db/retract [:s/key 1] :s/v \"b\"]]");
      database.transact("[[:db/add :s/v :db/cardinality :db.cardinality/one]]");
      database.reopenIfPersistent();
      TxReport last = database.transact("[{:s/key 1 :s/v \"c\"}]");
      assertEquals(3, last.txData().size(), "its time, the old value, the new one");
      List<?> one = List.of(":s/key", 1);
      List<?> two = List.of(":s/key", 2);
      database.holds(db -> {
        assertEquals(List.of("c"), Views.values(db, one, ":s/v"));
        assertEquals(List.of(text), Views.values(db, two, ":s/v"));
        Db then = db.asOf(many.t());
        assertEquals(List.of("a", "b", text), Views.values(then, one, ":s/v"));
        assertEquals(
            Set.of("a", "b", text),
            Set.copyOf(
                then.q("[:find [?v ...] :in $ ?e :where [?e :s/v ?v]]", one).values()));
        assertEquals(Set.of("a", "b", text), many(then, one));
        assertEquals(List.of("a"), Views.values(db.asOf(first.t() + 1), one, ":s/v"));
        assertEquals(7, Views.datoms(db.history(), Index.EAVT, one, ":s/v").size());
        assertEquals(1, Views.datoms(db, Index.AVET, ":s/v", "c").size());
        assertEquals(0, Views.datoms(db, Index.AVET, ":s/v", "a").size());
      });
    });
  }

  private static Set<Object> many(Db db, Object entity) {
    Set<Object> values = new HashSet<>();
    Object pulled =
        java.util.Objects.requireNonNull(db.pull("[:s/v]", entity)).get(Keyword.of(":s/v"));
    values.addAll(pulled instanceof List<?> list ? list : List.of(String.valueOf(pulled)));
    return values;
  }

  @Test
  default void uniquenessIsAskedOfLiveValuesAndThenHolds() {
    onDatabase(database -> {
      database.transact("[{:db/id \"a\" :s/v 1} {:db/id \"b\" :s/v 1} {:db/id \"c\" :s/v 2}]");
      long b = Views.datoms(database.db(), Index.AVET, ":s/v", 1).get(1).e();
      database.refused("[[:db/add :s/v :db/unique :db.unique/identity]]");
      database.transact("[[:db/add " + b + " :s/v 3]]");
      database.transact("[[:db/add :s/v :db/unique :db.unique/identity]]");
      database.reopenIfPersistent();
      assertEquals(b, database.transact("[{:db/id \"x\" :s/v 3 :s/w 1}]").id("x"));
      database.refused("[[:db/add " + b + " :s/v 2]]");
      database.transact("[[:db/add :s/v :db/unique :db.unique/value]]");
      database.refused("[{:s/v 3 :s/w 2}]");
      database.holds(db -> assertEquals(b, db.entid(List.of(":s/v", 3))));
      database.transact("[[:db/retract :s/v :db/unique]]");
      database.transact("[{:s/v 3 :s/w 2}]");
      database.holds(
          db -> assertEquals(2, Views.datoms(db, Index.AVET, ":s/v", 3).size()));
    });
  }

  @Test
  default void everyAttributeIsFoundByValueWhateverIsSaidOfItsIndex() {
    onDatabase(database -> {
      List<Long> values = LongStream.range(0, 40).boxed().toList();
      values.forEach(v -> database.transact("[{:s/v " + v + "}]"));
      for (String change : List.of("true", "false", "true")) {
        database.transact("[[:db/add :s/v :db/index " + change + "]]");
        database.holds(db -> {
          try (var range = db.indexRange(":s/v", 10, 20)) {
            assertEquals(values.subList(10, 20), range.map(Datom::v).toList());
          }
          assertEquals(1, Views.datoms(db, Index.AVET, ":s/v", 7).size());
        });
      }
    });
  }

  @Test
  default void aTypeIsGivenWhereAllValuesAreOfItAndANameIsChanged() {
    onDatabase(database -> {
      TxReport first = database.transact("[{:db/id \"e\" :s/v 1} {:db/id \"f\" :s/v \"x\"}]");
      long f = first.id("f");
      database.refused("[[:db/add :s/v :db/valueType :db.type/long]]");
      database.transact("[[:db/retract " + f + " :s/v]]");
      database.transact("[[:db/add :s/v :db/valueType :db.type/long]]");
      database.refused("[[:db/add " + f + " :s/v \"x\"]]");
      database.refused("[[:db/add :s/v :db/valueType :db.type/ref]]");
      database.transact("[[:db/add :s/v :db/ident :s/renamed]]");
      database.holds(db -> {
        assertEquals(List.of(1L), Views.values(db, first.id("e"), ":s/v"));
        assertEquals(List.of(1L), Views.values(db, first.id("e"), ":s/renamed"));
        assertEquals(List.of("x"), Views.values(db.asOf(first.t()), f, ":s/renamed"));
        assertEquals(
            Set.of(
                List.of(Keyword.of(":s/v"), true),
                List.of(Keyword.of(":s/v"), false),
                List.of(Keyword.of(":s/renamed"), true)),
            names(db));
      });
      TxReport taken = database.transact("[{:db/ident :s/v :db/doc \"another\"}]");
      database.holds(db -> {
        assertTrue(Views.entid(db, ":s/v") > Views.entid(db, ":s/renamed"));
        assertEquals(List.of(), Views.values(db, first.id("e"), ":s/v"));
        assertEquals(taken.t(), db.basisT());
      });
    });
  }

  private static Set<List<Object>> names(Db db) {
    Set<List<Object>> names = new HashSet<>();
    Views.datoms(db.history(), Index.EAVT, Views.entid(db, ":s/renamed"), ":db/ident")
        .forEach(datom -> names.add(List.of(datom.v(), datom.added())));
    return names;
  }
}
