package dev.dfdb.entities;

import dev.dfdb.Connection;
import dev.dfdb.Db;
import dev.dfdb.Namespace;
import dev.dfdb.Namespaces;
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
 * thread; nothing is to be closed but the namespaces or the connection, which stay the caller's.
 */
public final class Entities {

  private final Registry registry;
  private final Access access;
  private final Set<Connection> declared =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** How the database of a namespace is used. */
  private interface Access {
    <T> T with(String namespace, Function<Connection, T> use);
  }

  private Entities(EntityTypes types, Access access) {
    this.registry = types.registry();
    this.access = access;
  }

  /**
   * The entities of the namespaces of a storage. A namespace is made when it is first named, and is
   * in use only during a call.
   */
  public static Entities of(EntityTypes types, Namespaces namespaces) {
    Objects.requireNonNull(namespaces, "namespaces");
    return new Entities(types, new Access() {
      @Override
      public <T> T with(String name, Function<Connection, T> use) {
        try (Namespace namespace = namespaces.open(name)) {
          return use.apply(namespace.connection());
        }
      }
    });
  }

  /** The entities of one database, whatever namespace is named. */
  public static Entities of(EntityTypes types, Connection connection) {
    Objects.requireNonNull(connection, "connection");
    return of(types, namespace -> connection);
  }

  /**
   * The entities of databases that the program opens and closes.
   *
   * @param connections gives the open database of a namespace, each time it is used
   */
  public static Entities of(EntityTypes types, Function<String, Connection> connections) {
    Objects.requireNonNull(connections, "connections");
    return new Entities(types, new Access() {
      @Override
      public <T> T with(String name, Function<Connection, T> use) {
        return use.apply(connections.apply(name));
      }
    });
  }

  /** Uses the database of a namespace. */
  <T> T with(String namespace, Function<Connection, T> use) {
    return access.with(Objects.requireNonNull(namespace, "namespace"), use);
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
   *     written. Its databases can be read as long as the namespace is open
   * @throws SchemaConflictException if the schema of the database does not go with a type
   * @throws dev.dfdb.entities.mapping.DanglingReferenceException if an entity refers to one that is
   *     not there
   * @throws EntityException if an object can't be stored
   * @throws TransactionException if the database refuses the transaction, as by its predicates
   * @throws dev.dfdb.error.StorageException if the storage fails
   */
  public Optional<TxReport> save(EntityChanges changes) {
    return with(changes.namespace(), connection -> save(connection, changes));
  }

  Optional<TxReport> save(Connection connection, EntityChanges changes) {
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

  /**
   * Reads entities of a namespace, as it is now or was: {@code view -> view.asOf(t).all()}.
   *
   * @param reading is given the view, which can be used until it returns
   */
  public <T> T read(String namespace, Function<? super EntityView, ? extends T> reading) {
    return with(namespace, connection -> reading.apply(view(connection.db())));
  }

  /** The entities that a namespace has now, of all registered types. */
  public LoadedEntities load(String namespace) {
    return read(namespace, EntityView::all);
  }

  /**
   * The entities of a type that a namespace has now.
   *
   * @throws dev.dfdb.entities.mapping.UnregisteredTypeException if it is not registered
   */
  public <T> List<T> load(String namespace, Class<T> type) {
    return read(namespace, view -> view.all(type));
  }

  /** The entity of a type that has an id now. */
  public <T> Optional<T> load(String namespace, Class<T> type, Object id) {
    return read(namespace, view -> view.find(type, id));
  }

  /** What an entity was from time to time. */
  public <T> List<EntityVersion<T>> history(String namespace, Class<T> type, Object id) {
    return read(namespace, view -> view.history(type, id));
  }
}
