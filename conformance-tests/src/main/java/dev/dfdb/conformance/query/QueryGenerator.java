package dev.dfdb.conformance.query;

import dev.dfdb.conformance.query.QueryCase.Input;
import dev.dfdb.conformance.query.QueryCase.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Makes random queries about a {@link RandomWorld}, each of which can be answered. */
final class QueryGenerator {

  private static final List<String> AGGREGATES =
      List.of("count", "count-distinct", "distinct", "min", "max", "min 2", "max 2");
  private static final List<String> OF_NUMBERS = List.of("sum", "avg", "median");

  private final SplittableRandom random;
  private final RandomWorld world;
  private final List<Long> ids;

  /**
   * A generator.
   *
   * @param ids the ids of the entities, by their numbers
   */
  QueryGenerator(long seed, RandomWorld world, List<Long> ids) {
    this.random = new SplittableRandom(seed);
    this.world = world;
    this.ids = ids;
  }

  QueryCase query() {
    ClauseGenerator clauses = new ClauseGenerator(random, world);
    List<Input> inputs = new ArrayList<>();
    View view = view();
    inputs.add(new Input("$", view));
    if (random.nextInt(5) == 0) {
      inputs.add(new Input("$2", view()));
      clauses.addSource("$2");
    }
    if (random.nextInt(5) == 0) {
      inputs.add(new Input("$rows", rows()));
      clauses.addSource("$rows");
    }
    List<String> rules = List.of();
    if (random.nextInt(3) == 0) {
      rules = new RuleGenerator(random).rules();
      inputs.add(new Input("%", rules));
      clauses.addRules();
    }
    if (random.nextInt(3) == 0) {
      inputs.add(values(clauses));
    }
    List<String> where = clauses.where(view.history());
    return find(inputs, rules, where, clauses.bound());
  }

  private View view() {
    int dice = random.nextInt(10);
    long t = 2 + random.nextLong(world.lastT());
    return switch (dice) {
      case 0, 1 -> new View(t, -1, false, false);
      case 2 -> new View(-1, t, false, false);
      case 3 -> new View(-1, -1, true, false);
      case 4 -> new View(t, 2, random.nextBoolean(), false);
      case 5 -> new View(-1, -1, false, true);
      default -> new View(-1, -1, false, false);
    };
  }

  private Long entity() {
    return ids.get(random.nextInt(ids.size()));
  }

  private Object any(String type) {
    List<Object> values = RandomWorld.values(type);
    return values.get(random.nextInt(values.size()));
  }

  private List<List<Object>> rows() {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = random.nextInt(8); i > 0; i--) {
      rows.add(List.of(entity(), any("long"), any("string")));
    }
    return rows;
  }

  private Input values(ClauseGenerator clauses) {
    int dice = random.nextInt(7);
    switch (dice) {
      case 0 -> clauses.bind("?l1", "long");
      case 1 -> clauses.bind("?s1", "string");
      case 2, 3 -> {
        clauses.bind("?e", "ref");
        clauses.bind("?l1", "long");
      }
      case 4 -> clauses.bind("?r1", "lookup");
      case 5 -> clauses.bind("?f", "ref");
      default -> {
        clauses.bind("?l1", "long");
        clauses.bind("?l2", "long");
      }
    }
    return switch (dice) {
      case 0 -> new Input("?l1", any("long"));
      case 1 -> new Input("[?s1 ...]", List.of(any("string"), any("string"), any("string")));
      case 2 -> new Input("[?e ?l1]", List.of(entity(), any("long")));
      case 3 -> new Input("[[?e _ ?l1]]", List.of(row(), row(), row()));
      case 4 ->
        new Input(
            "[?r1 ...]",
            List.of(RandomWorld.reference(0), RandomWorld.reference(world.entities())));
      case 5 -> new Input("?f", entity());
      default ->
        new Input(
            "[[?l1 [?l2 ...]] ...]",
            List.of(
                List.of(any("long"), List.of(any("long"), any("long"))),
                List.of(any("long"), List.of())));
    };
  }

  private List<Object> row() {
    return List.of(entity(), "x", any("long"));
  }

  private QueryCase find(
      List<Input> inputs, List<String> rules, List<String> where, Map<String, String> bound) {
    List<String> variables = new ArrayList<>(bound.keySet());
    List<String> find = new ArrayList<>();
    List<String> with = new ArrayList<>();
    boolean aggregates = random.nextInt(3) == 0;
    int columns = 1 + random.nextInt(Math.min(3, variables.size()));
    for (int i = 0; i < columns; i++) {
      String variable = variables.remove(random.nextInt(variables.size()));
      boolean aggregated = aggregates && (i == columns - 1 || random.nextInt(3) == 0);
      find.add(aggregated ? aggregate(variable, bound.getOrDefault(variable, "")) : variable);
    }
    while (!variables.isEmpty() && random.nextInt(4) == 0) {
      with.add(variables.remove(random.nextInt(variables.size())));
    }
    String shape = find.size() == 1
        ? List.of("relation", "collection", "scalar").get(random.nextInt(3))
        : List.of("relation", "relation", "tuple").get(random.nextInt(3));
    boolean isState = !((View) inputs.get(0).value()).history();
    boolean pulls = isState && !aggregates && random.nextInt(4) == 0;
    boolean isMany = shape.equals("relation") || shape.equals("collection");
    Presentation presentation = presentation(find, isMany, pulls ? pulled(find, bound) : -1);
    return new QueryCase(shape, find, with, List.copyOf(inputs), rules, where, presentation);
  }

  /** The first column that holds entities; negative if none does. */
  private static int pulled(List<String> find, Map<String, String> bound) {
    for (int i = 0; i < find.size(); i++) {
      if (bound.getOrDefault(find.get(i), "").equals("ref")) {
        return i;
      }
    }
    return -1;
  }

  private Presentation presentation(List<String> find, boolean isMany, int pulled) {
    List<Presentation.Sort> sorts = new ArrayList<>();
    boolean ordered = isMany && random.nextInt(4) == 0;
    for (int i = 0; i < find.size() && ordered; i++) {
      boolean isSortable = find.get(i).startsWith("?") || find.get(i).startsWith("(count ");
      if (isSortable && i != pulled && random.nextBoolean()) {
        sorts.add(new Presentation.Sort(i, random.nextBoolean()));
      }
    }
    List<Presentation.Pulled> pattern = new ArrayList<>();
    for (RandomWorld.Attribute attribute : world.attributes()) {
      if (pulled >= 0 && random.nextBoolean()) {
        boolean nested = attribute.type().equals("ref") && random.nextBoolean();
        pattern.add(new Presentation.Pulled(attribute, nested));
      }
    }
    boolean isPage = isMany && random.nextInt(5) == 0;
    return new Presentation(
        sorts,
        isPage ? random.nextInt(4) : 0,
        isPage ? random.nextInt(6) : -1,
        random.nextInt(6) == 0,
        pulled,
        pattern);
  }

  private String aggregate(String variable, String type) {
    boolean isNumber = type.equals("long") || type.equals("double");
    List<String> names = isNumber && random.nextBoolean() ? OF_NUMBERS : AGGREGATES;
    return "(" + names.get(random.nextInt(names.size())) + " " + variable + ")";
  }
}
