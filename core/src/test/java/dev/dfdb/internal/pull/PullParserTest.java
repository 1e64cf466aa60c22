package dev.dfdb.internal.pull;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import dev.dfdb.error.QueryException;
import dev.dfdb.error.SyntaxException;
import dev.dfdb.internal.entity.AttributeName;
import dev.dfdb.internal.pull.PullElement.EntityId;
import dev.dfdb.internal.pull.PullElement.Target;
import dev.dfdb.internal.pull.PullElement.Values;
import dev.dfdb.internal.pull.PullElement.Wildcard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a pull pattern says, and what is said of one that can't be understood. */
class PullParserTest {

  private static final Keyword A = Keyword.of("a");
  private static final Values PLAIN = values(A, Values.DEFAULT_LIMIT, null, null);

  private static Values values(
      Object key, int limit, @Nullable Object otherwise, @Nullable Symbol xform) {
    return new Values(
        new AttributeName(A, false), key, limit, otherwise, xform, new Target.Reference());
  }

  private static void assertParses(PullElement expected, String pattern) {
    assertEquals(List.of(expected), PullParser.parse(pattern).elements());
  }

  private static QueryException error(Object pattern) {
    return assertThrows(QueryException.class, () -> PullParser.parse(pattern), () -> "" + pattern);
  }

  private static String at(Object pattern) {
    return String.valueOf(error(pattern).context().get("at"));
  }

  private static @Nullable Object meant(Object pattern) {
    return error(pattern).context().get("did-you-mean");
  }

  @Test
  void everyElement() {
    assertParses(PLAIN, "[:a]");
    assertParses(new Wildcard(), "[*]");
    assertParses(new Wildcard(), "[\"*\"]");
    assertParses(new EntityId(Keyword.of("db/id"), null), "[:db/id]");
    Target nested = new Target.Nested(new PullPattern(List.of(PLAIN)));
    Values friend = new Values(
        new AttributeName(Keyword.of("x/friend"), true),
        Keyword.of("x/_friend"),
        Values.DEFAULT_LIMIT,
        null,
        null,
        nested);
    assertParses(friend, "[{:x/_friend [:a]}]");
    assertEquals(
        List.of(
            new Target.Recursion(3),
            new Target.Recursion(Target.Recursion.UNBOUNDED),
            new Target.Recursion(Target.Recursion.UNBOUNDED)),
        PullParser.parse("[{:a 3, :b ...} {:c \"...\"}]").elements().stream()
            .map(element -> ((Values) element).target())
            .toList());
  }

  @Test
  void everyOption() {
    Symbol f = Symbol.of("my/f");
    for (String form : List.of(
        "(:a :as \"x\" :limit 3 :default 0 :xform my/f)",
        "[:a :xform \"my/f\" :default 0 :limit 3 :as \"x\"]",
        "((:a :as \"x\" :limit 3) :default 0 :xform my/f)",
        "(default [limit (:a :as \"x\" :xform my/f) 3] 0)")) {
      assertParses(values("x", 3, 0L, f), "[" + form + "]");
    }
    assertParses(values(A, Values.NO_LIMIT, null, null), "[(:a :limit nil)]");
    assertParses(values(A, Values.NO_LIMIT, null, null), "[(\"limit\" :a nil)]");
    assertParses(values(A, Values.NO_LIMIT, null, null), "[(:a :limit 99999999999)]");
    assertParses(values(A, Values.DEFAULT_LIMIT, "x", null), "[[\"default\" :a \"x\"]]");
    assertParses(new EntityId("id", f), "[(:db/id :as \"id\" :xform my/f)]");
  }

  @Test
  void javaObjectsSayTheSame() {
    Map<Object, Object> nested = new HashMap<>();
    nested.put(Arrays.asList("limit", ":b", null), List.of("*"));
    nested.put(":c", 2);
    assertEquals(
        PullParser.parse("[* :a (:x :limit 3)]").elements(),
        PullParser.parse(List.of("*", ":a", List.of(":x", ":limit", 3))).elements());
    assertEquals(
        List.copyOf(PullParser.parse("[{(limit :b nil) [*]}]").elements()).get(0),
        PullParser.parse(List.of(nested)).elements().stream()
            .filter(element -> ((Values) element).key().equals(Keyword.of("b")))
            .findFirst()
            .orElseThrow());
  }

