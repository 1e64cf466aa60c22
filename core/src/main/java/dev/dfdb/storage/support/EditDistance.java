package dev.dfdb.storage.support;

/** How far a name is from another one, to find what somebody may have meant. */
public final class EditDistance {

  private EditDistance() {}

  /**
   * How many characters have to be added, dropped, replaced, or exchanged with their neighbour.
   * After Damerau (1964), no place edited twice.
   */
  public static int of(String left, String right) {
    int[] before = new int[right.length() + 1];
    int[] previous = new int[right.length() + 1];
    int[] current = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        boolean same = left.charAt(i - 1) == right.charAt(j - 1);
        current[j] =
            Math.min(previous[j - 1] + (same ? 0 : 1), 1 + Math.min(previous[j], current[j - 1]));
        if (i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1)) {
          current[j] = Math.min(current[j], before[j - 2] + 1);
        }
      }
      int[] reused = before;
      before = previous;
      previous = current;
      current = reused;
    }
    return previous[right.length()];
  }
}
