package dev.dfdb.internal.pull;

import java.util.Arrays;

/**
 * Numbers entities from 0 in the order in which they come. Open addressing with linear probing, no
 * boxes. Not safe for several threads.
 */
final class EntityRows {

  /** No row. */
  static final int NONE = -1;

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long[] entities = new long[8];
  private int[] slots = filled(16);
  private int size;

  /** How many entities there are. */
  int size() {
    return size;
  }

  /** The entity of a row. */
  long entity(int row) {
    return entities[row];
  }

  /** The row of an entity, or {@link #NONE}. */
  int find(long entity) {
    return slots[slot(entity)];
  }

  /** The row of an entity, which is given the next one if it has none. */
  int add(long entity) {
    int slot = slot(entity);
    if (slots[slot] != NONE) {
      return slots[slot];
    }
    if (size == entities.length) {
      entities = Arrays.copyOf(entities, size * 2);
    }
    entities[size] = entity;
    slots[slot] = size++;
    if (size * 2 > slots.length) {
      slots = filled(slots.length * 2);
      for (int row = 0; row < size; row++) {
        slots[slot(entities[row])] = row;
      }
    }
    return size - 1;
  }

  private int slot(long entity) {
    int mask = slots.length - 1;
    int slot = (int) ((entity * GOLDEN) >>> 32) & mask;
    while (slots[slot] != NONE && entities[slots[slot]] != entity) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static int[] filled(int length) {
    int[] slots = new int[length];
    Arrays.fill(slots, NONE);
    return slots;
  }
}
