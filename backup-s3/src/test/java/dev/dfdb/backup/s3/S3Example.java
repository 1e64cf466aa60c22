package dev.dfdb.backup.s3;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.backup.BackupTarget;
import dev.dfdb.backup.Backups;
import java.net.URI;
import java.util.Map;

/** The example of the documentation. */
final class S3Example {

  private S3Example() {}

  public static void main(String[] args) {
    // Such as https://minio.example.org:9000; the SDK finds the credentials.
    BackupTarget bucket = S3Target.connect(URI.create(args[0]), "us-east-1", "backups", "people");
    Map<String, Object> config = Map.of("storage-config", Map.of("type", "memory"));
    try (Backups backups = Backups.open(bucket);
        Connection connection = Dfdb.createDb(config)) {
      connection.transact("[{:person/name \"Ada\"}]");
      backups.backup(connection);
      System.out.println(backups.verify().isSound()); // true
    }
  }
}
