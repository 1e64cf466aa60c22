package dev.dfdb.backup.s3;

import dev.dfdb.backup.BackupException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says of an error of the SDK what is wrong, and what would be right. */
final class S3Failure {

  private S3Failure() {}

  /**
   * The error to throw.
   *
   * @param what what was to be done
   * @param file the address of the object, or the prefix of those that were to be listed
   */
  static BackupException of(String what, String file, SdkException cause) {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("to do", what);
    context.put("file", file);
    if (cause instanceof AwsServiceException refused) {
      context.put("reason", reason(refused));
      return new BackupException(refusal(refused), context, cause);
    }
    Throwable unreachable = connectionFailure(cause);
    if (unreachable != null) {
      context.put("reason", unreachable.toString());
      return new BackupException(
          "the S3 server can't be reached; look at the endpoint, the region and the network,"
              + " and try again",
          context,
          cause);
    }
    context.put("reason", String.valueOf(cause.getMessage()));
    return new BackupException(
        "the S3 client can't ask the server; look at its credentials and configuration",
        context,
        cause);
  }

  private static String reason(AwsServiceException refused) {
    AwsErrorDetails details = refused.awsErrorDetails();
    return "status "
        + refused.statusCode()
        + (details == null ? "" : ", " + details.errorCode() + ", " + details.errorMessage());
  }

  private static String refusal(AwsServiceException refused) {
    return switch (code(refused)) {
      case "NoSuchBucket" -> "the S3 bucket is not there; make it, or name another";
      case "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "ExpiredToken",
          "InvalidToken",
          "TokenRefreshRequired" ->
        "the S3 server doesn't accept the credentials; give an access key that it knows and"
            + " the secret that belongs to it";
      case "RequestTimeTooSkewed" -> "the clock here is not that of the S3 server; set it right";
      case "PermanentRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException" ->
        "the S3 bucket is in another region; give the client that one";
      case "BadDigest", "InvalidDigest", "XAmzContentChecksumMismatch" ->
        "the file was damaged on its way to the S3 server, and refused; try again";
      case "EntityTooLarge" -> "the file is larger than the S3 server takes; make smaller parts";
      case "InvalidObjectState" ->
        "the S3 object lies in an archive; have it brought back first, and keep backups in a"
            + " storage class that is read at once";
      default -> byStatus(refused.statusCode());
    };
  }

  private static String byStatus(int status) {
    if (status == 401 || status == 403) {
      return "the S3 server denies access; allow s3:ListBucket on the bucket and s3:GetObject,"
          + " s3:PutObject and s3:DeleteObject on its objects";
    }
    return status >= 500 || status == 429
        ? "the S3 server fails or is too busy; try again later"
        : "the S3 server refuses the request";
  }

  private static String code(AwsServiceException refused) {
    AwsErrorDetails details = refused.awsErrorDetails();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }

  /** What went wrong with the connection, if that is what went wrong; else null. */
  private static @Nullable Throwable connectionFailure(Throwable failure) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return cause;
      }
    }
    return null;
  }
}
