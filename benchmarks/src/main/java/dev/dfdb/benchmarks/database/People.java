package dev.dfdb.benchmarks.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The facts that transaction benchmarks store, as forms that any database of this kind takes:
 * people with five attributes each, one of them a reference within the transaction.
 */
final class People {

  /** How many facts a person has. */
  static final int FACTS = 5;

  /** The schema, as EDN. */
  static final String SCHEMA = """
      [{:db/ident :p/name :db/valueType :db.type/string :db/cardinality :db.cardinality/one}
       {:db/ident :p/email :db/valueType :db.type/string :db/cardinality :db.cardinality/one
        :db/index true}
       {:db/ident :p/age :db/valueType :db.type/long :db/cardinality :db.cardinality/one}
       {:db/ident :p/tags :db/valueType :db.type/string :db/cardinality :db.cardinality/many}
       {:db/ident :p/friend :db/valueType :db.type/ref :db/cardinality :db.cardinality/one}]
      """;

  private People() {}

  /**
   * The forms of one transaction.
   *
   * @param first the number of the first person
   * @param count how many persons
   */
  static List<Object> forms(long first, int count) {
    List<Object> forms = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long number = first + i;
      forms.add(Map.of(
          ":db/id",
          "p" + i,
          ":p/name",
          "Person number " + number,
          ":p/email",
          "person" + number + "@example.org",
          ":p/age",
          number % 90,
          ":p/tags",
          List.of("tag" + number % 20),
          ":p/friend",
          "p" + (i + 1) % count));
    }
    return forms;
  }
}
