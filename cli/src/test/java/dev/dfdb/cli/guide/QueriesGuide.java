package dev.dfdb.cli.guide;

import static dev.dfdb.datalog.Condition.atLeast;
import static dev.dfdb.datalog.Condition.fact;

import dev.dfdb.Cancellation;
import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.Dfdb;
import dev.dfdb.Explanation;
import dev.dfdb.Query;
import dev.dfdb.QueryResult;
import dev.dfdb.datalog.Attr;
import dev.dfdb.datalog.Row;
import dev.dfdb.datalog.TypedQuery;
import dev.dfdb.datalog.Var;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.QueryException;
import dev.dfdb.error.QueryLimitException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The Java of docs/queries.md, which {@link QueriesGuideTest} runs. */
final class QueriesGuide {

  private QueriesGuide() {}

  static Connection data() {
    // snippet: query-data
    Connection connection = Dfdb.createDb();
    connection.transact("""
        [{:db/ident :person/email :db/valueType :db.type/string :db/unique :db.unique/identity}
         {:db/ident :person/boss :db/valueType :db.type/ref}]
        """);
    connection.transact("""
        [{:db/id "ada" :person/email "ada@x.org" :person/name "Ada" :person/age 36
          :person/city "Paris" :person/boss "bob"}
         {:db/id "bob" :person/email "bob@x.org" :person/name "Bob" :person/age 52
          :person/city "Rome"}
         {:person/email "cy@x.org" :person/name "Cy" :person/age 21 :person/city "Paris"
          :person/boss "ada"}
         {:person/email "dee@x.org" :person/name "Dee" :person/age 36}]
        """);
    // end
    return connection;
  }

  static List<String> first(Connection connection) {
    // snippet: query-first
    Db db = connection.db();
    QueryResult result = db.q("""
        [:find ?name ?age
         :where [?p :person/name ?name]
                [?p :person/age ?age]
                [(< ?age 30)]]
        """);
    List<String> lines = new ArrayList<>();
    for (List<@Nullable Object> row : result) {
      lines.add(row.get(0) + " is " + row.get(1)); // Cy is 21
    }
    // end
    return lines;
  }

  static List<@Nullable Object> functions(Connection connection) {
    // snippet: query-functions
    connection.registerFunction(
        "my/initial", arguments -> String.valueOf(arguments.get(0)).substring(0, 1));
    connection.registerAggregate(
        "my/joined", Collectors.mapping(String::valueOf, Collectors.joining("+")));
    QueryResult initials = connection
        .db()
        .q("[:find ?c (my/joined ?i) :where [?p :person/city ?c] [?p :person/name ?n]"
            + " [(my/initial ?n) ?i] [(!= ?c \"Paris\")]]");
    // ["Rome", "B"]
    // end
    return initials.rows().get(0);
  }

  static List<Object> explain(Db db) {
    // snippet: query-explain
    Explanation explanation = db.explain(
        "[:find ?name :in $ ?e :where [?p :person/name ?name] [?p :person/email ?e]]", "ada@x.org");
    String first = explanation.steps().get(1).clause(); // [?p :person/email ?e]
    long rows = explanation.steps().get(1).rows(); // 1
    // end
    return List.of(first, rows);
  }

  static List<Object> sources(Connection connection) {
    // snippet: query-sources
    Db now = connection.db();
    Db before = now.asOf(1);
    QueryResult added = now.q(
        "[:find (count ?p) . :in $ $before"
            + " :where [?p :person/name] (not [$before ?p :person/name])]",
        before); // 4

    List<List<Object>> teams = List.of(List.of("Ada", Keyword.of("red")));
    QueryResult red = connection.q("[:find ?n :where [?n :red]]", teams); // no database at all
    // end
    return List.of(String.valueOf(added.value()), red.rows());
  }

  // snippet: query-records
  record Person(String name, int age) {}

  static List<Person> grownUps(Db db) {
    return db.q(
            "[:find ?name ?age :where [?p :person/name ?name] [?p :person/age ?age] [(< 21 ?age)]"
                + " :order-by ?name]")
        .as(Person.class);
  }
  // end

  static List<String> typed(Db db) {
    // snippet: query-typed
    Attr<String> nameOf = Attr.of(":person/name", String.class);
    Attr<Long> ageOf = Attr.of(":person/age", Long.class);
    Var<Long> person = Var.entity("person");
    Var<String> name = Var.of("name", String.class);
    Var<Long> age = Var.of("age", Long.class);

    TypedQuery grownUps = TypedQuery.find(name, age)
        .where(fact(person, nameOf, name), fact(person, ageOf, age), atLeast(age, 36L))
        .orderByDescending(age)
        .orderBy(name);
    List<String> names = new ArrayList<>();
    for (Row row : grownUps.ask(db)) {
      names.add(row.get(name) + ", " + row.get(age)); // a String and a Long
    }
    // end
    return names;
  }

  static String limits(Db db) {
    // snippet: query-limits
    Cancellation cancellation = new Cancellation(); // for cancellation.cancel() in another thread
    Query pairs = Query.of("[:find ?a ?b :where [?a :person/name] [?b :person/name]]")
        .timeout(Duration.ofSeconds(10))
        .maxRows(10)
        .maxMemoryBytes(64 << 20)
        .cancelledBy(cancellation);
    String limit = "none";
    try {
      db.q(pairs);
    } catch (QueryLimitException e) {
      limit = e.limit(); // max-rows: there are 16 pairs
    }
    // end
    return limit;
  }

  static String errors(Db db) {
    // snippet: query-errors
    String message = "";
    try {
      db.q("[:find ?name\n :where [?p :person/name ?name]\n        [(start-with? ?name \"A\")]]");
    } catch (QueryException e) {
      message = e.getMessage();
      // An unknown function [at=:where clause 2 (line 3, column 9), ... did-you-mean=starts-with?
    }
    // end
    return message;
  }
}
