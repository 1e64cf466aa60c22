package dev.dfdb.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TableTest {

  private static final Terminal WIDE =
      new Terminal(new PrintStream(PrintStream.nullOutputStream()), false, true, 100);
  private static final Terminal NARROW = new Terminal(WIDE.out(), false, true, 40);
  private static final Terminal ASCII = new Terminal(WIDE.out(), false, false, 40);

  @Test
  void numbersStandRightAndTextLeft() {
    Table table = new Table(
        List.of("module", "classes"), List.of(List.of("java.base", 7163), List.of("java.se", 0L)));

    assertEquals("""
        module     classes
        ─────────  ───────
        java.base     7163
        java.se          0""", String.join("\n", table.lines(WIDE, 10)));
  }

  @Test
  void rowsBeyondTheLimitAreCounted() {
    Table table = new Table(
        List.of("n"), LongStream.rangeClosed(1, 1203).mapToObj(List::of).toList());

    List<String> lines = table.lines(WIDE, 2);

    assertEquals(
        List.of("n", "─", "1", "2", "… 1,201 more"),
        lines.stream().map(String::strip).toList());
  }

  @Test
  void anEmptyRelationHasItsColumnsOnly() {
    assertEquals(List.of("a", "─"), new Table(List.of("a"), List.of()).lines(WIDE, 10));
  }

  @Test
  void nullIsAnEmptyCell() {
    Table table = new Table(List.of("a", "b"), List.of(Arrays.asList("x", null)));

    assertEquals("x", table.lines(WIDE, 10).get(2));
  }

  @Test
  void wideAndCombiningCharactersKeepTheColumnsAligned() {
    Table table = new Table(
        List.of("text", "end"),
        List.of(List.of("日本", "|"), List.of("e\u0301e\u0301e\u0301", "|"), List.of("😀", "|")));

    List<String> lines = table.lines(WIDE, 10);

    assertEquals("日本  |", lines.get(2));
    assertEquals("e\u0301e\u0301e\u0301   |", lines.get(3));
    assertEquals("😀    |", lines.get(4));
  }

  @Test
  void theWidestCellsGiveWayUntilALineFits() {
    Table table = new Table(
        List.of("short", "long"),
        List.of(List.of("12345", "x".repeat(90)), List.of("1", "日".repeat(30))));

    List<String> lines = table.lines(NARROW, 10);

    assertTrue(lines.stream().allMatch(line -> DisplayText.width(line) <= 40), lines::toString);
    assertEquals("12345  " + "x".repeat(32) + "…", lines.get(2));
    assertEquals("    1  " + "日".repeat(16) + "…", lines.get(3));
  }

  @Test
  void controlCharactersAreShownNotWritten() {
    Table table = new Table(List.of("a"), List.of(List.of("x\u001b[31m\ny")));

    assertEquals("x\\u001b[31m\\u000ay", table.lines(WIDE, 10).get(2));
  }

  @Test
  void onAnAsciiTerminalTheTableItselfIsAscii() {
    Table table = new Table(List.of("a"), List.of(List.of("x".repeat(50)), List.of("y")));

    assertTrue(String.join("", table.lines(ASCII, 1)).chars().allMatch(c -> c < 128));
  }

  @Test
  void aRowOfAnotherLengthIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new Table(List.of("a", "b"), List.of(List.of(1))));
  }
}
