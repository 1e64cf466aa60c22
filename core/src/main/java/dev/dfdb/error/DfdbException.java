package dev.dfdb.error;

import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything dfdb throws on purpose.
 *
 * <p>The {@linkplain #summary() summary} is a static text, the same for every occurrence of one
 * kind of failure; what differs from case to case stands in the {@linkplain #context() context}.
 * {@link #getMessage()} shows both. Byte arrays in the context are shown as hexadecimal, shortened.
 */
public abstract sealed class DfdbException extends RuntimeException
    permits StorageException,
        InvalidValueException,
        SyntaxException,
        TransactionException,
        ContentionException,
        NamespaceException,
        QueryException,
        ExtensionException {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN_BYTES = 32;
  private static final int SHOWN_CHARS = 400;

  private final String message;
  private final String summary;
  private final transient Map<String, Object> context;

  /**
   * Creates an exception.
   *
   * @param summary the static text, without values
   * @param context what the failure was about, in the order to show it; copied
   * @param cause the engine's exception, or null
   */
  DfdbException(String summary, Map<String, ?> context, @Nullable Throwable cause) {
    super(cause);
    this.message = render(summary, context);
    this.summary = summary;
    this.context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
  }

  /** The summary, followed by the context in brackets. */
  @Override
  public final String getMessage() {
    return message;
  }

  /** The static part of the message: equal for every failure of this kind. */
  public final String summary() {
    return summary;
  }

  /**
   * What the failure was about, by name, in the order shown in the message. Empty after Java
   * deserialization; the message keeps the rendered form.
   */
  public final Map<String, Object> context() {
    return context == null ? Map.of() : context;
  }

  private static String render(String summary, Map<String, ?> context) {
    if (context.isEmpty()) {
      return summary;
    }
    StringBuilder text = new StringBuilder(summary).append(" [");
    String separator = "";
    for (Map.Entry<String, ?> entry : context.entrySet()) {
      text.append(separator).append(entry.getKey()).append('=').append(show(entry.getValue()));
      separator = ", ";
    }
    return text.append(']').toString();
  }

  private static String show(@Nullable Object value) {
    if (value instanceof byte[] bytes) {
      int shown = Math.min(bytes.length, SHOWN_BYTES);
      String hex = HexFormat.of().formatHex(bytes, 0, shown);
      return shown == bytes.length ? "0x" + hex : "0x" + hex + "… (" + bytes.length + " bytes)";
    }
    String text;
    try {
      text = String.valueOf(value);
    } catch (StackOverflowError tooDeep) {
      text = "(nested too deep to be shown)";
    }
    return text.length() <= SHOWN_CHARS
        ? text
        : text.substring(0, SHOWN_CHARS) + "… (" + text.length() + " characters)";
  }
}
