package dev.dfdb;

/** A database of a namespace that is open. The number of its uses is guarded by who holds it. */
final class OpenDatabase {

  private final String name;
  private final long number;
  private final Connection connection;
  private int uses;

  /**
   * A database that nobody uses yet.
   *
   * @param number that of the namespace, which is another if it is deleted and made again
   */
  OpenDatabase(String name, long number, Connection connection) {
    this.name = name;
    this.number = number;
    this.connection = connection;
  }

  String name() {
    return name;
  }

  Connection connection() {
    return connection;
  }

  /** Whether it is of the namespace with a number, and can be used. */
  boolean isOf(long sought) {
    return number == sought && !connection.isClosed();
  }

  void begin() {
    uses++;
  }

  void end() {
    uses--;
  }

  boolean isIdle() {
    return uses == 0;
  }
}
