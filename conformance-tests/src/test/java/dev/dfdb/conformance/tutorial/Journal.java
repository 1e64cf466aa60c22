package dev.dfdb.conformance.tutorial;

import dev.dfdb.error.CorruptionException;
import dev.dfdb.error.OutcomeUnknownException;
import dev.dfdb.error.StorageUnavailableException;
import dev.dfdb.storage.KeyRange;
import dev.dfdb.storage.Operation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The file that makes the store survive: each batch is a record of length, checksum, operations.
 */
final class Journal implements AutoCloseable {

  private static final int HEADER = 2 * Integer.BYTES;
  private static final int UNBOUNDED = -1;

  private final Path file;
  private final FileChannel channel;
  private long end;
  private long synced;
  private boolean failed;

  private Journal(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  // snippet: lock
  /** Opens the journal in a directory and makes sure that nobody else has it open. */
  static Journal open(Path directory) {
    Path file = directory.resolve("journal");
    try {
      Files.createDirectories(directory);
      FileChannel channel = FileChannel.open(
          file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!isMine(channel)) {
        channel.close();
        throw new StorageUnavailableException(
            "the journal is open in another process or another storage; close that one first",
            Map.of("file", file));
      }
      return new Journal(file, channel);
    } catch (IOException e) {
      throw unavailable(file, e);
    }
  }

  private static boolean isMine(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // open in this very process
    }
  }

  // end
  // snippet: replay
  /** Reads the batches back, oldest first. A record cut short by a crash was never acknowledged. */
  State replay() {
    try {
      State state = State.EMPTY;
      long size = channel.size();
      while (size - end >= HEADER) {
        ByteBuffer header = read(end, HEADER);
        int length = header.getInt();
        int checksum = header.getInt();
        long next = end + HEADER + length;
        if (length < 0 || next > size) {
          break;
        }
        byte[] record = read(end + HEADER, length).array();
        if (checksum(record) != checksum) {
          if (next < size) { // not the last one: no crash did this
            throw new CorruptionException(
                "a record of the journal is damaged", Map.of("file", file, "offset", end));
          }
          break;
        }
        state = state.apply(decode(record));
        end = next;
      }
      channel.truncate(end);
      channel.force(true);
      synced = end;
      return state;
    } catch (IOException e) {
      throw unavailable(file, e);
    }
  }

  // end
  // snippet: append
  /** Adds a batch. */
  void append(List<Operation> operations, boolean sync) {
    byte[] record = encode(operations);
    ByteBuffer buffer = ByteBuffer.allocate(HEADER + record.length);
    buffer.putInt(record.length).putInt(checksum(record)).put(record).flip();
    write(() -> {
      while (buffer.hasRemaining()) {
        end += channel.write(buffer, end);
      }
      if (sync) {
        channel.force(false);
        synced = end;
      }
    });
  }

  /** Returns when everything appended is on disk. */
  void sync() {
    write(() -> {
      channel.force(false);
      synced = end;
    });
  }

  /** After a failure nobody knows what is on disk, until the journal is read again. */
  private void write(Step step) {
    if (failed) {
      throw new StorageUnavailableException(
          "the journal failed before; open the storage again", Map.of("file", file));
    }
    try {
      step.run();
    } catch (IOException e) {
      failed = true;
      throw new OutcomeUnknownException(
          "the journal failed; open the storage again to see what it holds",
          Map.of("file", file),
          e);
    }
  }

  // end

  /** How much of the file is on disk for certain: what the loss of power leaves. */
  long synced() {
    return synced;
  }

  @Override
  public void close() {
    try (channel) {
      channel.force(true);
    } catch (IOException e) {
      throw unavailable(file, e);
    }
  }

  private ByteBuffer read(long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new IOException("the file became shorter while it was read");
      }
    }
    return buffer.flip();
  }

  private static int checksum(byte[] record) {
    CRC32 crc = new CRC32();
    crc.update(record);
    return (int) crc.getValue();
  }

  private static byte[] encode(List<Operation> operations) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (Operation operation : operations) {
        if (operation instanceof Operation.Put put) {
          out.writeByte('p');
          write(out, put.key());
          write(out, put.value());
        } else if (operation instanceof Operation.Delete delete) {
          out.writeByte('d');
          write(out, delete.key());
        } else if (operation instanceof Operation.DeleteRange delete) {
          out.writeByte('r');
          write(out, delete.range().start());
          write(out, delete.range().end());
        }
      }
    } catch (IOException e) {
      throw new AssertionError("writing to memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
    out.writeInt(bytes == null ? UNBOUNDED : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  private List<Operation> decode(byte[] record) throws IOException {
    List<Operation> operations = new ArrayList<>();
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(record));
    while (in.available() > 0) {
      int kind = in.readByte();
      byte[] first = read(in);
      switch (kind) {
        case 'p' -> operations.add(new Operation.Put(present(first), present(read(in))));
        case 'd' -> operations.add(new Operation.Delete(present(first)));
        case 'r' ->
          operations.add(new Operation.DeleteRange(KeyRange.between(first, true, read(in), false)));
        default -> throw damaged();
      }
    }
    return operations;
  }

  private static byte @Nullable [] read(DataInputStream in) throws IOException {
    int length = in.readInt();
    return length == UNBOUNDED ? null : in.readNBytes(length);
  }

  private byte[] present(byte @Nullable [] bytes) {
    if (bytes == null) {
      throw damaged();
    }
    return bytes;
  }

  private CorruptionException damaged() {
    return new CorruptionException(
        "a record of the journal is not one of this store's", Map.of("file", file, "offset", end));
  }

  private static StorageUnavailableException unavailable(Path file, IOException cause) {
    return new StorageUnavailableException(
        "the journal can't be read or written; look at the cause", Map.of("file", file), cause);
  }

  /** A write to the file. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }
}
