package dev.dfdb.conformance.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dfdb.Db;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares database values with the datoms they should show. */
final class ViewCheck {

  private static final String EVERYTHING =
      "[:find ?e ?a ?v ?tx ?added :where [?e ?a ?v ?tx ?added]]";
  private static final String ENTITY = "[:find ?a ?v :in $ ?e :where [?e ?a ?v]]";

  private final OracleSchema schema;
  private final SplittableRandom random;

  /** Compares with random samples of what can be read. */
  ViewCheck(OracleSchema schema, SplittableRandom random) {
    this.schema = schema;
    this.random = random;
  }

  /** All four indexes, whole and in part. */
  void indexes(Db view, Set<Datom> expected, String name) {
    for (Index index : Index.values()) {
      index(view, index, expected, name);
    }
    parts(view, expected, name);
  }

  /** One index as a whole. */
  void index(Db view, Index index, Set<Datom> expected, String name) {
    Set<Datom> shown = expected;
    if (index == Index.VAET) {
      shown = where(expected, datom -> schema.isRef(datom.a()));
    }
    List<Datom> found;
    try (Stream<Datom> read = view.datoms(index)) {
      found = read.toList();
    }
    same(shown, found, () -> name + ", " + index);
    IndexOrder.check(index, found, () -> name + ", " + index);
  }

  /** Some parts of the indexes: the datoms that share components with a datom there is. */
  void parts(Db view, Set<Datom> expected, String name) {
    Datom some = any(expected);
    if (some == null) {
      return;
    }
    long e = some.e();
    long a = some.a();
    Object v = some.v();
    Predicate<Datom> sameEntity = datom -> datom.e() == e;
    Predicate<Datom> sameAttribute = datom -> datom.a() == a;
    Predicate<Datom> sameValue = datom -> Objects.deepEquals(datom.v(), v);
    // By a value that the attribute can't have any more, now that it has a type, nothing is sought.
    OracleAttribute attribute = schema.attribute(a);
    boolean isSought = attribute == null || attribute.isRef() || attribute.conform(v) != null;
    switch (random.nextInt(isSought ? 6 : 2)) {
      case 0 -> same(where(expected, sameEntity), view.datoms(Index.EAVT, e), () -> name + " e");
      case 1 ->
        same(
            where(expected, sameEntity.and(sameAttribute)),
            view.datoms(Index.EAVT, e, a),
            () -> name + " ea");
      case 2 ->
        same(
            where(expected, sameEntity.and(sameAttribute).and(sameValue)),
            view.datoms(Index.EAVT, e, a, v),
            () -> name + " eav");
      case 3 -> same(where(expected, sameAttribute), view.datoms(Index.AEVT, a), () -> name + " a");
      case 4 ->
        same(
            where(expected, sameAttribute.and(sameValue)),
            view.datoms(Index.AVET, a, v),
            () -> name + " av");
      default -> {
        if (schema.isRef(a)) {
          same(
              where(expected, sameValue.and(datom -> schema.isRef(datom.a()))),
              view.datoms(Index.VAET, v),
              () -> name + " v");
        }
      }
    }
  }

