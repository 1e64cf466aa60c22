package dev.dfdb.benchmarks.query;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects forms into transactions of a thousand or so. */
final class Batches {

  private static final int PER_TRANSACTION = 1_000;

  private final Consumer<List<Object>> sink;
  private List<Object> forms = new ArrayList<>();

  Batches(Consumer<List<Object>> sink) {
    this.sink = sink;
  }

  /** Adds forms that have to be in the same transaction. */
  void add(Object... together) {
    forms.addAll(List.of(together));
    if (forms.size() >= PER_TRANSACTION) {
      end();
    }
  }

  /** Gives what has been added as a transaction, so that what follows can refer to it. */
  void end() {
    if (!forms.isEmpty()) {
      sink.accept(forms);
      forms = new ArrayList<>();
    }
  }
}
