package dev.dfdb.conformance.query;

import dev.dfdb.conformance.query.RandomWorld.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Makes clauses that call functions of bound variables, and bind others. */
final class FunctionGenerator {

  private final SplittableRandom random;
  private final RandomWorld world;
  private final Map<String, String> bound;
  private final boolean history;

  /**
   * A generator.
   *
   * @param bound the variables that are bound, with their types, to which it adds
   * @param history whether the database shows retractions, of which no function knows
   */
  FunctionGenerator(
      SplittableRandom random, RandomWorld world, Map<String, String> bound, boolean history) {
    this.random = random;
    this.world = world;
    this.bound = bound;
    this.history = history;
  }

  /** A clause; empty if no variable that is bound fits. */
  Optional<String> next() {
    Optional<String> n = any("long");
    Optional<String> e = any("ref");
    Optional<String> s = any("string");
    return switch (random.nextInt(12)) {
      case 0 -> n.map(l -> "[(+ " + l + " 1) " + out("long") + "]");
      case 1 -> n.map(l -> "[(* " + l + " " + l + ") " + out("long") + "]");
      case 2 -> n.map(l -> "[(even? " + l + ")]");
      case 3 -> s.map(t -> "[(count " + t + ") " + out("long") + "]");
      case 4 -> s.map(t -> "[(starts-with? " + t + " \"a\")]");
      case 5 -> Optional.of("[(ground [0 1 2 2]) [" + out("long") + " ...]]");
      case 6 ->
        Optional.of(
            "[(ground [[1 \"a\"] [2 \"b\"]]) [[" + out("long") + " " + out("string") + "]]]");
      case 7 -> both(n, e).map(two -> "[(tuple " + two + ") " + out("tuple") + "]");
      case 8 ->
        any("tuple").map(t -> "[(untuple " + t + ") [" + out("long") + " " + out("ref") + "]]");
      case 9 ->
        e.filter(one -> !history)
            .map(one -> "[(get-else $ " + one + " :g/n 7) " + out("long") + "]");
      case 10 ->
        e.filter(one -> !history)
            .map(one -> "[(missing? $ " + one + " " + attribute().name() + ")]");
      default ->
        e.filter(one -> !history)
            .map(one -> "[(get-some $ " + one + " :g/ref :g/n) [" + out("attribute") + " _]]");
    };
  }

  private static Optional<String> both(Optional<String> first, Optional<String> second) {
    return first.flatMap(one -> second.map(two -> one + " " + two));
  }

  private Attribute attribute() {
    return world.attributes().get(random.nextInt(world.attributes().size()));
  }

  private Optional<String> any(String type) {
    List<String> found = new ArrayList<>();
    bound.forEach((variable, of) -> {
      if (of.equals(type)) {
        found.add(variable);
      }
    });
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(found.get(random.nextInt(found.size())));
  }

  /** A variable for a result: a new one, or one that is bound and has to agree. */
  private String out(String type) {
    Optional<String> known = random.nextInt(3) == 0 ? any(type) : Optional.empty();
    return known.orElseGet(() -> {
      String variable = "?x" + bound.size();
      bound.put(variable, type);
      return variable;
    });
  }
}
