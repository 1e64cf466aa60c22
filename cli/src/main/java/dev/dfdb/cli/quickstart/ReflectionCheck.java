package dev.dfdb.cli.quickstart;

import dev.dfdb.Db;
import dev.dfdb.cli.jdk.Agreement;
import dev.dfdb.cli.jdk.ClassFacts;
import dev.dfdb.cli.jdk.ModuleFacts;
import dev.dfdb.cli.jdk.ReflectedRuntime;
import dev.dfdb.cli.jdk.RuntimeImage;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds what the database says of this runtime against what the runtime says of itself: its module
 * finder of the modules, reflection of every class.
 */
final class ReflectionCheck {

  /**
   * Some classes, and what reflection says of them.
   *
   * @param classes how many they are
   * @param methods how many methods more reflection shows of them than the database
   * @param fields how many fields more, or if negative, fewer
   */
  record Tally(int classes, int methods, int fields) {

    private static final Tally NONE = new Tally(0, 0, 0);

    private Tally plus(Tally other) {
      return new Tally(classes + other.classes, methods + other.methods, fields + other.fields);
    }
  }

  private final StoredClasses stored;
  private final Set<String> events;
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final Map<Agreement, Tally> tallies = new EnumMap<>(Agreement.class);
  private final List<String> differences = new ArrayList<>();

  /** The modules whose classes were asked for. */
  private final Set<String> asked = new HashSet<>();

  /** The classes of the last of them that reflection has not told of yet. */
  private final Map<String, ClassFacts> untold = new HashMap<>();

  private ReflectionCheck(StoredClasses stored) {
    this.stored = stored;
    this.events = stored.subclasses(Agreement.EVENT);
  }

  /**
   * Compares everything.
   *
   * @throws IOException if reflection can't be asked
   */
  static ReflectionCheck of(Db db, RuntimeImage image) throws IOException {
    ReflectionCheck check = new ReflectionCheck(new StoredClasses(db));
    check.compareModules(new StoredModules(db).all());
    new ReflectedRuntime(image.modulesWithClasses()).forEach(check::compareClass);
    check.reportUntold();
    return check;
  }

  /** How much there is of each kind, under the names that {@link Counts} uses. */
  Map<String, Long> counts() {
    return counts;
  }

  /** The classes for which the two agree in one way. */
  Tally tally(Agreement agreement) {
    return tallies.getOrDefault(agreement, Tally.NONE);
  }

  /** A line for each module and class of which the two say different things. */
  List<String> differences() {
    return differences;
  }

  private void compareModules(Map<String, ModuleFacts> modules) {
    Map<String, ModuleFacts> unknown = new HashMap<>(modules);
    ModuleFinder.ofSystem().findAll().forEach(reference -> {
      ModuleFacts actual = ModuleFacts.of(reference.descriptor());
      ModuleFacts known = unknown.remove(actual.name());
      count("modules", 1);
      count("packages", actual.packages().size());
      if (!actual.equals(known)) {
        differences.add("database " + known + ", runtime " + actual);
      }
    });
    unknown.values().forEach(known -> differences.add("only in the database: " + known));
  }

  private void compareClass(ClassFacts actual) {
    if (asked.add(actual.module())) {
      reportUntold();
      untold.putAll(stored.ofModule(actual.module()));
    }
    count("classes", 1);
    count("methods", actual.methods());
    count("constructors", actual.constructors());
    count("fields", actual.fields());
    ClassFacts known = untold.remove(actual.name());
    Agreement agreement =
        known == null ? Agreement.DIFFERENT : Agreement.of(known, actual, events::contains);
    if (known == null || agreement == Agreement.DIFFERENT) {
      differences.add("database " + known + ", reflection " + actual);
      return;
    }
    Tally one = new Tally(1, actual.methods() - known.methods(), actual.fields() - known.fields());
    tallies.merge(agreement, one, Tally::plus);
  }

  private void reportUntold() {
    untold.values().forEach(known -> differences.add("only in the database: " + known));
    untold.clear();
  }

  private void count(String kind, int more) {
    counts.merge(kind, (long) more, Long::sum);
  }
}
