package dev.dfdb.internal.query.solve;

import dev.dfdb.internal.index.Adjacency;

/** A graph that was read before. */
record PostedGraph(Adjacency adjacency) implements Graph {

  @Override
  public int size() {
    return adjacency.size();
  }

  @Override
  public int node(long entity) {
    return adjacency.node(entity);
  }

  @Override
  public long entity(int node) {
    return adjacency.entity(node);
  }

  @Override
  public int[] neighbours(int node) {
    return adjacency.targets();
  }

  @Override
  public int from(int node) {
    return adjacency.from(node);
  }

  @Override
  public int to(int node) {
    return adjacency.to(node);
  }
}
