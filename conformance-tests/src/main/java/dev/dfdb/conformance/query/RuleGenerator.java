package dev.dfdb.conformance.query;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random rules: {@code p} relates entities and {@code q} an entity and a number, each by itself or
 * through the other; {@code r} relates entities without recursion.
 */
final class RuleGenerator {

  private static final List<String> P = List.of(
      "[(p ?x ?y) [?x REF ?z] (p ?z ?y)]",
      "[(p ?x ?y) (p ?x ?z) [?z REF ?y]]",
      "[(p ?x ?y) (p ?x ?z) (p ?z ?y)]",
      "[(p ?x ?y) (p ?y ?x)]",
      "[(p ?x ?y) [?x REF ?y] (not [?y NUM 3])]",
      "[(p ?x ?y) [?x NUM ?n] (q ?y ?n)]",
      "[(p ?x ?y) (p ?x ?z) [?z REF ?y] [(not= ?x ?y)]]",
      "[(p ?x ?y) (or-join [?x ?y] [?x REF ?y] (and [?y REF ?w] (p ?w ?x)))]",
      "[(p ?x ?y) [?x REF ?y] (not (r ?y ?x))]",
      "[(p ?x ?y) [?x REF ?y] (not-join [?x] [?x REF ?w] (r ?w ?w))]",
      "[(p ?x ?y) (p ?x ?y) [?y NUM _]]",
      "[(p ?x ?y) [?x NUM 1] [(identity ?x) ?y]]",
      "[(p ?x ?y) (p ?z ?x) (p ?z ?y) [?x NUM ?n] [?y NUM ?m] [(< ?n ?m)]]");
  private static final List<String> Q = List.of(
      "[(q ?x ?n) (q ?y ?m) [?x REF ?y] [(+ ?m 1) ?n] [(< ?n 6)]]",
      "[(q ?x ?n) (p ?x ?y) [?y NUM ?n]]",
      "[(q ?x ?n) [?x REF ?y] (q ?y ?n)]",
      "[(q ?x ?n) [?x NUM ?n] (not-join [?x] [_ REF ?x])]",
      "[(q ?x ?n) (or [?x NUM ?n] (and [?x NUM ?n] (q ?x ?n)))]");
  private static final List<String> R = List.of(
      "[(r ?x ?y) [?x REF ?y] [?x REF ?y]]",
      "[(r ?x ?y) [?x REF ?z] [?y REF ?z]]",
      "[(r ?x ?y) [?x NUM ?n] [?y NUM ?n] [(!= ?x ?y)]]");

  private final SplittableRandom random;

  RuleGenerator(SplittableRandom random) {
    this.random = random;
  }

  List<String> rules() {
    List<String> rules = new ArrayList<>();
    add(rules, "[(p ?x ?y) [?x REF ?y]]");
    for (int i = random.nextInt(3); i > 0; i--) {
      add(rules, P.get(random.nextInt(P.size())));
    }
    add(rules, "[(q ?x ?n) [?x NUM ?n]]");
    for (int i = random.nextInt(2); i > 0; i--) {
      add(rules, Q.get(random.nextInt(Q.size())));
    }
    add(rules, R.get(random.nextInt(R.size())));
    return rules;
  }

  private void add(List<String> rules, String branch) {
    String written = branch;
    while (written.contains("REF")) {
      written = written.replaceFirst("REF", random.nextBoolean() ? ":g/ref" : ":g/refs");
    }
    rules.add(written.replace("NUM", random.nextInt(4) == 0 ? ":g/id" : ":g/n"));
  }
}
