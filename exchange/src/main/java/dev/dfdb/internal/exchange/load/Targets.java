package dev.dfdb.internal.exchange.load;

import dev.dfdb.AttributeInfo;
import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.edn.Keyword;
import dev.dfdb.exchange.mapping.Column;
import dev.dfdb.exchange.mapping.ColumnType;
import dev.dfdb.exchange.mapping.Format;
import dev.dfdb.exchange.mapping.InferredColumn;
import dev.dfdb.exchange.mapping.Mapping;
import dev.dfdb.exchange.mapping.MappingException;
import dev.dfdb.internal.exchange.read.Cell;
import dev.dfdb.internal.exchange.read.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns met so far and what becomes of them. What the mapping leaves open is asked of the
 * database, then of the values. Attributes that the database does not have are declared. Used by
 * one thread.
 */
final class Targets {

  private static final Set<String> OF_REJECTED_ROWS =
      Set.of(RejectFile.LINE, RejectFile.REASON, RejectFile.TEXT);

  private final Connection connection;
  private final Mapping mapping;
  private final boolean isEdn;
  private final List<String> defaulted;
  private final Map<String, Target> targets = new HashMap<>();
  private final List<InferredColumn> inferred = new ArrayList<>();

  Targets(Connection connection, Mapping mapping, Format format) {
    this.connection = connection;
    this.mapping = mapping;
    this.isEdn = format == Format.EDN;
    this.defaulted = mapping.columns().entrySet().stream()
        .filter(column -> column.getValue().absent() != null)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What was found out of values. */
  List<InferredColumn> inferred() {
    return inferred;
  }

  /** What becomes of a column that was {@linkplain #meet met}. */
  @Nullable
  Target get(String name) {
    return targets.get(name);
  }

  /**
   * Whether values stand in EDN, where a number that is no other entity's is one of this database.
   */
  boolean isEdn() {
    return isEdn;
  }

  /** The columns with a value for rows that have none. */
  List<String> defaulted() {
    return defaulted;
  }

  /** Forgets what the database said, as its schema may be another. */
  void forget() {
    targets.clear();
  }

  /**
   * Makes sure that every column of some rows is known.
   *
   * @param sample rows to find out types from
   * @throws MappingException if the mapping does not allow for a column, or does not agree with the
   *     database
   */
  void meet(Iterable<Row> sample) {
    Map<String, Column> unknown = new LinkedHashMap<>();
    for (Row row : sample) {
      for (Cell cell : row.cells()) {
        if (!targets.containsKey(cell.name()) && !unknown.containsKey(cell.name())) {
          unknown.put(cell.name(), column(cell.name()));
        }
      }
    }
    for (String name : defaulted) {
      if (!targets.containsKey(name)) {
        unknown.putIfAbsent(name, column(name));
      }
    }
    if (unknown.isEmpty()) {
      return;
    }
    Db db = connection.db();
    List<Map<Keyword, Object>> schema = new ArrayList<>();
    unknown.forEach((name, column) -> targets.put(name, target(name, column, sample, db, schema)));
    if (!schema.isEmpty()) {
      connection.transact(schema);
    }
  }

  private Column column(String name) {
    Column given = mapping.columns().get(name);
    if (given == null && name.startsWith(":")) {
      given = mapping.columns().get(name.substring(1));
    }
    if (given != null) {
      return given;
    }
    if (OF_REJECTED_ROWS.contains(name) || mapping.others() == Mapping.Others.IGNORED) {
      return Column.ignored();
    }
    if (name.equals("db/id") || name.equals(":db/id")) {
      return Column.origin();
    }
    if (mapping.others() == Mapping.Others.REFUSED) {
      throw MappingException.of(
          "a column that the mapping does not name",
          "column",
          name,
          "known",
          mapping.columns().keySet());
    }
    return Column.to(mapping.attribute(name));
  }

  private Target target(
      String name, Column column, Iterable<Row> sample, Db db, List<Map<Keyword, Object>> schema) {
    Times times = new Times(column.format(), column.zone());
    if (column.use() != Column.Use.VALUE) {
      return new Target(name, column, null, false, false, null, times);
    }
    Keyword attribute = attribute(column);
    AttributeInfo known = known(db, attribute);
    Keyword declared = known == null ? null : known.valueType();
    ColumnType type = column.type();
    boolean many = column.separator() != null;
    if (declared != null) {
      type = agreeing(name, type, ColumnType.named(declared));
    } else if (type == null && !isEdn) {
      InferredColumn found = infer(name, column, sample);
      inferred.add(found);
      type = found.type();
      many |= found.many();
    }
    many = known == null ? many : isMany(known);
    boolean identity = known == null ? column.identity() : isIdentity(known);
    if (column.identity() && !identity) {
      throw MappingException.of(
          "a column is to be the key, but its attribute is no unique identity",
          "column",
          name,
          "attribute",
          attribute);
    }
    if (known == null && !(isEdn && column.type() == null)) {
      schema.add(declaration(attribute, type, many, identity));
    }
    return new Target(
        name, referring(column, type), type, many, identity, keyType(column, db), times);
  }

  private static Keyword attribute(Column column) {
    Keyword attribute = column.attribute();
    if (attribute == null) {
      throw new IllegalStateException("a column with values has an attribute");
    }
    return attribute;
  }

  private static @Nullable AttributeInfo known(Db db, Keyword attribute) {
    return db.entid(attribute) == null ? null : db.attribute(attribute);
  }

  private static ColumnType agreeing(String name, @Nullable ColumnType given, ColumnType stored) {
    if (given != null && given != stored && given != ColumnType.EDN) {
      throw MappingException.of(
          "the mapping gives a column another type than its attribute has",
          "column",
          name,
          "type",
          given,
          "type of the attribute",
          stored);
    }
    return given == null ? stored : given;
  }

  private InferredColumn infer(String name, Column column, Iterable<Row> sample) {
    Set<String> nulls = new LinkedHashSet<>(mapping.nulls());
    nulls.addAll(column.nulls());
    Inference inference = new Inference(name, attribute(column), nulls, mapping.agreement());
    sample.forEach(inference::add);
    return inference.result();
  }

  private static boolean isMany(AttributeInfo known) {
    return known.cardinality().name().equals("many");
  }

  private static boolean isIdentity(AttributeInfo known) {
    return known.unique() != null && known.unique().name().equals("identity");
  }

  /** References that say nothing else go by the names that rows have in this import. */
  private Column referring(Column column, @Nullable ColumnType type) {
    boolean isOpen = type == ColumnType.REF && column.reference() == null;
    return isOpen ? column.refersBy(Column.ORIGIN.toString()) : column;
  }

  private @Nullable ColumnType keyType(Column column, Db db) {
    Keyword by = column.reference();
    if (by == null || by.equals(Column.ORIGIN) || by.equals(Column.ENTITY_ID)) {
      return null;
    }
    Column own = mapping.byAttribute().get(by);
    AttributeInfo known = known(db, by);
    if ((known == null || known.unique() == null) && (own == null || !own.identity())) {
      throw MappingException.of(
          "references go by an attribute that is unique; declare it, or make its column the key",
          "attribute",
          by);
    }
    if (known != null && known.valueType() != null) {
      return ColumnType.named(known.valueType());
    }
    return own == null ? null : own.type();
  }

  private static Map<Keyword, Object> declaration(
      Keyword attribute, @Nullable ColumnType type, boolean many, boolean identity) {
    Map<Keyword, Object> form = new LinkedHashMap<>();
    form.put(Keyword.of("db", "ident"), attribute);
    Keyword valueType = type == null ? null : type.valueType();
    if (valueType != null) {
      form.put(Keyword.of("db", "valueType"), valueType);
    }
    form.put(Keyword.of("db", "cardinality"), Keyword.of("db.cardinality", many ? "many" : "one"));
    if (identity) {
      form.put(Keyword.of("db", "unique"), Keyword.of("db.unique", "identity"));
    }
    return form;
  }
}
