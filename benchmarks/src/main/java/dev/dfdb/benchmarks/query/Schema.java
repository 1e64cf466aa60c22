package dev.dfdb.benchmarks.query;

import java.util.List;

/** Makes the schema of a workload. */
final class Schema {

  private Schema() {}

  /**
   * The schema as EDN.
   *
   * @param attributes the name, the type and, if so, {@code many}, {@code indexed} or
   *     {@code identity}: {@code "person/age long indexed"}
   */
  static String of(String... attributes) {
    StringBuilder schema = new StringBuilder("[");
    for (String attribute : attributes) {
      List<String> words = List.of(attribute.split(" ", -1));
      schema
          .append("{:db/ident :")
          .append(words.get(0))
          .append(" :db/valueType :db.type/")
          .append(words.get(1))
          .append(" :db/cardinality :db.cardinality/")
          .append(words.contains("many") ? "many" : "one")
          .append(words.contains("indexed") ? " :db/index true" : "")
          .append(words.contains("identity") ? " :db/unique :db.unique/identity" : "")
          .append("}");
    }
    return schema.append("]").toString();
  }
}
