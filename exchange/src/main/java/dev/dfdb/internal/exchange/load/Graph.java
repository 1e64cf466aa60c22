package dev.dfdb.internal.exchange.load;

import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Tagged;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts in the place of entities of the database that was exported those which they are here. Forms
 * are no deeper than {@link Edn#MAX_DEPTH}.
 */
final class Graph {

  private static final Keyword ID = Keyword.of("db", "id");
  private static final Keyword TX_DATA = Keyword.of("tx-data");

  private Graph() {}

  /** A value of a map; an entity becomes a map that finds or makes it. */
  static Object resolve(Object value, String origins) {
    if (value instanceof Tagged tagged && tagged.tag().equals(RowForms.ENTITY)) {
      return Map.of(Position.ORIGIN, origins + tagged.value());
    }
    if (value instanceof Map<?, ?> map) {
      Map<@Nullable Object, @Nullable Object> resolved = new LinkedHashMap<>();
      map.forEach((key, each) -> {
        if (ID.equals(key) && each instanceof Tagged tagged) {
          resolved.put(Position.ORIGIN, origins + tagged.value());
        } else {
          resolved.put(key, each == null ? null : resolve(each, origins));
        }
      });
      return resolved;
    }
    if (value instanceof Set<?> set) {
      return collect(set, new LinkedHashSet<>(), origins);
    }
    return value instanceof List<?> list
        ? collect(list, new ArrayList<>(list.size()), origins)
        : value;
  }

  private static Object collect(
      Collection<?> values, Collection<@Nullable Object> into, String origins) {
    for (Object each : values) {
      into.add(each == null ? null : resolve(each, origins));
    }
    return into;
  }

  /** A transaction map whose entities are tempids, each with a form that says which it is. */
  static Map<Object, Object> transaction(Map<?, ?> transaction, String origins) {
    Map<String, String> tempids = new TreeMap<>();
    Map<Object, Object> resolved = new LinkedHashMap<>();
    transaction.forEach((key, value) -> {
      if (key != null && value != null) {
        resolved.put(key, withTempids(value, origins, tempids));
      }
    });
    List<Object> forms = new ArrayList<>();
    if (resolved.get(TX_DATA) instanceof Collection<?> given) {
      forms.addAll(given);
    }
    tempids.forEach((tempid, origin) -> forms.add(Map.of(ID, tempid, Position.ORIGIN, origin)));
    resolved.put(TX_DATA, forms);
    return resolved;
  }

  private static Object withTempids(Object value, String origins, Map<String, String> tempids) {
    if (value instanceof Tagged tagged && tagged.tag().equals(RowForms.ENTITY)) {
      String tempid = "entity " + tagged.value();
      tempids.put(tempid, origins + tagged.value());
      return tempid;
    }
    if (value instanceof Map<?, ?> map) {
      Map<@Nullable Object, @Nullable Object> resolved = new LinkedHashMap<>();
      map.forEach((key, each) ->
          resolved.put(key, each == null ? null : withTempids(each, origins, tempids)));
      return resolved;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> resolved = new ArrayList<>(list.size());
      list.forEach(each -> resolved.add(each == null ? null : withTempids(each, origins, tempids)));
      return resolved;
    }
    return value;
  }
}
