package dev.dfdb.internal.query.function;

import dev.dfdb.edn.Symbol;
import dev.dfdb.error.DfdbException;
import dev.dfdb.internal.index.DatomSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The functions and aggregates that the queries of one connection can call: those that all have,
 * and those registered. Safe from any thread.
 */
public final class FunctionTable {

  private final Map<Symbol, Function> functions = new ConcurrentHashMap<>();
  private final Map<Symbol, Supplier<Aggregate>> aggregates = new ConcurrentHashMap<>();

  /** A function of the caller's. */
  @FunctionalInterface
  public interface Body {
    /** The result for some arguments; null for none. */
    @Nullable
    Object apply(List<@Nullable Object> arguments);
  }

  /**
   * Makes a function known, in the place of one that was registered under the name before.
   *
   * @throws IllegalArgumentException if every query has a function of this name
   */
  public void registerFunction(Symbol name, Body body) {
    if (Functions.find(name).isPresent()) {
      throw new IllegalArgumentException("every query has a function " + name);
    }
    functions.put(
        name, new Function(name.toString(), 0, Function.ANY, arguments -> call(body, arguments)));
  }

  /**
   * Makes an aggregate known, in the place of one that was registered under the name before.
   *
   * @throws IllegalArgumentException if every query has an aggregate of this name
   */
  public void registerAggregate(Symbol name, Supplier<Aggregate> aggregate) {
    if (Aggregates.names().contains(name.toString())) {
      throw new IllegalArgumentException("every query has an aggregate " + name);
    }
    aggregates.put(name, aggregate);
  }

  private static @Nullable Object call(Body body, @Nullable Object[] arguments) {
    @Nullable Object[] given = arguments.clone();
    for (int i = 0; i < given.length; i++) {
      if (given[i] instanceof DatomSource source) {
        given[i] = handle(source);
      }
    }
    try {
      return body.apply(Collections.unmodifiableList(Arrays.asList(given)));
    } catch (DfdbException error) {
      throw error;
    } catch (RuntimeException error) {
      throw new IllegalArgumentException(String.valueOf(error), error);
    }
  }

  private static Object handle(DatomSource source) {
    Object handle = source.handle();
    if (handle == null) {
      throw new IllegalArgumentException("this database can't be given to a registered function");
    }
    return handle;
  }

  /** The function with a name; empty if there is none. */
  public Optional<Function> find(Symbol name) {
    Function registered = functions.get(name);
    return registered == null ? Functions.find(name) : Optional.of(registered);
  }

  /** All names of functions, in alphabetical order. */
  public SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>(Functions.names());
    functions.keySet().forEach(name -> names.add(name.toString()));
    return names;
  }

  /** What makes the aggregate with a name that was registered; null if none was. */
  @Nullable
  Supplier<Aggregate> aggregate(String name) {
    return aggregates.get(Symbol.of(name));
  }

  /** The names of aggregates that were registered, in alphabetical order. */
  SortedSet<String> aggregateNames() {
    SortedSet<String> names = new TreeSet<>();
    aggregates.keySet().forEach(name -> names.add(name.toString()));
    return names;
  }
}
