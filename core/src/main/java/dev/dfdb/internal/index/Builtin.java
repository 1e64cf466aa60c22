package dev.dfdb.internal.index;

import dev.dfdb.edn.Keyword;
import java.util.ArrayList;
import java.util.List;

/**
 * The entities every database has from its first moment: the attributes of schema and their values.
 */
public final class Builtin {

  /** {@code :db/id}: the key of a map form that names the entity; not an attribute. */
  public static final Keyword DB_ID = Keyword.of("db", "id");

  public static final long IDENT = 1;
  public static final long VALUE_TYPE = 2;
  public static final long CARDINALITY = 3;
  public static final long UNIQUE = 4;
  public static final long IS_COMPONENT = 5;
  public static final long INDEX = 6;
  public static final long NO_HISTORY = 7;
  public static final long DOC = 8;
  public static final long TX_INSTANT = 9;
  public static final long TUPLE_ATTRS = 10;
  public static final long TUPLE_TYPES = 11;
  public static final long TUPLE_TYPE = 12;

  /** The names of predicates for the values of an attribute. */
  public static final long ATTR_PREDS = 13;

  /** The attributes that an entity spec asks for. */
  public static final long ENTITY_ATTRS = 14;

  /** The names of an entity spec's predicates. */
  public static final long ENTITY_PREDS = 15;

  /** {@code :db/ensure}: the entity shall meet a spec. It is checked, and never stored. */
  public static final long ENSURE = 16;

  /** {@code :db/formerIdents}: names an entity had, which still mean it. Kept by the database. */
  public static final long FORMER_IDENTS = 17;

  /** How much of the past of an attribute is kept when the database is compacted. */
  public static final long HISTORY_RETENTION = 18;

  public static final long CARDINALITY_ONE = 20;
  public static final long CARDINALITY_MANY = 21;
  public static final long UNIQUE_VALUE = 22;
  public static final long UNIQUE_IDENTITY = 23;

  /** On the transaction that records an excision: the entity or the attribute, as a number. */
  public static final long EXCISE = 60;

  /** The attributes of the entity that were excised, if not all; tuples excised with one. */
  public static final long EXCISE_ATTRS = 61;

  /** The t before which assertions were excised, if not all. */
  public static final long EXCISE_BEFORE_T = 62;

  /** The name of a dimension of time, which is also the ident of its attribute. */
  public static final long DIMENSION_NAME = 50;

  /** {@code :instant} or {@code :duration}. */
  public static final long DIMENSION_TYPE = 51;

  public static final long DIMENSION_DESCRIPTION = 52;

  /** What must hold between the dimensions of an entity. */
  public static final long DIMENSION_CONSTRAINTS = 53;

  /** How the values of a dimension follow from others. */
  public static final long DIMENSION_DERIVATION = 54;

  /** The time of transactions as a dimension; another name of {@code :db/txInstant}. */
  public static final Keyword SYSTEM_TIME = Keyword.of("time", "system");

  private static final TupleShape KEYWORDS = new TupleShape.Homogeneous(ValueType.KEYWORD);

  private Builtin() {}

  /** Whether an attribute is one of those that say what was excised. */
  public static boolean isExcision(long attribute) {
    return attribute >= EXCISE && attribute <= EXCISE_BEFORE_T;
  }

  /** A built-in entity and its name. */
  public record Named(long id, Keyword ident) {}

  /** The built-in attributes. */
  public static List<Attribute> attributes() {
    return List.of(
        one(IDENT, db("ident"), ValueType.KEYWORD).withUnique(Unique.IDENTITY),
        one(VALUE_TYPE, db("valueType"), ValueType.REF),
        one(CARDINALITY, db("cardinality"), ValueType.REF),
        one(UNIQUE, db("unique"), ValueType.REF),
        one(IS_COMPONENT, db("isComponent"), ValueType.BOOLEAN),
        one(INDEX, db("index"), ValueType.BOOLEAN),
        one(NO_HISTORY, db("noHistory"), ValueType.BOOLEAN),
        one(DOC, db("doc"), ValueType.STRING),
        one(TX_INSTANT, db("txInstant"), ValueType.INSTANT)
            .withDimension(new Dimension(SYSTEM_TIME, Dimension.INSTANT, List.of(), null)),
        one(TUPLE_ATTRS, db("tupleAttrs"), ValueType.TUPLE).withTuple(KEYWORDS),
        one(TUPLE_TYPES, db("tupleTypes"), ValueType.TUPLE).withTuple(KEYWORDS),
        one(TUPLE_TYPE, db("tupleType"), ValueType.KEYWORD),
        many(ATTR_PREDS, Keyword.of("db.attr", "preds"), ValueType.SYMBOL),
        many(ENTITY_ATTRS, Keyword.of("db.entity", "attrs"), ValueType.KEYWORD),
        many(ENTITY_PREDS, Keyword.of("db.entity", "preds"), ValueType.SYMBOL),
        many(ENSURE, db("ensure"), ValueType.REF),
        many(FORMER_IDENTS, db("formerIdents"), ValueType.KEYWORD).withUnique(Unique.VALUE),
        Attribute.undeclared(HISTORY_RETENTION, db("historyRetention")),
        // Numbers and no references: what is excised can't be referred to, or the record retracted
        // with it.
        one(EXCISE, db("excise"), ValueType.LONG),
        many(EXCISE_ATTRS, Keyword.of("db.excise", "attrs"), ValueType.LONG),
        one(EXCISE_BEFORE_T, Keyword.of("db.excise", "beforeT"), ValueType.LONG),
        one(DIMENSION_NAME, dimension("name"), ValueType.KEYWORD).withUnique(Unique.IDENTITY),
        one(DIMENSION_TYPE, dimension("type"), ValueType.KEYWORD),
        one(DIMENSION_DESCRIPTION, dimension("description"), ValueType.STRING),
        Attribute.undeclared(DIMENSION_CONSTRAINTS, dimension("constraints")).withMany(true),
        Attribute.undeclared(DIMENSION_DERIVATION, dimension("derivation")));
  }

  /** Whether a built-in entity is an attribute. */
  public static boolean isAttribute(long id) {
    return (id >= IDENT && id <= HISTORY_RETENTION)
        || (id >= DIMENSION_NAME && id <= DIMENSION_DERIVATION)
        || isExcision(id);
  }

  /** The built-in entities that are values of those attributes. */
  public static List<Named> enumerations() {
    List<Named> named = new ArrayList<>();
    named.add(new Named(CARDINALITY_ONE, Keyword.of("db.cardinality", "one")));
    named.add(new Named(CARDINALITY_MANY, Keyword.of("db.cardinality", "many")));
    named.add(new Named(UNIQUE_VALUE, Keyword.of("db.unique", "value")));
    named.add(new Named(UNIQUE_IDENTITY, Keyword.of("db.unique", "identity")));
    for (ValueType type : ValueType.values()) {
      named.add(new Named(type.id(), type.ident()));
    }
    return named;
  }

  private static Attribute one(long id, Keyword ident, ValueType type) {
    return Attribute.undeclared(id, ident).withType(type);
  }

  private static Attribute many(long id, Keyword ident, ValueType type) {
    return one(id, ident, type).withMany(true);
  }

  private static Keyword dimension(String name) {
    return Keyword.of("dimension", name);
  }

  private static Keyword db(String name) {
    return Keyword.of("db", name);
  }
}
