package dev.dfdb.cli.quickstart;

import dev.dfdb.Db;
import dev.dfdb.cli.jdk.ClassFacts;
import dev.dfdb.edn.Keyword;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The facts about classes as the database tells them back. */
final class StoredClasses {

  private static final String RULES = """
      [[(subclass ?class ?of) [?class :class/extends ?of]]
       [(subclass ?class ?of) [?class :class/extends ?between] (subclass ?between ?of)]
       [(name ?type ?name) [?type :class/name ?name]]
       [(name ?type ?name) [?type :absent/name ?name]]]""";

  private final Db db;

  StoredClasses(Db db) {
    this.db = db;
  }

  /** The names of the classes that extend a class, directly or not. */
  Set<String> subclasses(String name) {
    Set<String> names = new HashSet<>();
    db.q("""
            [:find ?name
             :in $ % ?top
             :where [?of :class/name ?top] (subclass ?class ?of) [?class :class/name ?name]]""", RULES, name).rows().forEach(row -> names.add(String.valueOf(row.get(0))));
    return names;
  }

  /** The classes of a module, by their names. */
  Map<String, ClassFacts> ofModule(String module) {
    Relations superclass = found(module, "[?class :class/extends ?other] (name ?other ?found)");
    Relations interfaces = found(module, "[?class :class/implements ?other] (name ?other ?found)");
    Relations sealed = found(module, "[?class :class/modifier :sealed] (name ?class ?found)");
    Relations deprecated = found(module, "[?class :class/deprecated true] (name ?class ?found)");
    Map<String, ClassFacts> classes = new HashMap<>();
    for (List<@Nullable Object> row : db.q("""
            [:find ?name ?kind ?modifiers ?methods ?constructors ?fields
             :in $ ?module
             :where [?m     :module/name         ?module]
                    [?class :class/module        ?m]
                    [?class :class/name          ?name]
                    [?class :class/kind          ?kind]
                    [?class :class/modifier-bits ?modifiers]
                    [?class :class/methods       ?methods]
                    [?class :class/constructors  ?constructors]
                    [?class :class/fields        ?fields]]""", module).rows()) {
      String name = String.valueOf(row.get(0));
      ClassFacts facts = new ClassFacts(
          module,
          name,
          JdkTransaction.kind((Keyword) Objects.requireNonNull(row.get(1))),
          integer(row.get(2)),
          sealed.has(name),
          deprecated.has(name),
          superclass.oneOf(name),
          List.copyOf(interfaces.of(name)),
          integer(row.get(3)),
          integer(row.get(4)),
          integer(row.get(5)));
      classes.put(name, facts);
    }
    return classes;
  }

  /** What the clauses find for each class of a module. */
  private Relations found(String module, String clauses) {
    String query = """
        [:find ?name ?found
         :in $ %% ?module
         :where [?m     :module/name  ?module]
                [?class :class/module ?m]
                [?class :class/name   ?name]
                %s]""".formatted(clauses);
    return Relations.of(db.q(query, RULES, module));
  }

  private static int integer(@Nullable Object value) {
    return ((Number) Objects.requireNonNull(value)).intValue();
  }
}
