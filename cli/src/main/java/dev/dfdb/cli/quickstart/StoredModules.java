package dev.dfdb.cli.quickstart;

import dev.dfdb.Db;
import dev.dfdb.cli.jdk.ModuleFacts;
import dev.dfdb.cli.jdk.ModuleFacts.RequiresModifier;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The facts about modules as the database tells them back. */
final class StoredModules {

  private static final String RULES = """
      [[(name ?thing ?name) [?thing :module/name  ?name]]
       [(name ?thing ?name) [?thing :package/name ?name]]
       [(name ?thing ?name) [?thing :class/name   ?name]]
       [(name ?thing ?name) [?thing :absent/name  ?name]]]""";

  private final Db db;

  StoredModules(Db db) {
    this.db = db;
  }

  /** All modules, by their names. */
  Map<String, ModuleFacts> all() {
    Relations version = found("[?m :module/version ?found]");
    Relations open = found("[?m :module/open true] (name ?m ?found)");
    Relations mainClass = found("[?m :module/main-class ?other] (name ?other ?found)");
    Relations packages = found("[?other :package/module ?m] (name ?other ?found)");
    Relations uses = found("[?m :module/uses ?other] (name ?other ?found)");
    Relations requires = found("[?m :module/requires ?other] (name ?other ?found)");
    Map<RequiresModifier, Relations> modified = new EnumMap<>(RequiresModifier.class);
    for (RequiresModifier modifier : RequiresModifier.values()) {
      modified.put(
          modifier,
          found("[?m :module/requires-" + modifier.name().toLowerCase(Locale.ROOT)
              + " ?other] (name ?other ?found)"));
    }
    Relations exports =
        found("(or [?m :module/exports ?other] [?m :module/exports-qualified ?other])"
            + " (name ?other ?found)");
    Relations readers = ofPackages(":package/exported-to");
    Relations opens = found("(or [?m :module/opens ?other] [?m :module/opens-qualified ?other])"
        + " (name ?other ?found)");
    Relations reflectors = ofPackages(":package/opened-to");
    Relations services =
        found("[?m :module/provides ?p] [?p :provision/service ?other] (name ?other ?found)");
    Relations implementations = Relations.of(db.q("""
        [:find ?name ?found
         :in $ %
         :where [?p :provision/name ?name]
                [?p :provision/implementation ?other]
                (name ?other ?found)]""", RULES));

    Map<String, ModuleFacts> modules = new HashMap<>();
    for (String name : found("(name ?m ?found)").byName().keySet()) {
      modules.put(
          name,
          new ModuleFacts(
              name,
              version.oneOf(name),
              open.has(name),
              requires.each(
                  name,
                  (module, other) -> modified.keySet().stream()
                      .filter(modifier -> Objects.requireNonNull(modified.get(modifier))
                          .of(module)
                          .contains(other))
                      .collect(Collectors.toSet())),
              exports.each(name, (module, other) -> readers.of(other)),
              opens.each(name, (module, other) -> reflectors.of(other)),
              uses.of(name),
              services.each(name, (module, service) -> implementations.of(module + "/" + service)),
              packages.of(name),
              mainClass.oneOf(name)));
    }
    return modules;
  }

  /** What the clauses find for each module. */
  private Relations found(String clauses) {
    return Relations.of(
        db.q("[:find ?name ?found :in $ % :where [?m :module/name ?name] " + clauses + "]", RULES));
  }

  private Relations ofPackages(String attribute) {
    return Relations.of(db.q(
        "[:find ?name ?found :in $ % :where [?p " + attribute + " ?other]"
            + " [?p :package/name ?name] (name ?other ?found)]",
        RULES));
  }
}
