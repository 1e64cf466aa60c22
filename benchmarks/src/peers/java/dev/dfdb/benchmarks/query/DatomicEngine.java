package dev.dfdb.benchmarks.query;

import datomic.Connection;
import datomic.Database;
import datomic.Entity;
import datomic.Peer;
import datomic.QueryRequest;
import datomic.Util;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The in-memory peer of Datomic. */
public final class DatomicEngine implements Engine {

  private static final long TIMEOUT_MILLIS = 10_000;

  private final List<Long> moments = new ArrayList<>();
  private @Nullable String uri;
  private @Nullable Connection connection;
  private @Nullable Database db;
  private String identity = "";

  /** An engine without data. */
  public DatomicEngine() {}

  @Override
  public String name() {
    return "Datomic memory";
  }

  @Override
  public void load(Workload workload) throws Exception {
    close();
    identity = workload.identity();
    String created = "datomic:mem://" + UUID.randomUUID();
    uri = created;
    Peer.createDatabase(created);
    Connection opened = Peer.connect(created);
    connection = opened;
    opened.transact((List<?>) Util.read(workload.schema())).get();
    workload.transactions(forms -> {
      try {
        opened.transact(forms).get();
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException(e);
      }
      moments.add(opened.db().basisT());
    });
    db = opened.db();
  }

  @Override
  public @Nullable Object ask(Question question) throws Exception {
    if (question instanceof Question.Query query) {
      return query(query, query.text());
    }
    Database present = Objects.requireNonNull(db);
    if (question instanceof Question.Pull pull) {
      return present.pull(pull.pattern(), pull.lookupRef());
    }
    Question.Read read = (Question.Read) question;
    Entity entity = present.entity(read.lookupRef());
    List<@Nullable Object> values = new ArrayList<>();
    for (String attribute : read.attributes()) {
      values.add(entity.get(attribute));
    }
    return values;
  }

  @Override
  public @Nullable Object askComparably(Question question) throws Exception {
    return question instanceof Question.Query query
        ? query(query, query.comparable(identity))
        : ask(question);
  }

  private Object query(Question.Query query, String text) throws Exception {
    Database present = Objects.requireNonNull(db);
    List<Object> inputs = new ArrayList<>();
    inputs.add(query.moment() == 0 ? present : present.asOf(moments.get(query.moment() - 1)));
    inputs.addAll(query.inputs());
    QueryRequest request =
        QueryRequest.create(text, inputs.toArray()).timeout(TIMEOUT_MILLIS);
    try {
      return Peer.query(request);
    } catch (Exception e) { // it throws checked exceptions without declaring them
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof TimeoutException timeout) {
          throw timeout;
        }
      }
      throw e;
    } catch (StackOverflowError e) {
      throw new TimeoutException("its rules recur too deep");
    }
  }

  @Override
  public void close() {
    moments.clear();
    if (connection != null && uri != null) {
      connection.release();
      Peer.deleteDatabase(uri);
      connection = null;
    }
  }
}
