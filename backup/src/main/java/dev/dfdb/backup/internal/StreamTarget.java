package dev.dfdb.backup.internal;

import dev.dfdb.backup.BackupException;
import dev.dfdb.backup.BackupTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A target that puts what is written into a stream, one file after the other. The manifest, which
 * changes as a backup goes on, comes at the end; what else is no part is not for the stream. Used
 * by one thread, for one backup.
 */
public final class StreamTarget implements BackupTarget {

  private final OutputStream out;
  private boolean hasBegun;
  private final Map<String, byte[]> kept = new HashMap<>();

  /** Writes to a stream, which stays open. */
  public StreamTarget(OutputStream out) {
    this.out = out;
  }

  /** Says what is to come. Only once: a backup that has to read again can't take back anything. */
  void begin(Manifest announced) {
    if (hasBegun) {
      throw new BackupException(
          "what was written to the stream already has changed, by an excision, because history was"
              + " trimmed, or by events where the storage keeps no state for long; write it anew",
          Map.of("t", announced.t()));
    }
    hasBegun = true;
    try {
      out.write(StreamFormat.MAGIC);
      out.write(StreamFormat.FORMAT);
    } catch (IOException e) {
      throw failed(e);
    }
    frame(StreamFormat.HEAD, ManifestText.print(announced));
  }

  private void frame(String name, byte[] content) {
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer header = ByteBuffer.allocate(StreamFormat.FRAME_HEADER_BYTES + nameBytes.length);
    header.putShort((short) nameBytes.length).putInt(content.length).put(nameBytes);
    byte[] sum = ByteBuffer.allocate(Integer.BYTES)
        .putInt(Digests.crc(header.array(), 0, header.position()))
        .array();
    try {
      out.write(header.array());
      out.write(sum);
      out.write(content);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static BackupException failed(IOException cause) {
    return new BackupException(
        "the stream of a backup can't be written", Map.of("reason", String.valueOf(cause)), cause);
  }

  @Override
  public String location() {
    return "a stream";
  }

  @Override
  public List<String> list() {
    return List.of();
  }

  @Override
  public Optional<byte[]> read(String name) {
    return Optional.ofNullable(kept.get(name));
  }

  @Override
  public void write(String name, byte[] content) {
    if (Part.isPart(name)) {
      frame(name, content);
    } else {
      kept.put(name, content);
    }
  }

  @Override
  public void delete(String name) {
    if (kept.remove(name) == null) {
      throw new UnsupportedOperationException("what is in a stream stays there");
    }
  }

  /** Writes the manifest. */
  public void finish() {
    byte[] manifest = kept.entrySet().stream()
        .filter(file -> Manifest.isManifest(file.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
    frame(StreamFormat.END, manifest);
    try {
      out.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
