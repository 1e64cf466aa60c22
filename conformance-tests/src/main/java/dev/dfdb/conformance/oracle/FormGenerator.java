package dev.dfdb.conformance.oracle;

import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the forms of random transactions that mean something in a database: most are allowed, some
 * contradict themselves or what is there. The same random numbers make the same forms of it.
 */
final class FormGenerator {

  private static final long FIRST_ENTITY = 1 << 14;
  private static final long FIRST_TRANSACTION = 1L << 42;
  private static final long FIRST_NAMED = 64;

  private final SplittableRandom random;
  private final OracleDatabase database;
  private final Facts facts;
  private final List<OracleAttribute> attributes;
  private final List<Long> entities;
  private final List<Fact> live;
  private final List<Fact> tuples;
  private final List<Object> specs;
  private int forms;

  /** A generator for one transaction on the database as it was after {@code t}. */
  FormGenerator(SplittableRandom random, OracleDatabase database, long t) {
    this.random = random;
    this.database = database;
    this.facts = database.facts(t);
    this.attributes = database.schema().attributes().stream()
        .filter(attribute -> attribute.id() >= FIRST_NAMED && !attribute.isComposite())
        .sorted((x, y) -> Long.compare(x.id(), y.id()))
        .toList();
    Map<Boolean, List<Fact>> known = facts.all().stream()
        .filter(fact -> fact.e() >= FIRST_ENTITY && fact.e() < FIRST_TRANSACTION)
        .collect(Collectors.partitioningBy(fact -> isComposite(fact.a())));
    this.live = known.getOrDefault(false, List.of());
    this.tuples = known.getOrDefault(true, List.of());
    this.specs = Stream.of(":db.entity/attrs", ":db.entity/preds")
        .flatMap(part -> facts.of(database.schema().id(part)).stream())
        .map(fact -> (Object) fact.e())
        .distinct()
        .toList();
    this.entities = live.stream().map(Fact::e).distinct().sorted().toList();
  }

  private boolean isComposite(long a) {
    OracleAttribute attribute = database.schema().attribute(a);
    return attribute != null && attribute.isComposite();
  }

