package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.error.MisconfiguredException;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The time of the day in which a database is compacted. */
class QuietHoursTest {

  private static final ZonedDateTime NOON = ZonedDateTime.parse("2026-11-21T12:00:00Z");

  @Test
  void hoursOfTheNightAreReadFromText() {
    QuietHours hours = QuietHours.parse("02:00-05:30");
    assertTrue(hours.contains(LocalTime.parse("02:00")));
    assertTrue(hours.contains(LocalTime.parse("05:29")));
    assertFalse(hours.contains(LocalTime.parse("05:30")));
    assertFalse(hours.contains(LocalTime.parse("23:00")));
  }

  @Test
  void hoursMayGoOverMidnight() {
    QuietHours hours = QuietHours.parse(" 22:30 - 04:00 ");
    assertTrue(hours.contains(LocalTime.parse("23:00")));
    assertTrue(hours.contains(LocalTime.parse("03:59")));
    assertFalse(hours.contains(LocalTime.parse("12:00")));
  }

  @Test
  void aTimeOutsideIsPutOffUntilTheyBegin() {
    QuietHours hours = QuietHours.parse("02:00-05:30");
    assertEquals(ZonedDateTime.parse("2026-11-22T02:00:00Z"), hours.notBefore(NOON));
    assertEquals(NOON.withHour(3), hours.notBefore(NOON.withHour(3)));
    assertEquals(
        ZonedDateTime.parse("2026-11-22T02:00:00Z"), hours.nextBeginning(NOON.withHour(3)));
    assertEquals(NOON.withHour(2), hours.nextBeginning(NOON.withHour(1)));
  }

  @Test
  void whatIsNoTimeOfTheDayIsMisconfigured() {
    for (String wrong : List.of("", "02:00", "2-5", "02:00-25:00", "02:00-03:00-04:00")) {
      assertThrows(MisconfiguredException.class, () -> QuietHours.parse(wrong), wrong);
    }
  }
}
