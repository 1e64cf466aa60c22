package dev.dfdb;

import dev.dfdb.edn.Symbol;
import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.internal.query.QueryEngine;
import dev.dfdb.internal.transaction.LentDatabase;
import dev.dfdb.internal.transaction.TransactionFunctions;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads what a configuration registers for transactions to call, by name. */
final class Registrations {

  private final QueryEngine engine;
  private final Map<Symbol, TransactionFunctions.Call> calls = new HashMap<>();
  private final Map<Symbol, TransactionFunctions.ValueTest> valueTests = new HashMap<>();
  private final Map<Symbol, TransactionFunctions.EntityTest> entityTests = new HashMap<>();

  private Registrations(QueryEngine engine) {
    this.engine = engine;
  }

  /**
   * The functions and predicates that are registered.
   *
   * @throws MisconfiguredException if one has no proper name, or is of none of the types known
   */
  static TransactionFunctions read(
      @Nullable Object functions, @Nullable Object predicates, QueryEngine engine) {
    Registrations registrations = new Registrations(engine);
    Configuration.named("functions", functions).forEach(registrations::function);
    Configuration.named("predicates", predicates).forEach(registrations::predicate);
    return new TransactionFunctions(
        registrations.calls, registrations.valueTests, registrations.entityTests);
  }

  private void function(Object name, Object function) {
    if (!(function instanceof TransactionFunction given)) {
      throw Configuration.wrong("functions, " + name, "a dev.dfdb.TransactionFunction", function);
    }
    calls.put(symbol(name), (before, arguments) -> given.apply(db(before), arguments));
  }

  @SuppressWarnings("unchecked") // a predicate of another type fails as the caller's own code does
  private void predicate(Object name, Object predicate) {
    if (predicate instanceof EntityPredicate ofEntity) {
      entityTests.put(symbol(name), (after, entity) -> ofEntity.test(db(after), entity));
    } else if (predicate instanceof Predicate<?> ofValue) {
      valueTests.put(symbol(name), ((Predicate<Object>) ofValue)::test);
    } else if (predicate instanceof Function<?, ?> ofValue) {
      valueTests.put(symbol(name), ((Function<Object, @Nullable Object>) ofValue)::apply);
    } else {
      throw Configuration.wrong(
          "predicates, " + name,
          "a java.util.function.Predicate or Function of values, or a dev.dfdb.EntityPredicate",
          predicate);
    }
  }

  private static Symbol symbol(Object name) {
    Symbol symbol = TransactionFunctions.name(name);
    if (symbol == null) {
      throw new MisconfiguredException(
          "a function or predicate is registered under what is no name",
          Map.of("name", name, "expected", "a string or a keyword such as :my/function"));
    }
    String namespace = symbol.namespace();
    if (namespace != null && (namespace.equals("db") || namespace.startsWith("db."))) {
      throw new MisconfiguredException(
          "names of the namespace db belong to dfdb", Map.of("name", name));
    }
    return symbol;
  }

  private Db db(LentDatabase lent) {
    return new Db(new Source(lent, engine, Measured.nothing()), lent.perspective());
  }
}
