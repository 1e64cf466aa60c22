package dev.dfdb.benchmarks.postgres;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the benchmarks store: entities with nine attributes, some of them of each other. */
final class Facts {

  /** The schema, as EDN. */
  static final String SCHEMA = """
      [{:db/ident :f/name :db/valueType :db.type/string}
       {:db/ident :f/age :db/valueType :db.type/long :db/index true}
       {:db/ident :f/friend :db/valueType :db.type/ref :db/cardinality :db.cardinality/many}]
      """;

  private Facts() {}

  /** Nine facts about one entity: with that of its time, a transaction of ten datoms. */
  static List<Object> nine(long number) {
    Map<String, Object> entity = new HashMap<>();
    entity.put(":db/id", "e");
    entity.put(":f/name", "Entity number " + number);
    entity.put(":f/age", number % 90);
    for (int i = 0; i < 7; i++) {
      entity.put(":f/n" + i, number + i);
    }
    return List.of(entity);
  }

  /** People in a circle, each a friend of the next three; as many facts each as there are words. */
  static List<Object> people(int count) {
    List<Object> forms = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Map<String, Object> person = new HashMap<>();
      person.put(":db/id", "p" + i);
      person.put(":f/name", "Person number " + i);
      person.put(":f/age", (long) (i % 90));
      person.put(
          ":f/friend",
          List.of("p" + (i + 1) % count, "p" + (i + 7) % count, "p" + (i + 31) % count));
      for (int j = 0; j < 45; j++) {
        person.put(":f/n" + j, (long) i * j);
      }
      forms.add(person);
    }
    return forms;
  }
}
