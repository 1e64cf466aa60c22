package dev.dfdb.internal.query.function;

import static dev.dfdb.internal.query.function.Function.ANY;

import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The functions that every query can call. */
public final class Functions {

  private static final List<String> NAMESPACES = List.of("clojure.core", "clojure.string");
  private static final Map<String, Function> BY_NAME = new TreeMap<>();

  static {
    addComparisons();
    addArithmetic();
    addLogic();
    addTexts();
    addTypes();
    add("ground", 1, 1, a -> a[0]);
    add("identity", 1, 1, a -> a[0]);
    add("untuple", 1, 1, a -> a[0]);
    add("tuple", 1, ANY, a -> Collections.unmodifiableList(Arrays.asList(a.clone())));
    add("missing?", 3, 3, EntityFunctions::isMissing);
    add("get-else", 4, 4, EntityFunctions::getElse);
    add("get-some", 3, ANY, EntityFunctions::getSome);
    add("tx-ids", 3, 3, LogFunctions::ids);
    add("tx-data", 2, 2, LogFunctions::datoms);
  }

  private Functions() {}

  /** The function with a name; the namespaces that Clojure has them in may stand before it. */
  public static Optional<Function> find(Symbol name) {
    return name.namespace() == null || NAMESPACES.contains(name.namespace())
        ? Optional.ofNullable(BY_NAME.get(name.name()))
        : Optional.empty();
  }

  /** All names, in alphabetical order. */
  public static SortedSet<String> names() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(BY_NAME.keySet()));
  }

  /** Whether a result counts as true: everything but false and nil. */
  public static boolean isTrue(@Nullable Object result) {
    return result != null && !Objects.equals(result, false);
  }

  private static void addComparisons() {
    add("=", 1, ANY, a -> Comparison.chain(a, Comparison::equal));
    add("==", 1, ANY, a -> Comparison.chain(a, Comparison::equalAmounts));
    add("not=", 1, ANY, a -> !Comparison.chain(a, Comparison::equal));
    add("!=", 1, ANY, a -> !Comparison.chain(a, Comparison::equal));
    add("<", 1, ANY, a -> Comparison.chain(a, (l, r) -> Comparison.compare(l, r) < 0));
    add("<=", 1, ANY, a -> Comparison.chain(a, (l, r) -> Comparison.compare(l, r) <= 0));
    add(">", 1, ANY, a -> Comparison.chain(a, (l, r) -> Comparison.compare(l, r) > 0));
    add(">=", 1, ANY, a -> Comparison.chain(a, (l, r) -> Comparison.compare(l, r) >= 0));
    add("compare", 2, 2, a -> (long) Integer.signum(Comparison.compare(a[0], a[1])));
    fold("min", (l, r) -> Comparison.compare(l, r) <= 0 ? l : r);
    fold("max", (l, r) -> Comparison.compare(l, r) >= 0 ? l : r);
  }

  private static void addArithmetic() {
    fold("+", Arithmetic::add);
    fold("*", Arithmetic::multiply);
    add(
        "-",
        1,
        ANY,
        a -> a.length == 1 ? Arithmetic.subtract(0L, a[0]) : folded(a, Arithmetic::subtract));
    add(
        "/",
        1,
        ANY,
        a -> a.length == 1 ? Arithmetic.divide(1L, a[0]) : folded(a, Arithmetic::divide));
    add("quot", 2, 2, a -> Arithmetic.quotient(a[0], a[1]));
    add("rem", 2, 2, a -> Arithmetic.remainder(a[0], a[1]));
    add("mod", 2, 2, a -> Arithmetic.modulus(a[0], a[1]));
    add("inc", 1, 1, a -> Arithmetic.add(a[0], 1L));
    add("dec", 1, 1, a -> Arithmetic.subtract(a[0], 1L));
    test("even?", v -> Arithmetic.isInteger(v) && !Arithmetic.isOdd(v));
    test("odd?", v -> Arithmetic.isInteger(v) && Arithmetic.isOdd(v));
    test("zero?", v -> v instanceof Number n && Comparison.equalAmounts(n, 0L));
    test("pos?", v -> v instanceof Number n && Arithmetic.sign(n) > 0);
    test("neg?", v -> v instanceof Number n && Arithmetic.sign(n) < 0);
  }

  private static void addLogic() {
    add("and", 0, ANY, a -> {
      Object last = true;
      for (Object argument : a) {
        last = argument;
        if (!isTrue(last)) {
          break;
        }
      }
      return last;
    });
    add("or", 0, ANY, a -> {
      Object last = null;
      for (Object argument : a) {
        last = argument;
        if (isTrue(last)) {
          break;
        }
      }
      return last;
    });
    add("not", 1, 1, a -> !isTrue(a[0]));
  }

  private static void addTexts() {
    add("str", 0, ANY, Texts::join);
    add("subs", 2, 3, Texts::substring);
    add("lower-case", 1, 1, a -> Texts.lower(a[0]));
    add("upper-case", 1, 1, a -> Texts.upper(a[0]));
    add("trim", 1, 1, a -> Texts.trim(a[0]));
    add("blank?", 1, 1, a -> Texts.isBlank(a[0]));
    add("starts-with?", 2, 2, a -> Texts.startsWith(a[0], a[1]));
    add("ends-with?", 2, 2, a -> Texts.endsWith(a[0], a[1]));
    add("includes?", 2, 2, a -> Texts.includes(a[0], a[1]));
    add("name", 1, 1, a -> Texts.name(a[0]));
    add("namespace", 1, 1, a -> Texts.namespace(a[0]));
    add("count", 1, 1, a -> Texts.count(a[0]));
    add("empty?", 1, 1, a -> Texts.count(a[0]) == 0);
  }

  private static void addTypes() {
    add("nil?", 1, 1, a -> a[0] == null);
    add("some?", 1, 1, a -> a[0] != null);
    test("true?", v -> v.equals(true));
    test("false?", v -> v.equals(false));
    test("string?", String.class::isInstance);
    test("number?", Number.class::isInstance);
    test("integer?", Arithmetic::isInteger);
    test("boolean?", Boolean.class::isInstance);
    test("keyword?", Keyword.class::isInstance);
    test("inst?", Instant.class::isInstance);
  }

  private static void test(String name, Predicate<Object> test) {
    add(name, 1, 1, a -> a[0] != null && test.test(a[0]));
  }

  private static void fold(
      String name,
      BiFunction<@Nullable Object, @Nullable Object, ? extends @Nullable Object> step) {
    add(name, 1, ANY, a -> folded(a, step));
  }

  private static @Nullable Object folded(
      @Nullable Object[] arguments,
      BiFunction<@Nullable Object, @Nullable Object, ? extends @Nullable Object> step) {
    Object result = arguments[0];
    for (int i = 1; i < arguments.length; i++) {
      result = step.apply(result, arguments[i]);
    }
    return result;
  }

  private static void add(String name, int minimum, int maximum, Function.Body body) {
    BY_NAME.put(name, new Function(name, minimum, maximum, body));
  }
}
