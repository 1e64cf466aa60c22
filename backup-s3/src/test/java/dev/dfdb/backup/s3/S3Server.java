package dev.dfdb.backup.s3;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A server of S3 on the loopback, with one bucket, whose objects outlive its being stopped. */
final class S3Server implements AutoCloseable {

  static final String BUCKET = "backups";
  static final String KEY = "the-key";
  static final String SECRET = "the-secret-of-the-key";

  private final BlobStore objects = new TransientNio2BlobStore();
  private S3Proxy server = start(objects);

  S3Server() {
    try (S3Client client = client()) {
      client.createBucket(request -> request.bucket(BUCKET));
    }
  }

  private static S3Proxy start(BlobStore objects) {
    S3Proxy server = S3Proxy.builder()
        .blobStore(objects)
        .awsAuthentication(AuthenticationType.AWS_V4, KEY, SECRET)
        .endpoint(URI.create("http://127.0.0.1:0"))
        .build();
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return server;
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  /** Goes away; nothing listens at the endpoint any more. */
  void stop() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Comes back, at another endpoint. */
  void startAgain() {
    server = start(objects);
  }

  S3Client client(ExecutionInterceptor... interceptors) {
    return client(KEY, SECRET, interceptors);
  }

  /** A client with the defaults of the SDK. */
  S3Client client(String key, String secret, ExecutionInterceptor... interceptors) {
    return S3Client.builder()
        .endpointOverride(endpoint())
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret)))
        .overrideConfiguration(configuration -> {
          for (ExecutionInterceptor interceptor : interceptors) {
            configuration.addExecutionInterceptor(interceptor);
          }
        })
        .build();
  }

  @Override
  public void close() {
    stop();
  }
}
