package dev.dfdb.benchmarks.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Param;

class CatalogTest {

  @Test
  void finds_each_question_that_the_benchmark_asks() throws Exception {
    Param param = QueryBenchmark.class.getDeclaredField("question").getAnnotation(Param.class);
    for (String name : param.value()) {
      assertEquals(name, Catalog.find(name).question().name());
    }
  }

  @Test
  void names_the_questions_there_are_when_one_is_missing() {
    var thrown = assertThrows(IllegalArgumentException.class, () -> Catalog.find("no such thing"));
    assertTrue(String.valueOf(thrown.getMessage()).contains("friends of friends"));
  }

  @Test
  void names_the_engines_there_are_when_one_is_missing() {
    var thrown = assertThrows(IllegalArgumentException.class, () -> Catalog.engine("none"));
    assertTrue(String.valueOf(thrown.getMessage()).contains("rocksdb"));
  }

  @Test
  void names_of_questions_differ_and_can_be_given_to_jmh() {
    List<String> names = Catalog.workloads().stream()
        .flatMap(workload -> workload.questions().stream())
        .map(Question::name)
        .toList();
    assertEquals(names.size(), new HashSet<>(names).size());
    assertFalse(names.stream().anyMatch(name -> name.contains(",")));
  }
}
