package dev.dfdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import dev.dfdb.error.QueryException;
import dev.dfdb.internal.index.Attribute;
import dev.dfdb.internal.index.DatomCursor;
import dev.dfdb.internal.index.DatomSource;
import dev.dfdb.internal.pull.PullEngine;
import dev.dfdb.internal.pull.Transforms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How often a pull looks into the database, and how much it walks over. */
class PullScansTest {

  private static final int PEOPLE = 2_000;

  private final TestDatabase database = new TestDatabase();
  private final PullEngine engine = new PullEngine(new Transforms());
  private final long[] people;

  PullScansTest() {
    database.declare(
        ":name string",
        ":age long",
        ":tag string many",
        ":friend ref many",
        ":boss ref",
        ":part ref many component");
    List<Object> forms = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      forms.add(Map.of(
          ":db/id",
          "" + i,
          ":name",
          "name " + i,
          ":age",
          i,
          ":boss",
          "" + i / 2,
          ":friend",
          List.of("" + (i + 1) % PEOPLE, "" + (i + 7) % PEOPLE),
          ":part",
          List.of(Map.of(":tag", "part of " + i))));
    }
    TxReport report = database.connection.transact(forms);
    people = IntStream.range(0, PEOPLE).mapToLong(i -> report.id("" + i)).toArray();
  }

  /** Counts what is asked of a database. */
  private static final class Counting implements DatomSource {
    private final DatomSource source;
    private int scans;
    private long steps;

    Counting(DatomSource source) {
      this.source = source;
    }

    @Override
    public @Nullable Attribute attribute(Keyword ident) {
      return source.attribute(ident);
    }

    @Override
    public @Nullable Attribute attribute(long id) {
      return source.attribute(id);
    }

    @Override
    public long entityId(Object reference) {
      return source.entityId(reference);
    }

    @Override
    public long estimate(Index index, long e, long a, @Nullable Object v) {
      scans++;
      return source.estimate(index, e, a, v);
    }

    @Override
    public DatomCursor scan(Index index, long e, long a, @Nullable Object v) {
      scans++;
      DatomCursor cursor = source.scan(index, e, a, v);
      return new DatomCursor() {
        @Override
        public boolean next() {
          steps++;
          return cursor.next();
        }

        @Override
        public long e() {
          return cursor.e();
        }

        @Override
        public long a() {
          return cursor.a();
        }

        @Override
        public Object v() {
          return cursor.v();
        }

        @Override
        public long tx() {
          return cursor.tx();
        }

        @Override
        public void close() {
          cursor.close();
        }
      };
    }
  }

  private Counting pull(String pattern, long... entities) {
    return database.connection.db().read(source -> {
      Counting counting = new Counting(source);
      List<@Nullable Map<Object, Object>> results =
          engine.pull(counting, engine.parse(pattern), entities);
      for (int i = 0; i < entities.length; i += 1 + entities.length / 20) {
        long[] alone = {entities[i]};
        assertNotNull(results.get(i));
        assertEquals(engine.pull(source, engine.parse(pattern), alone).get(0), results.get(i));
      }
      return counting;
    });
  }

  private long[] every(int nth) {
    return IntStream.range(0, PEOPLE)
        .filter(i -> i % nth == 0)
        .mapToLong(i -> people[i])
        .toArray();
  }

  @Test
  void oneEntityIsReadInOneScan() {
    assertEquals(1, pull("[:name :age :friend]", people[5]).scans);
    assertEquals(1, pull("[:name]", people[5]).scans);
    assertEquals(0, pull("[:db/id]", people[5]).scans);
  }

  @Test
  void entitiesThatLieCloseAreReadInOneScanForEachAttribute() {
    assertEquals(1, pull("[:name]", people).scans);
    assertEquals(3, pull("[:name :age :friend]", people).scans);
    assertEquals(1, pull("[:name]", every(10)).scans);
    assertEquals(1, pull("[:_friend]", people).scans);
    assertEquals(3, pull("[:name {:friend [:age]}]", people).scans);
  }

  @Test
  void wildcardsOverEntitiesThatLieCloseAreOneScan() {
    assertEquals(2, pull("[*]", people).scans, "people, then their parts");
  }

  @Test
  void scatteredEntitiesAreLookedUp() {
    long[] few = {people[100], people[900], people[1700]};
    Counting counting = pull("[:name :age]", few);
    assertTrue(counting.scans <= 5, () -> counting.scans + " scans");
    assertTrue(counting.steps < 400, () -> counting.steps + " steps");
    Counting backwards = pull("[:_friend]", few);
    assertTrue(backwards.scans <= 4, () -> backwards.scans + " scans");
    assertTrue(backwards.steps < 400, () -> backwards.steps + " steps");
    Counting all = pull("[*]", few);
    assertTrue(all.steps < 400, () -> all.steps + " steps");
  }

  @Test
  void aScanThatGaveUpLeavesNothingBehind() {
    // The first of them are passed before it does.
    long[] some = {people[0], people[8], people[9], people[1700]};
    Counting counting = pull("[:_friend :name :_boss]", some);
    assertTrue(counting.scans > 3 + 3, () -> counting.scans + " scans");
    pull("[*]", some);
    pull("[:age :name {:friend [:_friend :age]}]", some);
  }

  @Test
  void aLevelOfRecursionIsReadTogether() {
    Counting counting = pull("[:name {:friend 5}]", every(100));
    assertTrue(counting.scans <= 3 * 6 * 20, () -> counting.scans + " scans");
    Counting dense = pull("[:name {:friend 5}]", every(4));
    assertTrue(dense.scans <= 3 * 6, () -> dense.scans + " scans");
  }

  @Test
  void anEntityIsReadOnceHoweverOftenItIsReached() {
    assertEquals(2, pull("[:age {:boss ...}]", people).scans);
    Counting chain = pull("[:age {:boss ...}]", people[PEOPLE - 1]);
    assertTrue(chain.scans <= 12, () -> chain.scans + " scans");
  }

  @Test
  void manyUnwantedValuesAreNotWalkedOver() {
    List<String> tags = IntStream.range(0, 3_000).mapToObj(i -> "tag " + i).toList();
    database.connection.transact(List.of(Map.of(":db/id", people[3], ":tag", tags)));
    Counting beside = pull("[:age :friend]", people[3]);
    assertTrue(beside.steps < 100, () -> beside.steps + " steps");
    Counting limited = pull("[:name (:tag :limit 10) :friend]", people[3]);
    assertTrue(limited.steps < 250, () -> limited.steps + " steps");
    Counting several =
        pull("[:db/id (:tag :limit 10)]", people[1], people[3], people[5], people[7]);
    assertTrue(several.steps < 250, () -> several.steps + " steps");
  }

  @Test
  void aNetworkWithTooManyWaysThroughItIsAnError() {
    List<String> all = IntStream.range(0, 12).mapToObj(String::valueOf).toList();
    List<Map<String, Object>> forms = new ArrayList<>();
    all.forEach(id -> forms.add(Map.of(":db/id", id, ":friend", all)));
    long first = database.connection.transact(forms).id("0");
    QueryException error = assertThrows(QueryException.class, () -> pull("[{:friend ...}]", first));
    assertTrue(error.getMessage().contains("{:a 3}"), error.getMessage());
    pull("[{:friend 3}]", first);
  }
}
