package dev.dfdb.internal.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.dfdb.edn.Edn;
import dev.dfdb.error.QueryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attributes that are followed: {@code [?a :parent+ ?b]}. */
class TransitiveTest {

  /** 1 → 2 → 3 → 4, 5 → 3, and a cycle 6 → 7 → 8 → 6 with a way in from 9. */
  private static final Facts FAMILY = Facts.of(Facts.builder().refs("parent").unique("key"), """
          [[1 :parent 2] [2 :parent 3] [3 :parent 4] [5 :parent 3] [1 :key "one"] [4 :key "four"]
           [6 :parent 7] [7 :parent 8] [8 :parent 6] [9 :parent 6]]
          """);

  private static final int CHAIN = 100_000;

  private static Set<List<@Nullable Object>> ask(String query, @Nullable Object... inputs) {
    @Nullable Object[] all = new @Nullable Object[inputs.length + 1];
    all[0] = FAMILY;
    System.arraycopy(inputs, 0, all, 1, inputs.length);
    return Ask.rows(query, all);
  }

  @Test
  void fromOneEnd() {
    assertEquals(Ask.edn("#{[2] [3] [4]}"), ask("[:find ?b :where [1 :parent+ ?b]]"));
    assertEquals(Ask.edn("#{[1] [2] [3] [5]}"), ask("[:find ?a :where [?a :parent+ 4]]"));
    assertEquals(Ask.edn("#{}"), ask("[:find ?b :where [4 :parent+ ?b]]"));
    assertEquals(Ask.edn("#{}"), ask("[:find ?b :where [77 :parent+ ?b]]"));
  }

  @Test
  void aCycleLeadsBackToItsBeginning() {
    assertEquals(Ask.edn("#{[6] [7] [8]}"), ask("[:find ?b :where [7 :parent+ ?b]]"));
    assertEquals(Ask.edn("#{[6] [7] [8] [9]}"), ask("[:find ?a :where [?a :parent+ 6]]"));
    assertEquals(Ask.edn("#{[6] [7] [8]}"), ask("[:find ?a :where [?a :parent+ ?a]]"));
    assertEquals(
        Ask.edn("#{[7]}"), ask("[:find ?a :in $ [?a ...] :where [?a :parent+ ?a]]", List.of(1, 7)));
  }

  @Test
  void fromBothEndsAndFromNone() {
    assertEquals(20, ask("[:find ?a ?b :where [?a :parent+ ?b]]").size());
    assertEquals(
        Ask.edn("#{[1 4]}"),
        ask(
            "[:find ?a ?b :in $ [[?a ?b]] :where [?a :parent+ ?b]]",
            Edn.read("[[1 4] [4 1] [1 9] [77 4]]")));
    assertEquals(
        Ask.edn("#{[1 3] [1 4] [2 3] [2 4]}"),
        ask(
            "[:find ?a ?b :in $ [?a ...] [?b ...] :where [?a :parent+ ?b]]",
            List.of(1, 2, 4),
            List.of(3, 4)));
    assertEquals(Ask.edn("#{[\"x\"]}"), ask("[:find ?x :in $ ?x :where [1 :parent+ 4]]", "x"));
    assertEquals(Ask.edn("#{}"), ask("[:find ?x :in $ ?x :where [4 :parent+ 1]]", "x"));
  }

  @Test
  void anEndThatIsNotAskedFor() {
    Object all = Ask.edn("#{[1] [2] [3] [5] [6] [7] [8] [9]}");
    assertEquals(all, ask("[:find ?a :where [?a :parent+ _]]"));
    assertEquals(all, ask("[:find ?a :where [?a :parent+]]"));
    assertEquals(all, ask("[:find ?a :where [?a :parent+ ?b]]"));
    assertEquals(Ask.edn("#{[2] [3] [4] [6] [7] [8]}"), ask("[:find ?b :where [_ :parent+ ?b]]"));
  }

  @Test
  void atMostSoManyHops() {
    assertEquals(Ask.edn("#{[2] [3]}"), ask("[:find ?b :where [1 :parent+ ?b :max-depth 2]]"));
    assertEquals(Ask.edn("#{[3]}"), ask("[:find ?a :where [?a :parent+ 4 :max-depth 1]]"));
    assertEquals(Ask.edn("#{}"), ask("[:find ?a :where [?a :parent+ ?a :max-depth 2]]"));
    assertEquals(Ask.edn("#{[6] [7] [8]}"), ask("[:find ?a :where [?a :parent+ ?a :max-depth 3]]"));
    assertEquals(
        Ask.rows("[:find ?a ?b :where [?a :parent ?b]]", FAMILY),
        ask("[:find ?a ?b :where [?a :parent+ ?b :max-depth 1]]"));
  }

  @Test
  void lookupRefsAreEnds() {
    assertEquals(Ask.edn("#{[2] [3] [4]}"), ask("[:find ?b :where [[:key \"one\"] :parent+ ?b]]"));
    assertEquals(
        Ask.edn("#{[1] [2] [3] [5]}"),
        ask("[:find ?a :in $ ?b :where [?a :parent+ ?b]]", Edn.read("[:key \"four\"]")));
    assertEquals(Ask.edn("#{}"), ask("[:find ?b :where [[:key \"none\"] :parent+ ?b]]"));
  }

