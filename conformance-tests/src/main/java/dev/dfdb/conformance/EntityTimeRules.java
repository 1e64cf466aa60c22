package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dfdb.conformance.entity.Account;
import dev.dfdb.entities.Entities;
import dev.dfdb.entities.EntityChanges;
import dev.dfdb.entities.EntityTypes;
import dev.dfdb.entities.EntityVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Of several changes of an entity the latest wins, whichever comes last. */
interface EntityTimeRules extends DatabaseRules {

  String TIMES = "times";

  /** The entity of these rules as it comes too late. */
  Account STALE = Account.of(1, "stale", List.of("stale"));

  private void onAccounts(BiConsumer<Entities, UnaryOperator<Instant>> rule) {
    onDatabase(database -> {
      Entities entities = Entities.of(EntityTypes.of(Account.class), database.connection());
      rule.accept(entities, before -> between(entities, before));
    });
  }

  private static EntityChanges.Builder changes(Entities entities) {
    return entities.changes(TIMES);
  }

  private static Optional<Account> now(Entities entities) {
    return entities.load(TIMES, Account.class, 1);
  }

  /** When the account was changed last. */
  private static Instant lastChange(Entities entities, long id) {
    List<EntityVersion<Account>> all = entities.history(TIMES, Account.class, id);
    return all.get(all.size() - 1).instant();
  }

  /** Transacts until the time of transactions is later than another; a time between both. */
  private static Instant between(Entities entities, Instant before) {
    int i = 0;
    do {
      Account other = Account.of(2, "other " + i++, List.of());
      entities.save(changes(entities).set(other).build());
    } while (!lastChange(entities, 2).isAfter(before));
    return before;
  }

  @Test
  default void whatOnlyTakesSomethingAwayIsAChangeThatOlderOnesLoseAgainst() {
    onAccounts((entities, between) -> {
      entities.save(changes(entities).set(Account.of(1, "secret", List.of("a"))).build());
      Account less = Account.of(1, null, List.of("a"));
      Instant first = between.apply(lastChange(entities, 1));
      entities.save(changes(entities).set(less).build());
      assertEquals(
          Optional.empty(), entities.save(changes(entities).set(STALE, first).build()));
      assertEquals(Optional.of(less), now(entities));

      Account least = Account.of(1, null, List.of());
      Instant second = between.apply(lastChange(entities, 1));
      entities.save(changes(entities).set(least).build());
      assertEquals(
          Optional.empty(), entities.save(changes(entities).set(STALE, second).build()));
      assertEquals(Optional.of(least), now(entities));

      Account latest = Account.of(1, "latest", List.of());
      Instant later = lastChange(entities, 1).plusSeconds(1);
      entities.save(changes(entities).set(latest, later).build());
      assertEquals(Optional.of(latest), now(entities));
    });
  }

  @Test
  default void toSetTheSameWithoutATimeIsAChangeOfNow() {
    onAccounts((entities, between) -> {
      Instant past = Instant.parse("2020-01-01T00:00:00Z");
      Account same = Account.of(1, "same", List.of());
      entities.save(changes(entities).set(same, past).build());
      entities.save(changes(entities).set(same).build());
      assertEquals(
          Optional.empty(),
          entities.save(changes(entities).set(STALE, past.plusSeconds(10)).build()));
      assertEquals(Optional.of(same), now(entities));
      assertEquals(
          Optional.empty(), entities.save(changes(entities).set(same).build()), "said already");
    });
  }

  @Test
  default void whatWasUnsetWithoutATimeIsNotSetByAnOlderChange() {
    onAccounts((entities, between) -> {
      Account account = Account.of(1, "a", List.of("a"));
      entities.save(changes(entities).set(account).build());
      Instant set = between.apply(lastChange(entities, 1));
      entities.save(changes(entities).unset(account).build());
      assertEquals(
          Optional.empty(), entities.save(changes(entities).set(STALE, set).build()));
      assertEquals(Optional.empty(), now(entities));
      Instant later = lastChange(entities, 1).plusSeconds(1);
      entities.save(changes(entities).set(account, later).build());
      assertEquals(Optional.of(account), now(entities));
    });
  }
}
