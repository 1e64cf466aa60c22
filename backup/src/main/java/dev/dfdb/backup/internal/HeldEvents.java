package dev.dfdb.backup.internal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The events of a stream, which come before the log. Where there is a database already, only the
 * log tells whether it is the one to go on with; until then they are held in a file. Used by one
 * thread; to be closed.
 */
final class HeldEvents implements AutoCloseable {

  private final @Nullable RestoredEvents events;
  private final RestoredLog log;
  private @Nullable Path held;
  private boolean isBegun;
  private boolean isRestored;

  /**
   * Begins.
   *
   * @param events where they go to; empty if they are not wanted
   * @param log what is restored with them
   */
  HeldEvents(Optional<RestoredEvents> events, RestoredLog log) {
    this.events = events.orElse(null);
    this.log = log;
  }

  /**
   * Takes a part.
   *
   * @throws Damage if it is not what was written
   */
  void load(StreamSource.Frame frame, long identity) throws Damage {
    if (events == null) {
      return;
    }
    if (log.isKnown()) {
      restore(frame.name(), frame.content(), identity);
    } else {
      hold(frame);
    }
  }

  private void hold(StreamSource.Frame frame) {
    try {
      Path file = held;
      if (file == null) {
        file = Files.createTempFile("dfdb-", ".events");
        held = file;
      }
      try (DataOutputStream out =
          new DataOutputStream(Files.newOutputStream(file, StandardOpenOption.APPEND))) {
        out.writeUTF(frame.name());
        out.writeInt(frame.content().length);
        out.write(frame.content());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes what is held, if it is known by now that it belongs there.
   *
   * @throws Damage if it is not what was written
   */
  void write(long identity) throws Damage {
    Path file = held;
    if (file == null || !log.isKnown()) {
      return;
    }
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      while (in.available() > 0) {
        String name = in.readUTF();
        restore(name, in.readNBytes(in.readInt()), identity);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    close();
  }

  private void restore(String name, byte[] content, long identity) throws Damage {
    begin();
    if (events != null && isRestored) {
      events.load(name, content, identity);
    }
  }

  private void begin() {
    if (events != null && !isBegun) {
      isBegun = true;
      isRestored = events.begin();
    }
  }

  /** Ends it, once all has come. */
  void finish() {
    begin();
    if (events != null && isRestored) {
      events.finish();
    }
  }

  @Override
  public void close() {
    Path file = held;
    if (file != null) {
      held = null;
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
