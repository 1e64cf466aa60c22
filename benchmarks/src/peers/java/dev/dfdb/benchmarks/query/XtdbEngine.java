package dev.dfdb.benchmarks.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import xtdb.api.DBBasis;
import xtdb.api.IXtdb;
import xtdb.api.IXtdbDatasource;
import xtdb.api.TransactionInstant;
import xtdb.api.XtdbDocument;
import xtdb.api.tx.Transaction;

/** XTDB 1, in memory or with its log, its documents and its indexes in RocksDB. */
public final class XtdbEngine implements Engine {

  private static final int PER_TRANSACTION = 1_000;
  private static final Duration LOADING = Duration.ofMinutes(10);

  private final boolean rocks;
  private final List<TransactionInstant> moments = new ArrayList<>();
  private final Map<String, XtdbQuery> queries = new HashMap<>();
  private final Map<Integer, IXtdbDatasource> snapshots = new HashMap<>();
  private @Nullable IXtdb node;
  private @Nullable Path directory;
  private String identity = "";

  /**
   * An engine without data.
   *
   * @param rocks whether it is on RocksDB
   */
  public XtdbEngine(boolean rocks) {
    this.rocks = rocks;
  }

  @Override
  public String name() {
    return rocks ? "XTDB RocksDB" : "XTDB memory";
  }

  @Override
  public void load(Workload workload) throws IOException {
    close();
    identity = workload.identity();
    node = start();
    XtdbDocuments documents = new XtdbDocuments(workload);
    if (workload.questions().stream()
        .anyMatch(question -> question instanceof Question.Query query && query.moment() > 0)) {
      workload.transactions(forms -> moments.add(submit(documents.apply(forms))));
    } else {
      // Nobody asks for what was in between, and a document is written whole each time.
      workload.transactions(documents::apply);
      List<XtdbDocument> all = documents.all();
      for (int i = 0; i < all.size(); i += PER_TRANSACTION) {
        submit(all.subList(i, Math.min(all.size(), i + PER_TRANSACTION)));
      }
    }
  }

  private IXtdb start() throws IOException {
    if (!rocks) {
      return IXtdb.startNode();
    }
    Path created = Files.createTempDirectory("xtdb-queries");
    directory = created;
    StringBuilder configuration = new StringBuilder("{");
    for (String part : List.of("index-store", "document-store", "tx-log")) {
      configuration.append(":xtdb/").append(part)
          .append(" {:kv-store {:xtdb/module xtdb.rocksdb/->kv-store :db-dir \"")
          .append(created.resolve(part)).append("\"}}");
    }
    return IXtdb.startNode((Map<?, ?>) XtdbQuery.read(configuration.append("}").toString()));
  }

  private TransactionInstant submit(List<XtdbDocument> documents) {
    IXtdb started = Objects.requireNonNull(node);
    TransactionInstant submitted = started.submitTx(
        Transaction.buildTx(transaction -> documents.forEach(transaction::put)));
    started.awaitTx(submitted, LOADING);
    return submitted;
  }

  @Override
  public @Nullable Object ask(Question question) throws Exception {
    if (question instanceof Question.Query query) {
      XtdbQuery translated = translated(query, query.text());
      return translated.result(query(query, translated));
    }
    if (question instanceof Question.Pull pull) {
      return snapshot(0).pull(pull.pattern(), pull.lookupRef().get(1));
    }
    Question.Read read = (Question.Read) question;
    XtdbDocument document = snapshot(0).entity(read.lookupRef().get(1));
    List<@Nullable Object> values = new ArrayList<>();
    for (String attribute : read.attributes()) {
      values.add(document.get(attribute.substring(1)));
    }
    return values;
  }

  @Override
  public @Nullable Object askComparably(Question question) throws Exception {
    if (!(question instanceof Question.Query query)) {
      return ask(question);
    }
    XtdbQuery translated = translated(query, query.comparable(identity));
    return translated.comparable(query(query, translated));
  }

  private XtdbQuery translated(Question.Query query, String text) {
    return queries.computeIfAbsent(
        query.name() + text, absent -> XtdbQuery.of(text, query.inputs()));
  }

  private Collection<List<?>> query(Question.Query query, XtdbQuery translated) throws Exception {
    try {
      return snapshot(query.moment()).query(translated.form(), translated.inputs().toArray());
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

  /** The database after so many transactions; 0 for the present. Valid time is that of writing. */
  private IXtdbDatasource snapshot(int moment) {
    return snapshots.computeIfAbsent(moment, absent -> {
      IXtdb started = Objects.requireNonNull(node);
      if (moment == 0) {
        return started.openDB();
      }
      TransactionInstant instant = moments.get(moment - 1);
      return started.openDB(new DBBasis(instant.getTime(), instant));
    });
  }

  @Override
  public void close() throws IOException {
    moments.clear();
    queries.clear();
    for (IXtdbDatasource snapshot : snapshots.values()) {
      snapshot.close();
    }
    snapshots.clear();
    if (node != null) {
      node.close();
      node = null;
    }
    if (directory != null) {
      Scratch.delete(directory);
      directory = null;
    }
  }
}
