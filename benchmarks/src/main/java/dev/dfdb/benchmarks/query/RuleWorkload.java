package dev.dfdb.benchmarks.query;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** A chain, a cycle, a tree and a random graph, each along an attribute of its own, and rules. */
public final class RuleWorkload implements Workload {

  private static final int CHAIN = 2_000;
  private static final int SHORT_CHAIN = 300;
  private static final int CYCLE = 200;
  private static final int FAN_OUT = 10;
  private static final int TREE = 11_111;
  private static final int SMALL_TREE = 111;
  private static final int RANDOM = 2_000;

  /** Makes nothing yet. */
  public RuleWorkload() {}

  @Override
  public String name() {
    return "d rules";
  }

  @Override
  public String identity() {
    return ":node/id";
  }

  @Override
  public String schema() {
    return Schema.of(
        "node/id string identity",
        "chain/next ref many",
        "short/next ref many",
        "cycle/next ref many",
        "tree/next ref many",
        "small/next ref many",
        "random/next ref many");
  }

  @Override
  public void transactions(Consumer<List<Object>> sink) {
    Batches batches = new Batches(sink);
    for (int i = 1; i < CHAIN; i++) {
      add(batches, "chain", i - 1, i);
    }
    for (int i = 1; i < SHORT_CHAIN; i++) {
      add(batches, "short", i - 1, i);
    }
    for (int i = 0; i < CYCLE; i++) {
      add(batches, "cycle", i, (i + 1) % CYCLE);
    }
    for (int i = 1; i < TREE; i++) {
      add(batches, "tree", (i - 1) / FAN_OUT, i);
    }
    for (int i = 1; i < SMALL_TREE; i++) {
      add(batches, "small", (i - 1) / FAN_OUT, i);
    }
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 2 * RANDOM; i++) {
      add(batches, "random", random.nextInt(RANDOM), random.nextInt(RANDOM));
    }
    batches.end();
  }

  private static void add(Batches batches, String graph, int from, int to) {
    String start = graph + from;
    String end = graph + to;
    batches.add(
        Map.of(":db/id", start, ":node/id", start),
        Map.of(":db/id", end, ":node/id", end),
        List.of(":db/add", start, ":" + graph + "/next", end));
  }

  @Override
  public List<Question> questions() {
    return List.of(
        forward("down a chain", "chain", "chain0"),
        backward("up a chain", "chain", "chain1999"),
        closure("all of a chain of 300", "short"),
        forward("around a cycle", "cycle", "cycle0"),
        closure("all of a cycle of 200", "cycle"),
        forward("below the root of a tree", "tree", "tree0"),
        backward("above a leaf of a tree", "tree", "tree11110"),
        closure("all of a tree", "tree"),
        forward("in a random graph", "random", "random7"),
        leftRecursive("left-recursive in a random graph", "random", "random7"),
        Question.of(
            "same generation as one",
            "[:find ?n :in $ % ?id :where [?a :node/id ?id] (same ?a ?b) [?b :node/id ?n]]",
            sameGeneration("tree"),
            "tree500"),
        Question.of(
            "same generation in a small tree",
            "[:find (count ?a) . :with ?b :in $ % :where (same ?a ?b)]",
            sameGeneration("small")));
  }

  private static String rules(String graph) {
    return "[[(path ?x ?y) [?x :g/next ?y]] [(path ?x ?y) [?x :g/next ?z] (path ?z ?y)]]"
        .replace(":g/", ":" + graph + "/");
  }

  private static String sameGeneration(String graph) {
    return """
        [[(same ?x ?y) [?p :g/next ?x] [?p :g/next ?y]]
         [(same ?x ?y) [?p :g/next ?x] (same ?p ?q) [?q :g/next ?y]]]""".replace(":g/", ":" + graph + "/");
  }

  private static Question forward(String name, String graph, String start) {
    return Question.of(
        name,
        "[:find ?n :in $ % ?id :where [?a :node/id ?id] (path ?a ?b) [?b :node/id ?n]]",
        rules(graph),
        start);
  }

  private static Question leftRecursive(String name, String graph, String start) {
    return Question.of(
        name,
        "[:find ?n :in $ % ?id :where [?a :node/id ?id] (path ?a ?b) [?b :node/id ?n]]",
        "[[(path ?x ?y) [?x :g/next ?y]] [(path ?x ?y) (path ?x ?z) [?z :g/next ?y]]]"
            .replace(":g/", ":" + graph + "/"),
        start);
  }

  private static Question backward(String name, String graph, String end) {
    return Question.of(
        name,
        "[:find ?n :in $ % ?id :where [?b :node/id ?id] (path ?a ?b) [?a :node/id ?n]]",
        rules(graph),
        end);
  }

  private static Question closure(String name, String graph) {
    return Question.of(
        name, "[:find (count ?a) . :with ?b :in $ % :where (path ?a ?b)]", rules(graph));
  }
}
