package dev.dfdb.backup.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.backup.BackupException;
import dev.dfdb.backup.BackupOptions;
import dev.dfdb.backup.BackupReport;
import dev.dfdb.backup.BackupRetention;
import dev.dfdb.backup.BackupTarget;
import dev.dfdb.backup.Backups;
import dev.dfdb.backup.NamespaceBackups;
import dev.dfdb.backup.RestoreOptions;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProviders;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Databases are backed up into a bucket and come back from it. */
class S3BackupTest {

  private static final BackupOptions SMALL = BackupOptions.incremental().withPartBytes(1_000);

  private final S3Server server = new S3Server();
  private final S3Client client = server.client();
  private final Storage storage = StorageProviders.find().open(Map.of("type", "memory"));
  private final Connection connection =
      Dfdb.createDb(Map.of("storage", storage, "namespace", "people"));

  @AfterEach
  void close() {
    connection.close();
    storage.close();
    client.close();
    server.close();
  }

  @Test
  void backupsAreMadeListedProvedRestoredAndRemoved() {
    try (Backups backups = Backups.open(target(client))) {
      fill(3);
      assertEquals(BackupReport.Kind.FULL, backups.backup(connection).kind());
      long first = connection.db().basisT();
      fill(2);
      BackupReport second = backups.backup(connection);
      assertEquals(BackupReport.Kind.INCREMENTAL, second.kind());
      assertEquals(2, second.transactions());
      assertEquals(2, backups.list().size());
      assertEquals(List.of(), backups.verify().damages());
      assertEquals(3, restored(backups, "then", RestoreOptions.to(first)));
      assertEquals(5, restored(backups, "now", RestoreOptions.newest()));

      assertEquals(1, backups.retain(BackupRetention.last(1)));
      assertEquals(1, backups.list().size());
      assertEquals(List.of(), backups.verify().damages());
      assertEquals(5, restored(backups, "again", RestoreOptions.newest()));
    }
    assertFalse(target(client).list().isEmpty(), "a client of the user's stays open");
  }

  @Test
  void eachNamespaceHasAFolderOfItsOwn() {
    fill(4);
    try (NamespaceBackups backups = NamespaceBackups.open(target(client));
        Storage other = StorageProviders.find().open(Map.of("type", "memory"))) {
      backups.backup(Map.of("storage", storage));
      assertEquals(List.of("people"), backups.names());
      backups.restore(Map.of("storage", other));
      try (Connection people = Dfdb.createDb(Map.of("storage", other, "namespace", "people"))) {
        assertEquals(4, count(people));
      }
    }
  }

  @Test
  void aFlippedByteIsFound() {
    fill(3);
    BackupTarget target = target(client);
    try (Backups backups = Backups.open(target)) {
      backups.backup(connection);
      String part = target.list().stream()
          .filter(name -> name.startsWith("log-"))
          .findFirst()
          .orElseThrow();
      byte[] content = target.read(part).orElseThrow();
      content[content.length / 2] ^= 1;
      target.write(part, content);
      assertEquals(part, backups.verify().damages().get(0).file());
      assertThrows(
          BackupException.class, () -> restored(backups, "damaged", RestoreOptions.newest()));
    }
  }

  @Test
  void whenTheServerGoesAwayInTheMiddleTheNextBackupGoesOn() {
    fill(60);
    AtomicInteger writes = new AtomicInteger();
    ExecutionInterceptor stopInTheMiddle = new ExecutionInterceptor() {
      @Override
      public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        if (context.request() instanceof PutObjectRequest && writes.incrementAndGet() == 6) {
          server.stop();
        }
      }
    };
    try (S3Client unlucky = server.client(stopInTheMiddle);
        Backups backups = Backups.open(target(unlucky))) {
      BackupException failure =
          assertThrows(BackupException.class, () -> backups.backup(connection, SMALL));
      assertTrue(failure.summary().startsWith("the S3 server can't be reached"), failure::summary);
    }
    server.startAgain();
    try (S3Client again = server.client();
        Backups backups = Backups.open(target(again))) {
      assertFalse(backups.list().get(0).isComplete());
      long all = connection.db().basisT() + 1;
      BackupReport rest = backups.backup(connection, SMALL);
      assertTrue(rest.transactions() < all, () -> rest + " of " + all);
      assertEquals(List.of(), backups.verify().damages());
      assertEquals(60, restored(backups, "whole", RestoreOptions.newest()));
    }
  }

  @Test
  void theExampleOfTheGuidePrintsWhatItSays() {
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setProperty("aws.accessKeyId", S3Server.KEY);
    System.setProperty("aws.secretAccessKey", S3Server.SECRET);
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      S3Example.main(new String[] {server.endpoint().toString()});
    } finally {
      System.setOut(out);
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    }
    assertEquals("true", printed.toString(StandardCharsets.UTF_8).strip());
  }

  private static BackupTarget target(S3Client client) {
    return S3Target.of(client, S3Server.BUCKET, "people");
  }

  private void fill(int people) {
    for (int i = 0; i < people; i++) {
      connection.transact("[{:person/name \"" + "x".repeat(100) + i + "\"}]");
    }
  }

  private long restored(Backups backups, String namespace, RestoreOptions options) {
    Map<String, Object> copy = Map.of("storage", storage, "namespace", namespace);
    backups.restore(copy, options);
    try (Connection restored = Dfdb.createDb(copy)) {
      return count(restored);
    }
  }

  private static long count(Connection people) {
    return people.db().q("[:find ?e :where [?e :person/name]]").size();
  }
}
