package dev.dfdb.internal.transaction;

import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.Builtin;
import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.index.DatomCursor;
import dev.dfdb.internal.index.DatomSource;
import dev.dfdb.internal.index.Dimension;
import dev.dfdb.internal.index.EntityIds;
import dev.dfdb.internal.index.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What a transaction may say of dimensions of time: what makes sense, and is true of the past. */
final class DimensionSchemaRules {

  private final DatabaseValue before;
  private final Schema after;

  private DimensionSchemaRules(DatabaseValue before, Schema after) {
    this.before = before;
    this.after = after;
  }

  /** Checks the datoms of a transaction, which lead from {@code before} to {@code after}. */
  static void check(List<Datom> datoms, DatabaseValue before, Schema after) {
    if (after == before.schema()) {
      return;
    }
    Set<Long> touched = new HashSet<>();
    for (Datom datom : datoms) {
      if (datom.a() < EntityIds.FIRST_NAMED) {
        Attribute old = before.attribute(datom.e());
        Attribute now = after.attribute(datom.e());
        if ((old != null && old.dimension() != null) || (now != null && now.dimension() != null)) {
          touched.add(datom.e());
        }
      }
    }
    if (!touched.isEmpty()) {
      DimensionSchemaRules rules = new DimensionSchemaRules(before, after);
      touched.forEach(rules::checkUse);
      after.dimensions().forEach(rules::check);
      rules.checkOrder();
    }
  }

  /** What has values stays what it is. */
  private void checkUse(long id) {
    Attribute old = before.attribute(id);
    if (old == null || !isUsed(id)) {
      return;
    }
    Attribute now = after.attribute(id);
    Dimension was = old.dimension();
    Dimension is = now == null ? null : now.dimension();
    if (was == null || is == null) {
      throw Refusal.of(
          "an attribute with values can't become a time dimension, or cease to be one",
          "attribute",
          old.ident());
    }
    if (!Objects.equals(was.derivation(), is.derivation())) {
      throw Refusal.of(
          "a time dimension with values can't be derived in another way",
          "dimension",
          old.ident(),
          "derivation",
          was.derivation());
    }
  }

  private boolean isUsed(long attribute) {
    try (DatomCursor datoms = before.scan(Index.AEVT, DatomSource.NONE, attribute, null)) {
      return datoms.next();
    }
  }

  private void check(Attribute attribute) {
    Dimension dimension = Objects.requireNonNull(attribute.dimension());
    if (attribute.id() == Builtin.TX_INSTANT) {
      return;
    }
    if (dimension.name() == null || !dimension.name().equals(attribute.ident())) {
      throw Refusal.of(
          "a time dimension has a :dimension/name, which is its ident as well",
          "name",
          dimension.name(),
          "ident",
          attribute.ident());
    }
    if (dimension.type() == null
        || attribute.type() != Dimension.valueType(dimension.type())
        || attribute.many()
        || attribute.unique() != null
        || attribute.noHistory()) {
      throw Refusal.of(
          "a time dimension has a :dimension/type, :instant or :duration, and its values are just"
              + " that: neither many nor unique, nor without history",
          "dimension",
          attribute.ident(),
          "type",
          dimension.type());
    }
    for (Object constraint : dimension.constraints()) {
      checkConstraint(attribute, constraint);
    }
    Object derivation = dimension.derivation();
    if (derivation != null) {
      checkDerivation(attribute, dimension, derivation);
    }
  }

  private void checkConstraint(Attribute attribute, Object form) {
    DimensionRule rule = DimensionRule.constraint(form);
    if (rule == null) {
      throw Refusal.of(
          "not a constraint of a time dimension",
          "dimension",
          attribute.ident(),
          "constraint",
          form,
          "expected",
          "{:type :ordering :after :time/ordered}, or the name of a predicate");
    }
    if (rule instanceof DimensionRule.Ordering ordering) {
      List<Keyword> others = new ArrayList<>(ordering.after());
      others.addAll(ordering.before());
      for (Keyword name : others) {
        if (!type(name, attribute, form).equals(type(attribute.ident(), attribute, form))) {
          throw Refusal.of(
              "only time dimensions of one type have an order",
              "dimension",
              attribute.ident(),
              "constraint",
              form);
        }
      }
    }
  }

  private void checkDerivation(Attribute attribute, Dimension dimension, Object form) {
    DimensionRule.Derivation rule = DimensionRule.derivation(form);
    if (rule == null) {
      throw Refusal.of(
          "not a derivation of a time dimension",
          "dimension",
          attribute.ident(),
          "derivation",
          form,
          "expected",
          "{:op :minus :operands [:time/delivered :time/shipped]}, or :plus");
    }
    List<Keyword> types = new ArrayList<>();
    for (Keyword name : rule.operands()) {
      types.add(type(name, attribute, form));
    }
    if (!Objects.requireNonNull(dimension.type()).equals(rule.type(types))) {
      throw Refusal.of(
          "the derivation gives no value of the time dimension's type: an instant minus an instant"
              + " is a duration, plus or minus a duration an instant",
          "dimension",
          attribute.ident(),
          "type",
          dimension.type(),
          "derivation",
          form,
          "types of the operands",
          types);
    }
  }

  private Keyword type(Keyword name, Attribute user, Object form) {
    Attribute named = after.attribute(name);
    Dimension dimension = named == null ? null : named.dimension();
    Keyword type = dimension == null ? null : dimension.type();
    if (type == null) {
      throw Refusal.of(
          "no such time dimension", "dimension", name, "named by", user.ident(), "in", form);
    }
    return type;
  }

  /** No dimension is derived from itself, however indirectly. */
  private void checkOrder() {
    List<Attribute> left = new ArrayList<>(after.dimensions());
    Set<Long> known = new HashSet<>();
    while (left.removeIf(attribute -> isKnown(attribute, known) && known.add(attribute.id()))) {
      // each round takes those whose operands are known
    }
    if (!left.isEmpty()) {
      throw Refusal.of(
          "time dimensions are derived from each other",
          "dimensions",
          left.stream().map(Attribute::ident).toList());
    }
  }

  private boolean isKnown(Attribute attribute, Set<Long> known) {
    Object form = Objects.requireNonNull(attribute.dimension()).derivation();
    DimensionRule.Derivation rule = form == null ? null : DimensionRule.derivation(form);
    return rule == null
        || rule.operands().stream().allMatch(name -> known.contains(after.id(name)));
  }
}
