package dev.dfdb.internal.exchange.write;

import dev.dfdb.AttributeInfo;
import dev.dfdb.Db;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import dev.dfdb.exchange.mapping.Column;
import dev.dfdb.exchange.mapping.ColumnType;
import dev.dfdb.exchange.mapping.MappingException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a database says of the attributes of its datoms, and of the names of entities. */
final class Attributes {

  /** Between several values in a field. */
  static final String SEPARATOR = ";";

  private static final Keyword IDENT = Keyword.of("db", "ident");
  private static final Keyword DIMENSION = Keyword.of("dimension", "name");
  private static final Keyword TX_INSTANT = Keyword.of("db", "txInstant");
  private static final Keyword REF = Keyword.of("db.type", "ref");
  private static final String IMPORT = "dfdb.import";

  private final Db db;
  private final Map<Long, AttributeInfo> infos = new HashMap<>();
  private final Map<Long, Keyword> idents = new HashMap<>();
  private final Map<Long, Long> transactions = new HashMap<>();

  /** The transaction that every database begins with. */
  private final long first;

  Attributes(Db db) {
    this.db = db;
    try (Stream<Datom> named = db.datoms(Index.AEVT, IDENT)) {
      named.forEach(datom -> {
        idents.put(datom.e(), (Keyword) datom.v());
        transactions.put(datom.e(), datom.tx());
      });
    }
    this.first = Objects.requireNonNull(transactions.get(db.entid(IDENT)));
  }

  AttributeInfo of(Datom datom) {
    AttributeInfo known = infos.get(datom.a());
    if (known == null) {
      known = db.attribute(datom.a());
      if (known == null) {
        throw new IllegalStateException("every datom has an attribute");
      }
      infos.put(datom.a(), known);
    }
    return known;
  }

  AttributeInfo named(Keyword name) {
    AttributeInfo known = db.entid(name) == null ? null : db.attribute(name);
    if (known == null) {
      throw MappingException.of("the database has no such attribute", "attribute", name);
    }
    return known;
  }

  /** The ident of an entity, or null. */
  @Nullable
  Keyword ident(long entity) {
    return idents.get(entity);
  }

  static boolean isRef(AttributeInfo attribute) {
    return REF.equals(attribute.valueType());
  }

  static boolean isMany(AttributeInfo attribute) {
    return attribute.cardinality().name().equals("many");
  }

  static boolean isComposite(AttributeInfo attribute) {
    return attribute.tuple() instanceof AttributeInfo.Tuple.Composite;
  }

  /** Whether the entity is dfdb's own, a transaction, or the position of an import. */
  boolean isHidden(List<Datom> entity) {
    long e = entity.get(0).e();
    if (isBuiltIn(e) || isImport(idents.getOrDefault(e, IDENT))) {
      return true;
    }
    for (Datom datom : entity) {
      Keyword attribute = of(datom).ident();
      if (attribute.equals(TX_INSTANT)
          || (isImport(attribute) && !attribute.name().equals("origin"))) {
        return true;
      }
    }
    return false;
  }

  /** Whether every database has the entity. */
  boolean isBuiltIn(long entity) {
    return Long.valueOf(first).equals(transactions.get(entity));
  }

  static boolean isImport(Keyword attribute) {
    return IMPORT.equals(attribute.namespace());
  }

  /** Whether the entity is there to be an attribute or a name, and nothing else is known of it. */
  boolean isSchema(List<Datom> entity) {
    boolean isNamed = idents.containsKey(entity.get(0).e());
    return isNamed
        && entity.stream().map(this::of).allMatch(attribute -> isOfSchema(attribute.ident()));
  }

  private static boolean isOfSchema(Keyword attribute) {
    String namespace = attribute.namespace();
    return namespace != null
        && (namespace.equals("db")
            || namespace.startsWith("db.")
            || namespace.equals(DIMENSION.namespace()));
  }

  /** Whether the entity is a dimension of time, whose name and type the database adds itself. */
  boolean isDimension(List<Datom> entity) {
    return entity.stream().anyMatch(datom -> of(datom).ident().equals(DIMENSION));
  }

  /** Whether the attribute says something of a dimension of time. */
  static boolean isOfDimension(Keyword attribute) {
    return DIMENSION.namespace() != null && DIMENSION.namespace().equals(attribute.namespace());
  }

  /** What a column of the attribute is to an import of what was exported. */
  Column column(AttributeInfo attribute) {
    Column column = Column.to(attribute.ident()).type(type(attribute));
    if (isRef(attribute)) {
      column = column.refersBy(Column.ORIGIN.toString());
    }
    if (attribute.unique() != null && attribute.unique().name().equals("identity")) {
      column = column.asIdentity();
    }
    return isMany(attribute) ? column.manySeparatedBy(SEPARATOR) : column;
  }

  static ColumnType type(AttributeInfo attribute) {
    Keyword type = attribute.valueType();
    return type == null ? ColumnType.EDN : ColumnType.named(type);
  }
}
