package dev.dfdb.conformance.oracle;

import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes random schemas, and changes to them. */
final class SchemaGenerator {

  private static final long FIRST_NAMED = 64;
  private static final List<String> CARDINALITIES =
      List.of(":db.cardinality/one", ":db.cardinality/many");
  private static final List<String> PARTS = List.of("string", "bigdec", "ref", "keyword");
  private static final List<String> UNIQUE = List.of(":db.unique/identity", ":db.unique/value");

  private static final List<List<Keyword>> TUPLES = List.of(
      keywords(":db.type/long", ":db.type/string"),
      keywords(":db.type/ref", ":db.type/double", ":db.type/ref"));
  private static final List<Keyword> ELEMENTS =
      keywords(":db.type/keyword", ":db.type/bigint", ":db.type/ref");
  private static final List<Symbol> PREDICATES = symbols(UserFunctions.VALUE_TESTS.keySet());
  private static final List<Symbol> ENTITY_PREDICATES =
      symbols(UserFunctions.ENTITY_TESTS.keySet());

  /** The names that forms are made with, whatever the schema says. */
  private static final List<Keyword> KEPT = keywords(":g/id", ":g/tag", ":g/ref", ":g/count");

  /** One that is part of a tuple by this name, whatever its name is now. */
  private static final Keyword PART = Keyword.of(":g/k");

  private final SplittableRandom random;

  SchemaGenerator(SplittableRandom random) {
    this.random = random;
  }

  private static List<Keyword> keywords(String... names) {
    return Stream.of(names).map(Keyword::of).toList();
  }

  private static List<Symbol> symbols(Set<String> names) {
    return names.stream().sorted().map(Symbol::of).toList();
  }

  /** The schema that a history begins with. */
  List<Object> first() {
    List<Object> forms = new ArrayList<>();
    Map<String, Object> id = declaration(":g/id", "long", 0);
    id.put(":db/unique", UNIQUE.get(0));
    forms.add(id);
    forms.add(declaration(":g/tag", "long", 0));
    forms.add(declaration(":g/ref", "ref", 0));
    forms.add(declaration(":g/refs", "ref", 1));
    forms.add(declaration(":g/count", "long", 0));
    Map<String, Object> part = declaration(":g/part", "ref", random.nextInt(2));
    part.put(":db/isComponent", true);
    forms.add(part);
    int more = 3 + random.nextInt(5);
    for (int i = 0; i < more; i++) {
      forms.add(declaration(":g/a" + i));
    }
    forms.add(spec(":g/spec"));
    forms.add(declaration(":g/k", pick(PARTS), 0));
    forms.add(composite(":g/key", keywords(":g/count", ":g/k"), UNIQUE.get(0)));
    if (random.nextBoolean()) {
      List<Keyword> parts = keywords(":g/k", ":g/ref", random.nextBoolean() ? ":g/id" : ":g/count");
      forms.add(composite(":g/parts", parts, random.nextInt(3) == 0 ? UNIQUE.get(1) : null));
    }
    return forms;
  }

