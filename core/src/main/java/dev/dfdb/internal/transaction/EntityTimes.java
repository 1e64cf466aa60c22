package dev.dfdb.internal.transaction;

import dev.dfdb.codec.ValueOrder;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.Builtin;
import dev.dfdb.internal.index.DatabaseValue;
import dev.dfdb.internal.index.DatomCursor;
import dev.dfdb.internal.index.DatomSource;
import dev.dfdb.internal.index.Dimension;
import dev.dfdb.internal.index.Schema;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The dimensions of time of the entities that a transaction touches: for each dimension the last
 * value that a transaction carried which touched the entity, this one's before all others. What is
 * derived follows from those.
 */
final class EntityTimes {

  private final DatabaseValue history;
  private final Schema schema;
  private final Map<Attribute, Object> given;
  private final LongPredicate isOld;
  private final List<Attribute> carried = new ArrayList<>();
  private final List<Attribute> derived = new ArrayList<>();
  private final Map<Long, Map<Long, Object>> byTransaction = new HashMap<>();
  private final Map<Long, Map<Long, Object>> byEntity = new LinkedHashMap<>();

  /**
   * Looks at a database before a transaction.
   *
   * @param history everything that happened in it
   * @param given what the transaction carries
   * @param isOld whether an entity was there before
   */
  EntityTimes(DatabaseValue history, Map<Attribute, Object> given, LongPredicate isOld) {
    this.history = history;
    this.schema = history.schema();
    this.given = given;
    this.isOld = isOld;
    for (Attribute attribute : schema.dimensions()) {
      if (Objects.requireNonNull(attribute.dimension()).isDerived()) {
        derived.add(attribute);
      } else if (attribute.id() != Builtin.TX_INSTANT) {
        carried.add(attribute);
      }
    }
  }

  /** Whether a transaction before carried other values. */
  boolean differ(long tx) {
    Map<Long, Object> others = of(tx);
    return others.size() != given.size()
        || !given.entrySet().stream()
            .allMatch(time -> isSame(others.get(time.getKey().id()), time.getValue()));
  }

  private static boolean isSame(@Nullable Object left, Object right) {
    return left != null && ValueOrder.compare(left, right) == 0;
  }

  /** What a transaction before carried. */
  private Map<Long, Object> of(long tx) {
    return byTransaction.computeIfAbsent(tx, key -> {
      Map<Long, Object> times = new HashMap<>();
      for (Attribute attribute : carried) {
        Object value = history.dimension(attribute, DatomSource.NONE, tx);
        if (value != null) {
          times.put(attribute.id(), value);
        }
      }
      return times;
    });
  }

  /** The dimensions of an entity after the transaction, by their attributes. */
  Map<Long, Object> after(long e) {
    return byEntity.computeIfAbsent(e, this::merged);
  }

  private Map<Long, Object> merged(long e) {
    Map<Long, Object> times = new HashMap<>();
    given.forEach((attribute, value) -> times.put(attribute.id(), value));
    if (isOld.test(e) && times.size() < carried.size()) {
      for (long tx : transactions(e).descendingSet()) {
        of(tx).forEach(times::putIfAbsent);
        if (times.size() == carried.size()) {
          break;
        }
      }
    }
    derive(times, e);
    return times;
  }

  private NavigableSet<Long> transactions(long e) {
    NavigableSet<Long> transactions = new TreeSet<>();
    try (DatomCursor datoms = history.scan(Index.EAVT, e, DatomSource.NONE, null)) {
      while (datoms.next()) {
        transactions.add(datoms.tx());
      }
    }
    return transactions;
  }

  /** Adds what follows; as often as needed for what follows from that. */
  private void derive(Map<Long, Object> times, long e) {
    boolean isNew = true;
    while (isNew) {
      isNew = false;
      for (Attribute attribute : derived) {
        DimensionRule.Derivation rule = rule(attribute);
        if (rule != null && !times.containsKey(attribute.id())) {
          Object value = value(attribute, rule, times, e);
          if (value != null) {
            times.put(attribute.id(), value);
            isNew = true;
          }
        }
      }
    }
  }

  private @Nullable Object value(
      Attribute attribute, DimensionRule.Derivation rule, Map<Long, Object> times, long e) {
    try {
      return rule.apply(times, schema);
    } catch (ArithmeticException | DateTimeException tooFar) {
      throw Refusal.because(
          tooFar,
          "a derived time dimension is out of range",
          "entity",
          e,
          "dimension",
          attribute.ident(),
          "values",
          named(times));
    }
  }

  private static DimensionRule.@Nullable Derivation rule(Attribute attribute) {
    Dimension dimension = attribute.dimension();
    Object form = dimension == null ? null : dimension.derivation();
    return form == null ? null : DimensionRule.derivation(form);
  }

  /** The derived dimensions that the transaction has something to say of. */
  List<Attribute> derivedNow() {
    Set<Long> stated = new HashSet<>();
    given.keySet().forEach(attribute -> stated.add(attribute.id()));
    List<Attribute> found = new ArrayList<>();
    boolean isNew = true;
    while (isNew) {
      isNew = false;
      for (Attribute attribute : derived) {
        DimensionRule.Derivation rule = rule(attribute);
        if (rule != null
            && rule.operands().stream().anyMatch(name -> stated.contains(schema.id(name)))
            && stated.add(attribute.id())) {
          found.add(attribute);
          isNew = true;
        }
      }
    }
    return found;
  }

  /** Dimensions by name. */
  Map<Keyword, Object> named(Map<Long, Object> times) {
    Map<Keyword, Object> named = new LinkedHashMap<>();
    for (Attribute attribute : schema.dimensions()) {
      Object value = times.get(attribute.id());
      if (value != null) {
        named.put(attribute.ident(), value);
      }
    }
    return named;
  }
}
