package dev.dfdb.internal.query.function;

import dev.dfdb.internal.form.Suggestions;
import dev.dfdb.internal.limit.Budget;
import dev.dfdb.internal.query.ast.Find;
import dev.dfdb.internal.query.relation.Column;
import dev.dfdb.internal.query.relation.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The aggregates that every query can use, by name. */
public final class Aggregates {

  /**
   * The most values that one aggregate gives: {@code rand} would fill the memory with one value.
   */
  private static final int MAX_COUNT = 1_000_000;

  private static final Map<String, Supplier<Aggregate>> PLAIN = new LinkedHashMap<>();
  private static final Map<String, Function<Integer, Aggregate>> COUNTED = new LinkedHashMap<>();

  static {
    PLAIN.put("count", Count::new);
    PLAIN.put("count-distinct", () -> new Distinct(values -> (long) values.size()));
    PLAIN.put("distinct", () -> new Distinct(LinkedHashSet::new));
    PLAIN.put("collect", () -> new Collected(Collections::unmodifiableList));
    PLAIN.put("sum", Sum::new);
    PLAIN.put("avg", Average::new);
    PLAIN.put("min", () -> new Extreme(-1));
    PLAIN.put("max", () -> new Extreme(1));
    PLAIN.put("median", () -> new Sorted(Aggregates::median));
    PLAIN.put("variance", () -> new Spread(variance -> variance));
    PLAIN.put("stddev", () -> new Spread(Math::sqrt));
    PLAIN.put("rand", () -> new Collected(values -> values.get(random().nextInt(values.size()))));
    COUNTED.put("min", n -> new Sorted(values -> first(values, n)));
    COUNTED.put("max", n -> new Sorted(values -> last(values, n)));
    COUNTED.put("rand", n -> new Collected(values -> repeated(values, n)));
    COUNTED.put("sample", n -> new Distinct(values -> sample(values, n)));
  }

  private Aggregates() {}

  /**
   * What makes the aggregate of a column, one for each group.
   *
   * @throws dev.dfdb.error.QueryException if there is no such aggregate
   */
  public static Supplier<Aggregate> find(Find.Aggregate element, FunctionTable table) {
    List<String> names = names();
    String name = element.function();
    Supplier<Aggregate> registered = table.aggregate(name);
    if (registered != null) {
      if (!element.constants().isEmpty()) {
        throw element
            .origin()
            .error(
                "An aggregate with the wrong arguments",
                Map.of("expected", "(%s ?x)".formatted(name)));
      }
      return registered;
    }
    names.addAll(table.aggregateNames());
    if (!names.contains(name)) {
      Map<String, Object> context = new LinkedHashMap<>();
      Suggestions.nearest(name, names).ifPresent(near -> context.put("did-you-mean", near));
      context.put("known", names);
      throw element.origin().error("An unknown aggregate", context);
    }
    int constants = element.constants().size();
    Supplier<Aggregate> plain = PLAIN.get(name);
    if (constants == 0 && plain != null) {
      return plain;
    }
    Function<Integer, Aggregate> counted = COUNTED.get(name);
    if (constants == 1 && counted != null) {
      int count = count(element);
      return () -> counted.apply(count);
    }
    String expected =
        plain == null ? "(%s 3 ?x)" : counted == null ? "(%s ?x)" : "(%s ?x) or (%1$s 3 ?x)";
    throw element
        .origin()
        .error(
            "An aggregate with the wrong arguments", Map.of("expected", expected.formatted(name)));
  }

  private static int count(Find.Aggregate element) {
    if (element.constants().get(0).value() instanceof Long count
        && count > 0
        && count <= MAX_COUNT) {
      return count.intValue();
    }
    throw element
        .origin()
        .error(
            "An aggregate with the wrong arguments",
            Map.of("expected", "a count from 1 to " + MAX_COUNT));
  }

  static List<String> names() {
    List<String> names = new ArrayList<>(PLAIN.keySet());
    COUNTED.keySet().stream().filter(name -> !PLAIN.containsKey(name)).forEach(names::add);
    return names;
  }

  private static Random random() {
    return ThreadLocalRandom.current();
  }

  private static List<@Nullable Object> first(List<@Nullable Object> sorted, int count) {
    return List.copyOf(sorted.subList(0, Math.min(count, sorted.size())));
  }

  private static List<@Nullable Object> last(List<@Nullable Object> sorted, int count) {
    List<@Nullable Object> last =
        new ArrayList<>(sorted.subList(Math.max(0, sorted.size() - count), sorted.size()));
    Collections.reverse(last);
    return last;
  }

