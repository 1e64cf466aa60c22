package dev.dfdb.backup.s3;

import dev.dfdb.backup.BackupTarget;
import dev.dfdb.backup.BackupTargetProvider;
import dev.dfdb.error.MisconfiguredException;
import dev.dfdb.storage.StorageUri;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;

/**
 * Opens buckets by their addresses: {@code s3://bucket/prefix} for AWS, and
 * {@code s3://bucket/prefix?endpoint=https://minio.example.org:9000} for another server. The
 * parameter {@code region} says which region it is, if not the one that the SDK finds, or
 * {@code us-east-1} of another server. Credentials are found by the SDK, and don't belong in an
 * address. Safe from any thread.
 */
public final class S3TargetProvider implements BackupTargetProvider {

  private static final String ENDPOINT = "endpoint";
  private static final String REGION = "region";

  /** Found by {@link java.util.ServiceLoader}. */
  public S3TargetProvider() {}

  @Override
  public String scheme() {
    return "s3";
  }

  @Override
  public BackupTarget open(StorageUri address) {
    Map<String, String> unknown = new LinkedHashMap<>(address.parameters());
    unknown.keySet().removeAll(Set.of(ENDPOINT, REGION));
    if (!unknown.isEmpty() || address.namespace().isPresent()) {
      throw wrong("an address of S3 has only the parameters endpoint and region", address);
    }
    String place = address.place();
    if (!place.startsWith("//") || place.length() == 2 || place.indexOf('@') >= 0) {
      throw wrong("an address of S3 is s3://bucket/prefix, without anything secret", address);
    }
    int slash = place.indexOf('/', 2);
    String bucket = slash < 0 ? place.substring(2) : place.substring(2, slash);
    String prefix = slash < 0 ? "" : place.substring(slash + 1);
    Optional<String> region = Optional.ofNullable(address.parameters().get(REGION));
    String endpoint = address.parameters().get(ENDPOINT);
    try {
      return endpoint == null
          ? S3Target.ofAws(region.map(Region::of), bucket, prefix)
          : S3Target.connect(URI.create(endpoint), region.orElse("us-east-1"), bucket, prefix);
    } catch (IllegalArgumentException | SdkException e) {
      throw wrong(String.valueOf(e.getMessage()), address);
    }
  }

  private static MisconfiguredException wrong(String what, StorageUri address) {
    return new MisconfiguredException(what, Map.of("target", address));
  }
}
