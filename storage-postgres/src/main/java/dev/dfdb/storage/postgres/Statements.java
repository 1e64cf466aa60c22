package dev.dfdb.storage.postgres;

import java.util.List;

/**
 * The SQL of one table. Identifiers are validated by {@link TableName}; everything else a caller
 * gives is a parameter.
 */
final class Statements {

  /** Longer values are not read along with a page, but one by one. */
  static final int LONG_VALUE_BYTES = 16 << 10;

  /** The high half of the lock of a table: "dfdb". The low half is the number of the table. */
  private static final String LOCK =
      "pg_advisory_xact_lock((1684431970::bigint << 32) | '%s'::regclass::oid::bigint)";

  /**
   * One call writes a batch, so that it takes one round trip, commit included. Writers take one
   * lock before they look at anything: what they then read is the newest, no other writer comes in
   * between, and they can't wait for each other in a circle. That needs a statement to see what was
   * committed before it, not before the transaction.
   *
   * <p>Plans are made once for a session, when the table may be empty, and kept as it grows: hence
   * no whole scans.
   *
   * <p>A call with nothing to do, but durably, is a barrier: it makes the server flush its log.
   */
  private static final String WRITER = """
      CREATE FUNCTION %2$s(
        guard_keys bytea[], guard_values bytea[], starts bytea[], ends bytea[], deletes bytea[],
        put_keys bytea[], put_values bytea[], durable boolean, OUT failed bigint, OUT actual bytea)
      LANGUAGE plpgsql
      SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
      AS $body$
      BEGIN
        IF current_setting('transaction_isolation') <> 'read committed' THEN
          RAISE EXCEPTION USING ERRCODE = '%3$s', MESSAGE = 'not read committed';
        END IF;
        PERFORM %4$s;
        IF NOT durable THEN
          PERFORM set_config('synchronous_commit', 'off', true);
        ELSIF current_setting('synchronous_commit') = 'off' THEN
          PERFORM set_config('synchronous_commit', 'on', true);
        END IF;
        IF cardinality(guard_keys) > 0 THEN
          SELECT g.n - 1, t.value INTO failed, actual
          FROM unnest(guard_keys, guard_values) WITH ORDINALITY AS g(k, v, n)
          LEFT JOIN %1$s AS t ON t.key = g.k
          WHERE t.value IS DISTINCT FROM g.v ORDER BY g.n LIMIT 1;
          IF FOUND THEN
            RETURN;
          END IF;
        END IF;
        IF cardinality(starts) > 0 THEN
          FOR i IN 1 .. cardinality(starts) LOOP
            IF ends[i] IS NULL THEN
              DELETE FROM %1$s AS t WHERE t.key >= starts[i];
            ELSE
              DELETE FROM %1$s AS t WHERE t.key >= starts[i] AND t.key < ends[i];
            END IF;
          END LOOP;
        END IF;
        IF cardinality(deletes) > 0 THEN
          DELETE FROM %1$s AS t WHERE t.key = ANY (deletes);
        END IF;
        IF cardinality(put_keys) > 0 THEN
          INSERT INTO %1$s AS t (key, value)
          SELECT p.k, p.v FROM unnest(put_keys, put_values) AS p(k, v)
          ON CONFLICT (key) DO UPDATE SET value = excluded.value;
        ELSIF durable AND cardinality(guard_keys) + cardinality(starts) + cardinality(deletes) = 0
        THEN
          PERFORM pg_logical_emit_message(true, 'dfdb', '');
        END IF;
      END
      $body$
      """;

  private Statements() {}

  /**
   * What makes a table. Keys are stored plain: an entry of the index must fit into a third of a
   * page, and whether it does must not depend on how well it compresses. The room left in the pages
   * is for the root, which every transaction replaces.
   */
  static List<String> create(TableName table, int version) {
    String name = table.quoted();
    return List.of(
        "CREATE TABLE " + name + " (key bytea PRIMARY KEY, value bytea NOT NULL)"
            + " WITH (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.05)",
        "ALTER TABLE " + name + " ALTER COLUMN key SET STORAGE PLAIN",
        WRITER.formatted(name, table.writer(), ServerErrors.WRONG_ISOLATION, LOCK.formatted(name)),
        "COMMENT ON TABLE " + name + " IS 'dfdb storage, version " + version + "'");
  }

  /** Takes the lock of the writers until the end of the transaction. */
  static String lock(TableName table) {
    return "SELECT " + LOCK.formatted(table.quoted());
  }

  /** Writes, or tells which guard failed. */
  static String write(TableName table) {
    return "SELECT failed, actual FROM " + table.writer() + "(?, ?, ?, ?, ?, ?, ?, ?)";
  }

  /** Whether there is a key between two, both included. */
  static String anyBetween(TableName table) {
    return "SELECT EXISTS (SELECT 1 FROM " + table.quoted() + " WHERE key BETWEEN ? AND ?)";
  }

  /** Takes entries as fast as the server can. */
  static String copy(TableName table) {
    return "COPY " + table.quoted() + " (key, value) FROM STDIN (FORMAT binary)";
  }

  /** The value of a key. */
  static String get(TableName table) {
    return "SELECT value FROM " + table.quoted() + " WHERE key = ?";
  }

  /** The values of many keys, in no order. */
  static String getAll(TableName table) {
    return "SELECT key, value FROM " + table.quoted() + " WHERE key = ANY (?)";
  }

  /**
   * A page of a range, long values left out. The number of rows is no parameter: knowing it, the
   * planner walks the index instead of sorting the range.
   */
  static String page(TableName table, boolean bounded, boolean reverse, int rows) {
    return "SELECT key, CASE WHEN octet_length(value) <= " + LONG_VALUE_BYTES
        + " THEN value END FROM " + table.quoted() + " WHERE key >= ?"
        + (bounded ? " AND key < ?" : "") + " ORDER BY key" + (reverse ? " DESC" : "") + " LIMIT "
        + rows;
  }

  /** Gives space back to new entries, and tells the planner what is there. */
  static String vacuum(TableName table) {
    return "VACUUM (ANALYZE) " + table.quoted();
  }
}
