package dev.dfdb.internal.transaction;

import dev.dfdb.codec.ValueOrder;
import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import dev.dfdb.error.StorageException;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.Dimension;
import dev.dfdb.internal.index.Schema;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Checks the dimensions of time of entities against the constraints that the schema has. */
final class DimensionConstraints {

  private final EntityTimes times;
  private final Schema schema;
  private final TransactionFunctions functions;
  private final LentDatabase after;

  private DimensionConstraints(
      EntityTimes times, Schema schema, TransactionFunctions functions, LentDatabase after) {
    this.times = times;
    this.schema = schema;
    this.functions = functions;
    this.after = after;
  }

  /**
   * Checks entities.
   *
   * @param schema the schema before the transaction
   * @param lend gives the database after it, for predicates
   */
  static void check(
      Collection<Long> entities,
      EntityTimes times,
      Schema schema,
      TransactionFunctions functions,
      Supplier<LentDatabase> lend) {
    List<Attribute> constrained = schema.dimensions().stream()
        .filter(d -> !Objects.requireNonNull(d.dimension()).constraints().isEmpty())
        .toList();
    if (!constrained.isEmpty()) {
      try (LentDatabase after = lend.get()) {
        DimensionConstraints constraints =
            new DimensionConstraints(times, schema, functions, after);
        for (long e : entities) {
          constrained.forEach(attribute -> constraints.check(e, attribute));
        }
      }
    }
  }

  private void check(long e, Attribute attribute) {
    Map<Long, Object> values = times.after(e);
    Dimension dimension = attribute.dimension();
    Object value = values.get(attribute.id());
    if (value == null || dimension == null) {
      return;
    }
    for (Object form : dimension.constraints()) {
      DimensionRule rule = DimensionRule.constraint(form);
      if (rule instanceof DimensionRule.Ordering ordering) {
        boolean holds = ordering.after().stream()
                .allMatch(name -> isInOrder(values, name, value, false))
            && ordering.before().stream().allMatch(name -> isInOrder(values, name, value, true));
        if (!holds) {
          throw broken(null, e, attribute, form, "false");
        }
      } else if (rule instanceof DimensionRule.Predicate predicate) {
        checkPredicate(e, attribute, form, predicate.name());
      }
    }
  }

  private boolean isInOrder(
      Map<Long, Object> values, Keyword name, Object value, boolean isBefore) {
    Object other = values.get(schema.id(name));
    if (other == null) {
      return true;
    }
    int order = ValueOrder.compare(value, other);
    return isBefore ? order <= 0 : order >= 0;
  }

  private void checkPredicate(long e, Attribute attribute, Object form, Symbol name) {
    TransactionFunctions.ValueTest ofTimes = functions.valueTests().get(name);
    TransactionFunctions.EntityTest ofEntity = functions.entityTests().get(name);
    if (ofTimes == null && ofEntity == null) {
      throw Refusal.of(
          "a predicate of the time dimension is not registered with this connection",
          "predicate",
          name,
          "dimension",
          attribute.ident());
    }
    Object result;
    try {
      result = ofTimes != null
          ? ofTimes.apply(times.named(times.after(e)))
          : Objects.requireNonNull(ofEntity).apply(after, e);
    } catch (StorageException unreadable) {
      throw unreadable;
    } catch (RuntimeException failure) {
      throw broken(failure, e, attribute, form, failure);
    }
    if (!Objects.equals(result, true)) {
      throw broken(null, e, attribute, form, result);
    }
  }

  private RuntimeException broken(
      @Nullable RuntimeException cause,
      long e,
      Attribute attribute,
      Object form,
      @Nullable Object result) {
    return Refusal.because(
        cause,
        "a constraint of a time dimension does not hold for an entity that the transaction touches",
        "entity",
        e,
        "dimension",
        attribute.ident(),
        "constraint",
        form,
        "returned",
        result,
        "values",
        times.named(times.after(e)));
  }
}
