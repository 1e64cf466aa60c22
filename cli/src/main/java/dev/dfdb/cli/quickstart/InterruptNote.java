package dev.dfdb.cli.quickstart;

/**
 * A word to whoever ends the process while something long is going on: that nothing is lost. Said
 * on the standard error when the process is told to end, unless it has been withdrawn.
 */
final class InterruptNote {

  private volatile boolean withdrawn;

  private InterruptNote() {}

  /** Says the text, should the process be told to end before the note is withdrawn. */
  static InterruptNote leave(String text) {
    InterruptNote note = new InterruptNote();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      if (!note.withdrawn) {
        System.err.println();
        System.err.println("dfdb: interrupted; " + text);
      }
    }));
    return note;
  }

  /** The long thing is over, one way or the other. */
  void withdraw() {
    withdrawn = true;
  }
}
