package dev.dfdb.cli.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** The standard output as a stream that says when it can't be written any more. */
final class StandardOutput extends OutputStream {

  private final PrintStream out;

  StandardOutput(PrintStream out) {
    this.out = out;
  }

  @Override
  public void write(int one) throws IOException {
    out.write(one);
    check();
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    out.write(bytes, from, length);
    check();
  }

  @Override
  public void flush() throws IOException {
    out.flush();
    check();
  }

  private void check() throws IOException {
    if (out.checkError()) {
      throw new IOException("nobody reads the standard output any more, or the disk is full");
    }
  }
}
