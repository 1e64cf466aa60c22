package dev.dfdb.conformance.mutant;

import dev.dfdb.storage.Cursor;
import dev.dfdb.storage.Entry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Gives the entries of a cursor after something was done to them, and closes as that cursor does.
 */
final class RearrangedCursor extends ForwardingCursor {

  private final Iterator<Entry> entries;
  private @Nullable Entry current;

  RearrangedCursor(Cursor intact, UnaryOperator<List<Entry>> rearrange) {
    super(intact);
    List<Entry> all = new ArrayList<>();
    while (intact.next()) {
      all.add(new Entry(intact.key(), intact.value()));
    }
    this.entries = rearrange.apply(all).iterator();
  }

  @Override
  public boolean next() {
    checkOpen();
    current = entries.hasNext() ? entries.next() : null;
    return current != null;
  }

  @Override
  public byte[] key() {
    return entry().key().clone();
  }

  @Override
  public byte[] value() {
    return entry().value().clone();
  }

  @Override
  public int readKey(byte[] buffer) {
    return copy(entry().key(), buffer);
  }

  @Override
  public int readValue(byte[] buffer) {
    return copy(entry().value(), buffer);
  }

  private static int copy(byte[] bytes, byte[] buffer) {
    System.arraycopy(bytes, 0, buffer, 0, Math.min(bytes.length, buffer.length));
    return bytes.length;
  }

  private Entry entry() {
    checkOpen();
    if (current == null) {
      throw new IllegalStateException("the cursor does not stand on an entry");
    }
    return current;
  }

  /** The intact cursor stands behind its last entry, and says whether it is still open. */
  private void checkOpen() {
    intact().next();
  }
}
