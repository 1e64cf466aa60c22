package dev.dfdb.benchmarks.query;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.Dfdb;
import dev.dfdb.Entity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** dfdb in memory, or on RocksDB. */
public final class DfdbEngine implements Engine {

  private final String storage;
  private final List<Long> moments = new ArrayList<>();
  private @Nullable Connection connection;
  private @Nullable Db db;
  private @Nullable Path directory;
  private String identity = "";

  /**
   * An engine without data.
   *
   * @param storage {@code memory} or {@code rocksdb}
   */
  public DfdbEngine(String storage) {
    this.storage = storage;
  }

  @Override
  public String name() {
    return "dfdb " + storage;
  }

  @Override
  public void load(Workload workload) throws IOException {
    close();
    identity = workload.identity();
    Connection opened = Dfdb.createDb(Map.of("storage-config", config()));
    connection = opened;
    opened.transact(workload.schema());
    workload.transactions(forms -> {
      opened.transact(forms);
      moments.add(opened.db().basisT());
    });
    db = opened.db();
  }

  private Map<String, Object> config() throws IOException {
    if (storage.equals("memory")) {
      return Map.of("type", "memory");
    }
    Path created = Files.createTempDirectory("dfdb-queries");
    directory = created;
    return Map.of("type", "rocksdb", "path", created.toString(), "durability", "async");
  }

  @Override
  public @Nullable Object ask(Question question) {
    if (question instanceof Question.Query query) {
      return query(query, query.text());
    }
    Db present = Objects.requireNonNull(db);
    if (question instanceof Question.Pull pull) {
      return present.pull(pull.pattern(), pull.lookupRef());
    }
    Question.Read read = (Question.Read) question;
    Entity entity = Objects.requireNonNull(present.entity(read.lookupRef()));
    List<@Nullable Object> values = new ArrayList<>();
    for (String attribute : read.attributes()) {
      values.add(entity.get(attribute));
    }
    return values;
  }

  @Override
  public @Nullable Object askComparably(Question question) {
    return question instanceof Question.Query query
        ? query(query, query.comparable(identity))
        : ask(question);
  }

  private @Nullable Object query(Question.Query query, String text) {
    Db present = Objects.requireNonNull(db);
    Db asked = query.moment() == 0 ? present : present.asOf(moments.get(query.moment() - 1));
    var result = asked.q(text, query.inputs().toArray());
    return text.substring(0, Math.min(text.length(), 200)).contains(" . ")
        ? result.value()
        : result.rows();
  }

  @Override
  public void close() throws IOException {
    moments.clear();
    if (connection != null) {
      connection.close();
      connection = null;
    }
    if (directory != null) {
      Scratch.delete(directory);
      directory = null;
    }
  }
}
