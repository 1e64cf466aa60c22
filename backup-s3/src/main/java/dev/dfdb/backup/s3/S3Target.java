package dev.dfdb.backup.s3;

import dev.dfdb.backup.BackupTarget;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A bucket of S3, or the part of it whose keys begin with a prefix, as a target of backups. A file
 * is an object: it is sent in one request with its MD5, so that what was damaged on the way is
 * refused and under a key there is always something whole. One request takes 5 GiB, more than an
 * array of bytes has.
 *
 * <p>The bucket is there before; the credentials need {@code s3:ListBucket} on it, and
 * {@code s3:GetObject}, {@code s3:PutObject} and {@code s3:DeleteObject} on its objects. What fails
 * in passing is tried again by the client, as that is configured; then it is a
 * {@link dev.dfdb.backup.BackupException}, whose message shows nothing secret. Safe from any
 * thread.
 */
public final class S3Target implements BackupTarget {

  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;
  private static final int NOT_IMPLEMENTED = 501;

  private final S3Client client;
  private final String bucket;
  private final String prefix; // empty, or with a slash at its end
  private final boolean closesClient;

  private S3Target(S3Client client, String bucket, String prefix, boolean closesClient) {
    this.client = client;
    this.bucket = bucket;
    this.prefix = prefix;
    this.closesClient = closesClient;
  }

  /**
   * A bucket that is reached by a client of yours.
   *
   * @param client with its region, credentials, timeouts and retries; stays open. Where the server
   *     is not that of AWS, it should calculate checksums {@code WHEN_REQUIRED} only, as many such
   *     servers refuse those that the SDK sends by itself
   * @param bucket its name
   * @param prefix what the keys begin with, such as {@code backups/people}, with a slash at its end
   *     or without; empty for the whole bucket
   * @throws IllegalArgumentException if the bucket has no name or the prefix begins with a slash
   */
  public static S3Target of(S3Client client, String bucket, String prefix) {
    return of(client, bucket, prefix, false);
  }

