package dev.dfdb.benchmarks.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.ConfigOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.Env;
import org.rocksdb.HistogramType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.OptionsUtil;
import org.rocksdb.RocksDBException;
import org.rocksdb.Statistics;
import org.rocksdb.WriteBufferManager;

/**
 * The options of the engine as the backend sets them, read from the file in which the engine writes
 * down what a database was opened with. What that file leaves out (cache, filter, write buffer
 * manager, statistics) is set as the backend documents it.
 */
final class EngineOptions {

  private EngineOptions() {}

  /** Options to open another database exactly as the one in {@code directory}. */
  static Options of(Path directory, long memoryBytes) throws RocksDBException {
    DBOptions database = new DBOptions();
    List<ColumnFamilyDescriptor> families = new ArrayList<>();
    OptionsUtil.loadLatestOptions(new ConfigOptions(), directory.toString(), database, families);
    ColumnFamilyOptions family = families.get(0).getOptions();
    Cache cache = new LRUCache(memoryBytes, -1, false, 0.5);
    BlockBasedTableConfig table = (BlockBasedTableConfig) family.tableFormatConfig();
    family.setTableFormatConfig(table.setBlockCache(cache).setFilterPolicy(new BloomFilter(10)));
    database.setWriteBufferManager(new WriteBufferManager(memoryBytes / 2, cache, false));
    database.setStatistics(
        new Statistics(EnumSet.complementOf(EnumSet.of(HistogramType.HISTOGRAM_ENUM_MAX))));
    return new Options(database, family).setCreateIfMissing(true);
  }

  /** What a database was opened with, line by line, as the engine wrote it down. */
  static List<String> written(Path directory) throws RocksDBException, IOException {
    String file = OptionsUtil.getLatestOptionsFileName(directory.toString(), Env.getDefault());
    try (var lines = Files.lines(directory.resolve(file))) {
      return lines.filter(line -> line.contains("=")).sorted().toList();
    }
  }
}