  @Test
  void besideOtherClausesInRulesAndInNegations() {
    assertEquals(
        Ask.edn("#{[\"one\" \"four\"]}"),
        ask("[:find ?x ?y :where [?a :parent+ ?b] [?a :key ?x] [?b :key ?y]]"));
    assertEquals(
        Ask.edn("#{[6] [7] [8] [9]}"),
        ask("[:find ?a :where [?a :parent _] (not [?a :parent+ 4])]"));
    assertEquals(
        Ask.edn("#{[1] [2] [5]}"),
        ask(
            "[:find ?a :in $ % :where (above ?a 4)]",
            "[[(above ?a ?b) [?a :parent ?c] [?c :parent+ ?b]]]"));
  }

  @Test
  void anAttributeWhoseNameEndsWithAPlusIsItself() {
    Facts facts = Facts.of(
        Facts.builder().refs("parent").refs("parent+"),
        "[[1 :parent 2] [2 :parent 3] [1 :parent+ 9]]");
    assertEquals(Ask.edn("#{[9]}"), Ask.rows("[:find ?b :where [1 :parent+ ?b]]", facts));
    assertEquals(Ask.edn("#{}"), Ask.rows("[:find ?b :where [1 :unknown+ ?b]]", facts));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1 :parent+ ?b :max-depth 0]",
        "[1 :parent+ ?b :max-depth]",
        "[1 :parent+ ?b :max-depth ?b]",
        "[1 :parent+ ?b ?tx]",
        "[1 :parent ?b :max-depth 2]",
        "[1 :key+ ?b]"
      })
  void whatCanNotBeFollowedIsAnError(String clause) {
    assertThrows(QueryException.class, () -> ask("[:find ?b :where " + clause + "]"));
  }

  @Test
  void aChainOfAHundredThousandIsWalkedFromEitherEnd() {
    Facts.Builder builder = Facts.builder().ref("parent");
    for (long e = 1; e <= CHAIN; e++) {
      builder.add(e, "parent", e + 1);
    }
    Facts chain = builder.build();
    assertTimeout(Duration.ofSeconds(10), () -> {
      String count = "[:find (count ?x) . :where ";
      assertEquals((long) CHAIN, Ask.value(count + "[1 :parent+ ?x]]", chain));
      assertEquals((long) CHAIN, Ask.value(count + "[?x :parent+ 100001]]", chain));
      assertEquals(77L, Ask.value(count + "[1 :parent+ ?x :max-depth 77]]", chain));
      assertEquals(1L, Ask.value("[:find ?y . :in $ ?y :where [1 :parent+ 100001]]", chain, 1));
      assertEquals(
          (long) CHAIN,
          Ask.value(
              "[:find (count ?x) . :in $ [?x ...] :where [?x :parent+ 100001]]",
              chain,
              LongStream.rangeClosed(1, CHAIN + 1).boxed().toList()),
          "of many starts and one end, the walk begins at the end");
      assertEquals((long) CHAIN, Ask.value(count + "[?x :parent+ _]]", chain));
    });
  }

  @Test
  void randomGraphsAgreeWithTheDefinition() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int nodes = 1 + random.nextInt(9);
      Facts.Builder builder = Facts.builder().refs("parent");
      boolean[][] edges = new boolean[nodes][nodes];
      for (int i = random.nextInt(14); i > 0; i--) {
        int from = random.nextInt(nodes);
        int to = random.nextInt(nodes);
        edges[from][to] = true;
        builder.add(from, "parent", (long) to);
      }
      Facts facts = builder.build();
      int depth = 1 + random.nextInt(4);
      Set<List<Long>> expected = pairs(edges, depth);
      List<Long> some = random.longs(3, 0, nodes).boxed().toList();
      List<Long> others = random.longs(3, 0, nodes).boxed().toList();
      String clause = "[?a :parent+ ?b :max-depth " + depth + "]";
      String message = "seed " + seed;
      assertEquals(expected, Ask.rows("[:find ?a ?b :where " + clause + "]", facts), message);
      Set<List<Long>> between = new HashSet<>(expected);
      between.removeIf(pair -> !some.contains(pair.get(0)) || !others.contains(pair.get(1)));
      assertEquals(
          between,
          Ask.rows(
              "[:find ?a ?b :in $ [?a ...] [?b ...] :where " + clause + "]", facts, some, others),
          message);
      Set<List<Long>> along = new HashSet<>(expected);
      List<List<Long>> asked = new ArrayList<>();
      for (int i = 0; i < some.size(); i++) {
        asked.add(List.of(some.get(i), others.get(i)));
      }
      along.retainAll(asked);
      assertEquals(
          along,
          Ask.rows("[:find ?a ?b :in $ [[?a ?b]] :where " + clause + "]", facts, asked),
          message);
      assertEquals(
          pairs(edges, nodes), Ask.rows("[:find ?a ?b :where [?a :parent+ ?b]]", facts), message);
    }
  }

  /** The pairs that paths of at most so many edges connect. */
  private static Set<List<Long>> pairs(boolean[][] edges, int depth) {
    int n = edges.length;
    boolean[][] reached = new boolean[n][n];
    for (int hop = 0; hop < depth; hop++) {
      boolean[][] longer = new boolean[n][n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          longer[i][j] = edges[i][j];
          for (int k = 0; k < n; k++) {
            longer[i][j] |= reached[i][k] && edges[k][j];
          }
        }
      }
      reached = longer;
    }
    Set<List<Long>> pairs = new HashSet<>();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (reached[i][j]) {
          pairs.add(List.of((long) i, (long) j));
        }
      }
    }
    return pairs;
  }
}
