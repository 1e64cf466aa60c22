package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.internal.index.Root;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ScanOptions;
import dev.dfdb.storage.SortedMapStorage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole database is found whole, and whatever is damaged is named. */
class VerificationTest {

  private final SortedMapStorage storage = new SortedMapStorage();
  private final Connection connection = Dfdb.createDb(Map.of("storage", storage));

  @BeforeEach
  void fill() {
    connection.transact("""
        [{:db/ident :id :db/unique :db.unique/identity}
         {:db/ident :tag :db/cardinality :db.cardinality/many}
         {:db/ident :friend :db/valueType :db.type/ref}
         {:db/ident :seen :db/noHistory true}]""");
    for (int i = 0; i < 30; i++) {
      connection.transact("[{:id " + i % 10 + " :name \"n" + i + "\" :tag [" + i + " " + i / 2
          + "] :seen " + i + " :text \"" + "long ".repeat(i * 8) + "\"}]");
    }
    connection.transact("[{:id 1 :friend {:id 2}} {:id 2 :friend {:id 1}}]");
    connection.transact("[[:db/retract [:id 3] :tag 3] [:db/retractEntity [:id 4]]]");
    connection.transact("[{:id 1 :friend {:id 5}}]");
  }

  @AfterEach
  void close() {
    connection.close();
  }

  private List<Entry> entries(int space) {
    List<Entry> entries = new ArrayList<>();
    KeyRange range = KeyRange.prefix(new byte[] {1, (byte) space});
    try (Cursor cursor = storage.scan(range, ScanOptions.FORWARD)) {
      while (cursor.next()) {
        entries.add(new Entry(cursor.key(), cursor.value()));
      }
    }
    return entries;
  }

  private String damages() {
    Verification found = connection.verify();
    assertFalse(found.isSound());
    return found.damages().toString();
  }

  @Test
  void aWholeDatabaseIsSound() {
    Verification found = connection.verify();
    assertEquals(List.of(), found.damages());
    assertTrue(found.isSound());
    assertEquals(connection.db().basisT(), found.t());
    assertEquals(found.t() + 1, found.transactions());
    assertTrue(found.logged() > found.live() && found.past() > 0);
  }

  @Test
  void aDatabaseIsSoundAfterItsSchemaChangedAndThingsWereExcised() {
    connection.transact("[{:db/ident :name :db/cardinality :db.cardinality/many}]");
    connection.transact("[{:id 1 :name \"second\"} {:db/ident :seen :db/noHistory false}]");
    connection.transact("[{:id 1 :seen 77}]");
    connection.transact("[{:id 1 :seen 78}]");
    assertEquals(List.of(), connection.verify().damages());
    connection.excise(Excision.ofEntity(List.of(":id", 2)));
    assertEquals(List.of(), connection.verify().damages());
    connection.excise(Excision.ofAttribute(":tag").before(20));
    assertEquals(List.of(), connection.verify().damages());
    connection.excise(Excision.ofAttribute(":text"));
    assertEquals(List.of(), connection.verify().damages());
  }

