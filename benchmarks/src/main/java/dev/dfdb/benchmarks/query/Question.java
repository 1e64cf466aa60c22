package dev.dfdb.benchmarks.query;

import java.util.List;
import java.util.stream.Stream;

/** One thing to ask of a database. Answers hold no entity ids, which differ between databases. */
public sealed interface Question {

  /** What it is called in tables. Without commas, so that a benchmark can be given it. */
  String name();

  /**
   * A query.
   *
   * @param text EDN; variables named {@code ?e} in {@code :find} stand for entities, of which only
   *     the identity is compared
   * @param inputs what follows {@code $} in {@code :in}
   * @param moment after how many transactions the database is asked; 0 for the present
   */
  record Query(String name, String text, List<Object> inputs, int moment) implements Question {

    /** The query that gives the identities of entities instead of their ids. */
    public String comparable(String identity) {
      int end = Stream.of(" :with ", " :in ", " :where ")
          .mapToInt(text::indexOf)
          .filter(at -> at >= 0)
          .min()
          .orElse(0);
      return text.substring(0, end).replace(" ?e", " (pull ?e [" + identity + "])")
          + text.substring(end);
    }
  }

  /** What a pattern gives of one entity. */
  record Pull(String name, String pattern, List<Object> lookupRef) implements Question {}

  /** The values of some attributes of one entity, by way of its map. */
  record Read(String name, List<Object> lookupRef, List<String> attributes) implements Question {}

  /** A query of the present. */
  static Query of(String name, String text, Object... inputs) {
    return new Query(name, text, List.of(inputs), 0);
  }
}
