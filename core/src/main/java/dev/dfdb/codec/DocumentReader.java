package dev.dfdb.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads lists, maps and sets; the latter two only with their keys in order, each one once. */
final class DocumentReader {

  private DocumentReader() {}

  static List<@Nullable Object> readList(KeyReader in, int depth) {
    begin(in, depth);
    List<@Nullable Object> list = new ArrayList<>();
    while (in.peek() != Codes.END) {
      list.add(ValueReader.read(in, depth + 1));
    }
    in.skipRaw(1);
    return Collections.unmodifiableList(list);
  }

  static SortedMap<@Nullable Object, @Nullable Object> readMap(KeyReader in, int depth) {
    begin(in, depth);
    SortedMap<@Nullable Object, @Nullable Object> map = new TreeMap<>(ValueOrder.COMPARATOR);
    int previous = -1;
    int previousEnd = -1;
    while (in.peek() != Codes.END) {
      int start = in.index();
      Object key = ValueReader.read(in, depth + 1);
      checkAscending(in, previous, previousEnd, start);
      previous = start;
      previousEnd = in.index();
      map.put(key, ValueReader.read(in, depth + 1));
    }
    in.skipRaw(1);
    return Collections.unmodifiableSortedMap(map);
  }

  static SortedSet<@Nullable Object> readSet(KeyReader in, int depth) {
    begin(in, depth);
    SortedSet<@Nullable Object> set = new TreeSet<>(ValueOrder.COMPARATOR);
    int previous = -1;
    int previousEnd = -1;
    while (in.peek() != Codes.END) {
      int start = in.index();
      set.add(ValueReader.read(in, depth + 1));
      checkAscending(in, previous, previousEnd, start);
      previous = start;
      previousEnd = in.index();
    }
    in.skipRaw(1);
    return Collections.unmodifiableSortedSet(set);
  }

  private static void begin(KeyReader in, int depth) {
    if (depth >= Values.MAX_DEPTH) {
      throw in.corrupt("a value is nested too deep");
    }
    in.skipRaw(1);
  }

  private static void checkAscending(KeyReader in, int previous, int previousEnd, int start) {
    byte[] bytes = in.bytes();
    if (previous >= 0
        && Arrays.compareUnsigned(bytes, previous, previousEnd, bytes, start, in.index()) >= 0) {
      throw in.corrupt("the members of a map or set are not in order");
    }
  }
}
