package dev.dfdb.events.internal;

/** Removes every message. Global positions go on, so that consumers miss nothing that comes. */
public final class ClearTask extends Task<Boolean> {

  /** Clears. */
  public ClearTask() {}

  @Override
  boolean isAlone() {
    return true;
  }

  @Override
  long size() {
    return 0;
  }

  @Override
  Boolean addTo(Staging staging) {
    staging.batch().deleteRange(EventKeys.allMessages());
    staging.forget();
    return true;
  }
}
