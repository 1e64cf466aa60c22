package dev.dfdb.conformance.oracle;

import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Transactions of every size and kind, without tempids: every entity has an identity by which it is
 * found.
 */
final class FaultForms {

  /** The attribute by which entities are found. */
  static final Keyword ID = Keyword.of(":k/id");

  private static final int MANY = 60;
  private static final String SCHEMA = """
      [{:db/ident :k/id :db/valueType :db.type/long :db/cardinality :db.cardinality/one
        :db/unique :db.unique/identity}
       {:db/ident :k/text :db/valueType :db.type/string :db/cardinality :db.cardinality/one}
       {:db/ident :k/ref :db/valueType :db.type/ref :db/cardinality :db.cardinality/one}
       {:db/ident :k/part :db/valueType :db.type/ref :db/cardinality :db.cardinality/many
        :db/isComponent true}]
      """;

  private FaultForms() {}

  /** The course, one transaction after the other. */
  static List<Collection<?>> course() {
    return List.of(
        (Collection<?>) Objects.requireNonNull(Edn.read(SCHEMA)),
        List.of(Map.of(":k/id", 1L, ":k/text", "one", ":k/free", 1L)),
        entities("first "),
        entities("second "),
        List.of(List.of(":db/add", ":k/text", ":db/cardinality", ":db.cardinality/many")),
        entities("third "),
        List.of(
            List.of(":db/retractEntity", List.of(":k/id", 0L)),
            Map.of(":k/id", 500L, ":k/free", "after")),
        texts(),
        List.of(List.of(":db/add", ":k/text", ":db/cardinality", ":db.cardinality/one")),
        List.of(List.of(":db/add", ":k/free", ":db/ident", Keyword.of(":k/bound"))));
  }

  /** Three to be committed at once, behind a first. */
  static List<Collection<?>> together() {
    List<Collection<?>> all = new ArrayList<>();
    for (long id = 1_000; id < 1_004; id++) {
      all.add(List.of(Map.of(":k/id", id, ":k/bound", id), Map.of(":k/id", 999L, ":k/bound", id)));
    }
    return all;
  }

  /**
   * So much text that the log has to cut it; the first entity has parts, the others refer to it.
   */
  private static List<Object> entities(String text) {
    List<Object> forms = new ArrayList<>();
    for (long id = 0; id < MANY; id++) {
      Map<String, Object> form = new LinkedHashMap<>();
      form.put(":k/id", id);
      form.put(":k/text", text + "x".repeat(id % 2 == 0 ? 2_500 : 10) + id);
      form.put(":k/ref", Map.of(":k/id", 0L));
      if (id == 0) {
        form.put(":k/part", List.of(Map.of(":k/id", 200L), Map.of(":k/id", 201L, ":k/free", 2L)));
      }
      forms.add(form);
    }
    return forms;
  }

  /** Takes from every entity all texts but one. */
  private static List<Object> texts() {
    List<Object> forms = new ArrayList<>();
    for (long id = 1; id < MANY; id++) {
      String rest = "x".repeat(id % 2 == 0 ? 2_500 : 10) + id;
      forms.add(List.of(":db/retract", List.of(":k/id", id), ":k/text", "second " + rest));
    }
    return forms;
  }
}
