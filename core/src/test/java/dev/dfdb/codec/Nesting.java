package dev.dfdb.codec;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values nested to a given depth. */
final class Nesting {

  private Nesting() {}

  /** So many lists, one inside the other, the innermost empty. */
  static Object lists(int depth) {
    Object value = List.of();
    for (int i = 1; i < depth; i++) {
      value = List.of(value);
    }
    return value;
  }

  /** So many maps, each the only key of the next. */
  static Object keys(int depth) {
    Object value = Map.of();
    for (int i = 1; i < depth; i++) {
      value = Map.of(value, 1L);
    }
    return value;
  }

  /** So many sets, one inside the other. */
  static Object sets(int depth) {
    Object value = Set.of();
    for (int i = 1; i < depth; i++) {
      value = Set.of(value);
    }
    return value;
  }
}
