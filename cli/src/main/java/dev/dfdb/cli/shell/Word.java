package dev.dfdb.cli.shell;

/**
 * A word that the shell knows.
 *
 * @param name the word
 * @param arguments what follows it, for the help
 * @param meaning what it does, for the help
 * @param action what it does
 */
record Word(String name, String arguments, String meaning, Action action) {

  /** Does it, with what follows the word. */
  @FunctionalInterface
  interface Action {
    void run(Session session, String argument);
  }
}
