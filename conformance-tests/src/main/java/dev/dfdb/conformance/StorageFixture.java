package dev.dfdb.conformance;

import dev.dfdb.storage.Capabilities;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProviders;
import java.util.HashMap;
import java.util.Map;

/**
 * What a backend hands to the conformance suite: one store, and the ways to open it, to break it
 * and to be rid of it. Every test has a fixture of its own, which begins empty.
 *
 * <p>A backend that keeps its data in a directory extends {@link DirectoryFixture} and is done with
 * its type and its capabilities. Not safe for several threads.
 */
public interface StorageFixture {

  /** What the backend says of itself; the suite compares it with the storage, and tests it. */
  Capabilities declared();

  /**
   * The configuration that opens the store: {@code type} and options. Their values must survive
   * being turned into strings, because child processes get them so. The same store after each
   * {@link #open}, and another one only after {@link #crash} or {@link #powerLoss}.
   */
  Map<String, Object> config();

  /**
   * Opens the store, with its data.
   *
   * @param options laid over {@link #config()}
   */
  default Storage open(Map<String, ?> options) {
    Map<String, Object> config = new HashMap<>(config());
    config.putAll(options);
    return StorageProviders.find().open(config);
  }

  /**
   * Ends the storage as a process ends that is killed, and opens what it left behind: everything
   * acknowledged as {@code SYNC} or {@code ASYNC} must be there. No call is in flight, but cursors
   * and snapshots may be open. Whatever the old object still holds is released. A store that is not
   * persistent comes back empty.
   */
  default Storage crash(Storage storage) {
    if (!declared().persistent()) {
      storage.close();
      return open(Map.of());
    }
    throw new UnsupportedOperationException("implement crash, or opt out of CRASH with a reason");
  }

  /**
   * Ends the storage as a loss of power ends it, as unkindly as possible: everything written since
   * the last sync to disk is lost. Opens what is left. No call is in flight.
   */
  default Storage powerLoss(Storage storage) {
    if (!declared().persistent()) {
      return crash(storage);
    }
    throw new UnsupportedOperationException(
        "implement powerLoss, or opt out of POWER_LOSS with a reason");
  }

  /** Deletes the store and whatever else the fixture made. All storages on it are closed. */
  void wipe();

  /** What can't be tested with this fixture, and why not. */
  default Map<OptOut, String> optOuts() {
    return Map.of();
  }
}
