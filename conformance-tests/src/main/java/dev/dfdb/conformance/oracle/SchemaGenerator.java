package dev.dfdb.conformance.oracle;

import dev.dfdb.edn.Keyword;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Makes random schemas, and changes to them. */
final class SchemaGenerator {

  private static final long FIRST_NAMED = 64;
  private static final List<String> CARDINALITIES =
      List.of(":db.cardinality/one", ":db.cardinality/many");
  private static final List<String> UNIQUE = List.of(":db.unique/identity", ":db.unique/value");

  private final SplittableRandom random;

  SchemaGenerator(SplittableRandom random) {
    this.random = random;
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
    Map<String, Object> part = declaration(":g/part", "ref", random.nextInt(2));
    part.put(":db/isComponent", true);
    forms.add(part);
    int more = 3 + random.nextInt(5);
    for (int i = 0; i < more; i++) {
      forms.add(declaration(":g/a" + i));
    }
    return forms;
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
    return form;
  }

  private static Map<String, Object> declaration(String ident, String type, int cardinality) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put(":db/ident", Keyword.of(ident));
    form.put(":db/valueType", ":db.type/" + type);
    form.put(":db/cardinality", CARDINALITIES.get(cardinality));
    if (type.equals(RandomValues.TUPLE)) {
      form.put(
          ":db/tupleTypes", List.of(Keyword.of(":db.type/long"), Keyword.of(":db.type/string")));
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
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> {
        String cardinality = CARDINALITIES.get(attribute.many() ? 0 : 1);
        yield List.of(List.of(":db/add", ident, ":db/cardinality", cardinality));
      }
      case 3 ->
        attribute.unique() == null
            ? List.of(Map.of(":db/ident", name, ":db/unique", UNIQUE.get(random.nextInt(2))))
            : List.of(List.of(":db/retract", ident, ":db/unique"));
      case 4 ->
        isNameOfGenerator(attribute)
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
      default -> List.of(List.of(":db/add", ident, ":db/isComponent", true));
    };
  }

  /** Whether forms are made with the name, whatever the schema says. */
  private static boolean isNameOfGenerator(OracleAttribute attribute) {
    Keyword ident = attribute.ident();
    return "u".equals(ident.namespace()) || List.of("id", "tag").contains(ident.name());
  }
}
