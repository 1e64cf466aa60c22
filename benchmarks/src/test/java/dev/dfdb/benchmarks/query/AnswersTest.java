package dev.dfdb.benchmarks.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnswersTest {

  @Test
  void rows_have_no_order() {
    assertEquals(
        Answers.normal(List.of(List.of(1L, "a"), List.of(2L, "b"))),
        Answers.normal(Set.of(List.of(2L, "b"), List.of(1L, "a"))));
  }

  @Test
  void values_of_a_row_have_one() {
    assertNotEquals(
        Answers.normal(List.of(List.of("a", "b"))), Answers.normal(List.of(List.of("b", "a"))));
  }

  @Test
  void maps_are_in_the_order_of_their_keys_and_doubles_are_rounded() {
    assertEquals("{a=1, b=0.333333}", Answers.normal(Map.of("b", 1.0 / 3, "a", 1L)));
  }

  @Test
  void reading_counts_the_values_that_are_there() {
    assertEquals(3, Answers.read(List.of(List.of(1L, 2L), Arrays.asList(3L, null))));
    assertEquals(1, Answers.read("one"));
    assertEquals(0, Answers.read(null));
  }
}
