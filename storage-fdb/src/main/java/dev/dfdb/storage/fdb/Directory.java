package dev.dfdb.storage.fdb;

import com.apple.foundationdb.FDBException;
import com.apple.foundationdb.Transaction;
import com.apple.foundationdb.directory.DirectoryException;
import com.apple.foundationdb.directory.DirectoryLayer;
import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.storage.fdb.Client.Attempts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** A directory of the cluster's directory layer, which dfdb alone uses. */
final class Directory {

  private static final byte[] LAYER = "dfdb".getBytes(StandardCharsets.UTF_8);

  private Directory() {}

  /**
   * What the keys in a directory begin with; it is made if it is not there.
   *
   * @param path its names, with / between them
   * @throws MisconfiguredException if it is there and of something else
   */
  static byte[] open(Client client, String path) {
    List<String> names = List.of(path.split("/", -1));
    try (Attempts attempts = client.attempts()) {
      while (true) {
        try {
          Transaction transaction = attempts.transaction();
          byte[] prefix = client
              .await(DirectoryLayer.getDefault().createOrOpen(transaction, names, LAYER))
              .getKey();
          client.await(transaction.commit());
          return prefix;
        } catch (FDBException e) {
          attempts.again(e);
        } catch (CompletionException e) {
          if (e.getCause() instanceof DirectoryException) {
            throw new MisconfiguredException(
                "the directory can't be opened, or is not of dfdb",
                Map.of("directory", path, "engine", String.valueOf(e.getCause().getMessage())),
                e);
          }
          throw e;
        }
      }
    }
  }
}
