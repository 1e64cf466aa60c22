package dev.dfdb.examples;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.Dfdb;
import dev.dfdb.Namespace;
import dev.dfdb.Namespaces;
import dev.dfdb.TxReport;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProviders;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Namespaces and datoms: notes of teams, each team in a database of its own, all of them in one
 * storage of which a few databases are open at a time.
 *
 * <p>Run it with a directory as argument, and the notes are still there the next time; without,
 * they are kept in memory.
 */
public final class TeamNotes implements AutoCloseable {

  /** A team opened for the first time gets these attributes. To assert them again adds nothing. */
  private static final String SCHEMA = """
      [{:db/ident :note/title :db/valueType :db.type/string :db/cardinality :db.cardinality/one
        :db/unique :db.unique/identity}
       {:db/ident :note/text :db/valueType :db.type/string :db/cardinality :db.cardinality/one}
       {:db/ident :note/tags :db/valueType :db.type/string :db/cardinality :db.cardinality/many}]
      """;

  private final Namespaces teams;

  /** Opens the notes of all teams in a storage. */
  public TeamNotes(Storage storage) {
    teams = Dfdb.openNamespaces(Map.of("storage", storage, "max-open", 10));
  }

  /** Writes a note; one with the same title is replaced, and stays in the history. */
  public long write(String team, String title, String text, String... tags) {
    try (Namespace namespace = teams.open(team)) {
      Connection connection = namespace.connection();
      connection.transact(SCHEMA);
      TxReport report = connection.transact(
          List.of(Map.of(":note/title", title, ":note/text", text, ":note/tags", List.of(tags))));
      return report.t();
    }
  }

  /** The titles of a team's notes with a tag, sorted. */
  public List<String> tagged(String team, String tag) {
    try (Namespace namespace = teams.open(team)) {
      List<String> titles = new ArrayList<>();
      namespace
          .connection()
          .db()
          .q(
              "[:find [?title ...] :in $ ?tag :where [?n :note/tags ?tag] [?n :note/title ?title]]",
              tag)
          .values()
          .forEach(title -> titles.add(String.valueOf(title)));
      titles.sort(null);
      return titles;
    }
  }

  /** What a note says. */
  public String text(String team, String title) {
    try (Namespace namespace = teams.open(team)) {
      return text(namespace.connection().db(), title);
    }
  }

  /** What a note said when transaction {@code t} was the last. */
  public String textAsOf(String team, String title, long t) {
    try (Namespace namespace = teams.open(team)) {
      return text(namespace.connection().db().asOf(t), title);
    }
  }

  private static String text(Db db, String title) {
    String query =
        "[:find ?text . :in $ ?title :where [?n :note/title ?title] [?n :note/text ?text]]";
    return String.valueOf(db.q(query, title).value());
  }

  /** Every team that has notes. */
  public List<String> teams() {
    return teams.list();
  }

  /** A team to try things out with, which begins with all that another has. */
  public void copy(String team, String target) {
    teams.copy(team, target);
  }

  /** Forgets a team and all its notes. */
  public boolean forget(String team) {
    return teams.delete(team);
  }

  /** Closes the databases; the storage stays open. */
  @Override
  public void close() {
    teams.close();
  }

  /** Writes some notes and shows what can be asked. */
  static void show(Storage storage, PrintStream out) {
    try (TeamNotes notes = new TeamNotes(storage)) {
      long first = notes.write("red", "Launch", "in May", "plan");
      notes.write("red", "Launch", "in June", "plan", "late");
      notes.write("blue", "Lunch", "at noon", "plan");
      out.println("teams: " + notes.teams());
      out.println("red, plan: " + notes.tagged("red", "plan"));
      out.println("blue, plan: " + notes.tagged("blue", "plan"));
      out.println("at first: " + notes.textAsOf("red", "Launch", first));
      notes.copy("red", "red, what if");
      notes.write("red, what if", "Launch", "never", "plan");
      out.println("still: " + notes.text("red", "Launch"));
      notes.forget("red, what if");
      out.println("teams: " + notes.teams());
    }
  }

  /** Runs {@link #show} on a directory, or in memory. */
  public static void main(String... arguments) {
    Map<String, Object> config = arguments.length == 0
        ? Map.of("type", "memory")
        : Map.of("type", "rocksdb", "path", arguments[0]);
    try (Storage storage = StorageProviders.find().open(config)) {
      show(storage, System.out);
    }
  }
}
