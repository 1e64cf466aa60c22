package dev.dfdb.storage.postgres;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** A way to a server on the loopback interface that cuts a connection at a moment it is told of. */
final class Proxy implements AutoCloseable {

  /** When to cut the connection on which a client sends the marker. */
  enum Cut {
    /** The server never gets it. */
    BEFORE,
    /** The server gets it, and neither side hears more of the other. */
    DURING,
    /** The server does it, and its answer is lost. */
    AFTER
  }

  private record Plan(Cut cut, String marker) {}

  private final ServerSocket entrance;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicReference<Plan> plan = new AtomicReference<>();

  Proxy(int target) {
    this.target = target;
    try {
      this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  int port() {
    return entrance.getLocalPort();
  }

  /** Cuts the next connection on which a client sends the marker, and no other. */
  void cut(Cut cut, String marker) {
    plan.set(new Plan(cut, marker));
  }

  /** Cuts every connection there is. */
  void cutAll() {
    sockets.forEach(socket -> {
      sockets.remove(socket);
      close(socket);
    });
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        pass(entrance.accept());
      } catch (IOException closed) {
        // and the loop ends
      }
    }
  }

  private void pass(Socket client) {
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(client);
      sockets.add(server);
      Pair pair = new Pair(client, server);
      start(pair::toServer);
      start(pair::toClient);
    } catch (IOException serverIsAway) {
      close(client);
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    close(entrance);
    cutAll();
  }

  private static void close(Closeable closed) {
    try {
      closed.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One connection. */
  private final class Pair {

    private final Socket client;
    private final Socket server;
    private volatile boolean answerIsLost;

    Pair(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void toServer() {
      byte[] buffer = new byte[1 << 16];
      int kept = 0; // of what was passed on, as a marker may come in two pieces
      try (client) {
        InputStream in = client.getInputStream();
        OutputStream out = server.getOutputStream();
        int read = in.read(buffer);
        while (read >= 0) {
          Plan now = plan.get();
          Cut cut = now != null
                  && contains(buffer, kept, kept + read, now.marker())
                  && plan.compareAndSet(now, null)
              ? now.cut()
              : null;
          if (cut == Cut.BEFORE) {
            close(server);
            return;
          }
          answerIsLost |= cut != null;
          out.write(buffer, kept, read);
          if (cut == Cut.DURING) {
            return; // the server is not told
          }
          int all = kept + read;
          kept = Math.min(all, 40);
          System.arraycopy(buffer, all - kept, buffer, 0, kept);
          read = in.read(buffer, kept, buffer.length - kept);
        }
        close(server);
      } catch (IOException | UncheckedIOException gone) {
        answerIsLost = true;
      }
    }

    void toClient() {
      byte[] buffer = new byte[1 << 16];
      try (client;
          server) {
        InputStream in = server.getInputStream();
        OutputStream out = client.getOutputStream();
        int read = in.read(buffer);
        while (read >= 0 && !answerIsLost) {
          out.write(buffer, 0, read);
          read = in.read(buffer);
        }
      } catch (IOException gone) {
        answerIsLost = true;
      }
    }

    /** Whether a marker ends in the new bytes, from {@code old} on. */
    private boolean contains(byte[] bytes, int old, int end, String marker) {
      int from = Math.max(0, old - marker.length() + 1);
      return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1).contains(marker);
    }
  }
}
