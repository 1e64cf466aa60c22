package dev.dfdb.conformance.query;

import dev.dfdb.conformance.query.RandomWorld.Attribute;
import dev.dfdb.edn.Edn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes the clauses of one random query: patterns first, which bind variables, each named after its
 * type; then what needs them bound. In the end the order is shuffled.
 */
final class ClauseGenerator {

  private static final Map<String, List<String>> VARIABLES = Map.of(
      "ref", List.of("?e", "?f", "?g"),
      "long", List.of("?l1", "?l2", "?l3"),
      "string", List.of("?s1", "?s2"),
      "keyword", List.of("?k1", "?k2"),
      "boolean", List.of("?b1", "?b2"),
      "double", List.of("?d1", "?d2"),
      "instant", List.of("?i1", "?i2"),
      "tx", List.of("?t1", "?t2"));

  private final SplittableRandom random;
  private final RandomWorld world;
  private final Map<String, String> bound = new LinkedHashMap<>();
  private final List<String> sources = new ArrayList<>(List.of("$"));
  private final List<String> where = new ArrayList<>();
  private boolean hasRules;
  private boolean history;

  ClauseGenerator(SplittableRandom random, RandomWorld world) {
    this.random = random;
    this.world = world;
  }

  void addSource(String name) {
    sources.add(name);
  }

  void addRules() {
    hasRules = true;
  }

  void bind(String variable, String type) {
    bound.put(variable, type);
  }

  /** The variables that the clauses or inputs bind, with their types. */
  Map<String, String> bound() {
    return bound;
  }

  /**
   * The clauses.
   *
   * @param isHistory whether the database {@code $} shows what was retracted
   */
  List<String> where(boolean isHistory) {
    history = isHistory;
    do {
      for (int i = random.nextInt(3); i >= 0; i--) {
        where.add(binding());
      }
    } while (bound.isEmpty());
    for (int i = random.nextInt(5) / 2; i > 0; i--) {
      filter();
    }
    List<String> shuffled = new ArrayList<>();
    for (String clause : where) {
      shuffled.add(random.nextInt(shuffled.size() + 1), clause);
    }
    return shuffled;
  }

  private String binding() {
    int dice = random.nextInt(20);
    if (hasRules && dice < 6) {
      return ruleCall();
    }
    return switch (dice) {
      case 6, 7 -> or();
      case 8, 9 -> orJoin();
      case 10 -> "[" + entity() + " :g/id " + value("long") + "]";
      case 11 -> transaction();
      default -> pattern();
    };
  }

  private String pattern() {
    String source = sources.get(random.nextInt(sources.size()));
    if (source.equals("$rows")) {
      return "[$rows " + entity() + " " + value("long")
          + (random.nextBoolean() ? "" : " " + value("string")) + "]";
    }
    String prefix = source.equals("$") ? "" : source + " ";
    if (random.nextInt(20) == 0) {
      return "[" + prefix + reference() + " " + variable("?a", "attribute") + " _]";
    }
    Attribute attribute = attribute();
    StringBuilder pattern =
        new StringBuilder("[").append(prefix).append(entity()).append(' ').append(attribute.name());
    int dice = random.nextInt(20);
    if (dice > 1) {
      pattern.append(' ').append(value(attribute.type()));
    }
    if (dice > 16 || (history && dice > 8)) {
      pattern.append(' ').append(value("tx"));
    }
    if (history && dice > 12) {
      pattern.append(' ').append(value("boolean"));
    }
    return pattern.append(']').toString();
  }

  private String transaction() {
    return "[" + variable("?t1", "tx") + " :db/txInstant " + variable("?i3", "instant") + "]";
  }

  private Attribute attribute() {
    return world.attributes().get(random.nextInt(world.attributes().size()));
  }

  private Attribute attribute(String type) {
    List<Attribute> alike = world.attributes().stream()
        .filter(attribute -> attribute.type().equals(type))
        .toList();
    return alike.get(random.nextInt(alike.size()));
  }

  private String entity() {
    boolean lookup = bound.containsKey("?r1") && random.nextBoolean();
    return lookup ? "?r1" : value("ref");
  }

  private String reference() {
    return Edn.print(RandomWorld.reference(random.nextInt(world.entities() + 1)));
  }

  /** A variable of a type, more often one that is bound; a constant; or a blank. */
  private String value(String type) {
    int dice = random.nextInt(12);
    if (dice == 0) {
      return "_";
    }
    if (dice == 1 && !type.equals("tx")) {
      return type.equals("ref") ? reference() : constant(type);
    }
    List<String> known = bound(type);
    if (!known.isEmpty() && dice < 9) {
      return known.get(random.nextInt(known.size()));
    }
    List<String> all = VARIABLES.getOrDefault(type, List.of());
    return variable(all.get(random.nextInt(all.size())), type);
  }

  private String constant(String type) {
    List<Object> values = RandomWorld.values(type);
    return Edn.print(values.get(random.nextInt(values.size())));
  }

  private String variable(String name, String type) {
    bound.put(name, type);
    return name;
  }

