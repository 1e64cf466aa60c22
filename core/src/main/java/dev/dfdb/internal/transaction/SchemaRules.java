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
import dev.dfdb.internal.index.Declarations;
import dev.dfdb.internal.index.Dimension;
import dev.dfdb.internal.index.EntityIds;
import dev.dfdb.internal.index.Retention;
import dev.dfdb.internal.index.Schema;
import dev.dfdb.internal.index.ValueType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction may do to the schema: only what the data already there allows, so that the
 * schema is true of every live datom.
 */
final class SchemaRules {

  private final DatabaseValue before;
  private final Supplier<DatabaseValue> history;
  private final Schema after;
  private final TupleRules tuples;

  private SchemaRules(
      List<Datom> datoms, DatabaseValue before, Supplier<DatabaseValue> history, Schema after) {
    this.before = before;
    this.history = history;
    this.after = after;
    this.tuples = new TupleRules(new EntitiesAfter(before, datoms), after);
  }

  /**
   * Checks the datoms of a transaction, which lead from {@code before} to {@code after}.
   *
   * @param history all that ever was, up to {@code before}
   */
  static void check(
      List<Datom> datoms, DatabaseValue before, Supplier<DatabaseValue> history, Schema after) {
    if (touchesSchema(datoms)) {
      new SchemaRules(datoms, before, history, after).check(datoms);
    }
  }

  private static boolean touchesSchema(List<Datom> datoms) {
    for (Datom datom : datoms) {
      if (isBuiltIn(datom)) {
        return true;
      }
    }
    return false;
  }

  private void check(List<Datom> datoms) {
    Set<Long> touched = new LinkedHashSet<>();
    Set<Long> altered = new LinkedHashSet<>();
    for (Datom datom : datoms) {
      if (isBuiltIn(datom)) {
        checkDatom(datom);
        touched.add(datom.e());
        if (datom.a() == Builtin.HISTORY_RETENTION) {
          checkNamed(datom.e());
        }
        if (Declarations.constrains(datom.a())) {
          altered.add(datom.e());
        }
      }
    }
    checkNotUsed(datoms, altered);
    altered.forEach(this::checkNamed);
    for (long id : touched) {
      checkForward(after.attribute(id), altered.contains(id));
      checkEntity(id);
    }
    if (changesNames(datoms)) {
      tuples.checkNames();
    }
    DimensionSchemaRules.check(datoms, before, after);
  }

  private static boolean isBuiltIn(Datom datom) {
    return datom.a() < EntityIds.FIRST_NAMED && datom.a() != Builtin.TX_INSTANT;
  }

  private static boolean changesNames(List<Datom> datoms) {
    return datoms.stream()
        .anyMatch(datom -> datom.a() == Builtin.IDENT || datom.a() == Builtin.FORMER_IDENTS);
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
    if (!datom.added()) {
      return;
    }
    if (datom.a() == Builtin.IDENT) {
      checkIdent((Keyword) datom.v());
    }
    if (!isPossible(datom)) {
      Attribute said = before.attribute(datom.a());
      boolean isNamed = said != null && said.isRef();
      throw Refusal.of(
          "not a value that this part of a schema can have",
          "attribute",
          nameOf(datom.a()),
          "value",
          isNamed ? nameOf((long) datom.v()) : datom.v(),
          "entity",
          nameOf(datom.e()));
    }
  }

  private static void checkIdent(Keyword ident) {
    if (Names.isReserved(ident) || ident.equals(Builtin.SYSTEM_TIME)) {
      throw Refusal.of(
          "idents of the namespace db, and :time/system, belong to dfdb", "ident", ident);
    }
  }

  private static boolean isPossible(Datom datom) {
    Object v = datom.v();
    return switch ((int) datom.a()) {
      case (int) Builtin.VALUE_TYPE -> ValueType.ofId(v) != null;
      case (int) Builtin.CARDINALITY ->
        isOneOf(v, Builtin.CARDINALITY_ONE, Builtin.CARDINALITY_MANY);
      case (int) Builtin.UNIQUE -> isOneOf(v, Builtin.UNIQUE_VALUE, Builtin.UNIQUE_IDENTITY);
      case (int) Builtin.DIMENSION_TYPE -> Dimension.valueType(v) != null;
      case (int) Builtin.HISTORY_RETENTION -> Retention.of(v) != null;
      case (int) Builtin.TUPLE_TYPE -> TupleRules.isElementType(v);
      case (int) Builtin.TUPLE_TYPES -> ((List<?>) v).stream().allMatch(TupleRules::isElementType);
      default -> true;
    };
  }

  private static boolean isOneOf(Object v, long first, long second) {
    return Objects.equals(v, first) || Objects.equals(v, second);
  }

  private Object nameOf(long id) {
    Attribute named = before.attribute(id);
    return named == null ? id : named.ident();
  }

  /** What a schema says is of no use without a name to use it by. */
  private void checkNamed(long id) {
    if (after.attribute(id) == null && before.attribute(id) == null) {
      throw Refusal.of("an attribute is declared without a :db/ident", "entity", id);
    }
  }

  /** An entity that is no attribute, as an enum, may have any name. */
  private void checkForward(@Nullable Attribute now, boolean altered) {
    if (now != null
        && ReverseNames.isMarked(now.ident())
        && (altered || now.type() != null || isUsed(now.id()))) {
      throw Refusal.of(
          "the name of an attribute can't begin with an underscore, which stands for a reference in"
              + " reverse",
          "ident",
          now.ident(),
          "entity",
          now.id());
    }
  }

  private void checkEntity(long id) {
    Attribute old = before.attribute(id);
    Attribute now = after.attribute(id);
    if (now == null) {
      if (old != null && (isUsed(id) || !before.schema().compositesOf(id).isEmpty())) {
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
    tuples.check(now);
    if (old != null && isUsed(id)) {
      checkLive(old, now);
    }
    if (old != null && old.isRef() != now.isRef() && isUsed(history.get(), id)) {
      // Older database values are read with this schema, and their values have to be of its kind.
      throw Refusal.of(
          "an attribute that has had values can't become a reference, or cease to be one",
          "attribute",
          now.ident());
    }
  }

  private boolean isUsed(long attribute) {
    return isUsed(before, attribute);
  }

  private static boolean isUsed(DatabaseValue value, long attribute) {
    try (DatomCursor datoms = value.scan(Index.AEVT, DatomSource.NONE, attribute, null)) {
      return datoms.next();
    }
  }

  private void checkLive(Attribute old, Attribute now) {
    ValueType type = now.type();
    if (old.tuple() != null && !old.tuple().equals(now.tuple())) {
      throw Refusal.of(
          "an attribute with values can't change the shape of its tuples",
          "attribute",
          now.ident());
    }
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
        if (!tuples.fits(attribute, type, v)) {
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
