package dev.dfdb.cli.quickstart;

import dev.dfdb.cli.jdk.ClassFacts;
import dev.dfdb.cli.jdk.ClassKind;
import dev.dfdb.cli.jdk.ModuleFacts;
import dev.dfdb.cli.jdk.ModuleFacts.RequiresModifier;
import dev.dfdb.cli.jdk.RuntimeImage;
import dev.dfdb.edn.Keyword;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The facts of one transaction, collected module by module and class by class.
 *
 * <p>A thing has its name as its identity, by which the database finds the entity if it is already
 * there. So the order of the facts does not matter, and telling them again changes nothing. Used by
 * one thread.
 */
final class JdkTransaction {

  private static final int SYNTHETIC = 0x1000;

  private static final Map<Integer, Keyword> MODIFIERS = Map.of(
      Modifier.PUBLIC,
      Keyword.of("public"),
      Modifier.PROTECTED,
      Keyword.of("protected"),
      Modifier.PRIVATE,
      Keyword.of("private"),
      Modifier.STATIC,
      Keyword.of("static"),
      Modifier.FINAL,
      Keyword.of("final"),
      Modifier.ABSTRACT,
      Keyword.of("abstract"),
      SYNTHETIC,
      Keyword.of("synthetic"));

  private final RuntimeImage image;
  private final Map<String, Thing> things = new LinkedHashMap<>();

  JdkTransaction(RuntimeImage image) {
    this.image = image;
  }

  /** What to hand to {@code transact}: one map for each thing. */
  List<Map<Keyword, Object>> forms() {
    return things.values().stream().map(Thing::form).toList();
  }

  /** Adds what a module declares. */
  void add(ModuleFacts facts) {
    Thing module = module(facts.name())
        .put("module/version", facts.version())
        .put("module/open", facts.open())
        .refer("module/requires", modules(facts.requires().keySet()))
        .refer("module/uses", types(facts.uses()));
    for (RequiresModifier modifier : RequiresModifier.values()) {
      List<Thing> modified = facts.requires().entrySet().stream()
          .filter(required -> required.getValue().contains(modifier))
          .map(required -> module(required.getKey()))
          .toList();
      module.refer("module/requires-" + lowerCase(modifier), modified);
    }
    facts.packages().forEach(name -> packageOf(name).refer("package/module", module));
    addPackages(facts.exports(), module, "module/exports", "package/exported-to");
    addPackages(facts.opens(), module, "module/opens", "package/opened-to");
    module.refer("module/provides", provisions(facts));
    if (facts.mainClass() != null) {
      module.refer("module/main-class", type(facts.mainClass()));
    }
  }

  /** Adds what is known of a class. */
  void add(ClassFacts facts) {
    Thing type = type(facts.name())
        .refer("class/module", module(facts.module()))
        .refer("class/package", packageOf(facts.packageName()))
        .put("class/kind", keyword(facts.kind()))
        .put("class/modifier-bits", (long) facts.modifiers())
        .putAll("class/modifier", modifiers(facts))
        .put("class/deprecated", facts.deprecated() ? true : null)
        .refer("class/implements", types(facts.interfaces()))
        .put("class/methods", (long) facts.methods())
        .put("class/constructors", (long) facts.constructors())
        .put("class/fields", (long) facts.fields());
    if (facts.superclass() != null) {
      type.refer("class/extends", type(facts.superclass()));
    }
  }

  /** Adds, about this very transaction, that it loads classes of a module. */
  void loads(String module) {
    things.computeIfAbsent("datomic.tx", Thing::new).refer("load/module", module(module));
  }

  /** Adds that all classes of a module are loaded once this transaction is. */
  void completes(String module, int classes) {
    module(module).put("module/loaded-classes", (long) classes);
  }

  /** The keyword of a kind of class, such as {@code :interface}. */
  static Keyword keyword(ClassKind kind) {
    return Keyword.of(lowerCase(kind));
  }

  /** The kind of class a keyword stands for. */
  static ClassKind kind(Keyword keyword) {
    return ClassKind.valueOf(keyword.name().toUpperCase(Locale.ROOT));
  }

  private Thing module(String name) {
    return thing(image.hasModule(name) ? "module" : "absent", name);
  }

  private List<Thing> modules(Collection<String> names) {
    return names.stream().map(this::module).toList();
  }

  private Thing type(String name) {
    return thing(image.hasClass(name) ? "class" : "absent", name);
  }

  private List<Thing> types(Collection<String> names) {
    return names.stream().map(this::type).toList();
  }

  private Thing packageOf(String name) {
    return thing("package", name);
  }

  private Thing thing(String kind, String name) {
    return things.computeIfAbsent(kind + " " + name, id -> new Thing(id).put(kind + "/name", name));
  }

  private List<Thing> provisions(ModuleFacts module) {
    return module.provides().entrySet().stream()
        .map(provided -> thing("provision", module.name() + "/" + provided.getKey())
            .refer("provision/service", type(provided.getKey()))
            .refer("provision/implementation", types(provided.getValue())))
        .toList();
  }

  /** Packages a module exports or opens, each to the modules it names; to everyone if to none. */
  private void addPackages(
      Map<String, Set<String>> packages, Thing module, String toEveryone, String toModules) {
    List<Thing> free = new ArrayList<>();
    List<Thing> qualified = new ArrayList<>();
    packages.forEach((name, readers) -> {
      (readers.isEmpty() ? free : qualified).add(packageOf(name));
      packageOf(name).refer(toModules, modules(readers));
    });
    module.refer(toEveryone, free).refer(toEveryone + "-qualified", qualified);
  }

  private static List<Keyword> modifiers(ClassFacts facts) {
    List<Keyword> modifiers = new ArrayList<>();
    MODIFIERS.forEach((bit, keyword) -> {
      if ((facts.modifiers() & bit) != 0) {
        modifiers.add(keyword);
      }
    });
    if (facts.sealed()) {
      modifiers.add(Keyword.of("sealed"));
    }
    return modifiers;
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
