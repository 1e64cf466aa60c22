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

  /** By which a transaction has an entity meet a spec. */
  static final Keyword ENSURE = Keyword.of(":db/ensure");

  /** How many calls of functions there can be within each other. */
  private static final int MOST_CALLS = 100;

  private final OracleSchema schema;
  private final FactReading before;
  private final Set<Long> given;
  private final long tx;
  private final List<Step> steps = new ArrayList<>();
  private final Map<Object, Long> tempids = new LinkedHashMap<>();
  private final Map<Keyword, OracleAttribute> unheard = new LinkedHashMap<>();
  private final Map<Keyword, OracleAttribute> interned = new LinkedHashMap<>();
  private long lastPlaceholder;

  /**
   * Ready to read forms.
   *
   * @param before the facts in which lookup refs are looked up, and which functions read
   * @param given every entity id there ever was
   * @param tx the id of the transaction
   */
  Forms(Facts before, OracleSchema schema, Set<Long> given, long tx) {
    this.schema = schema;
    this.before = new FactReading(before, schema);
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
    read(forms, 0);
  }

  /** Reads forms that a number of calls within each other have given. */
  private void read(Collection<?> forms, int calls) {
    for (Object form : forms) {
      if (form instanceof Map<?, ?> map) {
        map(map);
      } else {
        list((List<?>) form, calls);
      }
    }
  }

  private void list(List<?> form, int calls) {
    switch (String.valueOf(form.get(0))) {
      case ":db/add" -> {
        OracleAttribute attribute = attribute(form.get(2));
        add(entity(form.get(1)), attribute, form.get(3));
      }
      case ":db/retract" -> {
        OracleAttribute attribute = retracted(form.get(2));
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
      default -> {
        check(calls < MOST_CALLS, "functions call each other without end");
        read(call(form), calls + 1);
      }
    }
  }

  /** The forms that a function makes of the database before. */
  private Collection<?> call(List<?> form) {
    String name = String.valueOf(form.get(0)).replaceFirst("^:", "");
    UserFunctions.Function function = UserFunctions.FUNCTIONS.get(name);
    if (function == null) {
      throw new Refused("no such function");
    }
    try {
      return function.forms(before, form.subList(1, form.size()));
    } catch (IllegalArgumentException | ClassCastException failure) {
      throw new Refused("a function failed: " + failure.getMessage());
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
            && !(attribute.isRef() && before.isLookupRef(v))
            && !isTuple(attribute, v);
        (several ? (Collection<?>) v : Collections.singletonList(v))
            .forEach(one -> add(e, attribute, one));
      }
    });
    return e;
  }

  /** Whether what stands for the values of an attribute is one tuple, and not a list of them. */
  private static boolean isTuple(OracleAttribute attribute, Object v) {
    return attribute.tuple() != null
        && v instanceof List<?> list
        && !list.stream().allMatch(element -> element instanceof List<?>);
  }

  private void reverse(long e, OracleAttribute attribute, Object v) {
    check(attribute.isRef(), "only references have two ends");
    Collection<?> referring =
        v instanceof Collection<?> all && !before.isLookupRef(v) ? all : List.of(v);
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
    return interned.computeIfAbsent(ident, this::unheard);
  }

  /** An attribute of which something is retracted, which makes no new one. */
  private OracleAttribute retracted(@Nullable Object name) {
    Keyword ident = Keyword.find(name);
    return ident == null || schema.attribute(ident) != null ? attribute(name) : unheard(ident);
  }

  private OracleAttribute unheard(Keyword ident) {
    check(!"db".equals(ident.namespace()), "no such built-in attribute");
    return unheard.computeIfAbsent(
        ident, name -> OracleAttribute.undeclared(--lastPlaceholder, name));
  }

  private Object value(OracleAttribute attribute, @Nullable Object v) {
    if (v == null) {
      throw new Refused("nil is no value");
    }
    if (attribute.isRef()) {
      return entity(v);
    }
    Object conforming = attribute.conform(known(attribute, FactReading.canonical(v)));
    if (conforming == null) {
      throw new Refused("not of the attribute's type");
    }
    return conforming;
  }

  /** A value with ids in place of the names that a tuple has in it. */
  private Object known(OracleAttribute attribute, Object v) {
    List<@Nullable String> types = v instanceof List<?> elements ? attribute.types(elements) : null;
    if (types == null || !types.contains("ref")) {
      return v;
    }
    List<@Nullable Object> known = new ArrayList<>((List<?>) v);
    for (int i = 0; i < types.size(); i++) {
      if ("ref".equals(types.get(i)) && known.get(i) != null) {
        known.set(i, entity(known.get(i)));
      }
    }
    return known;
  }

  private long entity(@Nullable Object name) {
    Object canonical = name == null ? null : FactReading.canonical(name);
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
    Long id = ident != null ? idOf(ident) : before.lookUp(canonical);
    if (id == null) {
      throw new Refused("names no entity");
    }
    return id;
  }

  private @Nullable Long idOf(Keyword ident) {
    OracleAttribute named = schema.attribute(ident);
    return named == null ? null : named.id();
  }

  static void check(boolean allowed, String why) {
    if (!allowed) {
      throw new Refused(why);
    }
  }
}
