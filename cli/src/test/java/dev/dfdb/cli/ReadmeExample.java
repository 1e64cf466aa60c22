package dev.dfdb.cli;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.Dfdb;
import dev.dfdb.QueryResult;
import dev.dfdb.edn.Keyword;
import java.util.List;
import java.util.Map;

/** The example of the README, which {@link ReadmeTest} compares with this file and runs. */
final class ReadmeExample {

  private ReadmeExample() {}

  // snippet: ReadmeExample
  public static void main(String[] args) {
    Map<String, ?> config = Map.of("storage-config", Map.of("type", "rocksdb", "path", args[0]));
    try (Connection connection = Dfdb.createDb(config)) {
      connection.transact("""
          [{:db/ident :person/email  :db/valueType :db.type/string :db/unique :db.unique/identity}
           {:db/ident :person/mentor :db/valueType :db.type/ref}]
          """);
      connection.transact("""
          [{:db/id "ada" :person/email "ada@x.org" :person/name "Ada" :person/mentor "mary"}
           {:db/id "mary" :person/email "mary@x.org" :person/name "Mary" :person/mentor "laura"}
           {:db/id "laura" :person/email "laura@x.org" :person/name "Laura"}]
          """);
      Db db = connection.db(); // a value: later transactions do not change it
      String question = """
          [:find ?name :in $ % ?student :where (taught-by ?student ?m) [?m :person/name ?name]]
          """;
      String rules = """
          [[(taught-by ?p ?m) [?p :person/mentor ?m]]
           [(taught-by ?p ?m) [?p :person/mentor ?x] (taught-by ?x ?m)]]
          """;
      List<Object> ada = List.of(Keyword.of(":person/email"), "ada@x.org");
      QueryResult mentors = db.q(question, rules, ada);
      mentors.forEach(row -> System.out.println(row.get(0))); // Mary and Laura
    }
  }
  // end
}
