package dev.dfdb.cli.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.Dfdb;
import dev.dfdb.EntityPredicate;
import dev.dfdb.QueryResult;
import dev.dfdb.TxReport;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.TransactionException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The examples of docs/schema.md. */
class SchemaGuideTest {

  private Connection connection = Dfdb.createDb();

  @AfterEach
  void close() {
    connection.close();
  }

  private long count(String where) {
    return connection.db().q("[:find ?e :where " + where + "]").size();
  }

  @Test
  void undeclared() {
    // snippet: schema-undeclared
    connection.transact("""
        [{:book/title "Emma" :book/year 1815}
         {:book/title "Ulysses" :book/year "1918 to 1920, as a serial"}]
        """);
    // end
    assertEquals(2, count("[?e :book/year]"));
  }

  @Test
  void declared() {
    // snippet: schema-declared
    connection.transact("""
        [{:db/ident :book/title
          :db/valueType :db.type/string
          :db/doc "as on the title page"}
         {:db/ident :book/isbn
          :db/valueType :db.type/string
          :db/unique :db.unique/identity}
         {:db/ident :book/authors
          :db/valueType :db.type/ref
          :db/cardinality :db.cardinality/many}]
        """);
    connection.transact("""
        [{:book/title "Emma" :book/authors ["jane"]}
         {:db/id "jane" :person/name "Jane Austen"}]
        """);
    assertThrows(
        TransactionException.class, // the value is not of the attribute's type
        () -> connection.transact("[{:book/title 1815}]"));
    // end
  }

  @Test
  void strict() {
    // snippet: schema-strict
    try (Connection strict = Dfdb.createDb(Map.of("schema-mode", "strict"))) {
      strict.transact("[{:db/ident :book/title :db/valueType :db.type/string}]");
      strict.transact("[{:book/title \"Emma\"}]");
      assertThrows(
          TransactionException.class, () -> strict.transact("[{:book/titel \"Ulysses\"}]"));
    }
    // end
  }

  @Test
  void unique() {
    connection.transact("""
        [{:db/ident :book/isbn :db/valueType :db.type/string :db/unique :db.unique/identity}]
        """);
    // snippet: schema-unique
    TxReport first = connection.transact("[{:db/id \"a\" :book/isbn \"0-19\" :book/year 1815}]");
    TxReport again = connection.transact("[{:db/id \"b\" :book/isbn \"0-19\" :book/year 1816}]");
    assertEquals(first.id("a"), again.id("b"));
    // end
    assertEquals(1, count("[?e :book/isbn]"));
  }

  @Test
  void enums() {
    // snippet: schema-enums
    connection.transact("""
        [{:db/ident :genre/novel} {:db/ident :genre/poem}
         {:db/ident :book/genre :db/valueType :db.type/ref}]
        """);
    connection.transact("[{:book/title \"Emma\" :book/genre :genre/novel}]");
    Db db = connection.db();
    assertEquals(
        List.of("Emma"),
        db.q("[:find [?title ...] :where [?b :book/genre :genre/novel] [?b :book/title ?title]]")
            .values());
    // end
  }

  @Test
  void tuples() {
    // snippet: schema-tuples
    connection.transact("""
        [{:db/ident :place/at
          :db/valueType :db.type/tuple
          :db/tupleTypes [:db.type/double :db.type/double]}
         {:db/ident :month/rain
          :db/valueType :db.type/tuple
          :db/tupleType :db.type/long}]
        """);
    connection.transact("[{:place/at [51.06 -1.32] :month/rain [89 nil 61]}]");
    // end
    assertEquals(1, count("[?e :place/at [51.06 -1.32]]"));
  }

  @Test
  void compositeTuples() {
    // snippet: schema-composite
    connection.transact("""
        [{:db/ident :edition/book :db/valueType :db.type/ref}
         {:db/ident :edition/year :db/valueType :db.type/long}
         {:db/ident :edition/book+year
          :db/valueType :db.type/tuple
          :db/tupleAttrs [:edition/book :edition/year]
          :db/unique :db.unique/identity}]
        """);
    TxReport first = connection.transact("""
        [{:db/id "emma" :book/title "Emma"}
         {:db/id "e" :edition/book "emma" :edition/year 1816}]
        """);
    long emma = first.id("emma");
    connection.transact(List.of(
        Map.of(":edition/book", emma, ":edition/year", 1816, ":edition/place", "Philadelphia")));
    Object place = connection
        .db()
        .q(
            "[:find ?place . :in $ ?edition :where [?edition :edition/place ?place]]",
            List.of(Keyword.of(":edition/book+year"), List.of(emma, 1816)))
        .value();
    assertEquals("Philadelphia", place);
    // end
    assertEquals(1, count("[?e :edition/year]"));
  }