  /** Some patterns of Datalog. */
  void queries(Db view, Set<Datom> expected, String name) {
    Datom some = any(expected);
    if (some == null) {
      return;
    }
    OracleAttribute attribute = schema.attribute(some.a());
    if (attribute == null || random.nextInt(4) == 0) {
      everything(view, expected, name);
      return;
    }
    Keyword ident = attribute.ident();
    Set<Object> rows = new HashSet<>();
    switch (random.nextInt(4)) {
      case 0 -> {
        where(expected, datom -> datom.a() == some.a())
            .forEach(datom -> rows.add(new Fact(datom.e(), 0, datom.v())));
        Set<Object> found = new HashSet<>();
        view.q("[:find ?e ?v :where [?e " + ident + " ?v]]")
            .forEach(row -> found.add(new Fact(id(row.get(0)), 0, value(row.get(1)))));
        assertEquals(rows, found, () -> name + " [?e " + ident + " ?v]");
      }
      case 1 -> {
        where(expected, datom -> datom.e() == some.e())
            .forEach(datom -> rows.add(new Fact(0, datom.a(), datom.v())));
        Set<Object> found = new HashSet<>();
        view.q(ENTITY, some.e())
            .forEach(row -> found.add(new Fact(0, id(row.get(0)), value(row.get(1)))));
        assertEquals(rows, found, () -> name + " [" + some.e() + " ?a ?v]");
      }
      case 2 -> {
        where(expected, datom -> datom.a() == some.a() && datom.e() == some.e())
            .forEach(datom -> rows.add(new Fact(0, 0, datom.v())));
        Set<Object> found = new HashSet<>();
        view.q("[:find ?v :in $ ?e :where [?e " + ident + " ?v]]", some.e())
            .forEach(row -> found.add(new Fact(0, 0, value(row.get(0)))));
        assertEquals(rows, found, () -> name + " [" + some.e() + " " + ident + " ?v]");
      }
      default -> {
        where(expected, datom -> datom.a() == some.a() && Objects.deepEquals(datom.v(), some.v()))
            .forEach(datom -> rows.add(datom.e()));
        Set<Object> found =
            new HashSet<>(view.q("[:find [?e ...] :in $ ?v :where [?e " + ident + " ?v]]", some.v())
                .values());
        assertEquals(rows, found, () -> name + " [?e " + ident + " " + some.v() + "]");
      }
    }
  }

  private static void everything(Db view, Set<Datom> expected, String name) {
    List<Datom> found = new ArrayList<>();
    for (List<@Nullable Object> row : view.q(EVERYTHING)) {
      found.add(
          new Datom(id(row.get(0)), id(row.get(1)), value(row.get(2)), id(row.get(3)), (Boolean)
              value(row.get(4))));
    }
    same(expected, found, () -> name + " [?e ?a ?v ?tx ?added]");
  }

  private static long id(@Nullable Object column) {
    return (Long) value(column);
  }

  private static Object value(@Nullable Object column) {
    return Objects.requireNonNull(column, "no datom has nil in it");
  }

  /** One of them by chance; the same one whatever the clock says. */
  private @Nullable Datom any(Set<Datom> datoms) {
    int salt = random.nextInt();
    Datom least = null;
    int rank = Integer.MAX_VALUE;
    for (Datom datom : datoms) {
      long mixed = datom.e() * 31 + datom.a() * 17 + datom.tx();
      int own = datom.v() instanceof Instant ? 0 : datom.v().hashCode();
      int other = datom.v() instanceof byte[] bytes ? bytes.length : own;
      int order = (int) (((mixed + other) * 0x9E3779B97F4A7C15L) >>> 32) ^ salt;
      if (least == null || order < rank) {
        least = datom;
        rank = order;
      }
    }
    return least;
  }

  private static Set<Datom> where(Set<Datom> datoms, Predicate<Datom> predicate) {
    Set<Datom> some = new HashSet<>();
    for (Datom datom : datoms) {
      if (predicate.test(datom)) {
        some.add(datom);
      }
    }
    return some;
  }

  private static void same(Set<Datom> expected, Stream<Datom> read, Supplier<String> name) {
    List<Datom> found;
    try (read) {
      found = read.toList();
    }
    same(expected, found, name);
  }

  /** Checks that datoms are those expected, none of them twice. */
  static void same(Set<Datom> expected, Collection<Datom> found, Supplier<String> name) {
    Set<Datom> once = new HashSet<>(found);
    if (!once.equals(expected)) {
      Set<Datom> missing = where(expected, datom -> !once.contains(datom));
      Set<Datom> surplus = where(once, datom -> !expected.contains(datom));
      throw new AssertionError(name.get() + ": missing " + missing + ", not to be " + surplus);
    }
    assertEquals(once.size(), found.size(), () -> name.get() + ": a datom comes twice");
  }
}
