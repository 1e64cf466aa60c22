package dev.dfdb.internal.transaction;

import dev.dfdb.codec.Values;
import dev.dfdb.edn.Keyword;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.Builtin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes forms apart into steps: list forms one by one, maps attribute by attribute, nested maps
 * after the map they stand in. Uses a queue of its own instead of recursion, so that depth is no
 * limit.
 */
final class Expansion {

  private static final Keyword ADD = Keyword.of("db", "add");
  private static final Keyword RETRACT = Keyword.of("db", "retract");
  private static final List<Keyword> RETRACT_ENTITY =
      List.of(Keyword.of("db", "retractEntity"), Keyword.of("db.fn", "retractEntity"));
  private static final List<Keyword> CAS =
      List.of(Keyword.of("db", "cas"), Keyword.of("db.fn", "cas"));

  private final Names names;
  private final List<Op> ops = new ArrayList<>();
  private final Deque<Described> maps = new ArrayDeque<>();

  private static final int MAX_DEPTH = 1_000;

  private @Nullable Described current;

  /** A map to take apart, and the one it stands in. */
  private record Described(
      Term entity, Map<?, ?> attributes, @Nullable Described within, int depth) {}

  Expansion(Names names) {
    this.names = names;
  }

  /** The steps of all forms, in their order. */
  List<Op> expand(Collection<?> forms) {
    for (Object form : forms) {
      if (form instanceof Map<?, ?> map) {
        describe(map);
      } else if (form instanceof List<?> list && !list.isEmpty()) {
        list(list);
      } else {
        throw Refusal.of(
            "a transaction is made of maps and of lists such as [:db/add e a v]",
            "form",
            String.valueOf(form));
      }
      while (!maps.isEmpty()) {
        attributes(maps.removeFirst());
      }
      current = null;
    }
    return ops;
  }

  private void list(List<?> form) {
    Keyword op = Keyword.find(form.get(0));
    if (ADD.equals(op)) {
      size(form, 4, "[:db/add entity attribute value]");
      add(names.entity(form.get(1), form), names.attribute(form.get(2), form), form.get(3), form);
    } else if (RETRACT.equals(op)) {
      if (form.size() == 3) {
        retract(form, null);
      } else {
        size(form, 4, "[:db/retract entity attribute value] or [:db/retract entity attribute]");
        retract(form, form.get(3));
      }
    } else if (op != null && RETRACT_ENTITY.contains(op)) {
      size(form, 2, "[:db/retractEntity entity]");
      ops.add(new Op.RetractEntity(names.entity(form.get(1), form), form));
    } else if (op != null && CAS.contains(op)) {
      size(form, 5, "[:db/cas entity attribute old new]");
      compareAndSet(form);
    } else {
      throw Refusal.of(
          "no such transaction function",
          "function",
          String.valueOf(form.get(0)),
          "form",
          form,
          "known",
          ":db/add, :db/retract, :db/retractEntity, :db/cas");
    }
  }

  private void retract(List<?> form, @Nullable Object value) {
    Term entity = names.entity(form.get(1), form);
    Attribute attribute = names.attribute(form.get(2), form);
    ops.add(new Op.Retract(
        entity, attribute, value == null ? null : names.value(attribute, value, form), form));
  }

  private void compareAndSet(List<?> form) {
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
        names.value(attribute, present(attribute, form.get(4), form), form),
        form));
  }

  private static void size(List<?> form, int size, String shape) {
    if (form.size() != size) {
      throw Refusal.of("a form has the wrong number of parts", "form", form, "expected", shape);
    }
  }

  /** Queues a map for expansion, and says which entity it is about. */
  private Term describe(Map<?, ?> map) {
    checkNesting(map);
    Object key = map.containsKey(Builtin.DB_ID) ? Builtin.DB_ID : ":db/id";
    Term entity = map.containsKey(key)
        ? names.entity(map.get(key), map)
        : new Term.Tempid(new Term.Unnamed());
    int depth = current == null ? 0 : current.depth() + 1;
    maps.addLast(new Described(entity, map, current, depth));
    return entity;
  }

  /** Java maps can contain themselves; such a map would never be taken apart. */
  private void checkNesting(Map<?, ?> map) {
    for (Described outer = current; outer != null; outer = outer.within()) {
      if (outer.attributes() == map || outer.depth() == MAX_DEPTH) {
        throw Refusal.of(
            "a map contains itself, or maps are nested too deep; refer to an entity by its tempid",
            "most levels",
            MAX_DEPTH);
      }
    }
  }

  private void attributes(Described described) {
    current = described;
    described.attributes().forEach((name, value) -> {
      Keyword keyword = Keyword.find(name);
      if (Builtin.DB_ID.equals(keyword)) {
        return;
      }
      if (keyword != null && keyword.name().startsWith("_") && keyword.name().length() > 1) {
        reverse(described, keyword, value);
      } else {
        forward(described, names.attribute(name, described.attributes()), value);
      }
    });
  }

  private void forward(Described described, Attribute attribute, @Nullable Object value) {
    for (Object one : several(attribute, value)) {
      add(described.entity(), attribute, one, described.attributes());
    }
  }

  private void reverse(Described described, Keyword keyword, @Nullable Object value) {
    Map<?, ?> form = described.attributes();
    Keyword forward = Keyword.of(keyword.namespace(), keyword.name().substring(1));
    Attribute attribute = names.attribute(forward, form);
    if (!attribute.isRef()) {
      throw Refusal.of(
          "only a reference can be given in reverse", "attribute", forward, "form", form);
    }
    Collection<?> referring =
        value instanceof Collection<?> many && !names.isLookupRef(value) ? many : one(value);
    for (Object one : referring) {
      Term entity =
          one instanceof Map<?, ?> map ? nested(attribute, map, false) : names.entity(one, form);
      ops.add(new Op.Add(entity, attribute, described.entity(), form));
    }
  }

  private Collection<?> several(Attribute attribute, @Nullable Object value) {
    if (!attribute.many() || (attribute.isRef() && names.isLookupRef(value))) {
      return one(value);
    }
    if (value instanceof Object[] array) {
      return Arrays.asList(array);
    }
    return value instanceof Collection<?> collection ? collection : one(value);
  }

  private static List<@Nullable Object> one(@Nullable Object value) {
    return Collections.singletonList(value);
  }

  private static Object present(Attribute attribute, @Nullable Object value, Object form) {
    if (value == null) {
      throw Refusal.of(
          "nil is not a value; to take a value away, retract it",
          "attribute",
          attribute.ident(),
          "form",
          form);
    }
    return value;
  }

  private void add(Term entity, Attribute attribute, @Nullable Object value, Object form) {
    Object present = present(attribute, value, form);
    Term term = attribute.isRef() && present instanceof Map<?, ?> map
        ? nested(attribute, map, attribute.component())
        : names.value(attribute, present, form);
    ops.add(new Op.Add(entity, attribute, term, form));
  }

  private Term nested(Attribute attribute, Map<?, ?> map, boolean component) {
    if (!component && !names.canBeFound(map)) {
      throw Refusal.of(
          "a nested map needs :db/id, a unique identity, or an attribute that is a component;"
              + " else nothing could find the entity again",
          "attribute",
          attribute.ident(),
          "map",
          map);
    }
    return describe(map);
  }

  /** A value as the database keeps it. */
  static Object canonical(Object value) {
    return Objects.requireNonNull(Values.canonical(value));
  }
}
