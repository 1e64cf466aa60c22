package dev.dfdb.conformance;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.Namespace;
import dev.dfdb.Namespaces;
import dev.dfdb.storage.Storage;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Namespaces for tests, and what the tests keep in them: numbers. */
final class Workspaces {

  /** Names that an encoding could mix up. */
  static final List<String> HOSTILE = List.of(
      "a",
      "a\u0000",
      "a\u0000\u0000",
      "a\u0000b",
      "a\u0001",
      "a\u0001\u0001",
      "\u0000",
      "\u0001",
      "ab",
      "a/b",
      "a-b",
      "a+b",
      "a:b",
      "a b",
      " ",
      "\n",
      ".",
      "..",
      "../a",
      "%00",
      "'; DROP TABLE dfdb; --",
      "\uFFFF",
      "\uD83D\uDE00",
      "\uD83D\uDE01",
      "e\u0301",
      "\u00E9",
      "A",
      "null",
      "x".repeat(499),
      "x".repeat(500),
      "\u0000".repeat(500));

  private Workspaces() {}

  static Namespaces open(Storage storage, int most) {
    return Dfdb.openNamespaces(Map.of("storage", storage, "max-open", most));
  }

  /** That does not wait for long. */
  static Namespaces impatient(Storage storage, int most) {
    return Dfdb.openNamespaces(
        Map.of("storage", storage, "max-open", most, "open-timeout", Duration.ofMillis(1)));
  }

  static void add(Namespaces namespaces, String name, long number) {
    try (Namespace namespace = namespaces.open(name)) {
      add(namespace.connection(), number);
    }
  }

  static void add(Connection connection, long number) {
    connection.transact(List.of(Map.of(":n", number)));
  }

  static Set<Object> numbers(Namespaces namespaces, String name) {
    try (Namespace namespace = namespaces.open(name)) {
      return numbers(namespace.connection());
    }
  }

  static Set<Object> numbers(Connection connection) {
    return new HashSet<>(connection.db().q("[:find [?n ...] :where [_ :n ?n]]").values());
  }
}