  private static Map<String, Object> composite(
      String ident, List<Keyword> parts, @Nullable String unique) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put(":db/ident", Keyword.of(ident));
    form.put(":db/valueType", ":db.type/tuple");
    form.put(":db/tupleAttrs", parts);
    if (unique != null) {
      form.put(":db/unique", unique);
    }
    return form;
  }

  /** An entity spec. */
  private Map<String, Object> spec(String ident) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put(":db/ident", Keyword.of(ident));
    if (random.nextInt(4) > 0) {
      form.put(":db.entity/attrs", List.of(pick(KEPT)));
    }
    if (random.nextInt(4) > 0) {
      form.put(":db.entity/preds", List.of(pick(ENTITY_PREDICATES)));
    }
    return form;
  }

  private Map<String, Object> declaration(String ident) {
    String type = RandomValues.TYPES.get(random.nextInt(RandomValues.TYPES.size()));
    Map<String, Object> form = declaration(ident, type, random.nextInt(2));
    if (random.nextInt(5) == 0) {
      form.put(":db/unique", UNIQUE.get(random.nextInt(2)));
    }
    if (random.nextInt(5) == 0) {
      form.put(":db/noHistory", true);
    }
    if (random.nextInt(5) == 0) {
      form.put(":db.attr/preds", List.of(pick(PREDICATES)));
    }
    return form;
  }

  private Map<String, Object> declaration(String ident, String type, int cardinality) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put(":db/ident", Keyword.of(ident));
    form.put(":db/valueType", ":db.type/" + type);
    form.put(":db/cardinality", CARDINALITIES.get(cardinality));
    if (type.equals(RandomValues.TUPLE)) {
      switch (random.nextInt(3)) {
        case 0 -> form.put(":db/tupleType", pick(ELEMENTS));
        case 1 -> form.put(":db/tupleTypes", pick(TUPLES));
        default -> form.put(":db/tupleTypes", TUPLES.get(0));
      }
    }
    return form;
  }

  /** The forms that change the schema of a database; not every change is allowed. */
  List<Object> change(OracleDatabase database) {
    List<OracleAttribute> attributes = database.schema().attributes().stream()
        .filter(attribute -> attribute.id() >= FIRST_NAMED)
        .sorted((x, y) -> Long.compare(x.id(), y.id()))
        .toList();
    OracleAttribute attribute = attributes.get(random.nextInt(attributes.size()));
    List<Keyword> names = database.schema().names(attribute);
    Keyword name = names.get(random.nextInt(names.size()));
    String ident = name.toString();
    long next = database.t() + 1;
    return switch (random.nextInt(16)) {
      case 0, 1, 2 -> {
        String cardinality = CARDINALITIES.get(attribute.many() ? 0 : 1);
        yield List.of(List.of(":db/add", ident, ":db/cardinality", cardinality));
      }
      case 3 ->
        attribute.unique() == null
            ? List.of(Map.of(":db/ident", name, ":db/unique", UNIQUE.get(random.nextInt(2))))
            : List.of(List.of(":db/retract", ident, ":db/unique"));
      case 4 ->
        "u".equals(attribute.ident().namespace()) || KEPT.contains(attribute.ident())
            ? List.of(List.of(":db/add", ident, ":db/doc", "renamed never"))
            : List.of(
                List.of(":db/add", ident, ":db/ident", Keyword.of(":r/a" + random.nextInt(4))));
      case 5 -> List.of(declaration(":g/n" + next));
      case 6 -> {
        String type = attribute.type() == null ? "long" : attribute.type();
        yield List.of(Map.of(":db/ident", name, ":db/valueType", ":db.type/" + type));
      }
      case 7 -> List.of(List.of(":db/add", ident, ":db/noHistory", !attribute.forgets()));
      case 8 -> List.of(List.of(":db/add", ident, ":db/index", random.nextBoolean()));
      case 9, 10, 11, 12, 13 -> tupleOrRule(database, attribute);
      case 14 -> {
        OracleAttribute part = Objects.requireNonNull(database.schema().attribute(PART));
        List<Keyword> former = database.schema().names(part);
        yield List.of(
            random.nextBoolean()
                ? List.of(":db/add", part.id(), ":db/ident", Keyword.of(":r/a" + random.nextInt(4)))
                : List.of(":db/retract", part.id(), ":db/formerIdents", pick(former)));
      }
      default -> List.of(List.of(":db/add", ident, ":db/isComponent", true));
    };
  }

  /** What concerns tuples, predicates and specs. */
  private List<Object> tupleOrRule(OracleDatabase database, OracleAttribute attribute) {
    List<Keyword> names = database.schema().names(attribute);
    Keyword name = pick(names);
    Keyword part = canBePart(attribute) ? name : pick(KEPT);
    long next = database.t() + 1;
    return switch (random.nextInt(8)) {
      case 0, 1 -> {
        Keyword other = pick(KEPT);
        String unique = random.nextInt(3) == 0 ? pick(UNIQUE) : null;
        yield List.of(composite(":g/c" + next, List.of(other, part), unique));
      }
      case 2 -> List.of(Map.of(":db/ident", name, ":db.attr/preds", pick(PREDICATES)));
      case 3 ->
        attribute.predicates().isEmpty()
            ? List.of(spec(":g/spec"))
            : List.of(List.of(":db/retract", name.toString(), ":db.attr/preds"));
      case 4 ->
        names.size() == 1
            ? List.of(spec(":g/s" + next))
            : List.of(List.of(
                ":db/retract",
                name.toString(),
                ":db/formerIdents",
                names.get(1 + random.nextInt(names.size() - 1))));
      case 5 -> {
        List<OracleAttribute> composites = database.schema().composites();
        OracleAttribute composite = composites.get(random.nextInt(composites.size()));
        yield random.nextBoolean()
            ? List.of(List.of(":db/retract", composite.id(), ":db/tupleAttrs"))
            : List.of(
                List.of(":db/add", composite.id(), ":db/tupleAttrs", List.of(part, pick(KEPT))));
      }
      case 6 ->
        List.of(Map.of(
            ":db/ident", name, ":db/valueType", ":db.type/tuple", ":db/tupleTypes", TUPLES.get(0)));
      default -> List.of(List.of(":db/retract", ":g/spec", ":db.entity/attrs"));
    };
  }

  /**
   * Whether tuples can be made of it that are compared with ease: in a list, arrays of bytes have
   * no {@code equals()}; and ids are not sought in tuples within tuples.
   */
  private static boolean canBePart(OracleAttribute attribute) {
    return attribute.type() != null
        && !attribute.type().equals("bytes")
        && !(attribute.tuple() instanceof OracleTuple.Alike)
        && !(attribute.tuple() instanceof OracleTuple.Each each && each.types().contains("ref"));
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
