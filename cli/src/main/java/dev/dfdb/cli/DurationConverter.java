package dev.dfdb.cli;

import dev.dfdb.storage.Option;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads times as configurations do: {@code 500ms}, {@code 10s}, {@code 2m}. */
final class DurationConverter implements ITypeConverter<Duration> {

  private static final Option<Duration> FORM = Option.duration("time", "a time");

  @Override
  public Duration convert(String text) {
    try {
      return FORM.parse(text);
    } catch (RuntimeException e) {
      throw new TypeConversionException("'" + text + "' is no time such as 500ms, 10s or 2m");
    }
  }
}
