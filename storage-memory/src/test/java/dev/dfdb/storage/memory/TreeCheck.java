package dev.dfdb.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Checks what must hold of every tree, whatever was done to it. */
final class TreeCheck {

  private static final int LONGEST_CELL = MemoryStorage.MAX_KEY_BYTES + Leaf.MAX_PACKED_VALUE;

  private int entries;
  private int leaves;
  private long weight;

  private TreeCheck() {}

  /** Checks a tree and returns what was found in it. */
  static TreeCheck check(Node root) {
    TreeCheck check = new TreeCheck();
    if (root instanceof Inner inner) {
      assertTrue(inner.count > 0, "a root that leads to one child only");
    }
    check.node(root, level(root), null, null, root);
    return check;
  }

  int entries() {
    return entries;
  }

  int leaves() {
    return leaves;
  }

  /** How far the leaves are filled, on average: from 0 to 1. */
  double fill() {
    return (double) weight / leaves / Leaf.MAX_WEIGHT;
  }

  private void node(
      Node node, int level, byte @Nullable [] low, byte @Nullable [] high, Node root) {
    assertEquals(level, level(node), "all leaves are at one depth");
    cells(node, low, high);
    if (node instanceof Inner inner) {
      assertEquals(inner.count + 1, inner.children.length);
      for (int i = 0; i <= inner.count; i++) {
        byte[] from = i == 0 ? low : inner.key(i - 1);
        byte[] to = i == inner.count ? high : inner.key(i);
        node(inner.children[i], level - 1, from, to, root);
        // Of leaves there may be some, where one is filled upwards before others.
        assertFalse(level > 1 && i < inner.count && areSmall(inner, i), "two small neighbours");
      }
    } else {
      assertTrue(node.count > 0 || node == root, "an empty leaf");
      entries += node.count;
      leaves++;
      weight += node.weight();
    }
  }

  private static void cells(Node node, byte @Nullable [] low, byte @Nullable [] high) {
    int room = node.bytes.length - node.offsets[2 * node.count];
    int roomForCells = node.offsets.length - (2 * node.count + 1);
    assertTrue(room >= 0 && roomForCells >= 0, "cells beyond the arrays");
    assertTrue(
        room + 2 * roomForCells <= (node instanceof Leaf leaf ? leaf.weight() : 0),
        "too much room behind the last cell");
    for (int i = 0; i < 2 * node.count; i++) {
      assertTrue(node.offsets[i] <= node.offsets[i + 1], "offsets out of order");
    }
    assertTrue(node.cellBytes() <= 4 * LONGEST_CELL, "a node far too large");
    byte[] last = null;
    for (int i = 0; i < node.count; i++) {
      byte[] key = node.key(i);
      assertTrue(last == null || Arrays.compareUnsigned(last, key) < 0, "keys out of order");
      assertTrue(low == null || Arrays.compareUnsigned(low, key) <= 0, "a key below its bound");
      assertTrue(high == null || Arrays.compareUnsigned(key, high) < 0, "a key above its bound");
      assertEquals(i, node.find(key));
      assertEquals(0, node.compare(i, key));
      last = key;
    }
  }

  private static boolean areSmall(Inner inner, int at) {
    return inner.children[at].isUnderfull()
        && inner.children[at + 1].isUnderfull()
        && Edit.mergeable(inner, at);
  }

  private static int level(Node node) {
    return node instanceof Inner inner ? inner.level : 0;
  }
}
