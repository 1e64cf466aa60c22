package dev.dfdb.exchange;

import dev.dfdb.exchange.mapping.InferredColumn;
import dev.dfdb.exchange.mapping.RowProblem;
import java.util.List;

/**
 * What an import did. Immutable.
 *
 * @param name the name of the import, under which it would go on
 * @param rows how many rows there are, right or wrong
 * @param before how many of them were read by runs before this one
 * @param rejected how many of them are wrong, in all runs
 * @param problems what is wrong with those of this run, the first {@value #MAX_PROBLEMS}
 * @param inferred what was found out about columns
 */
public record ImportReport(
    String name,
    long rows,
    long before,
    long rejected,
    List<RowProblem> problems,
    List<InferredColumn> inferred) {

  /** How many problems a report keeps. */
  public static final int MAX_PROBLEMS = 100;

  /** Copies the lists. */
  public ImportReport {
    problems = List.copyOf(problems);
    inferred = List.copyOf(inferred);
  }

  /** How many rows were imported, by all runs. */
  public long imported() {
    return rows - rejected;
  }
}