  @Test
  void ofTwoElementsWithOneKeyTheLaterCounts() {
    assertEquals(PullParser.parse("[{:a 2} :b]"), PullParser.parse("[:a :b {:a 2}]"));
    assertEquals(3, PullParser.parse("[:a (:a :as :x) * :a *]").elements().size());
  }

  @Test
  void textThatIsNoEdnIsASyntaxError() {
    assertThrows(SyntaxException.class, () -> PullParser.parse("[:a"));
    assertThrows(SyntaxException.class, () -> PullParser.parse(""));
  }

  @Test
  void aPatternIsAVectorOfAtLeastOneElement() {
    for (Object pattern : List.of(":a", "*", "{:a [:b]}", "[]", "nil", 7, A, Map.of())) {
      error(pattern);
    }
    assertEquals("pull pattern, element 2, :a (line 1, column 9)", at("[:b {:a []}]"));
  }

  @Test
  void errorsNameTheElement() {
    assertEquals("pull pattern, element 2 (line 1, column 5)", at("[:a b]"));
    assertEquals("pull pattern, element 1, :a, element 2, :c", at("[{:a [:b {:c :d}]}]"));
    assertEquals("pull pattern, element 2 (line 2, column 3)", at("[:a\n  (:b :limit)]"));
    assertEquals("(:b :limit)", error("[:a (:b :limit)]").context().get("found"));
    for (String pattern : List.of(
        "[nil]",
        "[1]",
        "[\"a\"]",
        "[#{:a}]",
        "[{}]",
        "[()]",
        "[{* [:a]}]",
        "[{:a nil}]",
        "[{:a 0}]",
        "[{:a -1}]",
        "[{:a 1.5}]",
        "[{:a {:b [:c]}}]",
        "[{:db/id [:a]}]",
        "[{:db/id 3}]")) {
      assertTrue(at(pattern).startsWith("pull pattern, element 1"), pattern);
    }
  }

  @Test
  void optionsAreChecked() {
    for (String pattern : List.of(
        "[(:a :limit 0)]",
        "[(:a :limit -3)]",
        "[(:a :limit \"3\")]",
        "[(:a :limit 1.0)]",
        "[(:a :as nil)]",
        "[(:a :default nil)]",
        "[(:a :xform nil)]",
        "[(:a :xform :f)]",
        "[(:a :limit)]",
        "[(:a :limit 1 :limit 2)]",
        "[(limit (:a :limit 1) 2)]",
        "[(limit :a)]",
        "[(limit :a 1 2)]",
        "[(limit * 1)]",
        "[(* :limit 1)]",
        "[(:db/id :limit 1)]",
        "[(:db/id :default 1)]",
        "[:db/_id]")) {
      assertTrue(error(pattern).context().containsKey("expected"), pattern);
    }
  }

  @Test
  void errorsSayWhatWasProbablyMeant() {
    assertEquals(":limit", meant("[(:a :limt 3)]"));
    assertEquals(":default", meant("[[:a :defualt 3]]"));
    assertEquals("default", meant("[(defualt :a 3)]"));
    assertEquals(":person/name", meant("[person/name]"));
    assertEquals(":person/name", meant("[\"person/name\"]"));
    assertEquals(":person/name", meant("[(person/name :limit 3)]"));
  }

  @Test
  void depthIsBounded() {
    Object pattern = List.of(":a");
    Object options = ":a";
    for (int i = 0; i < 100_000; i++) {
      pattern = List.of(Map.of(":a", pattern));
      options = new ArrayList<>(List.of(options, ":limit", 1));
    }
    assertEquals("A pull pattern nested too deep", error(pattern).summary());
    assertEquals("A pull pattern nested too deep", error(List.of(options)).summary());
  }
}
