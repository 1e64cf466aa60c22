package dev.dfdb.examples;

import dev.dfdb.Dfdb;
import dev.dfdb.Namespaces;
import dev.dfdb.entities.Entities;
import dev.dfdb.entities.EntityType;
import dev.dfdb.entities.EntityTypes;
import dev.dfdb.entities.EntityVersion;
import dev.dfdb.storage.Storage;
import dev.dfdb.storage.StorageProviders;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Typed entities: what is deployed where, in workspaces apart from each other. Records go in and
 * come out; underneath they are datoms, with all of their history.
 *
 * <p>Run it with a directory as argument, and the deployments are still there the next time;
 * without, they are kept in memory.
 */
public final class Releases implements AutoCloseable {

  /** How far something has come. */
  public enum Stage {
    /** Not yet. */
    PLANNED,
    /** In use. */
    LIVE
  }

  /** Where something is deployed. */
  public record Environment(String id, String name) {}

  /** A port that is open. It belongs to its deployment. */
  public record Port(int number, String protocol) {}

  /** What is deployed. */
  public record Deployment(
      String id,
      String version,
      Stage stage,
      Environment environment,
      List<Port> ports,
      Optional<String> note) {}

  /** Of each attribute of a deployment the last hundred versions are kept. */
  private static final EntityTypes TYPES = EntityTypes.builder()
      .register(Environment.class)
      .register(EntityType.of(Deployment.class).keepingVersions(100))
      .build();

  private final Namespaces workspaces;
  private final Entities entities;

  /** Opens the workspaces in a storage. */
  public Releases(Storage storage) {
    workspaces = Dfdb.openNamespaces(Map.of("storage", storage, "max-open", 10));
    entities = Entities.of(TYPES, workspaces);
  }

  /** Says what is deployed, in one transaction; what is so already is not written again. */
  public boolean deploy(String workspace, Deployment... deployments) {
    var changes = entities.changes(workspace);
    for (Deployment deployment : deployments) {
      changes.set(deployment.environment()).set(deployment);
    }
    return entities.save(changes.build()).isPresent();
  }

  /** What is deployed now. */
  public List<Deployment> deployments(String workspace) {
    return entities.load(workspace, Deployment.class);
  }

  /** The versions that a deployment has had, from the first to the last. */
  public List<String> versions(String workspace, String id) {
    return entities.history(workspace, Deployment.class, id).stream()
        .map(EntityVersion::entity)
        .map(deployment -> deployment.map(Deployment::version).orElse("none"))
        .toList();
  }

  /** Takes a deployment away; its history stays. */
  public void withdraw(String workspace, String id) {
    entities.save(entities.changes(workspace).unset(Deployment.class, id).build());
  }

  /** Closes the databases; the storage stays open. */
  @Override
  public void close() {
    workspaces.close();
  }

  /** Deploys something and shows what can be asked. */
  static void show(Storage storage, PrintStream out) {
    Environment berlin = new Environment("berlin", "Berlin");
    Deployment first = new Deployment(
        "shop",
        "1.0",
        Stage.PLANNED,
        berlin,
        List.of(new Port(443, "https"), new Port(80, "http")),
        Optional.empty());
    Deployment second = new Deployment(
        "shop", "1.1", Stage.LIVE, berlin, first.ports(), Optional.of("after the holidays"));
    try (Releases releases = new Releases(storage)) {
      releases.deploy("workspace-1", first);
      releases.deploy("workspace-1", second);
      out.println("written again: " + releases.deploy("workspace-1", second));
      out.println("deployed: " + releases.deployments("workspace-1"));
      out.println("elsewhere: " + releases.deployments("workspace-2"));
      releases.withdraw("workspace-1", "shop");
      out.println("versions: " + releases.versions("workspace-1", "shop"));
    }
  }

  /** Runs {@link #show} on a directory, or in memory. */
  public static void main(String... arguments) {
    Map<String, Object> config = arguments.length == 0
        ? Map.of("type", "memory")
        : Map.of("type", "rocksdb", "path", arguments[0]);
    try (Storage storage = StorageProviders.find().open(config)) {
      show(storage, System.out);
    }
  }
}