  /** The forms of a transaction. */
  List<Object> transaction() {
    int size = 1 + random.nextInt(random.nextInt(10) == 0 ? 8 : 3);
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Object form = form();
      all.add(random.nextInt(16) == 0 ? called(form) : form);
    }
    if (random.nextInt(24) == 0) {
      contradict(all);
    }
    return all;
  }

  /** Retracts what one of the forms asserts, by the names that it has there. */
  private void contradict(List<Object> all) {
    if (pick(all) instanceof List<?> form && form.get(0).equals(":db/add")) {
      all.add(
          random.nextInt(all.size() + 1),
          list(":db/retract", form.get(1), form.get(2), form.get(3)));
    }
  }

  private Object form() {
    int dice = random.nextInt(124);
    if (entities.isEmpty() || dice < 24) {
      return map("t" + random.nextInt(3), 2);
    } else if (dice < 34) {
      return map(null, 1);
    } else if (dice < 44) {
      return map(entity(), 1);
    } else if (dice < 66) {
      OracleAttribute attribute = attribute();
      return list(":db/add", entity(), name(attribute), value(attribute));
    } else if (dice < 80) {
      Fact fact = pick(live);
      Object v = random.nextInt(6) == 0 ? RandomValues.of(null, random) : fact.v();
      return random.nextInt(4) == 0
          ? list(":db/retract", entity(), nameOf(fact.a()))
          : list(":db/retract", fact.e(), nameOf(fact.a()), v);
    } else if (dice < 86) {
      return list(":db/retractEntity", pick(entities));
    } else if (dice < 94) {
      return cas();
    } else if (dice < 98) {
      return list(":db/add", "datomic.tx", ":u/about", (long) random.nextInt(3));
    } else if (dice < 106) {
      return call();
    } else if (dice < 122) {
      return tuple();
    }
    return wrong();
  }

  /** A call of a function that gives the form, by way of others. */
  private Object called(Object form) {
    if (random.nextBoolean()) {
      return list(":g/all", form, form());
    }
    return list("g/nest", random.nextInt(4) == 0 ? 97L + random.nextInt(4) : 1L, form);
  }

  /** A call of a function that reads the database. */
  private Object call() {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> list(":g/increment", known(), 1L + random.nextInt(4));
      case 3, 4 -> list(Symbol.of("g/move"), known(), entity(), nameInData());
      case 5, 6 -> list(":g/leave", known());
      default -> random.nextInt(3) == 0 ? list(":g/unheard-of") : list("g/nothing", 1L);
    };
  }

  private Object nameInData() {
    OracleAttribute attribute = database.schema().attribute(pick(live).a());
    return attribute == null ? ":g/tag" : attribute.ident().toString();
  }

  /** A name for an entity there is. */
  private Object known() {
    Object name = entity();
    return name instanceof String || (name instanceof Long id && id < 0) ? pick(entities) : name;
  }

  /** Something about a composite tuple: mostly its parts, often those that another has. */
  private Object tuple() {
    List<OracleAttribute> composites = database.schema().composites();
    if (composites.isEmpty() || (!tuples.isEmpty() && random.nextInt(4) == 0)) {
      return tuples.isEmpty() ? map(null, 1) : given(pick(tuples));
    }
    OracleAttribute composite = pick(composites);
    List<Fact> others =
        tuples.stream().filter(fact -> fact.a() == composite.id()).toList();
    List<?> elements = others.isEmpty() || random.nextBoolean()
        ? Collections.nCopies(composite.parts().size(), null)
        : (List<?>) pick(others).v();
    Map<Object, @Nullable Object> map = new LinkedHashMap<>();
    map.put(":db/id", random.nextInt(3) == 0 ? entity() : "t" + random.nextInt(3));
    List<@Nullable Object> whole = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      OracleAttribute part =
          Objects.requireNonNull(database.schema().attribute(composite.parts().get(i)));
      Object v = elements.get(i) == null ? value(part) : elements.get(i);
      whole.add(v);
      if (i == 0 || random.nextInt(12) > 0) {
        map.put(part.ident().toString(), v);
      }
    }
    if (random.nextInt(4) == 0) {
      map.put(composite.ident().toString(), whole);
    }
    return map;
  }

  /** A composite tuple by name: what it is, or what it can't be. */
  private Object given(Fact tuple) {
    Object name = nameOf(tuple.a());
    return switch (random.nextInt(8)) {
      case 0 -> list(":db/retract", tuple.e(), name);
      case 1 -> list(":db/cas", tuple.e(), name, tuple.v(), tuple.v());
      case 2 -> list(":db/add", entity(), name, tuple.v());
      case 3, 4 -> list(":db/add", "t0", name, tuple.v());
      default -> list(":db/add", tuple.e(), name, tuple.v());
    };
  }

  private Object cas() {
    Fact fact = pick(live);
    OracleAttribute attribute = database.schema().attribute(fact.a());
    // As of a time when it had several values, it does not matter which of them is compared.
    boolean isOne = facts.values(fact.e(), fact.a()).size() == 1;
    if (attribute == null || !isOne || random.nextInt(5) == 0) {
      OracleAttribute other = attribute();
      return list(":db/cas", pick(entities), name(other), null, value(other));
    }
    return list(":db/cas", fact.e(), name(attribute), fact.v(), value(attribute));
  }

  private Object wrong() {
    OracleAttribute attribute = attribute();
    return switch (random.nextInt(10)) {
      case 9 ->
        list(":db/cas", FIRST_TRANSACTION + 1, ":db/txInstant", database.instant(1), Instant.EPOCH);
      case 7 -> list(":db/add", "x", ":db/ensure", ":g/spec");
      case 8 -> list(":db/cas", pick(entities), ":db/ensure", null, ":g/spec");
      case 0 -> list(":db/add", "x", name(attribute), null);
      case 6 -> list(":db/add", (long) random.nextInt(64), ":u/0", 1L);
      case 1 -> list(":db/add", "x", name(attribute), new Keyword("not", "of any type"));
      case 2 -> list(":db/add", FIRST_TRANSACTION - 1, name(attribute), value(attribute));
      case 3 -> list(":db/retractEntity", database.t() + FIRST_TRANSACTION);
      case 4 -> list(":db/retract", "only retracted", ":u/0");
      default -> list(":db/add", List.of(":g/id", -99L), name(attribute), value(attribute));
    };
  }

  /** A map form of an entity; null for a new one without a name. */
  private Map<Object, @Nullable Object> map(@Nullable Object id, int least) {
    Map<Object, @Nullable Object> map = new LinkedHashMap<>();
    if (id != null) {
      map.put(":db/id", id);
    }
    int size = least + random.nextInt(3);
    for (int i = 0; i < size; i++) {
      OracleAttribute attribute = attribute();
      if (attribute.isRef() && !entities.isEmpty() && random.nextInt(4) == 0) {
        Keyword ident = attribute.ident();
        map.put(":" + ident.namespace() + "/_" + ident.name(), entity());
      } else if (attribute.isRef() && random.nextInt(3) == 0) {
        map.put(attribute.ident().toString(), nested(attribute));
      } else {
        map.put(attribute.ident().toString(), values(attribute));
      }
    }
    if (random.nextInt(3) == 0) {
      map.putIfAbsent(":g/id", (long) random.nextInt(6));
    }
    if (!specs.isEmpty() && random.nextInt(8) == 0) {
      map.put(":db/ensure", pick(specs));
    }
    if (id == null) {
      map.put(":g/tag", tag()); // by which it is found in the report
    }
    return map;
  }

  private Map<Object, @Nullable Object> nested(OracleAttribute attribute) {
    Map<Object, @Nullable Object> map = new LinkedHashMap<>();
    map.put(":g/tag", tag());
    if (!attribute.component() && random.nextInt(8) > 0) {
      map.put(":g/id", (long) random.nextInt(6));
    }
    return map;
  }

  /** A value that no other form of the transaction has. */
  private long tag() {
    forms++;
    return database.t() * 1_000 + forms;
  }

  private Object values(OracleAttribute attribute) {
    if (!attribute.many() || random.nextInt(3) == 0) {
      return value(attribute);
    }
    List<Object> several = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      several.add(value(attribute));
    }
    // Of two values the first must not look like the attribute of a lookup ref.
    return several.size() == 2 && several.get(0) instanceof Keyword ? several.get(1) : several;
  }

  private Object value(OracleAttribute attribute) {
    if (attribute.tuple() != null) {
      return tuple(attribute.tuple());
    }
    if (!attribute.isRef()) {
      return RandomValues.of(attribute.type(), random);
    }
    return reference();
  }

  private Object tuple(OracleTuple tuple) {
    List<@Nullable Object> elements = new ArrayList<>();
    List<@Nullable String> types = null;
    for (int size = 2 + random.nextInt(2); types == null; size++) {
      types = tuple.types(size > 8 ? 2 : size);
    }
    for (String type : types) {
      boolean isNil = random.nextInt(5) == 0;
      elements.add(isNil ? null : "ref".equals(type) ? reference() : RandomValues.of(type, random));
    }
    return elements;
  }

  private Object reference() {
    return entities.isEmpty() ? "t" + random.nextInt(3) : entity();
  }

  /** A name for an entity: an id, a lookup ref, or a tempid. */
  private Object entity() {
    if (entities.isEmpty() || random.nextInt(8) == 0) {
      return random.nextInt(4) == 0 ? (Object) (-1L - random.nextInt(2)) : "t" + random.nextInt(3);
    }
    Fact fact = pick(tuples.isEmpty() || random.nextInt(6) > 0 ? live : tuples);
    OracleAttribute attribute = database.schema().attribute(fact.a());
    return attribute == null || attribute.unique() == null || attribute.isRef()
        ? fact.e()
        : List.of(attribute.ident().toString(), fact.v());
  }

  private OracleAttribute attribute() {
    int which = random.nextInt(attributes.size() + 2);
    if (which < attributes.size()) {
      return attributes.get(which);
    }
    Keyword name = Keyword.of(":u/" + random.nextInt(5));
    OracleAttribute known = database.schema().attribute(name);
    return known != null ? known : OracleAttribute.undeclared(-1, name);
  }

  private Object nameOf(long a) {
    OracleAttribute attribute = database.schema().attribute(a);
    return attribute == null ? a : name(attribute);
  }

  private Object name(OracleAttribute attribute) {
    if (attribute.id() < 0) {
      return attribute.ident().toString();
    }
    return random.nextInt(10) == 0
        ? attribute.id()
        : pick(database.schema().names(attribute)).toString();
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static List<@Nullable Object> list(@Nullable Object... parts) {
    return Arrays.asList(parts);
  }
}
