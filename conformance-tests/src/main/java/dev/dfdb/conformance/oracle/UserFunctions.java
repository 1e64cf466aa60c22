package dev.dfdb.conformance.oracle;

import dev.dfdb.EntityPredicate;
import dev.dfdb.TransactionFunction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The functions and predicates of a user, which histories call by name. The database that is tested
 * and the oracle call the same ones: what is tested is when they are called, with what, and what
 * follows.
 *
 * <p>New entities have other ids in the oracle, so that no predicate depends on them.
 */
public final class UserFunctions {

  private static final long MOST = 9;
  private static final int LONG = 100;

  /** Transaction functions, by name. */
  static final Map<String, Function> FUNCTIONS = Map.of(
      "g/all", (before, forms) -> forms,
      "g/nest", UserFunctions::nest,
      "g/increment", UserFunctions::increment,
      "g/move", UserFunctions::move,
      "g/leave", UserFunctions::leave,
      "g/nothing", (before, arguments) -> List.of());

  /** Predicates of attributes, by name. */
  static final Map<String, Predicate<Object>> VALUE_TESTS = Map.of(
      "g/whole?", v -> !(v instanceof List<?> elements) || !elements.contains(null),
      "g/short?", UserFunctions::isShort,
      "g/other-than-7?", v -> !v.equals(7L) && !v.equals("a") && !v.equals(true));

  /** Predicates of entity specs, by name. */
  static final Map<String, EntityTest> ENTITY_TESTS = Map.of(
      "g/few?", (after, e) -> after.size(e) <= 5,
      "g/alone?", (after, e) -> after.referring(e, ":g/ref").isEmpty(),
      "g/counted?", (after, e) -> after.values(e, ":g/count").stream().allMatch(n -> (Long) n > 1));

  private UserFunctions() {}

  /** A transaction function. */
  @FunctionalInterface
  interface Function {

    /**
     * The forms that a call stands for.
     *
     * @throws IllegalArgumentException to refuse the transaction
     */
    Collection<?> forms(Reading before, List<?> arguments);
  }

  /** A predicate of entities. */
  @FunctionalInterface
  interface EntityTest {

    /** Whether an entity is as it should be. */
    boolean test(Reading after, long e);
  }

  /** The options that a database is opened with, so that it knows them all. */
  public static Map<String, Object> configuration() {
    Map<String, TransactionFunction> functions = new HashMap<>();
    FUNCTIONS.forEach((name, function) ->
        functions.put(name, (db, arguments) -> function.forms(new DatabaseReading(db), arguments)));
    Map<String, Object> predicates = new HashMap<>(VALUE_TESTS);
    ENTITY_TESTS.forEach((name, test) -> {
      EntityPredicate predicate = (db, e) -> test.test(new DatabaseReading(db), e);
      predicates.put(name, predicate);
    });
    return Map.of("functions", functions, "predicates", predicates);
  }

  /** {@code [:g/nest n form]}: the form, by way of n more calls. */
  private static Collection<?> nest(Reading before, List<?> arguments) {
    long more = (Long) arguments.get(0);
    Object form = arguments.get(1);
    return List.of(more == 0 ? form : List.of(":g/nest", more - 1, form));
  }

  /** {@code [:g/increment entity n]}: adds to what it counts. */
  private static Collection<?> increment(Reading before, List<?> arguments) {
    Object e = arguments.get(0);
    long sum = (Long) arguments.get(1);
    for (Object n : before.values(e, ":g/count")) {
      sum += (Long) n;
    }
    if (sum > MOST) {
      throw new IllegalArgumentException("nobody counts so far");
    }
    return List.of(List.of(":db/add", e, ":g/count", sum));
  }

  /** {@code [:g/move entity other attribute]}: gives what one has to another. */
  private static Collection<?> move(Reading before, List<?> arguments) {
    List<Object> forms = new ArrayList<>();
    Object attribute = arguments.get(2);
    for (Object v : before.values(arguments.get(0), attribute.toString())) {
      forms.add(List.of(":db/retract", arguments.get(0), attribute, v));
      forms.add(List.of(":db/add", arguments.get(1), attribute, v));
    }
    return forms;
  }

  /** {@code [:g/leave entity]}: nobody refers to it any more, who did by {@code :g/ref}. */
  private static Collection<?> leave(Reading before, List<?> arguments) {
    long e = before.entity(arguments.get(0));
    List<Object> forms = new ArrayList<>();
    before
        .referring(e, ":g/ref")
        .forEach(other -> forms.add(List.of(":db/retract", other, ":g/ref", e)));
    return forms;
  }

  private static boolean isShort(Object v) {
    if (v instanceof byte[] bytes) {
      return bytes.length < LONG;
    }
    if (v.equals("")) {
      throw new IllegalArgumentException("nothing is not short");
    }
    return v.toString().length() < LONG;
  }
}
