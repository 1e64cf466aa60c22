package dev.dfdb.events.internal;

import dev.dfdb.events.Message;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Goes along a stream, page by page. It goes by global positions: when all was cleared the
 * positions of a stream begin with 0 again, and what stands before the position it has come to is
 * newer than what it gave last; then it goes on with the first message that is newer. For one
 * thread.
 */
public final class Follower implements LongFunction<Reader.Page> {

  private final Reader reader;
  private final String stream;
  private final long limit;

  /** The global position of the message given last; 0 while it is not known. */
  private long global;

  /** Along a stream, with at most so many messages in a page. */
  public Follower(Reader reader, String stream, long limit) {
    this.reader = reader;
    this.stream = stream;
    this.limit = Math.min(limit, Reader.LONGEST_PAGE); // longer ones are not read in one go
  }

  /** The messages from a position on, which is that where the page before ended. */
  @Override
  public Reader.Page apply(long position) {
    if (global == 0 && position > 0) {
      global = reader.globalAt(stream, position - 1);
    }
    long at = position;
    List<Message> messages = reader.stream(stream, at, limit, false);
    // Looked at afterwards, so that a clearing between the two is seen.
    while (global > 0 && reader.globalBefore(stream, at) > global) {
      at = reader.positionAt(stream, global + 1);
      messages = reader.stream(stream, at, limit, false);
    }
    if (messages.isEmpty()) {
      return new Reader.Page(messages, at);
    }
    Message last = messages.get(messages.size() - 1);
    global = last.globalPosition();
    return new Reader.Page(messages, last.position() + 1);
  }
}
