package dev.dfdb.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;

/**
 * The standard output as a stream that ends the command when it can't be written: with an
 * {@link OutputException}, which a {@link java.io.PrintStream} lets through, as it does not let
 * through an {@link IOException}. As safe from other threads as the stream below.
 */
public final class StandardOutput extends OutputStream {

  private final OutputStream out;
  private final BooleanSupplier isPipe;

  /**
   * Writes to another stream.
   *
   * @param out written at once, nothing is kept here
   * @param isPipe asked after an error: whether somebody reads the stream, who may have left
   */
  public StandardOutput(OutputStream out, BooleanSupplier isPipe) {
    this.out = out;
    this.isPipe = isPipe;
  }

  /** That of this process. */
  static StandardOutput ofProcess() {
    FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    return new StandardOutput(out, () -> isPipe(out));
  }

  /**
   * What has a position is a file or a device; a pipe, a socket or a terminal has none. The message
   * of an error can't be asked, as it is in the language of who uses the machine.
   */
  @SuppressWarnings("resource") // the channel is that of the stream, which stays open
  private static boolean isPipe(FileOutputStream out) {
    try {
      out.getChannel().position();
      return false;
    } catch (IOException noPosition) {
      return true;
    }
  }

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private OutputException failed(IOException e) {
    return new OutputException(isPipe.getAsBoolean(), e);
  }
}
