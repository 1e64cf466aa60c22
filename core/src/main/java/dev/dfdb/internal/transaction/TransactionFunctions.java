package dev.dfdb.internal.transaction;

import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What users registered with a connection for transactions to call, by name. A name can be written
 * as a keyword, a symbol or a string: {@code :my/fn}, {@code my/fn} and {@code "my/fn"} are one.
 *
 * <p>All of it is called by the thread that evaluates the transaction, possibly more than once for
 * one transaction, and what it throws refuses the transaction.
 *
 * @param calls functions that stand as forms in transactions
 * @param valueTests predicates of attributes
 * @param entityTests predicates of entity specs
 */
public record TransactionFunctions(
    Map<Symbol, Call> calls,
    Map<Symbol, ValueTest> valueTests,
    Map<Symbol, EntityTest> entityTests) {

  /** Nothing registered. */
  public static final TransactionFunctions NONE =
      new TransactionFunctions(Map.of(), Map.of(), Map.of());

  /** Copies the maps. */
  public TransactionFunctions {
    calls = Map.copyOf(calls);
    valueTests = Map.copyOf(valueTests);
    entityTests = Map.copyOf(entityTests);
  }

  /** A function that stands in a transaction for the forms it gives. */
  @FunctionalInterface
  public interface Call {

    /** The forms, made from the database before the transaction; null counts as a failure. */
    @Nullable
    Collection<?> apply(LentDatabase before, List<?> arguments);
  }

  /** A predicate of values. */
  @FunctionalInterface
  public interface ValueTest {

    /** True if the value is good; anything else says what is wrong. */
    @Nullable
    Object apply(Object value);
  }

  /** A predicate of entities. */
  @FunctionalInterface
  public interface EntityTest {

    /**
     * True if the entity is good as the transaction leaves it; anything else says what is wrong.
     */
    @Nullable
    Object apply(LentDatabase after, long entity);
  }

  /** The name that an object writes; null if it is none. */
  public static @Nullable Symbol name(@Nullable Object written) {
    if (written instanceof Symbol symbol) {
      return symbol;
    }
    Keyword keyword = written instanceof String text && !text.isEmpty() && !text.equals(":")
        ? Keyword.of(text)
        : written instanceof Keyword given ? given : null;
    return keyword == null ? null : Symbol.of(keyword.namespace(), keyword.name());
  }
}
