package dev.dfdb.storage.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The shape of the trees that batches make. */
class EditTest {

  private static final int MANY = 100_000;

  @Test
  void ascendingInsertionLeavesFullLeaves() {
    TreeCheck tree = TreeCheck.check(filled(ascending()));

    assertEquals(MANY, tree.entries());
    assertTrue(tree.fill() > 0.97, "fill " + tree.fill());
  }

  @Test
  void descendingInsertionLeavesFullLeaves() {
    List<Integer> numbers = ascending();
    Collections.reverse(numbers);
    TreeCheck tree = TreeCheck.check(filled(numbers));

    assertEquals(MANY, tree.entries());
    assertTrue(tree.fill() > 0.97, "fill " + tree.fill());
  }

  @Test
  void insertionInRunsLeavesWellFilledLeaves() {
    // As a database does that appends to several indexes in turn.
    List<Integer> numbers = new ArrayList<>();
    IntStream.range(0, MANY).forEach(i -> numbers.add(i % 4 * MANY + i / 4));
    TreeCheck tree = TreeCheck.check(filled(numbers));

    assertTrue(tree.fill() > 0.9, "fill " + tree.fill());
  }

  @Test
  void randomInsertionLeavesLeavesFilledByTwoThirds() {
    TreeCheck tree = TreeCheck.check(filled(shuffled()));

    assertEquals(MANY, tree.entries());
    assertTrue(tree.fill() > 0.65, "fill " + tree.fill());
  }

