package dev.dfdb.benchmarks.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The engines and workloads at hand: dfdb's own, and those of each {@link Addition}. */
final class Catalog {

  private static final List<String> OWN = List.of("memory", "rocksdb");

  private Catalog() {}

  /** The names of all engines, dfdb's first. */
  static List<String> engines() {
    List<String> names = new ArrayList<>(OWN);
    additions().forEach(addition -> names.addAll(addition.engines()));
    return names;
  }

  /** Whether an engine is dfdb. */
  static boolean own(String engine) {
    return OWN.contains(engine);
  }

  /**
   * An engine without data.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  static Engine engine(String name) {
    if (own(name)) {
      return new DfdbEngine(name);
    }
    for (Addition addition : additions()) {
      if (addition.engines().contains(name)) {
        return addition.engine(name);
      }
    }
    throw new IllegalArgumentException("no engine " + name + "; there are " + engines());
  }

  /** All workloads, in the order of their letters. */
  static List<Workload> workloads() {
    List<Workload> workloads = new ArrayList<>(List.of(
        new PeopleWorkload(), new SocialWorkload(), new RuleWorkload(), new MomentWorkload()));
    additions().forEach(addition -> workloads.addAll(addition.workloads()));
    workloads.sort(Comparator.comparing(Workload::name));
    return workloads;
  }

  /** A question, and the data that it is about. */
  record Found(Workload workload, Question question) {}

  /**
   * The question of that name.
   *
   * @throws IllegalArgumentException if no workload at hand asks it
   */
  static Found find(String question) {
    List<String> names = new ArrayList<>();
    for (Workload workload : workloads()) {
      for (Question candidate : workload.questions()) {
        if (candidate.name().equals(question)) {
          return new Found(workload, candidate);
        }
        names.add(candidate.name());
      }
    }
    throw new IllegalArgumentException("no question " + question + "; there are " + names);
  }

  /**
   * What a profile of the build compiles in. It is looked for by name, as a file that names
   * services would outlive the class in the build's directory.
   */
  private static List<Addition> additions() {
    try {
      Class<?> peers = Class.forName("dev.dfdb.benchmarks.query.Peers");
      return List.of((Addition) peers.getConstructor().newInstance());
    } catch (ClassNotFoundException e) {
      return List.of();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the peers cannot be made", e);
    }
  }
}