  @Test
  void predicates() {
    connection.close();
    // snippet: schema-predicates
    Predicate<Object> positive = v -> (Long) v > 0;
    Function<Object, Object> isbn =
        v -> ((String) v).matches("[0-9X-]{13,17}") ? true : "is no ISBN";
    connection =
        Dfdb.createDb(Map.of("predicates", Map.of("book/positive?", positive, "book/isbn?", isbn)));

    connection.transact("""
        [{:db/ident :book/pages :db/valueType :db.type/long :db.attr/preds book/positive?}
         {:db/ident :book/isbn :db/valueType :db.type/string :db.attr/preds book/isbn?}]
        """);
    TransactionException refusal = assertThrows(
        TransactionException.class, () -> connection.transact("[{:book/isbn \"Emma\"}]"));
    assertEquals("Emma", refusal.context().get("value"));
    assertEquals("is no ISBN", refusal.context().get("returned"));
    // end
    connection.transact("[{:book/pages 1 :book/isbn \"0-19-283362-2\"}]");
    assertThrows(TransactionException.class, () -> connection.transact("[{:book/pages 0}]"));
  }

  @Test
  void entitySpecs() {
    connection.close();
    // snippet: schema-specs
    EntityPredicate inOrder = (after, loan) -> after
            .q("[:find ?e :in $ ?e :where [?e :loan/from ?f] [?e :loan/to ?t] [(< ?f ?t)]]", loan)
            .size()
        == 1;
    connection = Dfdb.createDb(Map.of("predicates", Map.of("loan/in-order?", inOrder)));

    connection.transact("""
        [{:db/ident :loan/spec
          :db.entity/attrs [:loan/from :loan/to]
          :db.entity/preds loan/in-order?}]
        """);
    connection.transact("[{:loan/from 3 :loan/to 9 :db/ensure :loan/spec}]");
    assertThrows(
        TransactionException.class, // the entity lacks :loan/to
        () -> connection.transact("[{:loan/from 3 :db/ensure :loan/spec}]"));
    assertThrows(
        TransactionException.class, // the entity does not meet loan/in-order?
        () -> connection.transact("[{:loan/from 9 :loan/to 3 :db/ensure :loan/spec}]"));
    // end
    assertEquals(1, count("[?e :loan/from]"));
    assertEquals(0, count("[?e :db/ensure]"));
  }

  @Test
  void changes() {
    // snippet: schema-changes
    connection.transact("[{:book/titel \"Emma\"} {:book/titel \"Ulysses\"}]");
    connection.transact("""
        [{:db/ident :book/titel
          :db/valueType :db.type/string
          :db/unique :db.unique/value}]
        """);
    connection.transact("[[:db/add :book/titel :db/ident :book/title]]");
    assertFalse(connection.db().q("[:find ?b :where [?b :book/title \"Emma\"]]").isEmpty());
    assertFalse(connection.db().q("[:find ?b :where [?b :book/titel \"Emma\"]]").isEmpty());
    // end
    assertThrows(TransactionException.class, () -> connection.transact("[{:book/title \"Emma\"}]"));
  }

  @Test
  void queries() {
    connection.transact("""
        [{:db/ident :book/title :db/valueType :db.type/string :db/doc "as on the title page"}]
        """);
    // snippet: schema-query
    QueryResult attributes = connection.db().q("""
        [:find ?ident ?type ?doc
         :where [?a :db/ident ?ident]
                [?a :db/valueType ?t]
                [?t :db/ident ?type]
                [(get-else $ ?a :db/doc "") ?doc]]
        """);
    // end
    assertTrue(attributes
        .rows()
        .contains(List.of(
            Keyword.of(":book/title"), Keyword.of(":db.type/string"), "as on the title page")));
  }
}
