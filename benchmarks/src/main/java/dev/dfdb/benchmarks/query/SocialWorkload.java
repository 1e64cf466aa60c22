package dev.dfdb.benchmarks.query;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** 10,000 users who follow each other: few are followed by many, most by few. */
public final class SocialWorkload implements Workload {

  private static final int USERS = 10_000;
  private static final int EDGES = 100_000;
  private static final int COUNTRIES = 50;

  /** Makes nothing yet. */
  public SocialWorkload() {}

  @Override
  public String name() {
    return "b social graph";
  }

  @Override
  public String identity() {
    return ":user/id";
  }

  @Override
  public String schema() {
    return Schema.of(
        "user/id long identity",
        "user/country string indexed",
        "user/age long indexed",
        "user/follows ref many");
  }

  @Override
  public void transactions(Consumer<List<Object>> sink) {
    SplittableRandom random = new SplittableRandom(2);
    Batches batches = new Batches(sink);
    for (long id = 0; id < USERS; id++) {
      batches.add(Map.of(
          ":db/id", "u" + id,
          ":user/id", id,
          ":user/country", "country" + random.nextInt(COUNTRIES),
          ":user/age", 18 + random.nextLong(60)));
    }
    batches.end();
    for (Edge edge : edges(random)) {
      batches.add(List.of(":db/add", ref(edge.from()), ":user/follows", ref(edge.to())));
    }
    batches.end();
  }

  private record Edge(int from, int to) {}

  private static Set<Edge> edges(SplittableRandom random) {
    Set<Edge> edges = new LinkedHashSet<>();
    while (edges.size() < EDGES) {
      int from = random.nextInt(USERS);
      // The square makes low numbers popular: density falls with the root of the number.
      double place = random.nextDouble();
      int to = (int) (USERS * place * place);
      if (from != to) {
        edges.add(new Edge(from, to));
      }
    }
    return edges;
  }

  private static List<Object> ref(int id) {
    return List.of(":user/id", (long) id);
  }

  @Override
  public List<Question> questions() {
    return List.of(
        Question.of(
            "friends of friends",
            "[:find ?n :in $ ?id :where [?a :user/id ?id] [?a :user/follows ?b]"
                + " [?b :user/follows ?c] [?c :user/id ?n]]",
            4321L),
        Question.of(
            "mutual",
            "[:find ?n :in $ ?id :where [?a :user/id ?id] [?a :user/follows ?b]"
                + " [?b :user/follows ?a] [?b :user/id ?n]]",
            100L),
        Question.of(
            "all mutual",
            "[:find (count ?a) . :with ?b :where [?a :user/follows ?b] [?b :user/follows ?a]]"),
        Question.of(
            "followers by country",
            "[:find ?c (count ?a) :with ?b :where [?b :user/country ?c] [?a :user/follows ?b]]"),
        Question.of(
            "average age by country",
            "[:find ?c (avg ?age) :with ?a :where [?a :user/country ?c] [?a :user/age ?age]]"),
        Question.of("well ordered", """
            [:find ?n :where [?a :user/id 77] [?a :user/follows ?b] [?b :user/age 30]
             [?b :user/follows ?c] [?c :user/id ?n]]"""),
        Question.of("badly ordered", """
            [:find ?n :where [?c :user/id ?n] [?b :user/follows ?c] [?b :user/age 30]
             [?a :user/follows ?b] [?a :user/id 77]]"""),
        Question.of("well ordered by country", """
            [:find ?n ?m :where [?a :user/country "country7"] [?a :user/age 40]
             [?a :user/follows ?b] [?b :user/country "country8"] [?a :user/id ?n]
             [?b :user/id ?m]]"""),
        Question.of("badly ordered by country", """
            [:find ?n ?m :where [?b :user/id ?m] [?a :user/id ?n] [?a :user/follows ?b]
             [?b :user/country "country8"] [?a :user/age 40]
             [?a :user/country "country7"]]"""),
        Question.of("not-join", """
            [:find ?n :where [?a :user/country "country3"] [?a :user/id ?n]
             (not-join [?a] [?a :user/follows ?b] [?b :user/country "country3"])]"""),
        Question.of("or-join", """
            [:find ?n :where [?x :user/id 50]
             (or-join [?x ?a] [?a :user/follows ?x] [?x :user/follows ?a])
             [?a :user/id ?n]]"""),
        Question.of("triangles of a country", """
            [:find (count ?a) . :with ?b ?c :where [?a :user/country "country5"]
             [?a :user/follows ?b] [?b :user/follows ?c] [?c :user/follows ?a]]"""),
        Question.of("all triangles", """
            [:find (count ?a) . :with ?b ?c :where [?a :user/follows ?b] [?b :user/follows ?c]
             [?c :user/follows ?a]]"""));
  }
}
