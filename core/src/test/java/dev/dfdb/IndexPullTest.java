package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.edn.Keyword;
import dev.dfdb.error.QueryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pulling along an index. */
class IndexPullTest {

  private static final int PEOPLE = 5_000;

  private final TestDatabase db = new TestDatabase();

  @BeforeEach
  void addPeople() {
    db.declare(":person/age long", ":person/nick string many", ":person/zip long");
    List<Object> forms = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      forms.add(Map.of(":person/age", (i * 7) % PEOPLE, ":person/zip", 9));
    }
    db.connection.transact(forms);
  }

  private static List<Object> ages(Stream<Map<Object, Object>> pulled) {
    try (pulled) {
      return pulled.map(map -> map.get(Keyword.of("person", "age"))).toList();
    }
  }

  private static List<Long> numbers(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }

  @Test
  void entitiesComeInTheOrderOfTheirValues() {
    Db now = db.connection.db();
    assertEquals(numbers(0, PEOPLE), ages(now.indexPull("[:person/age]", ":person/age", null)));
    assertEquals(numbers(4_990, PEOPLE), ages(now.indexPull("[*]", ":person/age", 4_990)));
    assertEquals(List.of(), ages(now.indexPull("[*]", ":person/age", PEOPLE)));
  }

  @Test
  void inReverseItGoesBackFromTheValue() {
    Db now = db.connection.db();
    assertEquals(List.of(3L, 2L, 1L, 0L), ages(now.rindexPull("[:person/age]", ":person/age", 3)));
    assertEquals(
        List.of(4_999L, 4_998L), ages(now.rindexPull("[*]", ":person/age", null).limit(2)));
    assertEquals(List.of(), ages(now.rindexPull("[*]", ":person/age", -1)));
  }

  @Test
  void itStaysWithinItsAttribute() {
    db.transact("[{:person/nick [\"x\"]}]");
    assertEquals(
        1, db.connection.db().indexPull("[:person/nick]", ":person/nick", null).count());
    assertEquals(
        1, db.connection.db().rindexPull("[:person/nick]", ":person/nick", null).count());
  }

  @Test
  void aLimitSavesReadingTheRest() {
    Db now = db.connection.db();
    List<Object> few = new ArrayList<>();
    Db counting = now.filter((all, datom) -> few.add(datom));
    assertEquals(
        numbers(500, 503),
        ages(counting.indexPull("[:person/age]", ":person/age", 500).limit(3)));
    assertEquals(true, few.size() < PEOPLE / 4, "read " + few.size() + " datoms");
  }

  @Test
  void anEntityComesOnceForEachOfItsValues() {
    db.transact("{:person/nick [\"b\" \"a\"]}");
    Map<Object, Object> expected = Map.of(Keyword.of("person", "nick"), List.of("a", "b"));
    try (Stream<Map<Object, Object>> pulled =
        db.connection.db().indexPull("[:person/nick]", ":person/nick", "a")) {
      assertEquals(List.of(expected, expected), pulled.toList());
    }
  }

  @Test
  void longValuesBeginWhereTheyStand() {
    String start = "x".repeat(400);
    db.transact("[{:person/nick [\"" + start + "a\"] :person/age -1} {:person/nick [\"" + start
        + "c\"] :person/age -3} {:person/nick [\"y\"] :person/age -4}]");
    Db now = db.connection.db();
    assertEquals(List.of(-3L, -4L), ages(now.indexPull("[*]", ":person/nick", start + "b")));
    assertEquals(List.of(-1L), ages(now.rindexPull("[*]", ":person/nick", start + "b")));
  }

  @Test
  void anEntityOfWhichNothingMatchesIsLeftOut() {
    assertEquals(
        0, db.connection.db().indexPull("[:person/nick]", ":person/age", null).count());
  }

  @Test
  void itSeesTheTimeOfItsDatabase() {
    Db before = db.connection.db();
    db.transact("{:person/age -5}");
    assertEquals(List.of(0L), ages(before.indexPull("[*]", ":person/age", -10).limit(1)));
    assertEquals(
        List.of(-5L),
        ages(db.connection.db().since(before.basisT()).indexPull("[*]", ":person/age", null)));
  }

  @Test
  void whatCannotBePulledIsRefusedAtOnce() {
    Db now = db.connection.db();
    assertThrows(QueryException.class, () -> now.indexPull("[{:a 0}]", ":person/age", null));
    assertThrows(QueryException.class, () -> now.history().indexPull("[*]", ":person/age", null));
    assertThrows(IllegalArgumentException.class, () -> now.indexPull("[*]", ":person/age", "old"));
    assertEquals(0, now.indexPull("[*]", ":never/heard", null).count());
  }
}
