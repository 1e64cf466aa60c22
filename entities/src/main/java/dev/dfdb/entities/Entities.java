package dev.dfdb.entities;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.TxReport;
import dev.dfdb.entities.mapping.EntityException;
import dev.dfdb.entities.mapping.SchemaConflictException;
import dev.dfdb.error.TransactionException;
import dev.dfdb.internal.entities.Declaring;
import dev.dfdb.internal.entities.Registry;
import dev.dfdb.internal.entities.Saving;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Function;

/**
 * Saves and loads the entities of namespaces.
 *
 * <pre>{@code
 * Entities entities = Entities.of(EntityTypes.of(Deployment.class), namespaces);
 * entities.save(entities.changes("workspace-1").set(deployment).build());
 * List<Deployment> all = entities.load("workspace-1", Deployment.class);
 * }</pre>
 *
 * <p>Everything is kept as plain datoms, which queries, pulls and time travel see. Safe from any
 * thread; nothing is to be closed but the connections, which stay the caller's.
 */
public final class Entities {

  private final Registry registry;
  private final Function<String, Connection> namespaces;
  private final Set<Connection> declared =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private Entities(EntityTypes types, Function<String, Connection> namespaces) {
    this.registry = types.registry();
    this.namespaces = Objects.requireNonNull(namespaces, "namespaces");
  }

  /**
   * The entities of namespaces.
   *
   * @param namespaces gives the connection to the database of a namespace
   */
  public static Entities of(EntityTypes types, Function<String, Connection> namespaces) {
    return new Entities(types, namespaces);
  }

  /** The entities of one database, whatever namespace is named. */
  public static Entities of(EntityTypes types, Connection connection) {
    Objects.requireNonNull(connection, "connection");
    return new Entities(types, namespace -> connection);
  }

  Registry registry() {
    return registry;
  }

  /** Begins to collect changes of a namespace. */
  public EntityChanges.Builder changes(String namespace) {
    return new EntityChanges.Builder(namespace, registry);
  }

  /**
   * Saves changes: all of them in one transaction, or none. Attributes that the database lacks are
   * declared in a transaction before, the first time.
   *
   * <p>An entity that is set is afterwards what the object is: what it no longer has is retracted,
   * as are nested objects that it no longer has. What other programs say of it with attributes that
   * are not its type's stays. What an object refers to is not saved with it. To unset an entity
   * retracts it, what belongs to it, and every reference to it.
   *
   * <p>Other writers can't come in between: what is stored is compared with the changes when the
   * transaction is evaluated.
   *
   * @return the report of the transaction; empty if everything is so already, and nothing was
   *     written
   * @throws SchemaConflictException if the schema of the database does not go with a type
   * @throws dev.dfdb.entities.mapping.DanglingReferenceException if an entity refers to one that is
   *     not there
   * @throws EntityException if an object can't be stored
   * @throws TransactionException if the database refuses the transaction, as by its predicates
   * @throws dev.dfdb.error.StorageException if the storage fails
   */
  public Optional<TxReport> save(EntityChanges changes) {
    Connection connection = namespaces.apply(changes.namespace());
    declare(connection);
    Db db = connection.db();
    List<Object> forms = Saving.forms(registry, changes.changes(), db);
    if (forms.isEmpty()) {
      return Optional.empty();
    }
    long basis = db.basisT();
    try {
      return Optional.of(connection.transact((before, none) ->
          before.basisT() == basis ? forms : Saving.forms(registry, changes.changes(), before)));
    } catch (TransactionException refusal) {
      if (refusal.getCause() instanceof EntityException known) {
        throw known;
      }
      throw refusal;
    }
  }

  private void declare(Connection connection) {
    if (declared.contains(connection)) {
      return;
    }
    List<Object> forms = Declaring.forms(registry, connection.db());
    if (!forms.isEmpty()) {
      try {
        connection.transact(forms);
      } catch (TransactionException refusal) {
        throw new SchemaConflictException(
            "the database refuses what a type needs of its schema", refusal, "forms", forms);
      }
    }
    declared.add(connection);
  }

  /** The entities that a database value shows, at any time and with any filter. */
  public EntityView view(Db db) {
    return new EntityView(registry, db);
  }

  /** The entities that a namespace has now. */
  public EntityView view(String namespace) {
    return view(namespaces.apply(namespace).db());
  }

  /** The entities that a namespace has now, of all registered types. */
  public LoadedEntities load(String namespace) {
    return view(namespace).all();
  }

  /** The entities of a type that a namespace has now. */
  public <T> List<T> load(String namespace, Class<T> type) {
    return view(namespace).all(type);
  }

  /** The entity of a type that has an id. */
  public <T> Optional<T> load(String namespace, Class<T> type, Object id) {
    return view(namespace).find(type, id);
  }

  /** What an entity was from time to time. */
  public <T> List<EntityVersion<T>> history(String namespace, Class<T> type, Object id) {
    return view(namespace).history(type, id);
  }
}