  @ParameterizedTest
  @ValueSource(ints = {0x10, 0x11, 0x12, 0x13, 0x20, 0x21, 0x22, 0x23})
  void anEntryThatIsGoneFromAnIndexIsNamed(int space) {
    List<Entry> entries = entries(space);
    storage.delete(entries.get(entries.size() / 2).key());
    String index = List.of("EAVT", "AEVT", "AVET", "VAET").get(space % 16);
    String damages = damages();
    assertTrue(damages.contains(index + ": entity") || damages.contains("can't be"), damages);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x10, 0x11, 0x12, 0x13, 0x20, 0x21, 0x22, 0x23})
  void anEntryThatSaysAnotherTimeIsFound(int space) {
    for (Entry entry : entries(space)) {
      byte[] wrong = entry.value().clone();
      wrong[0] ^= 1;
      storage.put(entry.key(), wrong);
      assertFalse(connection.verify().isSound(), () -> Arrays.toString(entry.key()));
      storage.put(entry.key(), entry.value());
    }
    assertTrue(connection.verify().isSound());
  }

  @Test
  void anEntryThatNobodyWroteIsNamed() {
    Entry some = entries(0x12).get(40);
    byte[] other = some.key().clone();
    other[other.length - 1] ^= 1;
    storage.put(other, some.value());
    assertTrue(damages().contains("AVET: entity"));
    assertTrue(damages().contains("here, not in the log"));
  }

  @Test
  void aTransactionThatIsGoneFromTheLogIsNamed() {
    storage.delete(entries(0x30).get(7).key());
    assertTrue(damages().contains("log: transaction 7 is missing"), this::damages);
  }

  @Test
  void aTornTransactionIsNamed() {
    Entry whole = entries(0x30).get(7);
    storage.put(whole.key(), Arrays.copyOf(whole.value(), whole.value().length - 3));
    assertTrue(damages().contains("transaction 7"), this::damages);
  }

  @Test
  void whateverBitIsFlippedInALongValueIsFound() {
    Entry longest = entries(0x10).stream()
        .max((x, y) -> Integer.compare(x.value().length, y.value().length))
        .orElseThrow();
    for (int i = 0; i < longest.value().length; i += 37) {
      byte[] wrong = longest.value().clone();
      wrong[i] ^= 4;
      storage.put(longest.key(), wrong);
      assertFalse(connection.verify().isSound(), "byte " + i);
    }
  }

  @Test
  void wrongStatisticsAreFound() {
    for (int i = 0; i < 1_001; i++) {
      connection.transact(List.of(Map.of(":n", i)));
    }
    byte[] key = {1, 3};
    byte[] kept = Objects.requireNonNull(storage.get(key));
    kept[kept.length - 1] ^= 1;
    storage.put(key, kept);
    assertTrue(damages().contains("statistics"), this::damages);
  }

  @Test
  void aRecordOfTheLogWithAChangedDatomIsFound() {
    for (int t : new int[] {1, 2, 4}) {
      Entry whole = entries(0x30).get(t);
      KeyReader reader = new KeyReader(whole.value());
      reader.readValue(); // of the commit, by which only a writer knows it
      for (int i = reader.position(); i < whole.value().length; i++) {
        damage(whole, i, 1);
        assertFalse(connection.verify().isSound(), "byte " + i + " of transaction " + t);
      }
      storage.put(whole.key(), whole.value());
    }
    Entry whole = entries(0x30).get(9);
    damage(whole, whole.value().length - 3, 1); // in a text
    assertTrue(damages().contains("EAVT: entity"), this::damages);
    assertTrue(damages().contains("by transaction 9: in the log, not here"), this::damages);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x10, 0x11, 0x12, 0x13, 0x20, 0x21, 0x22, 0x23, 0x30})
  void whateverIsDamagedIsReportedAndNothingIsThrown(int space) {
    List<Entry> entries = entries(space);
    for (int n = 0; n < entries.size(); n += Math.max(1, entries.size() / 3)) {
      Entry whole = entries.get(n);
      storage.delete(whole.key());
      for (int i = 2; i < whole.key().length; i += 2) {
        byte[] key = whole.key().clone();
        key[i] ^= (byte) (1 << i % 8);
        byte @Nullable [] before = storage.get(key);
        storage.put(key, whole.value());
        String where = space + ", entry " + n + ", byte " + i + " of its key";
        assertFalse(connection.verify().isSound(), where);
        storage.delete(key);
        if (before != null) {
          storage.put(key, before);
        }
      }
      storage.put(whole.key(), new byte[0]);
      assertFalse(connection.verify().isSound(), space + ", entry " + n + " without a value");
      storage.put(whole.key(), whole.value());
    }
    assertTrue(connection.verify().isSound());
  }

  @Test
  void aDamagedRootIsNamed() {
    byte[] key = Root.key();
    byte[] whole = Objects.requireNonNull(storage.get(key));
    Root is = Root.decode(whole);
    long named = is.nextNamed();
    long entity = is.nextEntity();
    for (Root wrong : List.of(
        new Root(is.t() - 1, named, entity, is.instant(), is.commit()),
        new Root(is.t(), named - 1, entity, is.instant(), is.commit()),
        new Root(is.t(), named, entity - 1, is.instant(), is.commit()),
        new Root(is.t(), named, entity, is.instant() + 1, is.commit()))) {
      storage.put(key, wrong.encode());
      assertTrue(damages().contains("root: "), () -> wrong + ": " + damages());
    }
    storage.put(key, new Root(is.t() + 1, named, entity, is.instant(), is.commit()).encode());
    assertTrue(damages().contains("transaction " + (is.t() + 1) + " is missing"), this::damages);
    for (int length = 0; length < whole.length; length++) {
      storage.put(key, Arrays.copyOf(whole, length));
      assertTrue(damages().contains("root: can't be read"), "cut to " + length);
    }
    storage.put(key, whole);
    assertTrue(connection.verify().isSound());
  }

  @Test
  void aRootThatHasFallenBehindIsNamed() {
    Entry old = entries(0x01).get(0);
    connection.transact("[{:id 77 :name \"later\"} {:db/ident :more}]");
    storage.put(old.key(), old.value());
    assertTrue(damages().contains("is the last transaction, and the log has"), this::damages);
  }

  private void damage(Entry whole, int at, int bit) {
    byte[] wrong = whole.value().clone();
    wrong[at] ^= (byte) bit;
    storage.put(whole.key(), wrong);
  }
}
