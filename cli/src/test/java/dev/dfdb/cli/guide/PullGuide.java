package dev.dfdb.cli.guide;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.Dfdb;
import dev.dfdb.Entity;
import dev.dfdb.QueryResult;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Java of docs/pull.md, which {@link PullGuideTest} compares with this file and runs. */
final class PullGuide {

  private PullGuide() {}

  static Connection data() {
    // snippet: data
    Connection connection = Dfdb.createDb();
    connection.transact("""
        [{:db/ident :person/email :db/valueType :db.type/string :db/unique :db.unique/identity}
         {:db/ident :person/mentor :db/valueType :db.type/ref}
         {:db/ident :person/friend :db/valueType :db.type/ref :db/cardinality :db.cardinality/many}
         {:db/ident :person/language :db/cardinality :db.cardinality/many}
         {:db/ident :order/number :db/valueType :db.type/long :db/unique :db.unique/identity}
         {:db/ident :order/line :db/valueType :db.type/ref :db/cardinality :db.cardinality/many
          :db/isComponent true}]
        """);
    connection.transact("""
        [{:db/id "ada" :person/email "ada@x.org" :person/name "Ada" :person/born 1815
          :person/language ["en" "fr"] :person/mentor "mary" :person/friend ["mary" "laura"]}
         {:db/id "mary" :person/email "mary@x.org" :person/name "Mary" :person/born 1780
          :person/mentor "laura"}
         {:db/id "laura" :person/email "laura@x.org" :person/name "Laura" :person/mentor "mary"}
         {:order/number 7 :order/line [{:line/count 2} {:line/count 5}]}]
        """);
    // end
    return connection;
  }

  static @Nullable Map<Object, Object> first(Connection connection) {
    // snippet: first
    Db db = connection.db();
    List<?> ada = List.of(":person/email", "ada@x.org");
    Map<Object, Object> map = db.pull("[:person/name {:person/mentor [:person/name]}]", ada);
    // {:person/name "Ada", :person/mentor {:person/name "Mary"}}
    // end
    return map;
  }

  static @Nullable Map<Object, Object> xform(Connection connection, List<?> ada) {
    Db db = connection.db();
    // snippet: xform
    connection.registerTransform("upper", name -> ((String) name).toUpperCase(Locale.ROOT));
    Map<Object, Object> shouted = db.pull("[(:person/name :xform upper)]", ada);
    // {:person/name "ADA"}
    // end
    return shouted;
  }

  static List<@Nullable List<?>> many(Connection connection, List<?> ada, List<?> mary) {
    Db db = connection.db();
    // snippet: many
    List<@Nullable Map<Object, Object>> both = db.pullMany("[:person/name]", List.of(ada, mary));

    QueryResult born = db.q("""
        [:find [(pull ?p pattern) ...] :in $ pattern ?before
         :where [?p :person/born ?year] [(< ?year ?before)]]
        """, "[:person/name :person/born]", 1800);
    // born.values() is [{:person/name "Mary", :person/born 1780}]
    // end
    return List.of(both, born.values());
  }

  @SuppressWarnings("NullAway") // Ada and her mentor are there
  static List<?> entity(Connection connection, List<?> ada) {
    Db db = connection.db();
    // snippet: entity
    Entity person = db.entity(ada); // null if the lookup ref names nothing
    String name = person.get(":person/name", String.class);
    Entity mentor = person.ref(":person/mentor");
    Set<Entity> students = mentor.refs(":person/_mentor"); // Ada and Laura
    Set<Object> languages = person.values(":person/language");
    // end
    return List.of(name, mentor.values(":person/name"), students.size(), languages);
  }
}
