package dev.dfdb.exchange;

import dev.dfdb.Connection;
import dev.dfdb.Dfdb;
import dev.dfdb.exchange.mapping.Column;
import dev.dfdb.exchange.mapping.ColumnType;
import dev.dfdb.exchange.mapping.Mapping;
import dev.dfdb.exchange.mapping.Source;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A process that imports a CSV into RocksDB and says after each transaction how many rows it has
 * read. Arguments: the folder of the database, the CSV, the file for rows that are wrong, rows in a
 * transaction.
 */
final class ImportChild {

  static final String END = "end";

  private ImportChild() {}

  public static void main(String[] arguments) throws IOException {
    try (Connection connection = open(Path.of(arguments[0]))) {
      Importer.of(Source.file(Path.of(arguments[1])))
          .mapping(mapping())
          .rejects(Path.of(arguments[2]))
          .batchRows(Integer.parseInt(arguments[3]))
          .onProgress(progress -> System.out.println(progress.rows()))
          .run(connection);
    }
    System.out.println(END);
  }

  /** Rows have no identity: a row that is imported twice is there twice. */
  static Mapping mapping() {
    return Mapping.inferred("r")
        .with("n", Column.to("r/n").type(ColumnType.LONG))
        .with("team", Column.to("r/team").refersBy("team/name").creating());
  }

  static Connection open(Path database) {
    Connection connection = Dfdb.createDb(
        Map.of("storage-config", Map.of("type", "rocksdb", "path", database.toString())));
    connection.transact("""
        [{:db/ident :team/name :db/valueType :db.type/string :db/unique :db.unique/identity}
         {:db/ident :r/mail :db/valueType :db.type/string :db/unique :db.unique/value}]
        """);
    return connection;
  }

  /** Starts it. */
  static Process start(int heapMegabytes, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heapMegabytes + "m");
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.add(ImportChild.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    List<String> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      path.add(Path.of(entry).toAbsolutePath().toString());
    }
    builder.environment().put("CLASSPATH", String.join(File.pathSeparator, path));
    return builder.start();
  }

  static BufferedReader output(Process child) {
    return child.inputReader(StandardCharsets.UTF_8);
  }
}
