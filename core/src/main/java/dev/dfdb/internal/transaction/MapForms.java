package dev.dfdb.internal.transaction;

import dev.dfdb.edn.Keyword;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.Builtin;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes map forms apart, attribute by attribute, and nested maps after the map they stand in. Uses
 * a queue of its own instead of recursion.
 */
final class MapForms {

  private static final int MAX_DEPTH = 1_000;

  /** How forms mostly write {@link Builtin#DB_ID}. */
  private static final String DB_ID = ":db/id";

  private final Names names;
  private final List<Op> ops;
  private final Deque<Described> maps = new ArrayDeque<>();
  private @Nullable Described current;

  /** A map to take apart, and the one it stands in. */
  private record Described(
      Term entity, Map<?, ?> attributes, @Nullable Described within, int depth) {}

  MapForms(Names names, List<Op> ops) {
    this.names = names;
    this.ops = ops;
  }

  /** Adds the steps of a map and of those within it. */
  void expand(Map<?, ?> form) {
    describe(form);
    expandNested();
  }

  /** Adds the steps of the maps that stood in the values given to {@link #add}. */
  void expandNested() {
    while (!maps.isEmpty()) {
      attributes(maps.removeFirst());
    }
    current = null;
  }

  /** Queues a map for expansion, and says which entity it is about. */
  private Term describe(Map<?, ?> map) {
    checkNesting(map);
    Object key = map.containsKey(Builtin.DB_ID) ? Builtin.DB_ID : DB_ID;
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
      if (DB_ID.equals(name)) {
        return;
      }
      Keyword keyword = names.keyword(name);
      if (Builtin.DB_ID.equals(keyword)) {
        return;
      }
      if (keyword != null && ReverseNames.isReverse(keyword)) {
        reverse(described, keyword, value);
      } else {
        forward(described, names.attribute(name, described.attributes()), value);
      }
    });
  }

  private void forward(Described described, Attribute attribute, @Nullable Object value) {
    if (!attribute.many()) {
      add(described.entity(), attribute, value, described.attributes());
      return;
    }
    for (Object one : several(attribute, value)) {
      add(described.entity(), attribute, one, described.attributes());
    }
  }

  private void reverse(Described described, Keyword keyword, @Nullable Object value) {
    Map<?, ?> form = described.attributes();
    Keyword forward = ReverseNames.forward(keyword);
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

  /** The values that are given for an attribute of cardinality many. */
  private Collection<?> several(Attribute attribute, @Nullable Object value) {
    if (attribute.isRef() && names.isLookupRef(value)) {
      return one(value);
    }
    if (attribute.tuple() != null
        && value instanceof List<?> list
        && !list.stream().allMatch(element -> element instanceof List<?>)) {
      return one(value); // a tuple, not a list of them
    }
    if (value instanceof Object[] array) {
      return Arrays.asList(array);
    }
    return value instanceof Collection<?> collection ? collection : one(value);
  }

  private static List<@Nullable Object> one(@Nullable Object value) {
    return Collections.singletonList(value);
  }

  /** A value that is to be asserted. */
  static Object present(Attribute attribute, @Nullable Object value, Object form) {
    if (value == null) {
      throw Refusal.of(
          "nil is not a value; to take a value away, retract it; [:db/retract e a] takes all",
          "attribute",
          attribute.ident(),
          "form",
          form);
    }
    return value;
  }

  /** Adds the step that asserts a value; a map as the value is queued. */
  void add(Term entity, Attribute attribute, @Nullable Object value, Object form) {
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
}
