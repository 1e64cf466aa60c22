package dev.dfdb.internal.exchange.write;

import dev.dfdb.AttributeInfo;
import dev.dfdb.Db;
import dev.dfdb.datom.Datom;
import dev.dfdb.edn.Keyword;
import dev.dfdb.exchange.mapping.Column;
import dev.dfdb.exchange.mapping.ColumnType;
import dev.dfdb.exchange.mapping.Mapping;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Entities as rows. Used by one thread. */
final class EntityRows {

  private static final String ID = "db/id";
  private static final Keyword FORMER_IDENTS = Keyword.of("db", "formerIdents");
  private static final Keyword TUPLE_ATTRS = Keyword.of("db", "tupleAttrs");

  /** Does something with an entity. */
  interface Visitor {
    /** Called with the datoms of one after the other. */
    void visit(List<Datom> entity) throws IOException;
  }

  private final Db db;
  private final @Nullable Keyword having;
  private final @Nullable List<Keyword> chosen;
  private final Attributes attributes;

  EntityRows(Db db, @Nullable Keyword having, @Nullable List<Keyword> chosen) {
    this.db = db;
    this.having = having;
    this.chosen = chosen;
    this.attributes = new Attributes(db);
    if (having != null) {
      attributes.named(having);
    }
  }

  private void visit(Visitor visitor) throws IOException {
    try (EntityDatoms entities = new EntityDatoms(db, having)) {
      for (List<Datom> entity = entities.next(); !entity.isEmpty(); entity = entities.next()) {
        if (!attributes.isHidden(entity)) {
          visitor.visit(entity);
        }
      }
    }
  }

  /** The attributes that the rows have, in alphabetical order unless they were chosen. */
  List<AttributeInfo> columns() throws IOException {
    List<AttributeInfo> columns = new ArrayList<>();
    if (chosen != null) {
      chosen.forEach(name -> columns.add(attributes.named(name)));
      return columns;
    }
    Map<Keyword, AttributeInfo> found = new TreeMap<>();
    visit(entity -> {
      if (!attributes.isSchema(entity)) {
        for (Datom datom : entity) {
          AttributeInfo attribute = attributes.of(datom);
          if (isShown(attribute)) {
            found.put(attribute.ident(), attribute);
          }
        }
      }
    });
    columns.addAll(found.values());
    return columns;
  }

  Mapping mapping(List<AttributeInfo> columns) {
    Mapping mapping =
        Mapping.inferred("row").others(Mapping.Others.REFUSED).with(ID, Column.origin());
    for (AttributeInfo attribute : columns) {
      mapping = mapping.with(name(attribute), attributes.column(attribute));
    }
    return mapping;
  }

  static List<String> names(List<AttributeInfo> columns) {
    List<String> names = new ArrayList<>();
    names.add(ID);
    columns.forEach(attribute -> names.add(name(attribute)));
    return names;
  }

  private static String name(AttributeInfo attribute) {
    return attribute.ident().toString().substring(1);
  }

  /** Composite tuples come of their parts; what belongs to imports stays here. */
  private boolean isShown(AttributeInfo attribute) {
    return !Attributes.isComposite(attribute)
        && !Attributes.isImport(attribute.ident())
        && (chosen == null || chosen.contains(attribute.ident()));
  }

  /** Writes the entities that are no schema, with their ids. */
  long write(RowWriter writer, boolean isTyped) throws IOException {
    long[] count = {0};
    visit(entity -> {
      if (!attributes.isSchema(entity)) {
        Map<String, RowWriter.Field> row = new LinkedHashMap<>();
        RowWriter.EntityRef self = new RowWriter.EntityRef(entity.get(0).e(), null);
        row.put(ID, new RowWriter.Field(self, ColumnType.REF, false));
        addValues(entity, row, isTyped);
        if (row.size() > 1) {
          writer.write(row);
          count[0]++;
        }
      }
    });
    return count[0];
  }

  /** Writes schema first, then the other entities. */
  long writeAll(RowWriter writer) throws IOException {
    long[] count = {0};
    if (having == null && chosen == null) {
      for (boolean composite : new boolean[] {false, true}) {
        visit(entity -> {
          if (attributes.isSchema(entity) && composite == isComposite(entity)) {
            Map<String, RowWriter.Field> row = new LinkedHashMap<>();
            boolean isDimension = attributes.isDimension(entity);
            addValues(
                entity.stream().filter(datom -> isDeclared(datom, isDimension)).toList(),
                row,
                false);
            writer.write(row);
            count[0]++;
          }
        });
      }
    }
    return count[0] + write(writer, false);
  }

  /** What the database adds by itself to an entity of its schema is not said again. */
  private boolean isDeclared(Datom datom, boolean isDimension) {
    Keyword attribute = attributes.of(datom).ident();
    return !attribute.equals(FORMER_IDENTS)
        && (!isDimension || Attributes.isOfDimension(attribute));
  }

  private boolean isComposite(List<Datom> entity) {
    return entity.stream().anyMatch(datom -> attributes.of(datom).ident().equals(TUPLE_ATTRS));
  }

  private void addValues(List<Datom> entity, Map<String, RowWriter.Field> row, boolean isTyped) {
    for (int i = 0; i < entity.size(); ) {
      AttributeInfo attribute = attributes.of(entity.get(i));
      List<Object> values = new ArrayList<>();
      long a = entity.get(i).a();
      while (i < entity.size() && entity.get(i).a() == a) {
        values.add(value(entity.get(i), attribute));
        i++;
      }
      if (isShown(attribute)) {
        boolean many = Attributes.isMany(attribute);
        row.put(
            name(attribute),
            new RowWriter.Field(
                many ? values : values.get(0), isTyped ? Attributes.type(attribute) : null, many));
      }
    }
  }

  private Object value(Datom datom, AttributeInfo attribute) {
    return Attributes.isRef(attribute)
        ? new RowWriter.EntityRef((Long) datom.v(), attributes.ident((Long) datom.v()))
        : datom.v();
  }
}
