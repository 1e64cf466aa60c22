package dev.dfdb.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import jdk.jfr.Configuration;

/** A recording of Java Flight Recorder, from when it is begun until it is closed. */
final class Recording implements AutoCloseable {

  private final jdk.jfr.Recording recording;

  /**
   * Begins it.
   *
   * @param file where it is written in the end
   */
  Recording(Path file) throws IOException {
    try {
      recording = new jdk.jfr.Recording(Configuration.getConfiguration("profile"));
    } catch (ParseException e) {
      throw new IOException("the settings of Java Flight Recorder can't be read", e);
    }
    recording.setToDisk(true);
    recording.setDestination(file.toAbsolutePath());
    recording.start();
  }

  @Override
  public void close() {
    recording.stop();
    recording.close();
  }
}
