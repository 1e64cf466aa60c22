package dev.dfdb.internal.index;

import dev.dfdb.codec.KeyReader;
import dev.dfdb.codec.KeyWriter;
import dev.dfdb.datom.Datom;
import dev.dfdb.error.CorruptionException;
import dev.dfdb.storage.KeyRange;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of a database in one value: every commit is guarded on it and replaces it, so that of
 * two writers one wins and the other begins anew.
 *
 * @param t the number of the last transaction, from 0
 * @param nextNamed the next id for an entity with an ident
 * @param nextEntity the next id for any other entity
 * @param instant the time of the last transaction, in milliseconds since 1970
 * @param commit a random number by which a writer knows its own commit again
 */
public record Root(long t, long nextNamed, long nextEntity, long instant, long commit) {

  private static final byte[] KEY = DatomKeys.root();

  private static final int FORMAT = 2;

  /** The root of a database whose only transaction is its own beginning. */
  public static Root first(long commit) {
    return new Root(0, EntityIds.FIRST_NAMED, EntityIds.FIRST_ENTITY, 0, commit);
  }

  /** The root after the next transaction, as far as the log tells. */
  public Root after(TransactionLog.Entry next) {
    long named = nextNamed;
    long entity = nextEntity;
    for (Datom datom : next.datoms()) {
      long e = datom.e();
      if (e < EntityIds.FIRST_ENTITY) {
        named = Math.max(named, e + 1);
      } else if (!EntityIds.isTransaction(e)) {
        entity = Math.max(entity, e + 1);
      }
    }
    return new Root(next.t(), named, entity, next.instant().toEpochMilli(), next.commit());
  }

  /** The same state, as another commit left it. */
  Root withCommit(long number) {
    return new Root(t, nextNamed, nextEntity, instant, number);
  }

  /** The key under which the root lies; not to be changed. */
  public static byte[] key() {
    return KEY;
  }

  /**
   * The keys on which commits are guarded, this one among them: they stand before all data, and
   * when they are gone nothing is committed any more.
   */
  public static KeyRange guards() {
    return DatomKeys.guards();
  }

  /** The bytes to store. */
  public byte[] encode() {
    return new KeyWriter()
        .writeByte(FORMAT)
        .writeId(t)
        .writeId(nextNamed)
        .writeId(nextEntity)
        .writeLong(instant)
        .writeLong(commit)
        .toBytes();
  }

  /**
   * Reads stored bytes.
   *
   * @throws CorruptionException if they are no root, or one of a later format
   */
  public static Root decode(byte[] bytes) {
    KeyReader reader = new KeyReader().reset(bytes, 0, bytes.length);
    int format = reader.readByte();
    if (format != FORMAT) {
      throw new CorruptionException(
          "the database has a format this version of dfdb can't read",
          Map.of("format", format, "readable", FORMAT));
    }
    return new Root(
        reader.readId(),
        reader.readId(),
        reader.readId(),
        number(reader.readValue()),
        number(reader.readValue()));
  }

  private static long number(@Nullable Object value) {
    if (value instanceof Long number) {
      return number;
    }
    throw new CorruptionException(
        "the root of the database is damaged", Map.of("found", "" + value));
  }
}
