package dev.dfdb.storage.rocksdb;

/** Something that must not run while a batch is between its guards and its writes. */
final class QueuedAction extends QueuedCommit {

  private final Runnable action;

  QueuedAction(Runnable action) {
    this.action = action;
  }

  void run() {
    action.run();
  }
}
