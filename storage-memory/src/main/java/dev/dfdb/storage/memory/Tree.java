package dev.dfdb.storage.memory;

import dev.dfdb.storage.support.Keys;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looking up keys in a tree that does not change any more, given its root. */
final class Tree {

  private Tree() {}

  static byte @Nullable [] get(Node root, byte[] key) {
    Keys.check(key);
    Leaf leaf = leafWith(root, key);
    int cell = leaf.find(key);
    return cell < 0 ? null : leaf.value(cell);
  }

  static List<byte @Nullable []> getAll(Node root, List<byte[]> keys) {
    byte[][] values = new byte[keys.size()][];
    int i = 0;
    for (byte[] key : keys) {
      values[i++] = get(root, key);
    }
    return Collections.unmodifiableList(Arrays.asList(values));
  }

  private static Leaf leafWith(Node root, byte[] key) {
    Node node = root;
    while (node instanceof Inner inner) {
      node = inner.children[inner.childWith(key)];
    }
    return (Leaf) node;
  }
}
