package dev.dfdb.storage.rocksdb;

import org.rocksdb.CompressionType;

/** How blocks are compressed. A block says how it is, so this may change from open to open. */
public enum RocksDbCompression {
  /** Not at all. */
  NONE(CompressionType.NO_COMPRESSION),

  /** Fast, modest. */
  LZ4(CompressionType.LZ4_COMPRESSION),

  /** Slower, about half the size of LZ4 on index keys. */
  ZSTD(CompressionType.ZSTD_COMPRESSION);

  private final CompressionType type;

  RocksDbCompression(CompressionType type) {
    this.type = type;
  }

  CompressionType type() {
    return type;
  }
}
