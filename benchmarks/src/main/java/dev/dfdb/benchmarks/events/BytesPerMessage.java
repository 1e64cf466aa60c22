package dev.dfdb.benchmarks.events;

import java.io.IOException;

/** What a message of about 500 bytes takes on disk, with its place in the indexes. */
public final class BytesPerMessage {

  private static final int MESSAGES = 200_000;

  private BytesPerMessage() {}

  /** Prints it for one message and for a hundred in each append. */
  public static void main(String... arguments) throws IOException {
    long json = 0;
    for (int i = 0; i < 1_000; i++) {
      var message = Messages.next();
      json += message.data().size() + message.metadata().size();
    }
    System.out.println("JSON of a message: " + json / 1_000 + " bytes");
    for (int batch : new int[] {1, 100}) {
      try (OpenEvents open = new OpenEvents()) {
        open.fill(MESSAGES, 1_000, batch);
        open.storage().compact();
        System.out.println(
            "in appends of " + batch + ": " + open.bytes() / MESSAGES + " bytes each on disk");
      }
    }
  }
}
