package dev.dfdb.benchmarks.query;

import java.util.List;
import java.util.function.Consumer;

/**
 * Data and what is asked of it. The same forms and queries are given to every database, so they are
 * in the dialect that all of them read. Makes the same data each time.
 */
public interface Workload {

  /** The letter of the group and what it is about. */
  String name();

  /** The schema, as EDN. */
  String schema();

  /** The attribute that identifies every entity. */
  String identity();

  /** Gives the transactions one after the other, each as forms. */
  void transactions(Consumer<List<Object>> sink);

  /** What is asked. */
  List<Question> questions();
}
