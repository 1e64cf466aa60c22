package dev.dfdb.conformance;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.LoggedTransaction;
import dev.dfdb.datom.Datom;
import dev.dfdb.datom.Index;
import dev.dfdb.error.TransientStorageException;
import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.ScanOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What is in a database, to be compared: every byte of it, or all that it answers. */
public final class Dump {

  private static final byte DATABASE = 1;
  private static final byte LIVE = 0x10;
  private static final byte BEHIND_LOG = 0x31;

  /** What layers have, and the root of events. */
  private static final byte LAYERS = 0x40;

  private static final byte BEHIND_LAYERS = 0x50;

  private static final int MAX_ATTEMPTS = 100;

  private Dump() {}

  /** The entries of the live indexes, the past and the log, as text. */
  public static List<String> entries(ReadView view) {
    return entries(view, LIVE, BEHIND_LOG);
  }

  /** The entries of streams of events, as text. */
  static List<String> events(ReadView view) {
    List<String> entries = entries(view, LAYERS, BEHIND_LAYERS);
    entries.addAll(entries(view, (byte) 0x04, (byte) 0x05));
    return entries;
  }

  private static List<String> entries(ReadView view, byte from, byte to) {
    KeyRange range = KeyRange.closedOpen(new byte[] {DATABASE, from}, new byte[] {DATABASE, to});
    for (int attempt = 1; ; attempt++) {
      try (Cursor cursor = view.scan(range, ScanOptions.FORWARD)) {
        List<String> entries = new ArrayList<>();
        while (cursor.next()) {
          entries.add(Bytes.hex(cursor.key()) + " " + Bytes.hex(cursor.value()));
        }
        return entries;
      } catch (TransientStorageException lost) {
        if (attempt == MAX_ATTEMPTS) {
          throw lost;
        }
      }
    }
  }

  /** The datoms of every index of a database value, those of its past, and its log. */
  public static List<Datom> answers(Connection connection, Db db, long t) {
    List<Datom> answers = new ArrayList<>();
    for (Index index : Index.values()) {
      add(answers, db.datoms(index));
      add(answers, db.history().datoms(index));
    }
    try (Stream<LoggedTransaction> log = connection.log().txRange(null, t + 1)) {
      log.forEach(transaction -> answers.addAll(transaction.datoms()));
    }
    return answers;
  }

  private static void add(List<Datom> answers, Stream<Datom> datoms) {
    try (datoms) {
      datoms.forEach(answers::add);
    }
  }
}
