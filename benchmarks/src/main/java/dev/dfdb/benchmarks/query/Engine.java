package dev.dfdb.benchmarks.query;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A database that is measured. Belongs to one thread. */
public interface Engine extends AutoCloseable {

  /** What it is called in tables. */
  String name();

  /** Begins a database with the data of a workload, in place of the one before. */
  void load(Workload workload) throws Exception;

  /**
   * Answers a question, as a user would.
   *
   * @return the answer as the database gives it, all of it read
   * @throws java.util.concurrent.TimeoutException if it gave up
   */
  @Nullable
  Object ask(Question question) throws Exception;

  /** Answers it so that {@link Answers#normal} of the answer is the same for all databases. */
  @Nullable
  Object askComparably(Question question) throws Exception;

  @Override
  void close() throws IOException;
}
