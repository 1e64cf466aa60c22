package dev.dfdb.conformance;

import dev.dfdb.storage.Capabilities;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Durability;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.WriteBatch;
import dev.dfdb.storage.support.OpenResources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * One test's fixture with its storage open on it. At the end it checks that the test left no cursor
 * and no snapshot open, and cleans up.
 */
public final class Bench {

  private static final Set<String> PRINTED = ConcurrentHashMap.newKeySet();

  private final StorageFixture fixture;
  private final LeakLog leaks = new LeakLog();
  private final List<Storage> others = new ArrayList<>();
  private Storage storage;

  /** Opens a fixture's store. */
  Bench(StorageFixture fixture) {
    System.setProperty(OpenResources.TRACK_PROPERTY, "true");
    this.fixture = fixture;
    this.storage = fixture.open(Map.of());
  }

  /** The fixture. */
  public StorageFixture fixture() {
    return fixture;
  }

  /** The storage open at the moment. */
  public Storage storage() {
    return storage;
  }

  /** What the storage declares. */
  Capabilities capabilities() {
    return storage.capabilities();
  }

  /** Whether a durability is declared. */
  boolean has(Durability durability) {
    return capabilities().durabilities().contains(durability);
  }

  /** Closes the storage in good order and opens the store again. */
  Storage reopen() {
    return reopen(Map.of());
  }

  /** Closes the storage in good order and opens the store again, with other options. */
  Storage reopen(Map<String, ?> options) {
    storage.close();
    storage = fixture.open(options);
    return storage;
  }

  /** The same, where the content outlives the storage; nothing otherwise. */
  void reopenIfPersistent() {
    if (capabilities().persistent()) {
      reopen();
    }
  }

  /** Kills the storage and opens what it left. */
  Storage crash() {
    unlessOptedOut(OptOut.CRASH);
    storage = fixture.crash(storage);
    leaks.take();
    return storage;
  }

  /** Cuts the power and opens what is left. */
  Storage powerLoss() {
    unlessOptedOut(OptOut.POWER_LOSS);
    storage = fixture.powerLoss(storage);
    leaks.take();
    return storage;
  }

  /** Opens another storage on the same store, closed at the end. */
  Storage openAnother() {
    Storage other = fixture.open(Map.of());
    others.add(other);
    return other;
  }

  /** The leaks reported so far; a test that takes them expected them. */
  List<LogRecord> takeLeaks() {
    return leaks.take();
  }

  /** Aborts the test if the fixture opted out of what it needs, showing the reason. */
  void unlessOptedOut(OptOut optOut) {
    String reason = fixture.optOuts().get(optOut);
    if (reason != null) {
      String line = "opted out of " + optOut + ": " + reason;
      if (PRINTED.add(fixture.config().get("type") + " " + line)) {
        System.out.println("[conformance] " + fixture.config().get("type") + " " + line);
      }
      Assumptions.abort(line);
    }
  }

  /** Checks that nothing is left open, closes everything, and deletes the store. */
  void finish() {
    try (leaks) {
      try {
        others.forEach(Storage::close);
        checkNothingOpen();
        storage.close();
        checkNoLeaks();
      } finally {
        try {
          others.forEach(Storage::close);
          storage.close();
        } finally {
          fixture.wipe(); // even a store that can't be closed leaves nothing behind
        }
      }
    }
  }

  private void checkNothingOpen() {
    Map<String, Long> statistics;
    try {
      statistics = storage.statistics();
    } catch (dev.dfdb.error.StorageClosedException e) {
      return; // the test closed the storage itself, and leaks were reported then
    }
    Assertions.assertEquals(0L, statistics.get("open-cursors"), "cursors open after the test");
    Assertions.assertEquals(0L, statistics.get("open-snapshots"), "snapshots open after the test");
  }

  private void checkNoLeaks() {
    for (LogRecord leak : leaks.take()) {
      Assertions.fail("S3: " + leak.getMessage(), leak.getThrown());
    }
  }

  /** Writes entries in one batch, in the storage's own durability. */
  void putAll(Entry... entries) {
    WriteBatch.Builder batch = WriteBatch.builder();
    for (Entry entry : entries) {
      batch.put(entry.key(), entry.value());
    }
    storage.batchWrite(batch.build());
  }

  /** Writes keys in one batch, each with itself as value. */
  void putKeys(byte[]... keys) {
    WriteBatch.Builder batch = WriteBatch.builder();
    for (byte[] key : keys) {
      batch.put(key, key);
    }
    storage.batchWrite(batch.build());
  }

  /** Every entry of the present. */
  List<Entry> entries() {
    return scan(storage, KeyRange.all(), ScanOptions.FORWARD);
  }

  /** The entries a scan gives, all of them. */
  static List<Entry> scan(ReadView view, KeyRange range, ScanOptions options) {
    try (Cursor cursor = view.scan(range, options)) {
      return rest(cursor);
    }
  }

  /** The keys a scan gives, as hexadecimal, so that a failure can be read. */
  static List<String> keys(ReadView view, KeyRange range, ScanOptions options) {
    return scan(view, range, options).stream()
        .map(entry -> Bytes.hex(entry.key()))
        .toList();
  }

  /** Keys as hexadecimal, to compare with {@link #keys}. */
  static List<String> hex(byte[]... keys) {
    return java.util.stream.Stream.of(keys).map(Bytes::hex).toList();
  }

  /** What a cursor has yet to give. */
  static List<Entry> rest(Cursor cursor) {
    List<Entry> entries = new ArrayList<>();
    while (cursor.next()) {
      entries.add(new Entry(cursor.key(), cursor.value()));
    }
    return entries;
  }
}
