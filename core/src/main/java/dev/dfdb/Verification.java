package dev.dfdb;

import java.util.List;

/**
 * What {@link Connection#verify()} has found: whether the log and every index of a database say the
 * same. Immutable.
 *
 * @param t the number of the last transaction of the state that was looked at; -1 if its root can't
 *     be read
 * @param transactions how many transactions the log has
 * @param logged how many datoms they have together
 * @param live how many datoms are live
 * @param past how many superseded datoms are remembered
 * @param damages what is wrong, at most a hundred of them; empty if all is well
 */
public record Verification(
    long t, long transactions, long logged, long live, long past, List<Damage> damages) {

  /** Copies the list. */
  public Verification {
    damages = List.copyOf(damages);
  }

  /**
   * Something that is wrong.
   *
   * @param place where: {@code log}, {@code EAVT} and so on with the past of this index,
   *     {@code root} or {@code statistics}
   * @param what what is wrong there, with the datom or the transaction that it is about
   */
  public record Damage(String place, String what) {

    @Override
    public String toString() {
      return place + ": " + what;
    }
  }

  /** Whether nothing is wrong. */
  public boolean isSound() {
    return damages.isEmpty();
  }
}
