package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.dfdb.edn.Keyword;
import dev.dfdb.error.QueryException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** What a database says of an attribute. */
class AttributeInfoTest {

  private final TestDatabase db = new TestDatabase();

  private AttributeInfo info(Object attribute) {
    return Objects.requireNonNull(db.connection.db().attribute(attribute));
  }

  @Test
  void everythingDeclaredIsThere() {
    db.transact("{:db/ident :order/lines :db/valueType :db.type/ref :db/cardinality"
        + " :db.cardinality/many :db/isComponent true :db/noHistory true :db/index true"
        + " :db/doc \"its parts\"}");
    long id = Objects.requireNonNull(db.connection.db().entid(":order/lines"));
    AttributeInfo expected = new AttributeInfo(
        id,
        Keyword.of("order", "lines"),
        Keyword.of("db.type", "ref"),
        Keyword.of("db.cardinality", "many"),
        null,
        true,
        true,
        true,
        null,
        "its parts");
    assertEquals(expected, info(":order/lines"));
    assertEquals(expected, info(id));
  }

  @Test
  void uniquenessIsAKeyword() {
    db.declare(":a string identity", ":b string value");
    assertEquals(Keyword.of("db.unique", "identity"), info(":a").unique());
    assertEquals(Keyword.of("db.unique", "value"), info(":b").unique());
  }

  @Test
  void tuplesHaveAShape() {
    db.transact("[{:db/ident :a} {:db/ident :b} {:db/ident :a+b :db/valueType :db.type/tuple"
        + " :db/tupleAttrs [:a :b]} {:db/ident :two :db/valueType :db.type/tuple :db/tupleTypes"
        + " [:db.type/long :db.type/string]} {:db/ident :some :db/valueType :db.type/tuple"
        + " :db/tupleType :db.type/long}]");
    Keyword number = Keyword.of("db.type", "long");
    assertEquals(
        new AttributeInfo.Tuple.Composite(List.of(Keyword.of(":a"), Keyword.of(":b"))),
        info(":a+b").tuple());
    assertEquals(
        new AttributeInfo.Tuple.Heterogeneous(List.of(number, Keyword.of("db.type", "string"))),
        info(":two").tuple());
    assertEquals(new AttributeInfo.Tuple.Homogeneous(number), info(":some").tuple());
  }

  @Test
  void oneNeverDeclaredTakesAnyValue() {
    db.transact("{:person/name \"Ada\"}");
    AttributeInfo info = info(":person/name");
    assertNull(info.valueType());
    assertEquals(Keyword.of("db.cardinality", "one"), info.cardinality());
  }

  @Test
  void whatIsNoAttributeIsNull() {
    assertNull(db.connection.db().attribute(":never/heard"));
    assertNull(db.connection.db().attribute(1_000_000));
    assertNull(db.connection.db().attribute(":db.cardinality/one"));
    Assertions.assertThrows(
        QueryException.class, () -> db.connection.db().attribute(List.of(1, 2, 3)));
  }

  @Test
  void builtInAttributesAreKnown() {
    assertEquals(Keyword.of("db.type", "instant"), info(":db/txInstant").valueType());
  }

  @Test
  void aViewOfAnotherTimeHasTheSchemaOfItsValue() {
    db.declare(":a string");
    Db before = db.connection.db();
    db.transact("{:db/ident :a :db/doc \"new\"}");
    Db after = db.connection.db();
    assertNull(Objects.requireNonNull(before.attribute(":a")).doc());
    for (Db view : List.of(
        after,
        after.asOf(0),
        after.since(after.basisT()),
        after.history(),
        after.filter((all, datom) -> false))) {
      assertEquals("new", Objects.requireNonNull(view.attribute(":a")).doc());
    }
  }

  @Test
  void aFormerIdentStillNamesIt() {
    db.declare(":a string");
    db.transact("[[:db/add :a :db/ident :b]]");
    assertEquals(Keyword.of(":b"), info(":a").ident());
  }
}
