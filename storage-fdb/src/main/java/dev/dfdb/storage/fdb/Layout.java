package dev.dfdb.storage.fdb;

import com.apple.foundationdb.FDBException;
import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.storage.fdb.Client.Attempts;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** How entries stand in the cluster, which a fact of the database tells. */
final class Layout {

  private static final byte[] VERSION = "dfdb 1".getBytes(StandardCharsets.UTF_8);

  private final Client client;
  private final Keyspace keyspace;

  Layout(Client client, Keyspace keyspace) {
    this.client = client;
    this.keyspace = keyspace;
  }

  /**
   * Notes the layout in an empty place, and checks it in any other.
   *
   * @throws MisconfiguredException if it is another one
   */
  void check() {
    byte[] fact = keyspace.fact("layout");
    try (Attempts attempts = client.attempts()) {
      while (true) {
        try {
          byte[] found = client.await(attempts.transaction().get(fact));
          if (found == null) {
            attempts.transaction().set(fact, VERSION);
            client.await(attempts.transaction().commit());
          } else if (!Arrays.equals(found, VERSION)) {
            throw new MisconfiguredException(
                "what is stored under key-prefix is no database of dfdb, or of a later version",
                Map.of("key-prefix", keyspace, "layout", found));
          }
          return;
        } catch (FDBException e) {
          attempts.again(e);
        }
      }
    }
  }
}
