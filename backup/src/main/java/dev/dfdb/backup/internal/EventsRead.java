package dev.dfdb.backup.internal;

import dev.dfdb.replication.LogState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of layers as a backup has them, and the state of the log that they are of.
 *
 * @param state the state of the log
 * @param root the root of the streams of events, in hexadecimal digits; null if there are none
 * @param isLeftOut whether there are some, and they are not in the backup
 * @param parts the parts
 */
record EventsRead(LogState state, @Nullable String root, boolean isLeftOut, List<Part> parts) {

  /** The root as a manifest has it: null if they are not in the backup. */
  @Nullable
  String backedUpRoot() {
    return isLeftOut ? null : root;
  }
}
