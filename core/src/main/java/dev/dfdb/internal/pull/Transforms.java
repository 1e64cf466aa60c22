package dev.dfdb.internal.pull;

import dev.dfdb.edn.Symbol;
import dev.dfdb.error.QueryException;
import dev.dfdb.internal.form.Suggestions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The functions that patterns can name after {@code :xform}: those that were registered, and no
 * others, so that a pattern from elsewhere can't run anything. Safe from any thread.
 */
public final class Transforms {

  private final Map<Symbol, Function<Object, ? extends @Nullable Object>> byName =
      new ConcurrentHashMap<>();

  /** Knows none. */
  public Transforms() {}

  /** Makes a function known, in place of any of the same name. */
  public void register(Symbol name, Function<Object, ? extends @Nullable Object> function) {
    byName.put(name, function);
  }

  /**
   * The function with a name; null for no name.
   *
   * @param attribute where it was asked for
   * @throws QueryException if there is none
   */
  @Nullable
  Function<Object, ? extends @Nullable Object> find(@Nullable Symbol name, Object attribute) {
    if (name == null) {
      return null;
    }
    Function<Object, ? extends @Nullable Object> function = byName.get(name);
    if (function == null) {
      List<String> known =
          byName.keySet().stream().map(Symbol::toString).sorted().toList();
      Map<String, Object> context = new LinkedHashMap<>();
      context.put("function", name);
      context.put("attribute", attribute);
      Suggestions.nearest(name.toString(), known)
          .ifPresent(near -> context.put("did-you-mean", near));
      context.put("registered", known);
      throw new QueryException("A function for :xform that isn't registered", context);
    }
    return function;
  }
}
