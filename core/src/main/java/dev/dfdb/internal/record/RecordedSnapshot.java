package dev.dfdb.internal.record;

import dev.dfdb.storage.Snapshot;

/** A snapshot of a {@link RecordedStorage}. */
final class RecordedSnapshot extends RecordedView<Snapshot> implements Snapshot {

  RecordedSnapshot(Snapshot snapshot) {
    super(snapshot);
  }

  @Override
  public boolean isLost() {
    return view.isLost();
  }
}