  /**
   * A bucket of a server that speaks the protocol of S3, such as MinIO or Ceph. The bucket is named
   * in the path, no checksums are sent but the MD5, and the credentials are those that the SDK
   * finds by itself: in system properties, in the environment, in its files. The connection is
   * closed with the target.
   *
   * @param endpoint the address of the server, without anything secret in it
   * @param region which the server says it is in; most take {@code us-east-1}
   * @param bucket its name
   * @param prefix what the keys begin with, as for {@link #of}
   * @throws IllegalArgumentException if the endpoint has no scheme and host, or has a user or
   *     password in it, or the bucket or prefix is wrong
   */
  public static S3Target connect(URI endpoint, String region, String bucket, String prefix) {
    if (endpoint.getScheme() == null
        || endpoint.getHost() == null
        || endpoint.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "the endpoint has a scheme and a host, and no user or password, as in"
              + " https://s3.example.org:9000; credentials are found by the SDK");
    }
    checkNames(bucket, prefix);
    S3Client client = S3Client.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .endpointOverride(endpoint)
        .region(Region.of(region))
        .forcePathStyle(true)
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        // The body as it is, not in signed pieces, which not every server understands.
        .serviceConfiguration(settings -> settings.chunkedEncodingEnabled(false))
        .build();
    return of(client, bucket, prefix, true);
  }

  private static S3Target of(S3Client client, String bucket, String prefix, boolean closesClient) {
    checkNames(bucket, prefix);
    boolean isFolder = prefix.isEmpty() || prefix.endsWith("/");
    return new S3Target(
        Objects.requireNonNull(client, "client"),
        bucket,
        isFolder ? prefix : prefix + "/",
        closesClient);
  }

  /** A bucket of AWS; region, if it is not given, and credentials are found by the SDK. */
  static S3Target ofAws(Optional<Region> region, String bucket, String prefix) {
    checkNames(bucket, prefix);
    S3ClientBuilder client =
        S3Client.builder().httpClientBuilder(UrlConnectionHttpClient.builder());
    region.ifPresent(client::region);
    return of(client.build(), bucket, prefix, true);
  }

  private static void checkNames(String bucket, String prefix) {
    if (bucket.isBlank()) {
      throw new IllegalArgumentException("the bucket has a name");
    }
    if (prefix.startsWith("/")) {
      throw new IllegalArgumentException(
          "the prefix of keys begins without a slash, as in backups/people");
    }
  }

  /** The bucket and the prefix, as {@code s3://bucket/prefix}. */
  @Override
  public String location() {
    String shown = "s3://" + bucket + "/" + prefix;
    return shown.substring(0, shown.length() - 1);
  }

  @Override
  public List<String> list() {
    ListObjectsV2Request all =
        ListObjectsV2Request.builder().bucket(bucket).prefix(prefix).build();
    // Sorted here: not every server does, and none by the characters of Java.
    return attempt(
        "list",
        "",
        () -> client.listObjectsV2Paginator(all).contents().stream()
            .map(S3Object::key)
            .filter(key -> !key.endsWith("/")) // which consoles make to show a folder
            .map(key -> key.substring(prefix.length()))
            .sorted()
            .toList());
  }

  @Override
  public Optional<byte[]> read(String name) {
    return attempt("read", name, () -> {
      try {
        return Optional.of(client
            .getObjectAsBytes(request -> request.bucket(bucket).key(prefix + name))
            .asByteArrayUnsafe());
      } catch (NoSuchKeyException none) {
        return Optional.empty();
      }
    });
  }

  @Override
  public void write(String name, byte[] content) {
    attempt("write", name, () -> put(name, content, request -> {}));
  }

  /**
   * {@inheritDoc} The server is asked to refuse it if there is one ({@code If-None-Match}). Of a
   * server that does not know such requests it can only be asked before whether there is one.
   */
  @Override
  public boolean create(String name, byte[] content) {
    if (read(name).isPresent()) {
      return false;
    }
    return attempt("create", name, () -> {
      try {
        put(name, content, request -> request.ifNoneMatch("*"));
        return true;
      } catch (S3Exception refused) {
        switch (refused.statusCode()) {
          case PRECONDITION_FAILED, CONFLICT -> {
            // Somebody was faster, or is just now; or the client asked again, as the reply was
            // lost.
            return read(name).filter(found -> Arrays.equals(found, content)).isPresent();
          }
          case NOT_IMPLEMENTED -> {
            put(name, content, request -> {});
            return true;
          }
          default -> throw refused;
        }
      }
    });
  }

  private PutObjectResponse put(
      String name, byte[] content, Consumer<PutObjectRequest.Builder> more) {
    PutObjectRequest request = PutObjectRequest.builder()
        .bucket(bucket)
        .key(prefix + name)
        .contentMD5(md5(content))
        .applyMutation(more)
        .build();
    RequestBody body = RequestBody.fromContentProvider(
        ContentStreamProvider.fromByteArrayUnsafe(content),
        content.length,
        "application/octet-stream");
    return client.putObject(request, body);
  }

  @Override
  public void delete(String name) {
    attempt(
        "delete",
        name,
        () -> client.deleteObject(request -> request.bucket(bucket).key(prefix + name)));
  }

  /** {@inheritDoc} It lists its own objects only. */
  @Override
  public BackupTarget within(String folder) {
    return new S3Target(client, bucket, prefix + folder + "/", false);
  }

  /** Closes the connection that {@link #connect} has made. The objects stay. */
  @Override
  public void close() {
    if (closesClient) {
      client.close();
    }
  }

  private <T> T attempt(String what, String name, Supplier<T> action) {
    try {
      return action.get();
    } catch (SdkException e) {
      throw S3Failure.of(what, "s3://" + bucket + "/" + prefix + name, e);
    }
  }

  private static String md5(byte[] content) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no MD5, which S3 asks for", e);
    }
  }
}
