package dev.dfdb.internal.transaction;

import dev.dfdb.codec.ValueOrder;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.Builtin;
import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.index.DatomCursor;
import dev.dfdb.internal.index.DatomSource;
import dev.dfdb.internal.index.EntityIds;
import dev.dfdb.internal.index.Schema;
import dev.dfdb.internal.index.ValueType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a transaction may do to the schema: only what the data already there allows, so that the
 * schema is true of every live datom.
 */
final class SchemaRules {

  private final DatabaseValue before;
  private final Schema after;

  private SchemaRules(DatabaseValue before, Schema after) {
    this.before = before;
    this.after = after;
  }

  /** Checks the datoms of a transaction, which lead from {@code before} to {@code after}. */
  static void check(List<Datom> datoms, DatabaseValue before, Schema after) {
    SchemaRules rules = new SchemaRules(before, after);
    Set<Long> touched = new LinkedHashSet<>();
    Set<Long> altered = new LinkedHashSet<>();
    for (Datom datom : datoms) {
      if (datom.a() < EntityIds.FIRST_NAMED && datom.a() != Builtin.TX_INSTANT) {
        rules.checkDatom(datom);
        touched.add(datom.e());
        if (datom.a() >= Builtin.VALUE_TYPE && datom.a() <= Builtin.IS_COMPONENT) {
          altered.add(datom.e());
        }
      }
    }
    rules.checkNotUsed(datoms, altered);
    touched.forEach(rules::checkEntity);
  }

  /**
   * The datoms of a transaction were checked against the schema before it, so it must still hold.
   */
  private void checkNotUsed(List<Datom> datoms, Set<Long> altered) {
    for (Datom datom : datoms) {
      if (altered.contains(datom.a())) {
        throw Refusal.of(
            "an attribute is declared and used in one transaction; declare it in one before",
            "attribute",
            nameOf(datom.a()),
            "value",
            datom.v());
      }
    }
  }

  private void checkDatom(Datom datom) {
    if (datom.e() < EntityIds.FIRST_NAMED) {
      throw Refusal.of("a built-in entity can't be changed", "datom", datom);
    }
    long a = datom.a();
    if (a == Builtin.IDENT && datom.added() && Names.isReserved((Keyword) datom.v())) {
      throw Refusal.of("idents of the namespace db belong to dfdb", "ident", datom.v());
    }
    if (datom.added()
        && ((a == Builtin.VALUE_TYPE && !isType(datom.v()))
            || (a == Builtin.CARDINALITY
                && !isOneOf(datom.v(), Builtin.CARDINALITY_ONE, Builtin.CARDINALITY_MANY))
            || (a == Builtin.UNIQUE
                && !isOneOf(datom.v(), Builtin.UNIQUE_VALUE, Builtin.UNIQUE_IDENTITY)))) {
      Attribute attribute = before.attribute(a);
      throw Refusal.of(
          "not a value that this part of a schema can have",
          "attribute",
          attribute == null ? a : attribute.ident(),
          "value",
          nameOf((Long) datom.v()));
    }
  }

  private static boolean isType(Object v) {
    for (ValueType type : ValueType.values()) {
      if (Objects.equals(v, type.id())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOneOf(Object v, long first, long second) {
    return Objects.equals(v, first) || Objects.equals(v, second);
  }

  private Object nameOf(long id) {
    Attribute named = before.attribute(id);
    return named == null ? id : named.ident();
  }

  private void checkEntity(long id) {
    Attribute old = before.attribute(id);
    Attribute now = after.attribute(id);
    if (now == null) {
      if (old != null && isUsed(id)) {
        throw Refusal.of(
            "an attribute in use can't lose its ident; rename it instead",
            "attribute",
            old.ident());
      }
      return;
    }
    if (now.component() && !now.isRef()) {
      throw Refusal.of("only a reference can be a component", "attribute", now.ident());
    }
    if (old != null && isUsed(id)) {
      checkLive(old, now);
    }
  }

  private boolean isUsed(long attribute) {
    try (DatomCursor datoms = before.scan(Index.AEVT, DatomSource.NONE, attribute, null)) {
      return datoms.next();
    }
  }

  private void checkLive(Attribute old, Attribute now) {
    ValueType type = now.type();
    if (old.type() != type && type != null) {
      if (old.isRef() || now.isRef()) {
        throw Refusal.of(
            "an attribute with values can't become a reference, or cease to be one",
            "attribute",
            now.ident());
      }
      checkTypes(now, type);
    } else if (old.isRef() && type == null) {
      throw Refusal.of("a reference with values can't lose its type", "attribute", now.ident());
    }
    if (old.many() && !now.many()) {
      checkSingle(now);
    }
    if (now.unique() != null && old.unique() == null) {
      checkUnique(now);
    }
  }

  private void checkTypes(Attribute attribute, ValueType type) {
    try (DatomCursor datoms = before.scan(Index.AEVT, DatomSource.NONE, attribute.id(), null)) {
      while (datoms.next()) {
        Object v = datoms.v();
        if (!type.holds(v)) {
          throw live("is not of the new type", attribute, datoms.e(), v);
        }
      }
    }
  }

  private void checkSingle(Attribute attribute) {
    try (DatomCursor datoms = before.scan(Index.AEVT, DatomSource.NONE, attribute.id(), null)) {
      long last = DatomSource.NONE;
      while (datoms.next()) {
        if (datoms.e() == last) {
          throw live("is a second value of its entity", attribute, last, datoms.v());
        }
        last = datoms.e();
      }
    }
  }

  private void checkUnique(Attribute attribute) {
    try (DatomCursor datoms = before.scan(Index.AVET, DatomSource.NONE, attribute.id(), null)) {
      Object last = null;
      while (datoms.next()) {
        Object v = datoms.v();
        if (last != null && ValueOrder.compare(last, v) == 0) {
          throw live("belongs to two entities", attribute, datoms.e(), v);
        }
        last = v;
      }
    }
  }

  private static RuntimeException live(String what, Attribute attribute, long e, Object v) {
    return Refusal.of(
        "the schema can't change so: a live value " + what,
        "attribute",
        attribute.ident(),
        "entity",
        e,
        "value",
        v);
  }
}
