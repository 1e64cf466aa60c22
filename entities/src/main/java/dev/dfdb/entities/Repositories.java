package dev.dfdb.entities;

import dev.dfdb.TxReport;
import dev.dfdb.entities.mapping.EntityChange;
import dev.dfdb.entities.mapping.UnregisteredTypeException;
import dev.dfdb.internal.entities.Registry;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a program's repositories and a namespace in step: one repository for each type.
 *
 * <pre>{@code
 * Repositories repositories = Repositories.of(entities)
 *     .with(Deployment.class, deployments)
 *     .with(Environment.class, environments);
 * repositories.restore("workspace-1");
 * repositories.save(entities.changes("workspace-1").set(deployment).build());
 * }</pre>
 *
 * <p>Immutable; as safe for several threads as the repositories are.
 */
public final class Repositories {

  private final Entities entities;
  private final Map<Class<?>, Repository<?>> byType;

  private Repositories(Entities entities, Map<Class<?>, Repository<?>> byType) {
    this.entities = entities;
    this.byType = byType;
  }

  /** Begins without a repository. */
  public static Repositories of(Entities entities) {
    return new Repositories(entities, Map.of());
  }

  /**
   * The same with a repository for the entities of a type.
   *
   * @throws UnregisteredTypeException if the class is not registered as an entity type
   */
  public <T> Repositories with(Class<T> type, Repository<T> repository) {
    Map<Class<?>, Repository<?>> more = new LinkedHashMap<>(byType);
    more.put(entities.registry().registered(type), repository);
    return new Repositories(entities, more);
  }

  /**
   * Loads a namespace, and gives each repository the entities of its type: none if there are none.
   *
   * @throws UnregisteredTypeException if there are entities of a type that has no repository; names
   *     it and those that have, and no repository was changed
   */
  public void restore(String namespace) {
    LoadedEntities loaded = entities.load(namespace);
    for (Class<?> type : entities.registry().classes()) {
      if (!loaded.of(type).isEmpty()) {
        repository(type);
      }
    }
    byType.forEach((type, repository) -> restore(loaded, type, repository));
  }

  @SuppressWarnings("unchecked") // with() takes a class and its repository
  private static <T> void restore(LoadedEntities loaded, Class<?> type, Repository<T> repository) {
    repository.restore(loaded.of((Class<T>) type));
  }

  /**
   * Saves changes, and then tells each repository of those of its type; of changes that lost
   * against later ones, what is so. Entities that refer to them are not reloaded: they hold what
   * they held, also references that an unset has retracted, until {@link #restore}.
   *
   * @return as {@link Entities#save}
   * @throws UnregisteredTypeException if a change is of a type that has no repository; nothing was
   *     saved
   */
  public Optional<TxReport> save(EntityChanges changes) {
    changes.changes().forEach(change -> repository(change.type()));
    return entities.with(changes.namespace(), connection -> {
      Optional<TxReport> report = entities.save(connection, changes);
      EntityView view = entities.view(report.map(TxReport::dbAfter).orElseGet(connection::db));
      for (EntityChange change : changes.changes()) {
        tell(view, change, repository(change.type()));
      }
      return report;
    });
  }

  @SuppressWarnings("unchecked") // with() takes a class and its repository
  private static <T> void tell(EntityView view, EntityChange change, Repository<T> repository) {
    Optional<T> now = view.find((Class<T>) change.type(), change.id());
    if (now.isPresent()) {
      repository.set(now.get());
    } else {
      repository.unset(change.id());
    }
  }

  /**
   * Saves what the repositories have, in one transaction: sets what is new or different, and unsets
   * what a namespace has of their types and they have not.
   *
   * @return as {@link Entities#save}
   * @throws UnregisteredTypeException if a repository has an object of a type that has none
   */
  public Optional<TxReport> persist(String namespace) {
    Registry registry = entities.registry();
    EntityChanges.Builder changes = entities.changes(namespace);
    Set<EntityKey> kept = new HashSet<>();
    for (Repository<?> repository : byType.values()) {
      for (Object entity : List.copyOf(repository.entities())) {
        Class<?> type = registry.registered(entity.getClass());
        repository(type);
        kept.add(new EntityKey(type, registry.objectId(entity)));
        changes.set(entity);
      }
    }
    for (Class<?> type : byType.keySet()) {
      for (Object entity : entities.load(namespace, type)) {
        Object id = registry.objectId(entity);
        if (!kept.contains(new EntityKey(type, id))) {
          changes.unset(type, id);
        }
      }
    }
    return entities.save(changes.build());
  }

  private record EntityKey(Class<?> type, Object id) {}

  private Repository<?> repository(Class<?> type) {
    @Nullable Repository<?> repository = byType.get(type);
    if (repository == null) {
      throw new UnregisteredTypeException(
          "no repository is registered for the type", type, byType.keySet());
    }
    return repository;
  }
}
