package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A database with attributes of every kind for entities that refer to each other. */
final class People {

  final TestDatabase database = new TestDatabase();

  People() {
    database.declare(
        ":name string identity",
        ":age long",
        ":aka string many",
        ":friend ref many",
        ":boss ref",
        ":color ref",
        ":part ref many component",
        ":spec ref component",
        ":photo bytes");
  }

  TxReport transact(String edn) {
    return database.transact(edn);
  }

  Db db() {
    return database.connection.db();
  }

  @Nullable
  Object pull(Object pattern, Object entity) {
    return db().pull(pattern, entity);
  }

  /** Asserts what a pattern gives for the entity of a tempid, as EDN. */
  void assertPulls(String expected, TxReport report, Object pattern, String tempid) {
    assertEquals(edn(expected, report), pull(pattern, report.id(tempid)));
  }

  /** A form as EDN, in which {@code @name} stands for the id of a tempid. */
  static @Nullable Object edn(String text, TxReport report) {
    String filled = text;
    for (Map.Entry<Object, Long> tempid : report.tempids().entrySet()) {
      filled = filled.replaceAll("@" + tempid.getKey() + "\\b", "" + tempid.getValue());
    }
    return Edn.read(filled);
  }

  /** The entity with a name. */
  static List<Object> named(String name) {
    return List.of(Keyword.of("name"), name);
  }
}
