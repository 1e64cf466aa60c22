package dev.dfdb.conformance.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.QueryResult;
import dev.dfdb.edn.Edn;
import dev.dfdb.edn.EdnList;
import dev.dfdb.edn.Keyword;
import dev.dfdb.edn.Symbol;
import dev.dfdb.error.DfdbException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The databases that the examples are about, and what checks an example. */
public final class ExampleDatabase {

  private final Connection connection;
  private final Connection other;

  /** Fills two empty databases. */
  public ExampleDatabase(Connection connection, Connection other) {
    this.connection = connection;
    this.other = other;
    Map<?, ?> facts = (Map<?, ?>) QueryExample.read("data");
    connection.transact(forms(facts.get(Keyword.of("schema"))));
    for (Object transaction : forms(facts.get(Keyword.of("transactions")))) {
      connection.transact(forms(transaction));
    }
    other.transact("[{:filler 1} {:filler 2} {:filler 3}]");
    other.transact("[{:db/ident :q/name :db/unique :db.unique/identity}]");
    other.transact(
        "[{:q/name \"Ada\" :q/motto \"on\"} {:q/name \"Cy\" :q/motto \"off\"} {:q/name \"Zoe\"}]");
  }

  private static Collection<?> forms(@Nullable Object forms) {
    return (Collection<?>) Objects.requireNonNull(forms);
  }

  /** Asks an example's query, as forms and as text, and compares the answer. */
  public void check(QueryExample example) {
    Object query = example.query();
    check(example, query);
    if (!(query instanceof String)) {
      check(example, Edn.print(query));
    }
  }

  private void check(QueryExample example, Object query) {
    Map<?, ?> answer = example.answer() instanceof Map<?, ?> map ? map : Map.of();
    Object words = answer.get(Keyword.of("error"));
    if (words != null) {
      DfdbException error = assertThrows(DfdbException.class, () -> ask(query, example.inputs()));
      for (Object word : forms(words)) {
        assertTrue(
            error.getMessage().contains(String.valueOf(word)),
            () -> "no “" + word + "” in: " + error.getMessage());
      }
      return;
    }
    QueryResult result = ask(query, example.inputs());
    if (example.answer() instanceof Set<?> rows) {
      assertEquals(new HashSet<>(plain(rows)), new HashSet<>(plain(result.rows())), "the rows");
      assertEquals(rows.size(), result.size(), "how many rows");
      return;
    }
    answer.forEach((part, expected) -> check(String.valueOf(part), expected, result));
  }

  private static void check(String part, @Nullable Object expected, QueryResult result) {
    switch (part) {
      case ":value" -> assertEquals(plain(expected), plain(result.value()));
      case ":row" -> assertEquals(plain(expected), plain((Object) result.row()));
      case ":rows" -> assertEquals(plain(expected), plain((Object) result.rows()));
      case ":bag" -> assertEquals(counted(forms(expected)), counted(result.rows()));
      case ":values" -> {
        if (expected instanceof Set<?> set) {
          assertEquals(plain(set), new HashSet<>(plain(result.values())));
          assertEquals(set.size(), result.size());
        } else {
          assertEquals(plain(expected), plain((Object) result.values()));
        }
      }
      case ":maps" -> assertEquals(expected, new HashSet<>(result.maps()));
      case ":columns" -> assertEquals(expected, result.columns());
      case ":keys" ->
        assertEquals(expected, ((Map<?, ?>) Objects.requireNonNull(result.value())).keySet());
      default -> throw new IllegalArgumentException("an example checks no " + part);
    }
  }

  private static Map<Object, Integer> counted(Collection<?> rows) {
    Map<Object, Integer> counted = new HashMap<>();
    plain(rows).forEach(row -> counted.merge(Objects.requireNonNull(row), 1, Integer::sum));
    return counted;
  }

  private static Collection<?> plain(Collection<?> values) {
    return (Collection<?>) Objects.requireNonNull(plain((Object) values));
  }

  /** Floating-point numbers are taken for equal where they are in the first ten digits. */
  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Double number) {
      return String.format(Locale.ROOT, "%.10g", number);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> plain = new ArrayList<>();
      list.forEach(element -> plain.add(plain(element)));
      return plain;
    }
    if (value instanceof Set<?> set) {
      Set<@Nullable Object> plain = new HashSet<>();
      set.forEach(element -> plain.add(plain(element)));
      return plain;
    }
    if (value instanceof Map<?, ?> map) {
      Map<@Nullable Object, @Nullable Object> plain = new LinkedHashMap<>();
      map.forEach((key, element) -> plain.put(key, plain(element)));
      return plain;
    }
    return value;
  }

  private QueryResult ask(Object query, List<@Nullable Object> written) {
    List<@Nullable Object> inputs = new ArrayList<>();
    Object first = written.isEmpty() ? null : written.get(0);
    boolean isOnAnother = first instanceof EdnList on && Symbol.of("on").equals(on.get(0));
    for (Object input : isOnAnother ? written.subList(1, written.size()) : written) {
      inputs.add(given(input));
    }
    if (first instanceof EdnList on && isOnAnother) {
      inputs.add(0, given(on.get(1)));
      return connection.q(query, inputs.toArray());
    }
    return connection.db().q(query, inputs.toArray());
  }

  private @Nullable Object given(@Nullable Object input) {
    if (!(input instanceof Symbol name)) {
      return input;
    }
    Db now = connection.db();
    return switch (name.name()) {
      case "now" -> now;
      case "as-of-1" -> now.asOf(1);
      case "as-of-2" -> now.asOf(2);
      case "as-of-3" -> now.asOf(3);
      case "since-2" -> now.since(2);
      case "history" -> now.history();
      case "history-as-of-3" -> now.asOf(3).history();
      case "without-36" -> now.filter((db, datom) -> !datom.v().equals(36L));
      case "other" -> other.db();
      case "log" -> connection.log();
      default -> throw new IllegalArgumentException("no example is about " + name);
    };
  }
}
