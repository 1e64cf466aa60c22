package dev.dfdb.backup.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.backup.BackupException;
import dev.dfdb.backup.BackupTarget;
import dev.dfdb.error.MisconfiguredException;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** A bucket holds files as a target should, and says what is wrong when it can't. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3TargetTest {

  private static final byte[] CONTENT = "what is kept".getBytes(StandardCharsets.UTF_8);

  private S3Server server;
  private S3Client client;

  @BeforeAll
  void start() {
    server = new S3Server();
    client = server.client();
  }

  @AfterAll
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void aFileIsWhatWasWrittenLastUntilItIsDeleted() {
    BackupTarget target = S3Target.of(client, S3Server.BUCKET, "files");
    assertEquals(Optional.empty(), target.read("log-1"));
    target.delete("log-1");
    target.write("log-1", new byte[3]);
    target.write("log-1", CONTENT);
    target.write("empty", new byte[0]);
    assertArrayEquals(CONTENT, target.read("log-1").orElseThrow());
    assertArrayEquals(new byte[0], target.read("empty").orElseThrow());
    target.delete("log-1");
    assertEquals(Optional.empty(), target.read("log-1"));
    assertEquals(List.of("empty"), target.list());
  }

  @Test
  void ofSeveralWhoCreateAFileOneSucceeds() {
    BackupTarget target = S3Target.of(client, S3Server.BUCKET, "created");
    assertTrue(target.create("lock", CONTENT));
    assertFalse(target.create("lock", new byte[1]));
    assertArrayEquals(CONTENT, target.read("lock").orElseThrow());

    ExecutionInterceptor faster = new ExecutionInterceptor() {
      @Override
      public void beforeTransmission(
          Context.BeforeTransmission context, ExecutionAttributes attributes) {
        if (isConditional(context.httpRequest())) {
          target.write("late", CONTENT); // somebody is faster
        }
      }
    };
    try (S3Client slow = server.client(faster)) {
      BackupTarget late = S3Target.of(slow, S3Server.BUCKET, "created");
      assertFalse(late.create("late", new byte[1]));
      assertArrayEquals(CONTENT, target.read("late").orElseThrow());
    }
  }

  @Test
  void whoAsksAgainAsTheReplyWasLostHasCreatedTheFile() {
    ExecutionInterceptor twice = new ExecutionInterceptor() {
      @Override
      public void beforeTransmission(
          Context.BeforeTransmission context, ExecutionAttributes attributes) {
        if (isConditional(context.httpRequest())) {
          S3Target.of(client, S3Server.BUCKET, "asked").write("twice", CONTENT);
        }
      }
    };
    try (S3Client again = server.client(twice)) {
      assertTrue(S3Target.of(again, S3Server.BUCKET, "asked").create("twice", CONTENT));
    }
  }

  @Test
  void aServerThatKnowsNoConditionsIsAskedBefore() {
    ExecutionInterceptor unknowing = new ExecutionInterceptor() {
      @Override
      public SdkHttpResponse modifyHttpResponse(
          Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        return isConditional(context.httpRequest())
            ? context.httpResponse().toBuilder().statusCode(501).build()
            : context.httpResponse();
      }
    };
    try (S3Client old = server.client(unknowing)) {
      BackupTarget target = S3Target.of(old, S3Server.BUCKET, "old");
      assertTrue(target.create("lock", CONTENT));
      assertFalse(target.create("lock", new byte[1]));
      assertArrayEquals(CONTENT, target.read("lock").orElseThrow());
    }
  }

  private static boolean isConditional(SdkHttpRequest request) {
    return request.method() == SdkHttpMethod.PUT
        && request.firstMatchingHeader("If-None-Match").isPresent();
  }

  @Test
  void aTargetSeesWhatBeginsWithItsPrefixAndASlash() {
    BackupTarget target = S3Target.of(client, S3Server.BUCKET, "one");
    BackupTarget within = target.within("inner");
    S3Target.of(client, S3Server.BUCKET, "one-more/").write("other", CONTENT);
    target.write("b", CONTENT);
    target.write("a.b", CONTENT);
    within.write("c", CONTENT);
    assertEquals(List.of("a.b", "b", "inner/c"), target.list());
    assertEquals(List.of("c"), within.list());
    assertEquals("s3://backups/one", target.location());
    assertEquals("s3://backups/one/inner", within.location());
    assertEquals("s3://backups", S3Target.of(client, S3Server.BUCKET, "").location());
    assertTrue(S3Target.of(client, S3Server.BUCKET, "").list().contains("one/inner/c"));
  }

  @Test
  void whatAConsoleMakesToShowAFolderIsNotAFile() {
    client.putObject(request -> request.bucket(S3Server.BUCKET).key("shown/"), RequestBody.empty());
    assertEquals(List.of(), S3Target.of(client, S3Server.BUCKET, "shown").list());
  }

  @Test
  void moreFilesThanAPageHasAreListedInOrder() {
    AtomicInteger pages = new AtomicInteger();
    ExecutionInterceptor smallPages = new ExecutionInterceptor() {
      @Override
      public SdkRequest modifyRequest(
          Context.ModifyRequest context, ExecutionAttributes attributes) {
        if (context.request() instanceof ListObjectsV2Request list) {
          pages.incrementAndGet();
          return list.toBuilder().maxKeys(10).build();
        }
        return context.request();
      }
    };
    try (S3Client paging = server.client(smallPages)) {
      BackupTarget target = S3Target.of(paging, S3Server.BUCKET, "many");
      List<String> names = IntStream.range(10, 33).mapToObj(i -> "log-" + i).toList();
      names.forEach(name -> target.write(name, new byte[0]));
      assertEquals(names, target.list());
      assertEquals(3, pages.get());
    }
  }

  @Test
  void aBucketThatIsNotThereIsNamed() {
    BackupTarget target = S3Target.of(client, "nobodys", "people");
    for (Executable use : uses(target)) {
      BackupException failure = assertThrows(BackupException.class, use);
      assertEquals("the S3 bucket is not there; make it, or name another", failure.summary());
      assertTrue(failure.getMessage().contains("s3://nobodys/people/"), failure::getMessage);
    }
  }

  @Test
  void credentialsThatAreNotAcceptedAreNotShown() {
    for (List<String> wrong : List.of(
        List.of(S3Server.KEY, "a-secret-of-another"), List.of("an-unknown-key", S3Server.SECRET))) {
      try (S3Client stranger = server.client(wrong.get(0), wrong.get(1))) {
        for (Executable use : uses(S3Target.of(stranger, S3Server.BUCKET, "people"))) {
          BackupException failure = assertThrows(BackupException.class, use);
          assertEquals(
              "the S3 server doesn't accept the credentials; give an access key that it knows"
                  + " and the secret that belongs to it",
              failure.summary());
          assertFalse(failure.getMessage().contains("secret-of"), failure::getMessage);
        }
      }
    }
  }

  @Test
  void aServerThatIsNotThereIsSaidToBeUnreachable() {
    S3Server gone = new S3Server();
    try (S3Client alone = gone.client()) {
      gone.stop();
      BackupTarget target = S3Target.of(alone, S3Server.BUCKET, "people");
      BackupException failure = assertThrows(BackupException.class, target::list);
      assertTrue(failure.summary().startsWith("the S3 server can't be reached"), failure::summary);
      assertEquals("list", failure.context().get("to do"));
    }
  }

  @Test
  void whatIsDamagedOnItsWayIsRefused() {
    ExecutionInterceptor damage = new ExecutionInterceptor() {
      @Override
      public Optional<RequestBody> modifyHttpContent(
          Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        return context.request() instanceof PutObjectRequest
            ? Optional.of(RequestBody.fromInputStream(
                new ByteArrayInputStream(new byte[CONTENT.length]), CONTENT.length))
            : context.requestBody();
      }
    };
    try (S3Client careless = server.client(damage)) {
      BackupTarget target = S3Target.of(careless, S3Server.BUCKET, "damaged");
      BackupException failure =
          assertThrows(BackupException.class, () -> target.write("log-1", CONTENT));
      assertTrue(failure.summary().startsWith("the file was damaged"), failure::getMessage);
      assertEquals(Optional.empty(), target.read("log-1"));
    }
  }

  @Test
  void whatCantBeATargetIsRefusedAtOnce() {
    assertThrows(IllegalArgumentException.class, () -> S3Target.of(client, " ", ""));
    assertThrows(IllegalArgumentException.class, () -> S3Target.of(client, "b", "/people"));
    for (String endpoint : List.of("s3.example.org", "https://user:secret@s3.example.org")) {
      IllegalArgumentException refused = assertThrows(
          IllegalArgumentException.class,
          () -> S3Target.connect(URI.create(endpoint), "us-east-1", "b", ""));
      assertFalse(String.valueOf(refused.getMessage()).contains("secret"));
    }
  }

  private static List<Executable> uses(BackupTarget target) {
    return List.of(
        target::list,
        () -> target.read("log-1"),
        () -> target.write("log-1", CONTENT),
        () -> target.delete("log-1"));
  }

  @Test
  void aBucketIsOpenedByItsAddress() {
    System.setProperty("aws.accessKeyId", S3Server.KEY);
    System.setProperty("aws.secretAccessKey", S3Server.SECRET);
    String there = "?endpoint=" + server.endpoint();
    try (BackupTarget target = BackupTarget.at("s3://backups/by/address" + there);
        BackupTarget whole = BackupTarget.at("s3://backups" + there + "&region=us-east-1");
        BackupTarget aws = BackupTarget.at("s3://backups/of-aws?region=eu-west-3")) {
      target.write("log-1", CONTENT);
      assertEquals(List.of("log-1"), target.list());
      assertTrue(whole.list().contains("by/address/log-1"));
      assertEquals("s3://backups/by/address", target.location());
      assertEquals("s3://backups/of-aws", aws.location());
    } finally {
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    }
  }

  @Test
  void anAddressThatSaysTooLittleOrTooMuchIsRefused() {
    for (String address : List.of(
        "s3:backups",
        "s3://",
        "s3:///prefix",
        "s3://key:secret@backups/people",
        "s3://backups/people?region=eu-west-3&password=x",
        "s3://backups/people?endpoint=localhost",
        "s3://backups/people#namespace")) {
      MisconfiguredException failure = assertThrows(
          MisconfiguredException.class, () -> BackupTarget.at(address).close());
      assertFalse(failure.getMessage().contains("secret@"), failure::getMessage);
    }
  }
}
