package dev.dfdb.internal.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Small random databases, rules and queries, as EDN text, from one seed. */
final class RandomQueries {

  private static final List<String> ATTRIBUTES = List.of(":r", ":s", ":v");

  private final Random random;

  private final int entities;

  /** Of a seed, over entities numbered from 1. */
  RandomQueries(long seed, int entities) {
    this.random = new Random(seed);
    this.entities = entities;
  }

  Facts facts() {
    Facts.Builder builder = Facts.builder().refs("r").ref("s").many("v");
    int count = random.nextInt(6 * entities);
    Set<Integer> single = new HashSet<>();
    for (int i = 0; i < count; i++) {
      String attribute = one(ATTRIBUTES).substring(1);
      int e = 1 + random.nextInt(entities);
      if (!attribute.equals("s") || single.add(e)) {
        builder.add(e, attribute, 1 + random.nextInt(entities + 1));
      }
    }
    return builder.build();
  }

  /** Rules p and q of two parameters, each of which may call both. */
  String rules() {
    StringBuilder rules = new StringBuilder("[");
    for (String name : List.of("p", "q")) {
      int branches = 1 + random.nextInt(3);
      for (int i = 0; i < branches; i++) {
        rules
            .append("[(")
            .append(name)
            .append(" ?a ?b) ")
            .append(ruleBody(i == 0))
            .append("]\n ");
      }
    }
    return rules.append("]").toString();
  }

  private String ruleBody(boolean isBase) {
    List<String> variables = List.of("?a", "?b", "?c", "?d");
    while (true) {
      List<String> clauses = new ArrayList<>();
      int count = 1 + random.nextInt(3);
      for (int i = 0; i < count; i++) {
        boolean calls = !isBase && random.nextBoolean();
        clauses.add(calls ? call(variables.subList(0, 3)) : pattern(variables.subList(0, 3)));
      }
      Set<String> bound = variablesOf(clauses);
      if (!bound.containsAll(List.of("?a", "?b"))) {
        continue;
      }
      if (random.nextInt(4) == 0) {
        clauses.add("(not " + pattern(variables) + ")");
      }
      if (random.nextInt(5) == 0) {
        clauses.add("[(not= ?a ?b)]");
      }
      if (!isBase && random.nextInt(4) == 0) {
        clauses.add("(or-join [?a ?b] " + patternOf("?a", "?b") + " (and " + patternOf("?a", "?c")
            + " (p ?c ?b)))");
      }
      // A negation must have something to do with the rest.
      if (clauses.stream().filter(c -> c.startsWith("(not")).allMatch(c -> shares(c, bound))) {
        return String.join(" ", clauses);
      }
    }
  }

  private static boolean shares(String clause, Set<String> bound) {
    return variablesOf(List.of(clause)).stream().anyMatch(bound::contains);
  }

  /** The clauses of a query; every variable of a filter is bound by another clause. */
  List<String> clauses() {
    List<String> variables = List.of("?w", "?x", "?y", "?z");
    List<String> clauses = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      clauses.add(random.nextInt(3) == 0 ? call(variables) : pattern(variables));
    }
    if (random.nextInt(4) == 0) {
      String e = one(variables);
      String v = one(variables);
      clauses.add(
          "(or " + patternOf(e, v) + " (and " + patternOf(v, e) + " (p " + e + " " + v + ")))");
    }
    if (random.nextInt(4) == 0) {
      String shared = one(variables);
      clauses.add("(or-join [" + shared + "] " + patternOf(shared, "?j") + " "
          + patternOf("?j", shared) + ")");
    }
    List<String> bound = new ArrayList<>(variablesOf(clauses));
    bound.remove("?j");
    if (bound.isEmpty()) {
      return clauses();
    }
    if (random.nextInt(4) == 0) {
      clauses.add("[(" + one(List.of("<", "<=", ">=", "not=")) + " " + one(bound) + " " + one(bound)
          + ")]");
    }
    if (random.nextInt(6) == 0) {
      clauses.add("[(+ " + one(bound) + " 1) " + one(variables) + "]");
    }
    if (random.nextInt(3) == 0) {
      clauses.add("(not " + patternOf(one(bound), one(List.of("?x", "?y", "?m"))) + ")");
    }
    if (random.nextInt(4) == 0) {
      clauses.add("(not (p " + one(bound) + " ?m) " + patternOf("?m", "?l") + ")");
    }
    if (random.nextInt(5) == 0) {
      String shared = one(bound);
      clauses.add(
          "(not-join [" + shared + "] " + patternOf(shared, "?x") + " (q ?x " + shared + "))");
    }
    return clauses;
  }

  /**
   * Patterns and negated patterns only, connected, so that the oracle can answer over more facts.
   */
  List<String> patterns() {
    List<String> clauses = new ArrayList<>();
    clauses.add(patternOf("?x", "?y"));
    clauses.add(one(List.of(patternOf("?y", "?z"), patternOf("?x", "?z"), patternOf("?z", "?y"))));
    clauses.add(one(List.of(
        patternOf("?z", term(List.of("?w", "?x"))),
        patternOf("?x", "?z"),
        "(not " + patternOf("?z", "?x") + ")",
        "(not " + patternOf("?x", "?m") + " " + patternOf("?m", "?y") + ")",
        "(or " + patternOf("?z", "?x") + " " + patternOf("?x", "?z") + ")",
        "[(< ?x ?z)]")));
    return clauses;
  }

  /** The query with its clauses in a random order. */
  String query(List<String> clauses) {
    List<String> positive =
        clauses.stream().filter(clause -> !clause.startsWith("(not")).toList();
    Set<String> found = variablesOf(positive);
    found.remove("?j");
    List<String> shuffled = new ArrayList<>(clauses);
    Collections.shuffle(shuffled, random);
    return "[:find "
        + String.join(" ", found)
        + " :in $ % :where "
        + String.join(" ", shuffled)
        + "]";
  }

  private String call(List<String> variables) {
    return "(" + one(List.of("p", "q")) + " " + term(variables) + " " + term(variables) + ")";
  }

  private String pattern(List<String> variables) {
    return patternOf(term(variables), term(variables));
  }

  private String patternOf(String e, String v) {
    return "[" + e + " " + one(ATTRIBUTES) + " " + v + "]";
  }

  private String term(List<String> variables) {
    int kind = random.nextInt(16);
    return kind == 0 ? "_" : kind == 1 ? String.valueOf(1 + random.nextInt(5)) : one(variables);
  }

  private String one(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static Set<String> variablesOf(List<String> clauses) {
    Set<String> variables = new LinkedHashSet<>();
    for (String clause : clauses) {
      Arrays.stream(clause.split("[^?a-z]+"))
          .filter(s -> s.startsWith("?"))
          .forEach(variables::add);
    }
    return variables;
  }
}
