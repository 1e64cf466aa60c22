package dev.dfdb.conformance.oracle;

import dev.dfdb.codec.ValueOrder;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The order of datoms in an index: that of its components, then of transactions, and within one
 * retractions first. Values that are too long for a key are only held to stand together.
 */
final class IndexOrder {

  private static final int SHORT = 60;

  private IndexOrder() {}

  /** Checks the order of all datoms of an index. */
  static void check(Index index, List<Datom> datoms, Supplier<String> name) {
    Comparator<Datom> order = order(index);
    for (int i = 1; i < datoms.size(); i++) {
      Datom one = datoms.get(i - 1);
      Datom next = datoms.get(i);
      if (order.compare(one, next) >= 0) {
        throw new AssertionError(name.get() + ": " + next + " comes after " + one);
      }
    }
  }

  private static Comparator<Datom> order(Index index) {
    Comparator<Datom> e = Comparator.comparingLong(Datom::e);
    Comparator<Datom> a = Comparator.comparingLong(Datom::a);
    Comparator<Datom> v = (one, other) -> compare(one.v(), other.v());
    Comparator<Datom> components = switch (index) {
      case EAVT -> e.thenComparing(a).thenComparing(v);
      case AEVT -> a.thenComparing(e).thenComparing(v);
      case AVET -> a.thenComparing(v).thenComparing(e);
      case VAET -> v.thenComparing(a).thenComparing(e);
    };
    return components.thenComparingLong(Datom::tx).thenComparing(Datom::added);
  }

  /** Of two long values the one that came first may be the greater one. */
  private static int compare(Object one, Object other) {
    if (Objects.deepEquals(one, other)) {
      return 0;
    }
    return isLong(one) && isLong(other) ? -1 : ValueOrder.compare(one, other);
  }

  private static boolean isLong(Object v) {
    if (v instanceof List<?> tuple) {
      return tuple.stream().anyMatch(element -> element != null && isLong(element));
    }
    return v instanceof byte[] bytes
        ? bytes.length > SHORT
        : (v instanceof String || v instanceof Keyword) && v.toString().length() > SHORT;
  }
}
