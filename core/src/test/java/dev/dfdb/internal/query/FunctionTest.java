package dev.dfdb.internal.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.edn.Edn;
import dev.dfdb.error.QueryException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the built-in functions give. */
class FunctionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "(= 1 1) | true",
        "(= 1 1N) | true",
        "(= 1 1.0) | false",
        "(= 1.0M 1.00M) | true",
        "(= 1.0M 1.0) | false",
        "(= 1.5 #float 1.5) | true",
        "(= ##NaN ##NaN) | true",
        "(= :a :a :b) | false",
        "(= [1 2] [1 2]) | true",
        "(= \"a\" :a) | false",
        "(== 1 1.0 1.00M 1N) | true",
        "(== 9007199254740993 9007199254740992.0) | false",
        "(not= 1 2) | true",
        "(!= 1 1) | false",
        "(< 1 2 3) | true",
        "(< 1 3 2) | false",
        "(<= 5.0 5) | true",
        "(< 5 5.0) | false",
        "(>= 5 5.0M 4) | true",
        "(> 3 2.5) | true",
        "(< 1 \"a\") | true",
        "(< true 1 \"a\" :k) | true",
        "(> \"b\" \"a\") | true",
        "(< 9007199254740992.0 9007199254740993) | true",
        "(compare :a :b) | -1",
        "(min 3 1.5 2) | 1.5",
        "(max 3 1.5 2) | 3",
        "(max \"a\" \"b\") | \"b\"",
        "(+ 1 2 3) | 6",
        "(+ 9223372036854775807 1) | 9223372036854775808N",
        "(+ 1 2.5) | 3.5",
        "(+ 1 2.50M) | 3.50M",
        "(+ 1 1N) | 2N",
        "(- 5) | -5",
        "(- 5 2 1) | 2",
        "(* 2 3 4) | 24",
        "(* 4611686018427387904 2) | 9223372036854775808N",
        "(/ 6 3) | 2",
        "(/ 1 2) | 0.5",
        "(/ 2) | 0.5",
        "(/ 1M 3) | 0.3333333333333333333333333333333333M",
        "(/ 1.0 0) | ##Inf",
        "(quot -7 2) | -3",
        "(rem -7 2) | -1",
        "(mod -7 2) | 1",
        "(mod 7 -2) | -1",
        "(mod -7.5 2) | 0.5",
        "(quot -9223372036854775808 -1) | 9223372036854775808N",
        "(inc 1) | 2",
        "(dec 1.5) | 0.5",
        "(even? 4) | true",
        "(odd? -3) | true",
        "(even? \"a\") | false",
        "(zero? 0.0) | true",
        "(pos? 1M) | true",
        "(neg? :a) | false",
        "(and 1 2) | 2",
        "(and 1 false 2) | false",
        "(or false 2) | 2",
        "(not 1) | false",
        "(str \"a\" 1 :b nil) | \"a1:b\"",
        "(subs \"hello\" 1) | \"ello\"",
        "(subs \"hello\" 1 3) | \"el\"",
        "(lower-case \"ABC\") | \"abc\"",
        "(clojure.string/upper-case \"abc\") | \"ABC\"",
        "(trim \" a \") | \"a\"",
        "(blank? \" \") | true",
        "(starts-with? \"abc\" \"ab\") | true",
        "(clojure.string/ends-with? \"abc\" \"ab\") | false",
        "(includes? \"abc\" \"b\") | true",
        "(includes? 5 \"b\") | false",
        "(name :a/b) | \"b\"",
        "(namespace :a/b) | \"a\"",
        "(count \"abc\") | 3",
        "(count [1 2]) | 2",
        "(count {}) | 0",
        "(empty? []) | true",
        "(tuple 1 :a) | [1 :a]",
        "(identity [1]) | [1]",
        "(ground :a) | :a",
        "(clojure.core/+ 1 1) | 2",
        "(string? \"a\") | true",
        "(integer? 1N) | true",
        "(number? 1.5) | true",
        "(keyword? :a) | true",
        "(boolean? false) | true",
        "(inst? #inst \"2026\") | true",
        "(true? 1) | false",
        "(some? 1) | true",
      })
  void functionsOfConstants(String call, String result) {
    assertEquals(Edn.read(result), Ask.value("[:find ?x . :in :where [" + call + " ?x]]"), call);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(+ 1 \"a\")",
        "(/ 1 0)",
        "(quot 1 0)",
        "(rem 1 0)",
        "(mod 1M 0)",
        "(inc :a)",
        "(subs \"abc\" 4)",
        "(subs \"abc\" 2 1)",
        "(lower-case 5)",
        "(count 5)",
        "(name 5)",
        "(namespace 5)",
        "(+ 1E+1000000000M 1)"
      })
  void argumentsThatAFunctionCannotTakeAreErrors(String call) {
    QueryException error = assertThrows(
        QueryException.class, () -> Ask.value("[:find ?x . :in :where [" + call + " ?x]]"));
    assertEquals("[" + call + " ?x]", error.context().get("clause"));
  }

  @Test
  void comparisonsNeverFailAcrossTypes() {
    List<Object> values = Arrays.asList(
        null,
        true,
        1,
        1.5,
        "a",
        Edn.read(":a"),
        Edn.read("#inst \"2026\""),
        Edn.read("[1 nil]"),
        Edn.read("#{1}"),
        Edn.read("{1 2}"),
        new byte[] {1},
        Edn.read("#uri \"a:b\""));
    Set<List<Object>> less = new HashSet<>(
        Ask.answer("[:find ?a ?b :in [?a ...] [?b ...] :where [(< ?a ?b)]]", values, values)
            .rows());
    assertEquals(values.size() * (values.size() - 1) / 2, less.size());
  }
}
