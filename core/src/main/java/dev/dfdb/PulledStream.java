package dev.dfdb;

import dev.dfdb.datom.Datom;
import dev.dfdb.internal.pull.PullEngine;
import dev.dfdb.internal.pull.PullPattern;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a pattern pulls of the entities of a stream of datoms, several read together: few at first,
 * for one who wants only the beginning, and more as the stream goes on.
 */
final class PulledStream extends Spliterators.AbstractSpliterator<Map<Object, Object>> {

  private static final int FEWEST = 16;
  private static final int MOST = 256;

  private final Stream<Datom> datoms;
  private final Iterator<Datom> left;
  private final Function<List<Long>, List<@Nullable Map<Object, Object>>> pull;
  private final Deque<Map<Object, Object>> pulled = new ArrayDeque<>();
  private int size = FEWEST;

  private PulledStream(
      Stream<Datom> datoms, Function<List<Long>, List<@Nullable Map<Object, Object>>> pull) {
    super(Long.MAX_VALUE, ORDERED | NONNULL | IMMUTABLE);
    this.datoms = datoms;
    this.left = datoms.iterator();
    this.pull = pull;
  }

  /** Pulls along a stream, which is closed with the one returned, or where that can't be. */
  static Stream<Map<Object, Object>> along(
      Db db, Source source, Object pattern, Stream<Datom> datoms) {
    try {
      PullEngine.checkState(db.isHistory());
      PullEngine pulls = source.engine().pulls();
      PullPattern parsed = pulls.parse(Objects.requireNonNull(pattern, "pattern"));
      return new PulledStream(
              datoms,
              entities -> db.read(value -> pulls.pull(
                  value, parsed, entities.stream().mapToLong(Long::longValue).toArray())))
          .stream();
    } catch (RuntimeException | Error failure) {
      datoms.close();
      throw failure;
    }
  }

  private Stream<Map<Object, Object>> stream() {
    return StreamSupport.stream(this, false).onClose(datoms::close);
  }

  @Override
  public synchronized boolean tryAdvance(Consumer<? super Map<Object, Object>> action) {
    while (pulled.isEmpty() && left.hasNext()) {
      pullSome();
    }
    Map<Object, Object> next = pulled.poll();
    if (next == null) {
      return false;
    }
    action.accept(next);
    return true;
  }

  private void pullSome() {
    List<Long> entities = new ArrayList<>(size);
    while (entities.size() < size && left.hasNext()) {
      entities.add(left.next().e());
    }
    size = Math.min(MOST, 2 * size);
    for (Map<Object, Object> result : pull.apply(entities)) {
      if (result != null) {
        pulled.add(result);
      }
    }
  }
}
