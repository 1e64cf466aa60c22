package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dfdb.Db;
import dev.dfdb.TxReport;
import dev.dfdb.conformance.entity.Account;
import dev.dfdb.conformance.entity.Deployment;
import dev.dfdb.conformance.entity.Environment;
import dev.dfdb.conformance.entity.RandomEntities;
import dev.dfdb.entities.Entities;
import dev.dfdb.entities.EntityChanges;
import dev.dfdb.entities.EntityTypes;
import dev.dfdb.entities.EntityView;
import dev.dfdb.entities.LoadedEntities;
import dev.dfdb.entities.mapping.Ref;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A random course of changes of entities, from a seed: after each save, what is loaded is compared
 * with a map, now and as of the times before.
 */
final class EntityCourse {

  static final EntityTypes TYPES =
      EntityTypes.of(Environment.class, Deployment.class, Account.class);

  private static final String NAMESPACE = "course";
  private static final int IDS = 5;
  private static final int TIMES = 6;

  private final DatabaseBench database;
  private final RandomEntities entities;
  private final Model now = new Model();
  private final Map<Long, Model> then = new TreeMap<>();
  private Entities saved;

  /** What there is, by id, and what is known of times. */
  private static final class Model {
    final Map<Object, Environment> environments = new TreeMap<>();
    final Map<Object, Deployment> deployments = new TreeMap<>();
    final Map<Object, Account> accounts = new TreeMap<>();
    final Map<Object, Integer> accountTimes = new HashMap<>();

    Model copy() {
      Model copy = new Model();
      copy.environments.putAll(environments);
      copy.deployments.putAll(deployments);
      copy.accounts.putAll(accounts);
      return copy;
    }
  }

  EntityCourse(long seed, DatabaseBench database) {
    this.database = database;
    this.entities = new RandomEntities(new Random(seed));
    this.saved = entities();
  }

  private Entities entities() {
    return Entities.of(TYPES, namespace -> database.connection());
  }

  void run(int steps) {
    for (int step = 0; step < steps; step++) {
      if (entities.below(15) == 0 && database.isPersistent()) {
        if (entities.below(2) == 0) {
          database.reopen();
        } else {
          database.crash();
        }
        saved = entities();
      }
      save();
      check(saved.view(database.db()), now);
    }
    then.forEach((t, model) -> check(saved.view(database.db()).asOf(t), model));
  }

  private void save() {
    Model before = now.copy();
    EntityChanges.Builder changes = saved.changes(NAMESPACE);
    for (int i = entities.below(4); i >= 0; i--) {
      switch (entities.below(6)) {
        case 0 -> environment(changes);
        case 1, 2 -> account(changes);
        default -> deployment(changes);
      }
    }
    EntityChanges built = changes.build();
    Optional<TxReport> report = saved.save(built);
    long t = database.db().basisT();
    if (report.isPresent()) {
      assertEquals(t, report.get().t());
      then.put(t, now.copy());
    } else {
      assertEquals(before.environments, now.environments);
      assertEquals(before.deployments, now.deployments);
      assertEquals(before.accounts, now.accounts);
    }
    assertTrue(repeatable(built).map(saved::save).orElse(Optional.empty()).isEmpty());
    assertEquals(t, database.db().basisT(), "what is there is not written again");
  }

  /** The same changes, without those that have lost against later ones and would not now. */
  private Optional<EntityChanges> repeatable(EntityChanges changes) {
    EntityChanges.Builder again = saved.changes(NAMESPACE);
    now.environments.values().forEach(again::set);
    now.deployments.values().forEach(again::set);
    now.accounts.forEach(
        (id, account) -> again.set(account, at(now.accountTimes.getOrDefault(id, 0))));
    return changes.isEmpty() ? Optional.empty() : Optional.of(again.build());
  }

  /** Environments are set, and unset with every reference to them. */
  private void environment(EntityChanges.Builder changes) {
    String id = "e" + entities.below(IDS);
    Environment is = now.environments.get(id);
    if (is != null && entities.below(4) == 0 && isUnused(is)) {
      changes.unset(Environment.class, id);
      now.environments.remove(id);
    } else {
      Environment set = entities.environment(id);
      changes.set(set);
      now.environments.put(id, set);
      now.deployments.replaceAll((key, deployment) -> withEnvironment(deployment, set));
    }
  }

  /** What is set by the same changes must not refer to what they unset. */
  private boolean isUnused(Environment environment) {
    return now.deployments.values().stream()
        .noneMatch(deployment -> environment.equals(deployment.environment())
            || deployment.fallbacks().contains(environment));
  }

  /** Who refers to an entity has what it is now. */
  private static Deployment withEnvironment(Deployment deployment, Environment set) {
    Environment environment = deployment.environment();
    boolean isMeant = environment != null && environment.id().equals(set.id());
    List<Environment> fallbacks = new ArrayList<>(deployment.fallbacks());
    fallbacks.replaceAll(other -> other.id().equals(set.id()) ? set : other);
    return deployment.withEnvironments(isMeant ? set : environment, fallbacks);
  }

  private void deployment(EntityChanges.Builder changes) {
    String id = "d" + entities.below(IDS);
    Ref<Deployment> self = Ref.to(Deployment.class, id);
    boolean isUsed = now.deployments.values().stream()
        .anyMatch(other -> self.equals(other.previous()) || other.rivals().contains(self));
    if (now.deployments.containsKey(id) && !isUsed && entities.below(4) == 0) {
      changes.unset(now.deployments.get(id));
      now.deployments.remove(id);
      return;
    }
    Deployment set = entities.deployment(
        id,
        List.copyOf(now.environments.values()),
        now.deployments.keySet().stream().map(String::valueOf).toList());
    changes.set(set);
    now.deployments.put(id, set);
  }

  /** Accounts have times, which come in any order. */
  private void account(EntityChanges.Builder changes) {
    long id = entities.below(IDS);
    int time = entities.below(TIMES);
    boolean holds = time >= now.accountTimes.getOrDefault(id, -1);
    Instant timestamp = at(time);
    if (entities.below(4) == 0) {
      changes.unset(Account.class, id, timestamp);
      if (holds) {
        now.accounts.remove(id);
      }
    } else {
      Account set = entities.account(id);
      changes.set(set, timestamp);
      if (holds) {
        now.accounts.put(id, set);
      }
    }
    if (holds) {
      now.accountTimes.put(id, time);
    }
  }

  private static Instant at(int time) {
    return Instant.parse("2020-01-01T00:00:00Z").plusSeconds(time);
  }

  private static void check(EntityView view, Model model) {
    LoadedEntities loaded = view.all();
    assertEquals(model.environments, byId(loaded.of(Environment.class), Environment::id));
    assertEquals(model.deployments, byId(loaded.of(Deployment.class), Deployment::id));
    assertEquals(model.accounts, byId(loaded.of(Account.class), Account::getId));
    model.deployments.forEach(
        (id, deployment) -> assertEquals(Optional.of(deployment), view.find(Deployment.class, id)));
    for (long id = 0; id < IDS; id++) {
      assertEquals(Optional.ofNullable(model.accounts.get(id)), view.find(Account.class, id));
    }
  }

  private static <T> Map<Object, T> byId(List<T> all, java.util.function.Function<T, Object> id) {
    Map<Object, T> byId = new TreeMap<>();
    all.forEach(entity -> byId.put(id.apply(entity), entity));
    assertEquals(all.size(), byId.size());
    return byId;
  }

  static Set<Object> ids(Db db, String attribute) {
    return new HashSet<>(
        db.q("[:find [?id ...] :where [_ " + attribute + " ?id]]").values());
  }
}
