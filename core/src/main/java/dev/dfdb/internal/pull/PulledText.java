package dev.dfdb.internal.pull;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What was pulled as a text for people, made with a stack of its own. One that would be longer than
 * anybody reads ends early. For one text.
 */
final class PulledText {

  private static final int MOST_CHARS = 1_000_000;

  private final StringBuilder out = new StringBuilder();
  private final Deque<Open> open = new ArrayDeque<>();

  /** A map or a list of which some is written. */
  private record Open(Iterator<?> rest, char end) {}

  /** The text of a map. */
  String of(PulledMap map) {
    begin('{', map.entrySet(), '}');
    boolean isFirst = true;
    while (!open.isEmpty()) {
      if (out.length() > MOST_CHARS) {
        return out.append('…').toString();
      }
      Open inner = open.getLast();
      if (inner.rest().hasNext()) {
        out.append(isFirst ? "" : ", ");
        isFirst = write(inner.rest().next(), inner.end() == '}');
      } else {
        out.append(inner.end());
        open.removeLast();
        isFirst = false;
      }
    }
    return out.toString();
  }

  /** Writes an entry or an element; whether that began something which is yet to be filled. */
  private boolean write(Object next, boolean isEntry) {
    Object value = next;
    if (isEntry && next instanceof Map.Entry<?, ?> entry) {
      out.append(entry.getKey()).append('=');
      value = entry.getValue();
    }
    if (value instanceof PulledMap map) {
      begin('{', map.entrySet(), '}');
      return true;
    }
    if (value instanceof List<?> list) {
      begin('[', list, ']');
      return true;
    }
    out.append(value);
    return false;
  }

  private void begin(char start, Iterable<?> all, char end) {
    out.append(start);
    open.addLast(new Open(all.iterator(), end));
  }
}
