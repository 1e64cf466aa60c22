package dev.dfdb.codec;

import dev.dfdb.error.InvalidValueException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes lists in their order, and maps and sets in the order of their encoded keys. */
final class DocumentWriter {

  private DocumentWriter() {}

  static void writeList(KeyWriter out, List<?> list, int depth) {
    checkDepth(depth);
    out.writeByte(Codes.LIST);
    for (Object element : list) {
      ValueWriter.write(out, element, depth + 1);
    }
    out.writeByte(Codes.END);
  }

  static void writeMap(KeyWriter out, Map<?, ?> map, int depth) {
    checkDepth(depth);
    out.writeByte(Codes.MAP);
    int from = out.length();
    List<Member> members = new ArrayList<>(map.size());
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      int start = out.length();
      ValueWriter.write(out, entry.getKey(), depth + 1);
      int keyEnd = out.length();
      ValueWriter.write(out, entry.getValue(), depth + 1);
      members.add(new Member(start, keyEnd, out.length()));
    }
    sort(out, from, members, map);
    out.writeByte(Codes.END);
  }

  static void writeSet(KeyWriter out, Set<?> set, int depth) {
    checkDepth(depth);
    out.writeByte(Codes.SET);
    int from = out.length();
    List<Member> members = new ArrayList<>(set.size());
    for (Object element : set) {
      int start = out.length();
      ValueWriter.write(out, element, depth + 1);
      members.add(new Member(start, out.length(), out.length()));
    }
    sort(out, from, members, set);
    out.writeByte(Codes.END);
  }

  private static void sort(KeyWriter out, int from, List<Member> members, Object document) {
    byte[] bytes = Arrays.copyOfRange(out.buffer(), from, out.length());
    members.sort((left, right) -> compareKeys(bytes, from, left, right));
    out.truncate(from);
    @Nullable Member previous = null;
    for (Member member : members) {
      if (previous != null && compareKeys(bytes, from, previous, member) == 0) {
        throw new InvalidValueException(
            "two members of a map or set are the same value",
            Map.of("class", document.getClass().getName(), "size", members.size()));
      }
      out.writeRaw(bytes, member.start - from, member.end - member.start);
      previous = member;
    }
  }

  private static int compareKeys(byte[] bytes, int from, Member left, Member right) {
    return Arrays.compareUnsigned(
        bytes,
        left.start - from,
        left.keyEnd - from,
        bytes,
        right.start - from,
        right.keyEnd - from);
  }

  private static void checkDepth(int depth) {
    if (depth >= Values.MAX_DEPTH) {
      throw Values.tooDeep();
    }
  }

  /** Where an encoded entry or element stands in the buffer. */
  private record Member(int start, int keyEnd, int end) {}
}
