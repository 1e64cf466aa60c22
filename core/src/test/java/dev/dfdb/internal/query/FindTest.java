package dev.dfdb.internal.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import dev.dfdb.error.QueryException;
import dev.dfdb.internal.query.ast.Find.Shape;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@code :find} and {@code :with} give. */
class FindTest {

  private static final List<List<Object>> MONSTERS = List.of(
      List.of("Cerberus", 3, 1),
      List.of("Medusa", 1, 2),
      List.of("Cyclops", 1, 3),
      List.of("Chimera", 1, 4));

  @Test
  void theFourShapes() {
    assertEquals(
        Shape.RELATION, Ask.answer("[:find ?a ?b :in [[?a ?b]]]", List.of()).shape());
    Answer collection = Ask.answer("[:find [?a ...] :in [?a ...]]", List.of(1, 2, 1));
    assertEquals(Shape.COLLECTION, collection.shape());
    assertEquals(2, collection.rows().size());
    Answer tuple =
        Ask.answer("[:find [?a ?b] :in [[?a ?b]]]", List.of(List.of(1, 2), List.of(3, 4)));
    assertEquals(Shape.TUPLE, tuple.shape());
    assertEquals(1, tuple.rows().size());
    Answer scalar = Ask.answer("[:find ?a . :in [?a ...]]", List.of(1, 2));
    assertEquals(Shape.SCALAR, scalar.shape());
    assertEquals(1, scalar.rows().size());
  }

  @Test
  void columnsAreNamedByTheirElementsOrAsAsked() {
    String rest = " :in [[?a ?b]]]";
    assertEquals(
        List.of("?a", "(count ?b)"),
        Ask.answer("[:find ?a (count ?b)" + rest, List.of()).columns());
    assertEquals(
        List.of(Keyword.of("x"), Keyword.of("n/y")),
        Ask.answer("[:find ?a ?b :keys x n/y" + rest, List.of()).columns());
    assertEquals(
        List.of("x", "y"),
        Ask.answer("[:find ?a ?b :strs x y" + rest, List.of()).columns());
    assertEquals(
        List.of(Symbol.of("x"), Symbol.of("y")),
        Ask.answer("[:find [?a ?b] :syms x y" + rest, List.of()).columns());
    assertThrows(QueryException.class, () -> Ask.answer("[:find ?a ?b :keys x" + rest, List.of()));
    assertThrows(
        QueryException.class, () -> Ask.answer("[:find ?a ?b :keys x x" + rest, List.of()));
    assertThrows(QueryException.class, () -> Ask.answer("[:find ?a . :keys x" + rest, List.of()));
    assertThrows(
        QueryException.class,
        () -> Ask.answer("[:find ?a ?b :keys x y :strs x y" + rest, List.of()));
  }

  @Test
  void aggregatesSeeTheSetOfFoundVariables() {
    assertEquals(Set.of(List.of(4L)), Ask.rows("[:find (sum ?heads) :in [[_ ?heads]]]", MONSTERS));
    assertEquals(
        Set.of(List.of(6L)), Ask.rows("[:find (sum ?heads) :with ?m :in [[?m ?heads]]]", MONSTERS));
    assertEquals(
        Ask.edn("#{[1 3] [3 1]}"),
        Ask.rows("[:find ?heads (count ?m) :in [[?m ?heads]]]", MONSTERS));
    assertEquals(
        Set.of(List.of(2L, 3L)),
        Ask.rows("[:find (count-distinct ?h) (max ?h) :with ?m :in [[?m ?h]]]", MONSTERS));
  }

  @Test
  void withKeepsRowsApart() {
    assertEquals(
        4, Ask.answer("[:find ?h :with ?m :in [[?m ?h]]]", MONSTERS).rows().size());
    assertEquals(2, Ask.answer("[:find ?h :in [[?m ?h]]]", MONSTERS).rows().size());
  }

  @Test
  void everyAggregate() {
    List<Integer> numbers = List.of(1, 2, 3, 4, 10);
    assertEquals(20L, aggregate("sum", numbers));
    assertEquals(4.0, aggregate("avg", numbers));
    assertEquals(1L, aggregate("min", numbers));
    assertEquals(10L, aggregate("max", numbers));
    assertEquals(3L, aggregate("median", numbers));
    assertEquals(2.5, aggregate("median", List.of(1, 2, 3, 4)));
    assertEquals(10.0, aggregate("variance", numbers));
    assertEquals(Math.sqrt(10), aggregate("stddev", numbers));
    assertEquals(5L, aggregate("count", numbers));
    assertEquals(5L, aggregate("count-distinct", numbers));
    assertEquals(Set.of(1L, 2L), aggregate("distinct", List.of(1, 2)));
    assertEquals(List.of(1L, 2L), aggregate("min 2", numbers));
    assertEquals(List.of(10L, 4L), aggregate("max 2", numbers));
    assertEquals(List.of(1L, 2L), aggregate("min 9", List.of(2, 1)));
    assertTrue(
        numbers.contains(((Long) Objects.requireNonNull(aggregate("rand", numbers))).intValue()));
    assertEquals(7, ((Collection<?>) Objects.requireNonNull(aggregate("rand 7", numbers))).size());
    assertEquals(
        3, ((Collection<?>) Objects.requireNonNull(aggregate("sample 3", numbers))).size());
    assertEquals(
        5, ((Collection<?>) Objects.requireNonNull(aggregate("sample 9", numbers))).size());
  }

  @Test
  void aggregatesTakeWhatTheyCan() {
    assertEquals("b", aggregate("max", List.of(1, "a", "b", 2.5)));
    assertEquals(3.5, aggregate("sum", List.of(1, 2.5)));
    assertEquals(Edn.read("9223372036854775808N"), aggregate("sum", List.of(Long.MAX_VALUE, 1)));
    QueryException error =
        assertThrows(QueryException.class, () -> aggregate("sum", List.of(1, "a")));
    assertEquals("(sum ?x)", error.context().get("aggregate"));
  }

  @Test
  void unknownOrMisusedAggregatesAreErrors() {
    QueryException unknown =
        assertThrows(QueryException.class, () -> aggregate("cont", List.of(1)));
    assertEquals("count", unknown.context().get("did-you-mean"));
    assertThrows(QueryException.class, () -> aggregate("sample", List.of(1)));
    assertThrows(QueryException.class, () -> aggregate("sum 2", List.of(1)));
    assertThrows(QueryException.class, () -> aggregate("min 0", List.of(1)));
    for (String tooMany : List.of("rand 2000000000", "sample 99999999999", "max 1000001")) {
      QueryException error =
          assertThrows(QueryException.class, () -> aggregate(tooMany, List.of(1)));
      assertEquals("a count from 1 to 1000000", error.context().get("expected"));
    }
    assertThrows(QueryException.class, () -> aggregate("min 1 2", List.of(1)));
    assertThrows(QueryException.class, () -> Ask.rows("[:find (count) :in ?x]", 1));
    assertThrows(QueryException.class, () -> Ask.rows("[:find (pull ?x [*]) :in ?x]", 1));
  }

  private static @Nullable Object aggregate(String name, List<?> values) {
    return Ask.value("[:find (" + name + " ?x) . :in [?x ...]]", values);
  }
}
