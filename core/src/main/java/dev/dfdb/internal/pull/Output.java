package dev.dfdb.internal.pull;

import dev.dfdb.error.QueryException;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a step's values.
 *
 * @param key the key in the result
 * @param otherwise what to give where nothing is found, or null
 * @param xform what to apply to what is found, or null
 */
record Output(
    Object key,
    @Nullable Object otherwise,
    @Nullable Function<Object, ? extends @Nullable Object> xform) {

  static Output plain(Object key) {
    return new Output(key, null, null);
  }

  /** What to give for what was found; null for nothing. */
  @Nullable
  Object of(Object found) {
    if (xform == null) {
      return found;
    }
    try {
      return xform.apply(found);
    } catch (QueryException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new QueryException("A function for :xform failed", Map.of("attribute", key), e);
    }
  }
}