  @Test
  void insertionBelowAFullLeafDoesNotLeaveALeafPerEntry() {
    // Always just above the full leaf, so that each entry is one behind its end.
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, 1000).boxed().toList());
    IntStream.range(0, MANY).forEach(i -> numbers.add(MANY * 2 - i));
    TreeCheck tree = TreeCheck.check(filled(numbers));

    assertTrue(tree.fill() > 0.45, "fill " + tree.fill());
  }

  @Test
  void aLeafFilledABatchAtATimeIsSeldomCopiedAndEarlierTreesStay() {
    List<Node> trees = new ArrayList<>();
    Set<byte[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
    Node root = Leaf.EMPTY;
    for (int i = 0; i < 1000; i++) {
      Edit abandoned = new Edit(root, 2L * i);
      abandoned.put(key(i), new byte[] {7, 7});
      abandoned.finish();
      Edit edit = new Edit(root, 2L * i + 1);
      edit.put(key(i), ByteBuffer.allocate(4).putInt(i).array());
      root = edit.finish();
      trees.add(root);
      Node last = root;
      while (last instanceof Inner inner) {
        last = inner.children[inner.count];
      }
      arrays.add(last.bytes);
    }

    assertTrue(arrays.size() < 300, arrays.size() + " arrays for 1000 batches");
    for (int i = 0; i < 1000; i++) {
      assertEquals(i + 1, TreeCheck.check(trees.get(i)).entries());
      assertArrayEquals(ByteBuffer.allocate(4).putInt(i).array(), Tree.get(trees.get(i), key(i)));
    }
  }

  @Test
  void deletingInAnyOrderShrinksTheTreeUntilNothingIsLeft() {
    Node root = filled(shuffled());
    List<Integer> order = shuffled();
    Collections.reverse(order);
    for (int from = 0; from < MANY; from += MANY / 20) {
      Edit edit = new Edit(root, 10 + from);
      order.subList(from, from + MANY / 20).forEach(i -> edit.remove(key(i)));
      root = edit.finish();
      TreeCheck tree = TreeCheck.check(root);
      assertEquals(MANY - from - MANY / 20, tree.entries());
      assertTrue(tree.leaves() < 4 || tree.fill() > 0.25, "fill " + tree.fill());
    }
    assertSame(Leaf.EMPTY, root);
  }

  @Test
  void aBatchCopiesEachTouchedNodeOnceAndSharesTheOthers() {
    Node before = filled(shuffled());
    Edit edit = new Edit(before, 2);
    for (int i = 1000; i < 1100; i++) {
      edit.put(key(2 * i), new byte[] {1, 2, 3});
    }
    Node after = edit.finish();

    Set<Node> shared = nodes(before);
    Set<Node> all = nodes(after);
    long created = all.stream().filter(node -> !shared.contains(node)).count();
    assertEquals(created, all.stream().filter(edit::owns).count());
    assertTrue(created < 15, created + " nodes created");
  }

  @Test
  void aRangeOfAnyLengthIsDroppedByCopyingTwoPaths() {
    Node before = filled(ascending());
    Edit edit = new Edit(before, 2);
    edit.removeRange(key(100), key(MANY - 100));
    Node after = edit.finish();

    assertEquals(200, TreeCheck.check(after).entries());
    assertFalse(after instanceof Inner inner && inner.level > 1, "a tree too high");
  }

  @Test
  void anEmptyOrInvertedRangeDropsNothing() {
    Node before = filled(ascending());
    Edit edit = new Edit(before, 2);
    edit.removeRange(key(100), key(100));
    edit.removeRange(key(100), key(50));
    edit.removeRange(key(MANY), null);
    edit.removeRange(null, key(0));

    assertSame(before, edit.finish());
  }

  @Test
  void aLongSharedPrefixIsStoredOncePerLeaf() {
    byte[] prefix = new byte[10_000];
    Edit edit = new Edit(Leaf.EMPTY, 1);
    IntStream.range(0, 100).forEach(i -> edit.put(with(prefix, i), new byte[0]));
    Node root = edit.finish();

    TreeCheck tree = TreeCheck.check(root);
    assertEquals(100, tree.entries());
    assertEquals(1, tree.leaves());

    Edit other = new Edit(root, 2);
    other.put(new byte[] {7}, new byte[0]);
    assertEquals(2, TreeCheck.check(other.finish()).leaves());
  }

  @Test
  void nodesOfTheLongestKeysStayWithinTheirOffsets() {
    Random random = new Random(7);
    Node root = Leaf.EMPTY;
    for (int batch = 1; batch < 300; batch++) {
      Edit edit = new Edit(root, batch);
      for (int i = 0; i < 3; i++) {
        byte[] key = new byte[MemoryStorage.MAX_KEY_BYTES];
        key[random.nextInt(key.length)] = 1;
        key[random.nextInt(key.length)] = (byte) random.nextInt();
        edit.put(key, new byte[Leaf.MAX_PACKED_VALUE]);
      }
      root = edit.finish();
    }
    assertTrue(TreeCheck.check(root).entries() > 800);
  }

  @Test
  void valuesThatGrowSplitTheLeavesThatHoldThem() {
    for (boolean oneByOne : new boolean[] {true, false}) {
      Node root = filled(ascending().subList(0, 2_000));
      Edit edit = new Edit(root, MANY);
      for (int i = 0; i < 2_000; i++) {
        edit.put(key(oneByOne ? i * 7 % 2_000 : i), new byte[Leaf.MAX_PACKED_VALUE]);
      }
      TreeCheck tree = TreeCheck.check(edit.finish());

      assertEquals(2_000, tree.entries());
      assertTrue(tree.fill() > 0.45, "fill " + tree.fill());
    }
  }

  @Test
  void aRunIntoTheMiddleOfATreeIsAsGoodAsOneByOne() {
    Node before = filled(ascending().stream().map(i -> 10 * i).toList());
    Edit edit = new Edit(before, MANY);
    IntStream.range(400_000, 500_000).forEach(i -> edit.put(key(i), new byte[] {1, 2}));
    TreeCheck tree = TreeCheck.check(edit.finish());

    assertEquals(MANY + 90_000, tree.entries());
    assertTrue(tree.fill() > 0.75, "fill " + tree.fill());
  }

  private static Node filled(List<Integer> numbers) {
    Node root = Leaf.EMPTY;
    for (int from = 0; from < numbers.size(); from += 1000) {
      Edit edit = new Edit(root, 1 - numbers.size() + from);
      numbers
          .subList(from, Math.min(from + 1000, numbers.size()))
          .forEach(i -> edit.put(key(i), new byte[] {1, 2}));
      root = edit.finish();
    }
    return root;
  }

  private static Set<Node> nodes(Node root) {
    Set<Node> nodes = Collections.newSetFromMap(new IdentityHashMap<>());
    collect(root, nodes);
    return nodes;
  }

  private static void collect(Node node, Set<Node> nodes) {
    nodes.add(node);
    if (node instanceof Inner inner) {
      for (Node child : inner.children) {
        collect(child, nodes);
      }
    }
  }

  private static List<Integer> ascending() {
    return new ArrayList<>(IntStream.range(0, MANY).boxed().toList());
  }

  private static List<Integer> shuffled() {
    List<Integer> numbers = ascending();
    Collections.shuffle(numbers, new Random(42));
    return numbers;
  }

  private static byte[] key(int i) {
    return with(new byte[] {1, 2, 3, 4}, i);
  }

  private static byte[] with(byte[] prefix, int i) {
    return ByteBuffer.allocate(prefix.length + 4).put(prefix).putInt(i).array();
  }
}
