package dev.dfdb.benchmarks.query;

import java.util.List;

/**
 * How long a question takes, in nanoseconds.
 *
 * @param median the median time until the answer is there and read
 * @param processor the time of processors that each answer took, of all threads of the process, the
 *     compiler and the garbage collector included. Unlike the other, it hardly depends on what else
 *     the machine does.
 */
record Timing(double median, double processor) {

  /** What a process replies. */
  Reply reply() {
    return new Reply(Reply.Kind.OK, median + " " + processor);
  }

  /** Reads a reply that is {@link Reply#ok}. */
  static Timing of(Reply reply) {
    List<String> words = List.of(reply.text().split(" ", -1));
    return new Timing(Double.parseDouble(words.get(0)), Double.parseDouble(words.get(1)));
  }

  /** The median of each over several rounds; there is one at least. */
  static Timing of(List<Timing> rounds) {
    int middle = rounds.size() / 2;
    double[] medians = rounds.stream().mapToDouble(Timing::median).sorted().toArray();
    double[] processors =
        rounds.stream().mapToDouble(Timing::processor).sorted().toArray();
    return new Timing(medians[middle], processors[middle]);
  }
}
