package dev.dfdb.internal.exchange.load;

import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import dev.dfdb.edn.Tagged;
import dev.dfdb.exchange.mapping.Column;
import dev.dfdb.exchange.mapping.ColumnType;
import dev.dfdb.exchange.mapping.Mapping;
import dev.dfdb.exchange.mapping.RowProblem;
import dev.dfdb.internal.exchange.read.Cell;
import dev.dfdb.internal.exchange.read.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes of each row the form that says the same to a transaction. Used by one thread. */
final class RowForms {

  /** The tag of an entity by its id in the database that was exported. */
  static final Symbol ENTITY = Symbol.of("dfdb/entity");

  private static final Keyword ID = Keyword.of("db", "id");
  private static final String TX_DATA = ":tx-data";

  /**
   * A row that is a transaction of its own.
   *
   * @param transaction a map with {@code :tx-data}
   */
  record Whole(Map<Object, Object> transaction) {}

  private final Targets targets;
  private final Mapping mapping;
  private final String origins;

  /** The identities that rows before this one have in the same transaction. */
  private final Set<List<Object>> identities = new HashSet<>();

  /**
   * Makes forms.
   *
   * @param origins what stands before the names of entities in this import
   */
  RowForms(Targets targets, Mapping mapping, String origins) {
    this.targets = targets;
    this.mapping = mapping;
    this.origins = origins;
  }

  /** Begins a transaction. */
  void begin() {
    identities.clear();
  }

  /** Whether a row is a transaction of its own. */
  static boolean isTransaction(Row row) {
    return row.cells().stream().anyMatch(cell -> cell.name().equals(TX_DATA));
  }

  /** Whether rows behind this one may depend on the schema that it declares. */
  static boolean isSchema(Row row) {
    return row.cells().stream().anyMatch(cell -> cell.name().equals(":db/ident"));
  }

  private Whole whole(Row row) {
    Map<Object, Object> transaction = new LinkedHashMap<>();
    for (Cell cell : row.cells()) {
      if (cell.value() != null) {
        transaction.put(Keyword.of(cell.name()), cell.value());
      }
    }
    return new Whole(Graph.transaction(transaction, origins));
  }

  /** The form of a row, whose columns were met; or what is wrong with it. */
  Object form(Row row) {
    RowProblem unreadable = row.problem();
    if (unreadable != null) {
      return unreadable;
    }
    if (targets.isEdn() && isTransaction(row)) {
      return whole(row);
    }
    Map<Keyword, Object> form = new LinkedHashMap<>();
    List<List<Object>> own = new ArrayList<>();
    for (Cell cell : row.cells()) {
      try {
        add(cell, form, own);
      } catch (UnfitValueException e) {
        return row.problem(cell, String.valueOf(cell.value()), e.reason());
      }
    }
    for (String name : targets.defaulted()) {
      RowProblem problem = addDefault(row, name, form);
      if (problem != null) {
        return problem;
      }
    }
    String missing = missing(form);
    if (missing != null) {
      return row.problem(missing);
    }
    identities.addAll(own);
    mapping.constants().forEach(form::putIfAbsent);
    return form;
  }

  private @Nullable String missing(Map<Keyword, Object> form) {
    if (form.isEmpty()) {
      return "a row without any value";
    }
    if (!form.containsKey(Position.ORIGIN)) {
      for (Map.Entry<String, Column> named : mapping.columns().entrySet()) {
        Column column = named.getValue();
        Keyword attribute = column.attribute();
        if (column.identity() && attribute != null && !form.containsKey(attribute)) {
          return "a row without its key, " + named.getKey();
        }
      }
    }
    return null;
  }

  private @Nullable RowProblem addDefault(Row row, String name, Map<Keyword, Object> form) {
    Target target = targets.get(name);
    if (target == null || form.containsKey(target.attribute())) {
      return null;
    }
    String absent = String.valueOf(target.column().absent());
    try {
      put(form, target, value(absent, target));
      return null;
    } catch (UnfitValueException e) {
      return row.problem(new Cell(name, absent, row.line(), row.column()), absent, e.reason());
    }
  }

  private void add(Cell cell, Map<Keyword, Object> form, List<List<Object>> own)
      throws UnfitValueException {
    Target target = targets.get(cell.name());
    Object raw = cell.value();
    if (target == null || raw == null || isNull(raw, target)) {
      return;
    }
    switch (target.column().use()) {
      case IGNORED -> {}
      case ORIGIN -> {
        Object origin = originOf(raw);
        form.put(origin == null ? ID : Position.ORIGIN, origin == null ? raw : origin);
        own.add(List.of(Position.ORIGIN, origin == null ? raw : origin));
      }
      case VALUE -> {
        Object value = target.many() ? several(raw, target) : value(raw, target);
        put(form, target, value);
        if (target.identity()) {
          own.add(List.of(target.attribute(), value));
        }
      }
    }
  }

