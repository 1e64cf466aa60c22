package dev.dfdb.backup;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which backups are kept. As any of them can be restored to each t, older ones are kept for what
 * was erased since, and against mistakes. Immutable; each method gives another.
 */
public final class BackupRetention {

  private static final BackupRetention ALL = new BackupRetention(Integer.MAX_VALUE, 0);

  private final int last;
  private final int days;

  private BackupRetention(int last, int days) {
    this.last = last;
    this.days = days;
  }

  /** Keeps all of them. */
  public static BackupRetention all() {
    return ALL;
  }

  /**
   * Keeps the newest.
   *
   * @param count how many, at least 1
   */
  public static BackupRetention last(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("at least one backup is kept");
    }
    return new BackupRetention(count, 0);
  }

  /**
   * Keeps, beside these, the last of each day, in UTC.
   *
   * @param count of how many days, counted from the newest backup back; not negative
   */
  public BackupRetention andDaily(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("the number of days is not negative");
    }
    return new BackupRetention(last, count);
  }

  /** The numbers of those that are kept, of some in their order. */
  Set<Long> kept(List<BackupPoint> points) {
    Set<Long> kept = new HashSet<>();
    Map<LocalDate, Long> lastOfDay = new HashMap<>();
    List<BackupPoint> complete = points.stream().filter(BackupPoint::isComplete).toList();
    for (int i = 0; i < complete.size(); i++) {
      BackupPoint point = complete.get(i);
      if (complete.size() - i <= last) {
        kept.add(point.number());
      }
      lastOfDay.put(day(point), point.number());
    }
    if (!complete.isEmpty() && days > 0) {
      LocalDate newest = day(complete.get(complete.size() - 1));
      lastOfDay.forEach((day, number) -> {
        if (day.isAfter(newest.minusDays(days))) {
          kept.add(number);
        }
      });
    }
    if (!points.isEmpty()) {
      kept.add(points.get(points.size() - 1).number());
    }
    return kept;
  }

  private static LocalDate day(BackupPoint point) {
    return LocalDate.ofInstant(point.created(), ZoneOffset.UTC);
  }
}
