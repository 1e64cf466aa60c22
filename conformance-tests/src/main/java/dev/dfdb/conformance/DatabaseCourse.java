package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dfdb.Db;
import dev.dfdb.error.TransactionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A random course of transactions on a database and on its {@link FactModel}, from a seed. */
final class DatabaseCourse {

  private static final int IDS = 8;
  private static final int VALUES = 5;

  private final Random random;
  private final DatabaseBench database;
  private final FactModel model = new FactModel();
  private final Map<Db, Set<String>> kept = new HashMap<>();
  private long t;

  DatabaseCourse(long seed, DatabaseBench database) {
    this.random = new Random(seed);
    this.database = database;
  }

  void run(int steps) {
    t = database.connection().transact(FactModel.SCHEMA).t();
    for (int step = 0; step < steps; step++) {
      step();
      assertEquals(t, database.db().basisT(), "t has neither gaps nor repeats");
      assertEquals(model.facts(), DatabaseBench.facts(database.db()));
    }
    kept.forEach((db, facts) -> assertEquals(facts, DatabaseBench.facts(db), "a kept database"));
  }

  private void step() {
    switch (random.nextInt(20)) {
      case 0 -> leave(database::reopen);
      case 1 -> leave(database::crash);
      case 2 -> kept.put(database.db(), model.facts());
      case 3, 4 -> refuse();
      default -> transact();
    }
  }

  /** Closing or killing ends the databases taken before; a store in memory would end altogether. */
  private void leave(Runnable how) {
    if (database.isPersistent()) {
      kept.forEach((db, facts) -> assertEquals(facts, DatabaseBench.facts(db), "a kept database"));
      kept.clear();
      how.run();
    }
  }

  private void transact() {
    List<Object> forms = new ArrayList<>();
    Set<Long> touched = new HashSet<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      long id = random.nextInt(IDS);
      // Two forms on one entity could contradict each other, which is another test's subject.
      if (touched.add(id)) {
        forms.add(model.has(id) ? change(id, touched) : create(id));
      }
    }
    t++;
    assertEquals(t, database.connection().transact(forms).t());
  }

  private Object create(long id) {
    long one = random.nextInt(VALUES);
    long many = random.nextInt(VALUES);
    model.add(id, FactModel.ONE, one);
    model.add(id, FactModel.MANY, many);
    return Map.of(FactModel.ID, id, FactModel.ONE, one, FactModel.MANY, List.of(many));
  }

  private Object change(long id, Set<Long> touched) {
    Object entity = List.of(FactModel.ID, id);
    long value = random.nextInt(VALUES);
    switch (random.nextInt(7)) {
      case 0 -> {
        model.add(id, FactModel.MANY, value);
        return Map.of(FactModel.ID, id, FactModel.MANY, List.of(value));
      }
      case 1 -> {
        model.retract(id, FactModel.MANY, value);
        return List.of(":db/retract", entity, FactModel.MANY, value);
      }
      case 2 -> {
        model.retractAll(id, FactModel.MANY);
        return List.of(":db/retract", entity, FactModel.MANY);
      }
      case 3 -> {
        Set<Object> old = model.values(id, FactModel.ONE);
        List<Object> cas = new ArrayList<>(List.of(":db/cas", entity, FactModel.ONE));
        cas.add(old.isEmpty() ? null : old.iterator().next());
        cas.add(value);
        model.add(id, FactModel.ONE, value);
        return cas;
      }
      case 4 -> {
        long other = random.nextInt(IDS);
        if (model.has(other) && touched.add(other)) {
          model.add(id, FactModel.REF, other);
          return List.of(":db/add", entity, FactModel.REF, List.of(FactModel.ID, other));
        }
        return change(id, touched);
      }
      case 5 -> {
        if (touched.size() == 1) {
          model.retractEntity(id);
          for (long any = 0; any < IDS; any++) {
            touched.add(any); // what refers to it changes too
          }
          return List.of(":db/retractEntity", entity);
        }
        return change(id, touched);
      }
      default -> {
        String text = "long ".repeat(random.nextInt(200)) + value;
        model.add(id, FactModel.ONE, text);
        return List.of(":db/add", entity, FactModel.ONE, text);
      }
    }
  }

  private void refuse() {
    long id = random.nextInt(IDS);
    List<Object> forms = List.of(
        Map.of(FactModel.ID, id, FactModel.MANY, List.of(7L)),
        random.nextBoolean()
            ? List.of(":db/cas", "new", FactModel.ONE, "never", 1)
            : Map.of(FactModel.ID, "not a number"));
    assertThrows(TransactionException.class, () -> database.connection().transact(forms));
  }
}