  private boolean isNull(Object raw, Target target) {
    if (!(raw instanceof String text)) {
      return false;
    }
    return (text.isBlank() && !canBeEmpty(target.type()))
        || mapping.nulls().contains(text)
        || target.column().nulls().contains(text);
  }

  private static boolean canBeEmpty(@Nullable ColumnType type) {
    return type == null
        || type == ColumnType.STRING
        || type == ColumnType.URI
        || type == ColumnType.BYTES;
  }

  private static void put(Map<Keyword, Object> form, Target target, Object value) {
    Object before = form.putIfAbsent(target.attribute(), value);
    if (before != null) {
      List<Object> all = new ArrayList<>();
      all.addAll(before instanceof Collection<?> values ? values : List.of(before));
      all.addAll(value instanceof Collection<?> values ? values : List.of(value));
      form.put(target.attribute(), all);
    }
  }

  private List<Object> several(Object raw, Target target) throws UnfitValueException {
    List<Object> values = new ArrayList<>();
    String separator = target.column().separator();
    if (raw instanceof String text && separator != null) {
      for (String part : Separated.split(text, separator)) {
        values.add(value(part, target));
      }
    } else if (raw instanceof Collection<?> collection && !isLookupRef(collection, target)) {
      for (Object each : collection) {
        if (each != null) {
          values.add(value(each, target));
        }
      }
    } else {
      values.add(value(raw, target));
    }
    return values;
  }

  private static boolean isLookupRef(Collection<?> collection, Target target) {
    return target.type() == ColumnType.REF
        && collection instanceof List<?> list
        && list.size() == 2
        && list.get(0) instanceof Keyword;
  }

  private Object value(Object raw, Target target) throws UnfitValueException {
    ColumnType type = target.type();
    if (type == ColumnType.REF) {
      return reference(raw, target);
    }
    if (type == null || (type == ColumnType.EDN && !(raw instanceof String))) {
      return Graph.resolve(raw, origins);
    }
    if (raw instanceof String text) {
      return Literals.read(type == ColumnType.STRING ? text : text.strip(), type, target.times());
    }
    if (type == ColumnType.STRING && targets.isEdn()) {
      throw new UnfitValueException("a string belongs here");
    }
    return Literals.conform(raw, type, target.times());
  }

  private Object reference(Object raw, Target target) throws UnfitValueException {
    Keyword by = target.column().reference();
    if (raw instanceof Keyword || raw instanceof Map || raw instanceof List) {
      return Graph.resolve(raw, origins);
    }
    if (raw instanceof String text && text.startsWith(":") && text.length() > 1) {
      return Keyword.of(text);
    }
    if (raw instanceof Tagged) {
      return Graph.resolve(raw, origins);
    }
    if (by == null || by.equals(Column.ORIGIN)) {
      String origin = originOf(raw);
      return origin == null ? raw : Map.of(Position.ORIGIN, origin);
    }
    if (by.equals(Column.ENTITY_ID)) {
      return raw instanceof Long
          ? raw
          : Literals.read(raw.toString(), ColumnType.LONG, target.times());
    }
    ColumnType keyType = target.keyType();
    Object key = keyType == null
        ? raw
        : raw instanceof String text
            ? Literals.read(text, keyType, target.times())
            : Literals.conform(raw, keyType, target.times());
    List<Object> identity = List.of(by, key);
    return target.column().creates() || identities.contains(identity) ? Map.of(by, key) : identity;
  }

  /** The name of an entity in this import; null for an entity of this database. */
  private @Nullable String originOf(Object raw) {
    if (raw instanceof Tagged tagged && tagged.tag().equals(ENTITY)) {
      return origins + tagged.value();
    }
    if (raw instanceof String text) {
      return origins + text;
    }
    return raw instanceof Long && !targets.isEdn() ? origins + raw : null;
  }

  /** Whether a row has an identity that a row before it in this transaction has. */
  boolean repeats(Row row) {
    for (Cell cell : row.cells()) {
      Target target = targets.get(cell.name());
      Object raw = cell.value();
      if (target != null && raw != null && target.identity()) {
        try {
          if (identities.contains(List.of(target.attribute(), value(raw, target)))) {
            return true;
          }
        } catch (UnfitValueException e) {
          return false;
        }
      }
    }
    return false;
  }
}
