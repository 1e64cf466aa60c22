package dev.dfdb.events.internal;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.codec.KeyWriter;
import dev.dfdb.storage.Storage;
import java.util.OptionalLong;

/** Stores how far a consumer has come. */
public final class ConsumerTask extends Task<Boolean> {

  private final String consumer;
  private final long position;

  /** Stores the position of the next message that a consumer wants. */
  public ConsumerTask(String consumer, long position) {
    this.consumer = Names.check("consumer", consumer);
    this.position = position;
  }

  /** The position that was stored last. */
  public static OptionalLong read(Storage storage, String consumer) {
    byte[] stored = storage.get(EventKeys.consumer(Names.check("consumer", consumer)));
    if (stored == null) {
      State.rootBytes(storage);
      return OptionalLong.empty();
    }
    return OptionalLong.of(new KeyReader(stored).readLong());
  }

  @Override
  long size() {
    return 1_024;
  }

  @Override
  Boolean addTo(Staging staging) {
    staging
        .batch()
        .put(EventKeys.consumer(consumer), new KeyWriter().writeLong(position).toBytes());
    return true;
  }
}
