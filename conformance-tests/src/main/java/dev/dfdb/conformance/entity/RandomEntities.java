package dev.dfdb.conformance.entity;

import dev.dfdb.entities.mapping.Ref;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes random entities, which refer to those that are known. Belongs to one thread. */
public final class RandomEntities {

  private static final List<String> TEXTS =
      List.of("", "a", "b", ":a", "ü\u0000", "x".repeat(300), "\uD83D\uDE00", "[1 2]");

  private final Random random;

  /** Begins with a source of randomness. */
  public RandomEntities(Random random) {
    this.random = random;
  }

  /** A number below a bound. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private <T> @Nullable T maybe(Supplier<T> supplier) {
    return random.nextInt(3) == 0 ? null : supplier.get();
  }

  private <T> List<T> list(Supplier<T> supplier) {
    List<T> list = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(supplier.get());
    }
    return list;
  }

  private <T> Set<T> set(Supplier<T> supplier) {
    return new HashSet<>(list(supplier));
  }

  private String text() {
    return one(TEXTS);
  }

  private Stage stage() {
    return one(List.of(Stage.values()));
  }

  private Port port() {
    return new Port(random.nextInt(3), maybe(this::text));
  }

  private Address address() {
    return new Address(
        maybe(this::text),
        Optional.ofNullable(maybe(this::text)),
        maybe(() -> new Address.Region(text(), random.nextInt())));
  }

  /** An environment. */
  public Environment environment(String id) {
    return new Environment(id, text(), stage());
  }

  /** An account. */
  public Account account(long id) {
    return Account.of(id, maybe(this::text), list(this::text));
  }

  /**
   * A deployment.
   *
   * @param environments those there are
   * @param deployments the ids of those there are
   */
  public Deployment deployment(
      String id, List<Environment> environments, List<String> deployments) {
    boolean hasEnvironments = !environments.isEmpty();
    boolean hasOthers = !deployments.isEmpty();
    return new Deployment(
        id,
        maybe(this::text),
        random.nextInt(),
        one(List.of(0.0, 1.5, Double.NaN, Double.NEGATIVE_INFINITY, 1e300)),
        maybe(() -> new BigDecimal(one(List.of("0", "1", "1.0", "1.00", "-1E+20")))),
        maybe(this::stage),
        maybe(() -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000))),
        maybe(() -> LocalDate.ofEpochDay(random.nextInt(100_000))),
        maybe(() -> new UUID(random.nextLong(), random.nextLong())),
        Optional.ofNullable(maybe(random::nextLong)),
        list(() -> maybe(this::text)),
        set(this::text),
        set(this::stage),
        list(this::stage),
        maybe(this::address),
        list(this::port),
        set(this::port),
        hasEnvironments ? maybe(() -> one(environments)) : null,
        hasEnvironments ? list(() -> one(environments)) : List.of(),
        hasOthers ? maybe(() -> Ref.to(Deployment.class, one(deployments))) : null,
        hasOthers ? set(() -> Ref.to(Deployment.class, one(deployments))) : Set.of(),
        settings(),
        maybe(this::port));
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      settings.put(
          text(), one(List.of(true, 7, "seven", 7.5, List.of(1, "two"), Map.of("k", List.of()))));
    }
    return settings;
  }
}