  private List<String> bound(String type) {
    List<String> found = new ArrayList<>();
    bound.forEach((variable, of) -> {
      if (of.equals(type)) {
        found.add(variable);
      }
    });
    return found;
  }

  private String anyBound(String type) {
    List<String> known = bound(type);
    return known.isEmpty() ? "" : known.get(random.nextInt(known.size()));
  }

  private String ruleCall() {
    String source = sources.contains("$2") && random.nextInt(4) == 0 ? "$2 " : "";
    String name = List.of("p", "p", "q", "r").get(random.nextInt(4));
    String first = idOf(value("ref"));
    String second =
        name.equals("q") ? value("long") : random.nextInt(8) == 0 ? first : idOf(value("ref"));
    return "(" + source + name + " " + first + " " + second + ")";
  }

  /** Rules take no lookup refs here: whether an argument stands for an entity, they don't say. */
  private String idOf(String term) {
    return term.startsWith("[") ? "_" : term;
  }

  private String or() {
    Attribute attribute = attribute();
    String e = variable("?f", "ref");
    String v = VARIABLES.getOrDefault(attribute.type(), List.of()).get(0);
    variable(v, attribute.type());
    StringBuilder or = new StringBuilder("(or");
    for (int i = random.nextInt(2); i >= 0; i--) {
      String pattern = "[" + e + " " + attribute(attribute.type()).name() + " " + v + "]";
      or.append(' ')
          .append(
              switch (random.nextInt(4)) {
                case 0 -> "(and " + pattern + " [" + e + " :g/id _])";
                case 1 -> "(and " + pattern + " (not [" + e + " :g/n 1]))";
                case 2 -> "(and " + pattern + " [(<= " + v + " " + v + ")])";
                default -> pattern;
              });
    }
    return or.append(" [")
        .append(e)
        .append(' ')
        .append(attribute.name())
        .append(' ')
        .append(v)
        .append("])")
        .toString();
  }

  private String orJoin() {
    Attribute attribute = attribute();
    List<String> known = bound("ref");
    boolean required = !known.isEmpty() && random.nextInt(4) == 0;
    String e = required ? known.get(0) : variable("?e", "ref");
    String v = attribute.type().equals("ref") && e.equals("?f")
        ? "?e"
        : VARIABLES.getOrDefault(attribute.type(), List.of()).get(1);
    variable(v, attribute.type());
    String inner = random.nextBoolean() || e.equals("?g") ? "?own" : "?g";
    return "(or-join [" + (required ? "[" + e + "]" : e) + " " + v + "] [" + e + " "
        + attribute.name() + " " + v + "] (and [" + e + " " + attribute("ref").name() + " " + inner
        + "] [" + inner + " " + attribute(attribute.type()).name() + " " + v + "]))";
  }

  private void filter() {
    List<String> variables = new ArrayList<>(bound.keySet());
    variables.remove("?r1");
    if (variables.isEmpty()) {
      return;
    }
    String any = variables.get(random.nextInt(variables.size()));
    String type = bound.getOrDefault(any, "");
    switch (random.nextInt(4)) {
      case 0 -> where.add(predicate(any, type, variables));
      case 1 -> new FunctionGenerator(random, world, bound, history).next().ifPresent(where::add);
      default -> not(any, type);
    }
  }

  private String predicate(String any, String type, List<String> variables) {
    String other = RandomWorld.values(type).isEmpty() || random.nextBoolean()
        ? variables.get(random.nextInt(variables.size()))
        : constant(type);
    String name = List.of("<", "<=", ">", ">=", "=", "!=", "not=").get(random.nextInt(7));
    return switch (random.nextInt(5)) {
      case 0 -> "(or [(" + name + " " + any + " " + other + ")] [(= " + any + " " + other + ")])";
      case 1 -> "(not [(" + name + " " + any + " " + other + ")])";
      default -> "[(" + name + " " + any + " " + other + ")]";
    };
  }

  private void not(String any, String type) {
    String e = anyBound("ref");
    if (e.isEmpty()) {
      return;
    }
    Attribute attribute = attribute();
    String v = type.equals(attribute.type()) && !any.equals(e) ? any : "?own";
    String pattern = "[" + e + " " + attribute.name() + " " + v + "]";
    String further = "[?mine " + attribute("ref").name() + " " + e + "]";
    where.add(
        switch (random.nextInt(hasRules ? 7 : 6)) {
          case 0 -> "(not " + pattern + " " + further + ")";
          case 1 -> "(not-join [" + e + "] " + pattern + ")";
          case 2 ->
            "(not-join [" + e + "] [?g " + attribute("ref").name() + " " + e
                + "] [?g :g/n ?l1])".replace("[?g", e.equals("?g") ? "[?f" : "[?g");
          case 3 -> "(not " + further + " (not [?mine :g/n 1]))";
          case 4 -> "(not " + pattern + " [(= " + v + " " + v + ")])";
          case 5 -> "(not " + pattern + ")";
          default -> "(not (p " + e + " ?mine) " + further + ")";
        });
  }
}
