package dev.dfdb.backup.internal;

import dev.dfdb.edn.Edn;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.DfdbException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who has the lock of a place, as the file {@code lock} says.
 *
 * @param run which run it is; no two have the same
 * @param host the name of the machine; empty if that isn't known
 * @param process the number of the process there
 * @param started when this process was started; null if that isn't known
 * @param begun when the run began
 * @param hasEnded whether it has ended, and left something that the next is to remove
 */
record LockOwner(
    String run,
    String host,
    long process,
    @Nullable Instant started,
    Instant begun,
    boolean hasEnded) {

  /** Of a lock that can't be read, as it was written in part only. */
  static final LockOwner UNKNOWN = new LockOwner("", "", 0, null, Instant.EPOCH, true);

  /** A run of this process. */
  static LockOwner here(String run) {
    ProcessHandle process = ProcessHandle.current();
    return new LockOwner(run, thisHost(), process.pid(), started(process), Instant.now(), false);
  }

  private static String thisHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException unknown) {
      return "";
    }
  }

  /** In milliseconds, as it is written. */
  private static @Nullable Instant started(ProcessHandle process) {
    return process
        .info()
        .startInstant()
        .map(start -> Instant.ofEpochMilli(start.toEpochMilli()))
        .orElse(null);
  }

  /** The same, having ended. */
  LockOwner ended() {
    return new LockOwner(run, host, process, started, begun, true);
  }

  /** Whether its process is of this machine. */
  boolean isOfThisHost() {
    return !host.isEmpty() && host.equals(thisHost());
  }

  /** Whether its process, which is of this machine, is this one. */
  boolean isThisProcess() {
    return process == ProcessHandle.current().pid() && isStill(ProcessHandle.current());
  }

  /** Whether its process, which is of this machine, is there still. */
  boolean isAlive() {
    return ProcessHandle.of(process)
        .filter(ProcessHandle::isAlive)
        .filter(this::isStill)
        .isPresent();
  }

  /** Whether a process with its number is the one, and not a later one. */
  private boolean isStill(ProcessHandle found) {
    Instant start = started(found);
    return started == null || start == null || started.equals(start);
  }

  byte[] print() {
    Map<Keyword, @Nullable Object> map = new LinkedHashMap<>();
    map.put(Keyword.of("run"), run);
    map.put(Keyword.of("host"), host);
    map.put(Keyword.of("process"), process);
    map.put(Keyword.of("started"), started);
    map.put(Keyword.of("begun"), begun);
    map.put(Keyword.of("ended"), hasEnded);
    return (Edn.print(map) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Reads it; empty if it can't be read, as when it was written in part only. */
  static Optional<LockOwner> parse(byte[] bytes) {
    Object read;
    try {
      read = Edn.read(new String(bytes, StandardCharsets.UTF_8));
    } catch (DfdbException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
    if (read instanceof Map<?, ?> map
        && map.get(Keyword.of("run")) instanceof String run
        && map.get(Keyword.of("host")) instanceof String host
        && map.get(Keyword.of("process")) instanceof Long process
        && map.get(Keyword.of("begun")) instanceof Instant begun) {
      Instant started = map.get(Keyword.of("started")) instanceof Instant known ? known : null;
      boolean hasEnded = Boolean.TRUE.equals(map.get(Keyword.of("ended")));
      return Optional.of(new LockOwner(run, host, process, started, begun, hasEnded));
    }
    return Optional.empty();
  }
}
