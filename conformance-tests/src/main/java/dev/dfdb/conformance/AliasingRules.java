package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.error.ConflictException;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Snapshot;
import dev.dfdb.storage.WriteBatch;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** S2: no array is shared between the caller and the store. */
interface AliasingRules extends Rules {

  @Test
  default void s2_arraysGivenToPutAreCopied() {
    byte[] key = Bytes.text("key");
    byte[] value = Bytes.text("value");
    storage().put(key, value);
    spoil(key, value);
    checkUnspoiled();
  }

  @Test
  default void s2_arraysGivenToABatchAreCopied() {
    byte[] key = Bytes.text("key");
    byte[] value = Bytes.text("value");
    byte[] start = Bytes.text("kez");
    byte[] end = Bytes.text("l");
    WriteBatch.Builder builder = WriteBatch.builder()
        .requireAbsent(key)
        .put(key, value)
        .deleteRange(KeyRange.closedOpen(start, end));
    spoil(key, value, start, end);
    storage().batchWrite(builder.build());
    checkUnspoiled();
  }

  @Test
  default void s2_aBatchIsNotTouchedByTheStore() {
    WriteBatch batch = WriteBatch.builder()
        .requireAbsent(Bytes.text("key"))
        .put(Bytes.text("key"), Bytes.text("value"))
        .build();
    storage().batchWrite(batch);
    storage().delete(Bytes.text("key"));
    storage().batchWrite(batch);
    checkUnspoiled();
  }

  @Test
  default void s2_arraysGivenToLoadAreCopied() {
    byte[] key = Bytes.text("key");
    byte[] value = Bytes.text("value");
    assertEquals(1, storage().load(List.of(new Entry(key, value)).iterator()));
    spoil(key, value);
    checkUnspoiled();
  }

  @Test
  default void s2_arraysFromGetAreTheCallers() {
    putOne();
    try (Snapshot snapshot = storage().snapshot()) {
      for (ReadView view : List.of(storage(), snapshot)) {
        spoil(present(view.get(Bytes.text("key"))));
        spoil(present(view.getAll(List.of(Bytes.text("key"))).get(0)));
        assertArrayEquals(Bytes.text("value"), view.get(Bytes.text("key")));
      }
    }
    checkUnspoiled();
  }

  @Test
  default void s2_repeatedKeysInGetAllGiveArraysOfTheirOwn() {
    putOne();
    byte[] key = Bytes.text("key");
    List<byte[]> values =
        storage().getAll(List.of(key, key)).stream().map(AliasingRules::present).toList();
    spoil(values.get(0));
    assertArrayEquals(Bytes.text("value"), values.get(1));
  }

  @Test
  default void s2_arraysFromACursorAreTheCallers() {
    putOne();
    try (Snapshot snapshot = storage().snapshot()) {
      for (ReadView view : List.of(storage(), snapshot)) {
        try (Cursor cursor = view.scan(KeyRange.all(), ScanOptions.FORWARD)) {
          cursor.next();
          spoil(cursor.key(), cursor.value());
          assertArrayEquals(Bytes.text("key"), cursor.key(), "the cursor's own key");
          assertArrayEquals(Bytes.text("value"), cursor.value(), "the cursor's own value");
        }
        try (var entries = view.stream(KeyRange.all(), ScanOptions.FORWARD)) {
          entries.forEach(entry -> spoil(entry.key(), entry.value()));
        }
      }
    }
    checkUnspoiled();
  }

  @Test
  default void s2_aCursorThatMovesOnLeavesTheArraysItGave() {
    bench().putKeys(Bytes.text("a"), Bytes.text("b"));
    try (Cursor cursor = storage().scan(KeyRange.all(), ScanOptions.FORWARD)) {
      cursor.next();
      byte[] key = cursor.key();
      byte[] value = cursor.value();
      cursor.next();
      assertArrayEquals(Bytes.text("a"), key);
      assertArrayEquals(Bytes.text("a"), value);
    }
  }

  @Test
  default void s2_boundsOfAScanMayBeChangedAfterIt() {
    bench().putKeys(Bytes.text("a"), Bytes.text("b"), Bytes.text("c"));
    byte[] start = Bytes.text("b");
    byte[] end = Bytes.text("c");
    try (Cursor cursor = storage().scan(KeyRange.closedOpen(start, end), ScanOptions.FORWARD)) {
      spoil(start, end);
      assertEquals(List.of(new Entry(Bytes.text("b"), Bytes.text("b"))), Bench.rest(cursor));
    }
  }

  @Test
  default void s2_keysAskedForMayBeChangedAfterwards() {
    putOne();
    byte[] key = Bytes.text("key");
    storage().get(key);
    storage().getAll(List.of(key));
    spoil(key);
    checkUnspoiled();
  }

  @Test
  default void s2_theKeyOfAConflictIsTheCallers() {
    putOne();
    ConflictException conflict = assertThrows(
        ConflictException.class,
        () -> storage()
            .batchWrite(WriteBatch.builder().requireAbsent(Bytes.text("key")).build()));
    spoil(conflict.key());
    conflict.context().values().forEach(shown -> {
      if (shown instanceof byte[] bytes) {
        spoil(bytes);
      }
    });
    checkUnspoiled();
  }

  private void putOne() {
    storage().put(Bytes.text("key"), Bytes.text("value"));
  }

  private void checkUnspoiled() {
    Entry whole = new Entry(Bytes.text("key"), Bytes.text("value"));
    assertEquals(List.of(whole), bench().entries());
    assertArrayEquals(whole.value(), storage().get(Bytes.text("key")));
  }

  private static byte[] present(byte @org.jspecify.annotations.Nullable [] value) {
    assertNotNull(value);
    return value;
  }

  private static void spoil(byte[]... arrays) {
    for (byte[] array : arrays) {
      Arrays.fill(array, (byte) '!');
    }
  }
}
