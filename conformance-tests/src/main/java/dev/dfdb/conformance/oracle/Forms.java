package dev.dfdb.conformance.oracle;

import dev.dfdb.edn.Keyword;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the forms of a transaction mean, step by step, given the database before it. */
final class Forms {

  private final Facts names;
  private final OracleSchema schema;
  private final Set<Long> given;
  private final long tx;
  private final List<Step> steps = new ArrayList<>();
  private final Map<Object, Long> tempids = new LinkedHashMap<>();
  private final Map<Keyword, OracleAttribute> interned = new LinkedHashMap<>();
  private long lastPlaceholder;

  /**
   * Ready to read forms.
   *
   * @param names the facts in which lookup refs are looked up
   * @param given every entity id there ever was
   * @param tx the id of the transaction
   */
  Forms(Facts names, OracleSchema schema, Set<Long> given, long tx) {
    this.names = names;
    this.schema = schema;
    this.given = given;
    this.tx = tx;
  }

  List<Step> steps() {
    return steps;
  }

  /** The placeholders of the tempids. */
  Map<Object, Long> tempids() {
    return tempids;
  }

  /** The attributes that were never heard of before, each with a placeholder as id. */
  Map<Keyword, OracleAttribute> interned() {
    return interned;
  }

  void read(Collection<?> forms) {
    for (Object form : forms) {
      if (form instanceof Map<?, ?> map) {
        map(map);
      } else {
        list((List<?>) form);
      }
    }
  }

  private void list(List<?> form) {
    switch (String.valueOf(form.get(0))) {
      case ":db/add" -> {
        OracleAttribute attribute = attribute(form.get(2));
        add(entity(form.get(1)), attribute, form.get(3));
      }
      case ":db/retract" -> {
        OracleAttribute attribute = attribute(form.get(2));
        Object v = form.size() == 3 ? null : value(attribute, form.get(3));
        steps.add(new Step.Retract(entity(form.get(1)), attribute, v));
      }
      case ":db/retractEntity" -> steps.add(new Step.RetractEntity(entity(form.get(1))));
      case ":db/cas" -> {
        OracleAttribute attribute = attribute(form.get(2));
        check(!attribute.many(), "cas is for cardinality one");
        Object old = form.get(3) == null ? null : value(attribute, form.get(3));
        Object v = value(attribute, form.get(4));
        steps.add(new Step.Cas(entity(form.get(1)), attribute, old, v));
      }
      default -> throw new Refused("no such function");
    }
  }

  private long map(Map<?, ?> map) {
    long e = map.containsKey(":db/id") ? entity(map.get(":db/id")) : --lastPlaceholder;
    map.forEach((key, v) -> {
      Keyword name = Objects.requireNonNull(Keyword.find(key), "keys are keywords");
      if (name.name().startsWith("_")) {
        reverse(e, attribute(Keyword.of(name.namespace(), name.name().substring(1))), v);
      } else if (!key.equals(":db/id")) {
        OracleAttribute attribute = attribute(name);
        boolean several = attribute.many()
            && v instanceof Collection<?>
            && !isLookupRef(v)
            && !isTuple(attribute, v);
        (several ? (Collection<?>) v : Collections.singletonList(v))
            .forEach(one -> add(e, attribute, one));
      }
    });
    return e;
  }

  /** Whether what stands for the values of an attribute is one tuple, and not a list of them. */
  private static boolean isTuple(OracleAttribute attribute, Object v) {
    return attribute.elements() != null
        && v instanceof List<?> list
        && !list.stream().allMatch(element -> element instanceof List<?>);
  }

  private void reverse(long e, OracleAttribute attribute, Object v) {
    check(attribute.isRef(), "only references have two ends");
    Collection<?> referring = v instanceof Collection<?> all && !isLookupRef(v) ? all : List.of(v);
    for (Object one : referring) {
      long from = one instanceof Map<?, ?> map ? nested(map, false) : entity(one);
      steps.add(new Step.Add(from, attribute, e));
    }
  }

  private void add(long e, OracleAttribute attribute, @Nullable Object v) {
    Object value = attribute.isRef() && v instanceof Map<?, ?> map
        ? (Object) nested(map, attribute.component())
        : value(attribute, v);
    steps.add(new Step.Add(e, attribute, value));
  }

  private long nested(Map<?, ?> map, boolean component) {
    boolean canBeFound = map.containsKey(":db/id")
        || map.keySet().stream()
            .map(key -> schema.attribute(Keyword.of(key.toString())))
            .anyMatch(attribute -> attribute != null && attribute.isIdentity());
    check(component || canBeFound, "nothing could find the entity again");
    return map(map);
  }

  private OracleAttribute attribute(@Nullable Object name) {
    if (name instanceof Long id) {
      OracleAttribute attribute = schema.attribute(id);
      if (attribute == null) {
        throw new Refused("no attribute has this id");
      }
      return attribute;
    }
    Keyword ident = Keyword.find(name);
    if (ident == null) {
      throw new Refused("not the name of an attribute");
    }
    OracleAttribute known = schema.attribute(ident);
    if (known != null) {
      return known;
    }
    check(!"db".equals(ident.namespace()), "no such built-in attribute");
    return interned.computeIfAbsent(
        ident, unheard -> OracleAttribute.undeclared(--lastPlaceholder, unheard));
  }

  private Object value(OracleAttribute attribute, @Nullable Object v) {
    if (v == null) {
      throw new Refused("nil is no value");
    }
    if (attribute.isRef()) {
      return entity(v);
    }
    Object conforming = attribute.conform(canonical(v));
    if (conforming == null) {
      throw new Refused("not of the attribute's type");
    }
    return conforming;
  }

  /** Numbers of a few types are kept as longs. */
  private static Object canonical(Object v) {
    return v instanceof Integer number ? (Object) number.longValue() : v;
  }

  private long entity(@Nullable Object name) {
    Object canonical = name == null ? null : canonical(name);
    Keyword ident = Keyword.find(canonical);
    if (canonical instanceof Long id && id >= 0) {
      check(id == tx || given.contains(id), "no entity was ever given this id");
      return id;
    }
    if ("datomic.tx".equals(canonical)) {
      return tx;
    }
    if (ident == null && (canonical instanceof Long || canonical instanceof String)) {
      return tempids.computeIfAbsent(canonical, tempid -> --lastPlaceholder);
    }
    Long id = ident != null ? idOf(ident) : lookUp(canonical);
    if (id == null) {
      throw new Refused("names no entity");
    }
    return id;
  }

  private @Nullable Long idOf(Keyword ident) {
    OracleAttribute named = schema.attribute(ident);
    return named == null ? null : named.id();
  }

  private boolean isLookupRef(@Nullable Object name) {
    Keyword ident =
        name instanceof List<?> pair && pair.size() == 2 ? Keyword.find(pair.get(0)) : null;
    OracleAttribute attribute = ident == null ? null : schema.attribute(ident);
    return attribute != null && attribute.unique() != null;
  }

  private @Nullable Long lookUp(@Nullable Object name) {
    if (!isLookupRef(name) || !(name instanceof List<?> pair) || pair.get(1) == null) {
      return null;
    }
    Keyword ident = Keyword.find(pair.get(0));
    OracleAttribute attribute = ident == null ? null : schema.attribute(ident);
    Object v = attribute == null ? null : attribute.conform(canonical(pair.get(1)));
    return attribute == null || v == null ? null : names.holder(attribute.id(), v);
  }

  static void check(boolean allowed, String why) {
    if (!allowed) {
      throw new Refused(why);
    }
  }
}
