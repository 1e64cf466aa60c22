package dev.dfdb.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void countsHaveTheirThousandsApart() {
    assertEquals("1,234,567", Figures.count(1_234_567));
    assertEquals("1 row", Figures.count(1, "row"));
    assertEquals("0 rows", Figures.count(0, "row"));
  }

  @Test
  void sizesAreInTheUnitThatFits() {
    assertEquals("1023 B", Figures.size(1023));
    assertEquals("1.0 KiB", Figures.size(1024));
    assertEquals("41.3 MiB", Figures.size(43_306_189));
  }

  @Test
  void timesHaveAboutThreeDigits() {
    assertEquals("0.42 ms", Figures.time(Duration.ofNanos(420_000)));
    assertEquals("18 ms", Figures.time(Duration.ofMillis(18)));
    assertEquals("7.3 s", Figures.time(Duration.ofMillis(7_300)));
  }

  @Test
  void guessedTimesAreRounded() {
    assertEquals("0 s", Figures.roughly(Duration.ofMillis(-5)));
    assertEquals("9 s", Figures.roughly(Duration.ofMillis(9_400)));
    assertEquals("2 min 5 s", Figures.roughly(Duration.ofSeconds(125)));
  }
}
