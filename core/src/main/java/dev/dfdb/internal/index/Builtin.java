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

  public static final long CARDINALITY_ONE = 20;
  public static final long CARDINALITY_MANY = 21;
  public static final long UNIQUE_VALUE = 22;
  public static final long UNIQUE_IDENTITY = 23;

  private Builtin() {}

  /** A built-in entity and its name. */
  public record Named(long id, Keyword ident) {}

  /** The built-in attributes. */
  public static List<Attribute> attributes() {
    return List.of(
        new Attribute(IDENT, db("ident"), ValueType.KEYWORD, false, Unique.IDENTITY, false),
        single(VALUE_TYPE, "valueType", ValueType.REF),
        single(CARDINALITY, "cardinality", ValueType.REF),
        single(UNIQUE, "unique", ValueType.REF),
        single(IS_COMPONENT, "isComponent", ValueType.BOOLEAN),
        single(INDEX, "index", ValueType.BOOLEAN),
        single(NO_HISTORY, "noHistory", ValueType.BOOLEAN),
        single(DOC, "doc", ValueType.STRING),
        single(TX_INSTANT, "txInstant", ValueType.INSTANT));
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

  private static Attribute single(long id, String name, ValueType type) {
    return new Attribute(id, db(name), type, false, null, false);
  }

  private static Keyword db(String name) {
    return Keyword.of("db", name);
  }
}
