package dev.dfdb.internal.query.solve;

import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.relation.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** One rule called with one set of its parameters bound: what it was asked and what it answered. */
final class ModeledRule {

  private final List<Boolean> mode;
  private final int[] givenPositions;
  private Table questions = new Table(0);
  private Table answers = new Table(0);

  ModeledRule(List<Boolean> mode) {
    this.mode = mode;
    this.givenPositions = IntStream.range(0, mode.size()).filter(mode::get).toArray();
  }

  /** Makes the tables: questions consist of the context, if any, and the given arguments. */
  void start(int contexts) {
    questions = new Table(contexts + givenPositions.length);
    answers = new Table(mode.size());
  }

  int given() {
    return givenPositions.length;
  }

  int[] givenPositions() {
    return givenPositions;
  }

  /** Those of some parameters or arguments that are given. */
  List<Variable> given(List<Variable> all) {
    return choose(all, true);
  }

  /** Those of some parameters or arguments that aren't given. */
  List<Variable> free(List<Variable> all) {
    return choose(all, false);
  }

  private List<Variable> choose(List<Variable> all, boolean isGiven) {
    List<Variable> chosen = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (mode.get(i) == isGiven) {
        chosen.add(all.get(i));
      }
    }
    return chosen;
  }

  /** Puts given and free variables where the parameters are. */
  List<Variable> arrange(List<Variable> given, List<Variable> free) {
    List<Variable> all = new ArrayList<>();
    int givens = 0;
    int frees = 0;
    for (boolean isGiven : mode) {
      all.add(isGiven ? given.get(givens++) : free.get(frees++));
    }
    return all;
  }

  Table questions() {
    return questions;
  }

  Table answers() {
    return answers;
  }
}
