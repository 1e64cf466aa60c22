package dev.dfdb.internal.query.solve;

import dev.dfdb.codec.KeyWriter;
import dev.dfdb.datom.Index;
import dev.dfdb.internal.index.Adjacency;
import dev.dfdb.internal.index.DatomSource;
import dev.dfdb.internal.index.Postings;
import dev.dfdb.internal.query.ast.Constant;
import dev.dfdb.internal.query.ast.Origin;
import dev.dfdb.internal.query.ast.Term;
import dev.dfdb.internal.query.ast.Variable;
import dev.dfdb.internal.query.relation.Column;
import dev.dfdb.internal.query.relation.Joins;
import dev.dfdb.internal.query.relation.Relation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code [?a :attribute+ ?b]}: the pairs of entities that references of one attribute connect, in
 * one hop or more. Walks from the end of which fewer entities are known, and from all that have the
 * attribute only if nothing is known of either.
 */
final class TransitiveGoal implements Goal {

  private static final double WORK_PER_START = 100;
  private static final double WORK_WITHOUT_START = 1e8;

  /** What reading the references of one entity costs, in datoms of a walk over all. */
  private static final double SEEK = 8;

  /** How many entities a walk passes, for all that is known before. */
  private static final double HOPS = 64;

  private final DatomSource source;
  private final long attribute;
  private final Term from;
  private final Term to;
  private final long maxDepth;
  private final Origin origin;
  private final Set<Variable> variables = new LinkedHashSet<>();
  private final ReferenceGraph forward;
  private final ReferenceGraph backward;
  private String operator = "closure";

  /**
   * A goal over a database.
   *
   * @param from the entity that refers: a variable, an entity id or a blank
   * @param to the entity referred to, likewise
   * @param maxDepth how many hops there are at most
   */
  TransitiveGoal(
      DatomSource source, long attribute, Term from, Term to, long maxDepth, Origin origin) {
    this.source = source;
    this.attribute = attribute;
    this.from = from;
    this.to = to;
    this.maxDepth = maxDepth;
    this.origin = origin;
    this.forward = new ReferenceGraph(source, attribute, false);
    this.backward = new ReferenceGraph(source, attribute, true);
    for (Term end : List.of(from, to)) {
      if (end instanceof Variable variable) {
        variables.add(variable);
      }
    }
  }

  @Override
  public Set<Variable> variables() {
    return variables;
  }

  @Override
  public boolean isReady(Set<Variable> bound) {
    return true;
  }

  @Override
  public Cost cost(Bindings bindings) {
    List<Relation> touching = bindings.touching(variables);
    double starts = Math.min(size(from, touching), size(to, touching));
    double work = Math.min(starts * WORK_PER_START, WORK_WITHOUT_START);
    return new Cost(work, work);
  }

  private static double size(Term end, List<Relation> touching) {
    if (end instanceof Constant) {
      return 1;
    }
    return touching.stream()
        .filter(rows -> end instanceof Variable variable && rows.has(variable))
        .mapToDouble(Relation::size)
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }

  @Override
  public void solve(Bindings bindings, Set<Variable> needed) {
    List<Relation> touching = bindings.take(variables);
    Column knownFrom = known(from, touching);
    Column knownTo = known(to, touching);
    boolean isForward =
        knownTo == null || (knownFrom != null && knownFrom.size() <= knownTo.size());
    boolean isBound = knownFrom != null || knownTo != null;
    operator = (isForward ? "closure along the references" : "closure against the references")
        + (isBound ? ", from what is bound" : ", from everything");
    Relation answer = isForward
        ? reach(forward, knownFrom, knownTo, from, to, needed)
        : reach(backward, knownTo, knownFrom, to, from, needed);
    for (Relation relation : touching) {
      answer = Joins.natural(answer, relation);
    }
    bindings.put(answer.keep(needed));
  }

  /** The different values an end can have; null if nothing is known of it. */
  private static @Nullable Column known(Term end, List<Relation> touching) {
    if (end instanceof Constant constant) {
      return Column.of(constant.value());
    }
    for (Relation rows : touching) {
      if (end instanceof Variable variable && rows.has(variable)) {
        return rows.project(List.of(variable)).distinct().column(0);
      }
    }
    return null;
  }

  private Relation reach(
      ReferenceGraph read,
      @Nullable Column near,
      @Nullable Column far,
      Term start,
      Term end,
      Set<Variable> needed) {
    Graph graph = graph(read, near);
    ReachableNodes reachable = new ReachableNodes(graph, maxDepth);
    boolean isCycle = start instanceof Variable && start.equals(end);
    boolean isFarWanted = end instanceof Variable variable && needed.contains(variable);
    BitSet wanted = far == null || isCycle ? null : nodes(graph, far);
    int limit = wanted != null ? wanted.cardinality() : isFarWanted ? Integer.MAX_VALUE : 1;
    int starts = near == null ? graph.size() : near.size();
    for (int i = 0; i < starts && limit > 0; i++) {
      Object entity = near == null ? (Object) graph.entity(i) : near.get(i);
      if (entity instanceof Long id && isEntity(id)) {
        reachable.from(id, isCycle ? only(graph, id) : wanted, isCycle ? 1 : limit);
      }
    }
    return relation(start, end, isCycle, reachable);
  }

  private Graph graph(ReferenceGraph read, @Nullable Column near) {
    double work = near == null ? datoms() : near.size() * SEEK * HOPS;
    Postings postings = source.postings(attribute, read == backward, work);
    Adjacency adjacency = postings == null ? null : postings.adjacency();
    if (adjacency != null) {
      return new PostedGraph(adjacency);
    }
    if (near == null || near.size() * SEEK >= datoms()) {
      read.readAll();
    }
    return read;
  }

  private double datoms() {
    return source.estimate(Index.AEVT, DatomSource.NONE, attribute, null);
  }

  private static BitSet nodes(Graph graph, Column entities) {
    BitSet nodes = new BitSet();
    for (int i = 0; i < entities.size(); i++) {
      int node = entities.get(i) instanceof Long id && isEntity(id) ? graph.node(id) : -1;
      if (node >= 0) {
        nodes.set(node);
      }
    }
    return nodes;
  }

  private static boolean isEntity(long id) {
    return id >= 0 && id <= KeyWriter.MAX_ID;
  }

  private static BitSet only(Graph graph, long entity) {
    BitSet only = new BitSet();
    int node = graph.node(entity);
    if (node >= 0) {
      only.set(node);
    }
    return only;
  }

  private static Relation relation(
      Term start, Term end, boolean isCycle, ReachableNodes reachable) {
    List<Variable> found = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    if (start instanceof Variable variable) {
      found.add(variable);
      columns.add(reachable.starts());
    }
    if (end instanceof Variable variable && !isCycle) {
      found.add(variable);
      columns.add(reachable.ends());
    }
    int size = reachable.starts().size();
    return new Relation(
            List.copyOf(found),
            columns.toArray(new Column[0]),
            found.isEmpty() ? Math.min(1, size) : size)
        .asSet();
  }

  @Override
  public String operator() {
    return operator;
  }

  @Override
  public String text() {
    return origin.text();
  }
}
