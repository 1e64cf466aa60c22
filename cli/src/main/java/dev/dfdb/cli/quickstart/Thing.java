package dev.dfdb.cli.quickstart;

import dev.dfdb.edn.Keyword;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A thing as a transaction tells of it: the map form, being filled.
 *
 * @param id the temporary id by which other things of the transaction refer to it
 * @param form its attributes and their values, {@code :db/id} included
 */
record Thing(String id, Map<Keyword, Object> form) {

  private static final Keyword ID = Keyword.of("db/id");

  /** A thing of which nothing is told yet. */
  Thing(String id) {
    this(id, new LinkedHashMap<>());
    form.put(ID, id);
  }

  /** Tells one fact, where it is known. */
  Thing put(String attribute, @Nullable Object value) {
    if (value != null) {
      form.put(Keyword.of(attribute), value);
    }
    return this;
  }

  /** Tells that it refers to another thing. */
  Thing refer(String attribute, Thing other) {
    return put(attribute, other.id);
  }

  /** Tells that it refers to each of some other things. */
  Thing refer(String attribute, Collection<Thing> others) {
    List<String> ids = others.stream().map(Thing::id).toList();
    return putAll(attribute, ids);
  }

  /** Tells one fact for each of the values. */
  Thing putAll(String attribute, Collection<?> values) {
    return put(attribute, values.isEmpty() ? null : values);
  }
}
