package dev.dfdb.internal.transaction;

import dev.dfdb.codec.Values;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.InvalidValueException;
import dev.dfdb.internal.index.Attribute;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes list forms such as {@code [:db/add e a v]} apart. */
final class ListForms {

  private static final Keyword RETRACT_ENTITY = Keyword.of("db", "retractEntity");
  private static final Keyword OLD_RETRACT_ENTITY = Keyword.of("db.fn", "retractEntity");
  private static final Keyword CAS = Keyword.of("db", "cas");
  private static final Keyword OLD_CAS = Keyword.of("db.fn", "cas");

  /** The functions that every database has. */
  static final List<Keyword> BUILT_IN = List.of(
      Keyword.of("db", "add"),
      Keyword.of("db", "retract"),
      RETRACT_ENTITY,
      CAS,
      Keyword.of("db", "assoc"),
      Keyword.of("db", "dissoc"),
      Keyword.of("db", "conj"));

  private final Names names;
  private final MapForms maps;
  private final List<Op> ops;

  ListForms(Names names, MapForms maps, List<Op> ops) {
    this.names = names;
    this.maps = maps;
    this.ops = ops;
  }

  /** Whether a list calls one of them. */
  static boolean isBuiltIn(List<?> form) {
    Keyword function = function(form);
    return function != null && BUILT_IN.contains(function);
  }

  /** The function a list calls; retractEntity and cas have older names. */
  private static @Nullable Keyword function(List<?> form) {
    Keyword function = Keyword.find(form.get(0));
    return OLD_RETRACT_ENTITY.equals(function)
        ? RETRACT_ENTITY
        : OLD_CAS.equals(function) ? CAS : function;
  }

  /** Adds the steps of a list that {@linkplain #isBuiltIn calls a built-in function}. */
  void expand(List<?> form) {
    Keyword function = function(form);
    switch (function == null ? "" : function.name()) {
      case "add" -> {
        size(form, 4, "[:db/add entity attribute value]");
        Term entity = names.entity(form.get(1), form);
        maps.add(entity, names.attribute(form.get(2), form), form.get(3), form);
        maps.expandNested();
      }
      case "retract" -> retract(form);
      case "retractEntity" -> {
        size(form, 2, "[:db/retractEntity entity]");
        ops.add(new Op.RetractEntity(names.entity(form.get(1), form), form));
      }
      case "cas" -> compareAndSet(form);
      case "assoc" -> {
        size(form, 5, "[:db/assoc entity attribute key value]");
        edit(form, new CollectionEdit.Assoc(canonical(form, 3), canonical(form, 4)));
      }
      case "dissoc" -> {
        size(form, 4, "[:db/dissoc entity attribute key]");
        edit(form, new CollectionEdit.Dissoc(canonical(form, 3)));
      }
      case "conj" -> {
        size(form, 4, "[:db/conj entity attribute value]");
        edit(form, new CollectionEdit.Conj(canonical(form, 3)));
      }
      default -> throw new IllegalArgumentException("calls no built-in function: " + form);
    }
  }

  private void retract(List<?> form) {
    if (form.size() != 3) {
      size(form, 4, "[:db/retract entity attribute value] or [:db/retract entity attribute]");
    }
    Term entity = names.entity(form.get(1), form);
    Attribute attribute = names.retracted(form.get(2), form);
    Term value = form.size() == 3
        ? null
        : names.value(attribute, MapForms.present(attribute, form.get(3), form), form);
    ops.add(new Op.Retract(entity, attribute, value, form));
  }

  private void compareAndSet(List<?> form) {
    size(form, 5, "[:db/cas entity attribute old new]");
    Term entity = names.entity(form.get(1), form);
    Attribute attribute = names.attribute(form.get(2), form);
    if (attribute.many()) {
      throw Refusal.of(
          ":db/cas is for attributes of cardinality one",
          "attribute",
          attribute.ident(),
          "form",
          form);
    }
    Object old = form.get(3);
    ops.add(new Op.CompareAndSet(
        entity,
        attribute,
        old == null ? null : names.value(attribute, old, form),
        names.value(attribute, MapForms.present(attribute, form.get(4), form), form),
        form));
  }

  private void edit(List<?> form, CollectionEdit edit) {
    Term entity = names.entity(form.get(1), form);
    Attribute attribute = edit instanceof CollectionEdit.Dissoc
        ? names.retracted(form.get(2), form)
        : names.attribute(form.get(2), form);
    if (attribute.many() || attribute.type() != null) {
      throw Refusal.of(
          "only an attribute of any type and cardinality one holds a map, vector or set to change",
          "attribute",
          attribute.ident(),
          "form",
          form);
    }
    ops.add(new Op.Edit(entity, attribute, edit, form));
  }

  /** Has steps that take away from attributes know those that only later forms brought. */
  void settle() {
    ops.replaceAll(op -> {
      if (op instanceof Op.Retract retract && Names.isUnheard(retract.attribute())) {
        return new Op.Retract(
            retract.entity(), names.settled(retract.attribute()), retract.value(), retract.form());
      }
      if (op instanceof Op.Edit edit && Names.isUnheard(edit.attribute())) {
        return new Op.Edit(
            edit.entity(), names.settled(edit.attribute()), edit.edit(), edit.form());
      }
      return op;
    });
  }

  private static @Nullable Object canonical(List<?> form, int part) {
    try {
      return Values.canonical(form.get(part));
    } catch (InvalidValueException refusal) {
      throw Unstorable.in(form, null, refusal);
    }
  }

  private static void size(List<?> form, int size, String shape) {
    if (form.size() != size) {
      throw Refusal.of("a form has the wrong number of parts", "form", form, "expected", shape);
    }
  }
}