  private static List<@Nullable Object> repeated(List<@Nullable Object> values, int count) {
    List<@Nullable Object> drawn = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      drawn.add(values.get(random().nextInt(values.size())));
    }
    return drawn;
  }

  private static List<@Nullable Object> sample(List<@Nullable Object> values, int count) {
    List<@Nullable Object> shuffled = new ArrayList<>(values);
    Collections.shuffle(shuffled, random());
    return new ArrayList<>(shuffled.subList(0, Math.min(count, shuffled.size())));
  }

  private static Object median(List<@Nullable Object> sorted) {
    int middle = sorted.size() / 2;
    Number upper = Arithmetic.number(sorted.get(middle));
    return sorted.size() % 2 == 1
        ? upper
        : (Number)
            ((Arithmetic.number(sorted.get(middle - 1)).doubleValue() + upper.doubleValue()) / 2);
  }

  private static final class Count implements Aggregate {
    private long count;

    @Override
    public void add(@Nullable Object value) {
      count++;
    }

    @Override
    public void add(long value) {
      count++;
    }

    @Override
    public Object result() {
      return count;
    }
  }

  private static final class Sum implements Aggregate {
    private Number sum = 0L;
    /** The sum of whole numbers that isn't in the sum yet. */
    private long whole;

    @Override
    public void add(@Nullable Object value) {
      sum = Arithmetic.add(sum, value);
    }

    @Override
    public void add(long value) {
      long next = whole + value;
      if (((whole ^ next) & (value ^ next)) < 0) {
        sum = Arithmetic.add(sum, whole);
        next = value;
      }
      whole = next;
    }

    @Override
    public Number result() {
      return whole == 0 ? sum : Arithmetic.add(sum, whole);
    }
  }

  private static final class Average implements Aggregate {
    private final Sum sum = new Sum();
    private long count;

    @Override
    public void add(@Nullable Object value) {
      sum.add(value);
      count++;
    }

    @Override
    public void add(long value) {
      sum.add(value);
      count++;
    }

    @Override
    public Object result() {
      return sum.result().doubleValue() / count;
    }
  }

  private static final class Extreme implements Aggregate {
    private final int sign;
    private @Nullable Object extreme;
    private boolean any;

    Extreme(int sign) {
      this.sign = sign;
    }

    @Override
    public void add(@Nullable Object value) {
      if (!any || Comparison.compare(value, extreme) * sign > 0) {
        extreme = value;
        any = true;
      }
    }

    @Override
    public @Nullable Object result() {
      return extreme;
    }
  }

  /** Population variance in one pass, after Welford (1962). */
  private static final class Spread implements Aggregate {
    private final Function<Double, Double> finish;
    private long count;
    private double mean;
    private double squares;

    Spread(Function<Double, Double> finish) {
      this.finish = finish;
    }

    @Override
    public void add(@Nullable Object value) {
      double number = Arithmetic.number(value).doubleValue();
      double delta = number - mean;
      mean += delta / ++count;
      squares += delta * (number - mean);
    }

    @Override
    public Object result() {
      return finish.apply(squares / count);
    }
  }

  private static class Collected implements Aggregate {
    private static final long VALUE_BYTES = 28;

    final List<@Nullable Object> values = new ArrayList<>();
    private int counted;
    final Function<List<@Nullable Object>, @Nullable Object> finish;

    Collected(Function<List<@Nullable Object>, @Nullable Object> finish) {
      this.finish = finish;
    }

    @Override
    public void add(@Nullable Object value) {
      if (values.size() >= counted) {
        counted = Math.max(16, 2 * counted);
        Budget.current().charge((counted - values.size()) * VALUE_BYTES);
      }
      values.add(value);
    }

    @Override
    public @Nullable Object result() {
      return finish.apply(values);
    }
  }

  private static final class Sorted extends Collected {
    Sorted(Function<List<@Nullable Object>, @Nullable Object> finish) {
      super(finish);
    }

    @Override
    public @Nullable Object result() {
      Budget budget = Budget.current();
      values.sort((left, right) -> {
        budget.tick();
        return Comparison.compare(left, right);
      });
      return super.result();
    }
  }

  private static final class Distinct extends Collected {
    private final Table seen = new Table(1);
    private final Column[] row = {new Column(1)};

    Distinct(Function<List<@Nullable Object>, @Nullable Object> finish) {
      super(finish);
    }

    @Override
    public void add(@Nullable Object value) {
      row[0].setOnly(value);
      if (seen.add(row, 0)) {
        super.add(value);
      }
    }
  }
}
