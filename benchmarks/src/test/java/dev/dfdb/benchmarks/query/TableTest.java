package dev.dfdb.benchmarks.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Table table = new Table(
      new PrintStream(bytes, true, UTF_8), "x", List.of("memory", "rocksdb", "peer", "other"));

  private static Reply nanos(long nanos) {
    return new Timing(nanos, 2.0 * nanos).reply();
  }

  @Test
  void a_line_has_the_ratios_to_the_best_peer() {
    table.line("q", List.of(nanos(1_000), nanos(2_000), nanos(400_000), nanos(10_000)));
    assertTrue(
        bytes
            .toString(UTF_8)
            .contains("| q | 1.0 | 2.0 | 400 | 10.0 | 10× / 10× | 5.0× / 5.0× |\n"),
        bytes.toString(UTF_8));
  }

  @Test
  void a_peer_that_gave_up_is_in_no_ratio() {
    Reply late = new Reply(Reply.Kind.LATE, "too slow");
    table.line("q", List.of(nanos(1_000), nanos(2_000), late, nanos(10_000)));
    table.line("r", List.of(nanos(1_000), nanos(2_000), nanos(4_000), late));
    table.end();
    String text = bytes.toString(UTF_8);
    assertTrue(
        text.contains("| q | 1.0 | 2.0 | timed out | 10.0 | 10× / 10× | 5.0× / 5.0× |\n"), text);
    assertTrue(
        text.contains("| **times as fast as peer** | 4.0× / 4.0× of 1 | 2.0× / 2.0× of 1 |"), text);
  }

  @Test
  void the_end_names_where_dfdb_is_behind() {
    table.line("q", List.of(nanos(1_000), nanos(4_000), nanos(2_000), nanos(9_000)));
    table.end();
    String text = bytes.toString(UTF_8);
    assertTrue(text.contains("Slower than a peer: q (rocksdb, 0.50× / 0.50×).\n"), text);
  }

  @Test
  void rounds_come_to_the_median_of_each_measure() {
    assertEquals(
        new Timing(2, 30),
        Timing.of(List.of(new Timing(1, 30), new Timing(3, 40), new Timing(2, 20))));
  }

  @Test
  void a_reply_is_read_as_it_was_written() {
    Reply reply = new Reply(Reply.Kind.LATE, "of two\nlines");
    assertEquals(new Reply(Reply.Kind.LATE, "of two lines"), Reply.parse(reply.toString()));
  }
}
