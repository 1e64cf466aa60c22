package dev.dfdb.backup.internal;

import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Entry;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.ReadView;
import dev.dfdb.storage.ScanOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes parts of the entries that layers have. They are cut where those of the last backup were, so
 * that what has not changed since is a part that is there already. Used by one thread; to be
 * closed.
 */
final class EventParts implements AutoCloseable {

  private final long identity;
  private final int partBytes;
  private final Supplier<String> names;
  private final Consumer<Finished> sink;
  private final Runnable goesOn;
  private final TreeSet<String> cuts = new TreeSet<>();
  private final Map<String, Part> known = new HashMap<>();
  private final List<Part> parts = new ArrayList<>();
  private @Nullable PartWriter writer;
  private @Nullable String last;
  private @Nullable String cut;
  private long entries;
  private long first;

  /**
   * Begins.
   *
   * @param before the parts of the last backup
   * @param names gives the names of new files
   * @param sink takes new files
   * @param goesOn told of each entry
   */
  EventParts(
      long identity,
      int partBytes,
      List<Part> before,
      Supplier<String> names,
      Consumer<Finished> sink,
      Runnable goesOn) {
    this.identity = identity;
    this.partBytes = partBytes;
    this.names = names;
    this.sink = sink;
    this.goesOn = goesOn;
    for (Part part : before) {
      known.put(part.content(), part);
      if (part.until() != null) {
        cuts.add(part.until());
      }
    }
  }

  /** Takes in entries of a state, in the order of their keys; says how many. */
  long read(ReadView view, KeyRange range, ScanOptions options) {
    long before = entries;
    try (Cursor cursor = view.scan(range, options)) {
      while (cursor.next()) {
        add(new Entry(cursor.key(), cursor.value()));
      }
    }
    return entries - before;
  }

  private void add(Entry entry) {
    goesOn.run();
    String key = Digests.hex(entry.key());
    PartWriter open = writer;
    if (open != null && (open.size() >= partBytes || (cut != null && key.compareTo(cut) > 0))) {
      finishPart();
      open = null;
    }
    if (open == null) {
      open = new PartWriter(PartKind.EVENTS, identity, partBytes);
      writer = open;
      first = entries;
      cut = cuts.ceiling(key);
    }
    open.add(entry.key(), entry.value());
    last = key;
    entries++;
  }

  private void finishPart() {
    PartWriter open = writer;
    if (open == null) {
      return;
    }
    try (open) {
      byte[] bytes = open.finish();
      String content = open.content();
      Part there = known.get(content);
      if (there != null) {
        parts.add(there);
      } else {
        Part part = new Part(
            PartKind.EVENTS,
            names.get(),
            first,
            entries - 1,
            0,
            bytes.length,
            Digests.sha256(bytes),
            content,
            Objects.requireNonNull(last));
        sink.accept(new Finished(part, bytes));
        parts.add(part);
      }
    }
    writer = null;
  }

  /** The last key that was taken in, in hexadecimal digits; null if there was none. */
  @Nullable
  String last() {
    return last;
  }

  /** All parts, once everything was taken in. */
  List<Part> finish() {
    finishPart();
    return List.copyOf(parts);
  }

  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
  }
}
