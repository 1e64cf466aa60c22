package dev.dfdb.cli.jdk;

import java.util.Arrays;
import java.util.List;

/** The facts of a class as one line of text, in which they pass from one process to another. */
final class FactsLine {

  private static final String FIELD = "\t";
  private static final String NAME = ",";
  private static final String NONE = "-";

  private FactsLine() {}

  /** The line that {@link #read} understands. No name of a class holds a tab or a comma. */
  static String write(ClassFacts facts) {
    return String.join(
        FIELD,
        facts.module(),
        facts.name(),
        facts.kind().name(),
        Integer.toString(facts.modifiers()),
        Boolean.toString(facts.sealed()),
        Boolean.toString(facts.deprecated()),
        facts.superclass() == null ? NONE : facts.superclass(),
        facts.interfaces().isEmpty() ? NONE : String.join(NAME, facts.interfaces()),
        Integer.toString(facts.methods()),
        Integer.toString(facts.constructors()),
        Integer.toString(facts.fields()));
  }

  /**
   * The facts a line tells.
   *
   * @throws IllegalArgumentException if the line is none that {@link #write} makes
   */
  static ClassFacts read(String line) {
    String[] parts = line.split(FIELD, -1);
    if (parts.length != 11) {
      throw new IllegalArgumentException("not the facts of a class: " + line);
    }
    return new ClassFacts(
        parts[0],
        parts[1],
        ClassKind.valueOf(parts[2]),
        Integer.parseInt(parts[3]),
        Boolean.parseBoolean(parts[4]),
        Boolean.parseBoolean(parts[5]),
        parts[6].equals(NONE) ? null : parts[6],
        parts[7].equals(NONE) ? List.of() : Arrays.asList(parts[7].split(NAME, -1)),
        Integer.parseInt(parts[8]),
        Integer.parseInt(parts[9]),
        Integer.parseInt(parts[10]));
  }
}
