package dev.dfdb.internal.query.solve;

import dev.dfdb.internal.limit.Budget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is done to answer a query, as it is done: goals in the order in which they are solved, and
 * within them those that are solved on the way. Belongs to the thread that answers the query.
 */
public final class Trace {

  private static final ThreadLocal<@Nullable Trace> CURRENT = new ThreadLocal<>();

  private final Node root = new Node("query", null);
  private Node current = root;
  private List<List<String>> strata = List.of();

  private Trace() {}

  /** Traces what an action does on this thread. */
  public static <T> Traced<T> of(Supplier<T> action) {
    Trace outer = CURRENT.get();
    Trace trace = new Trace();
    CURRENT.set(trace);
    long start = System.nanoTime();
    try {
      T result = action.get();
      trace.root.add(System.nanoTime() - start, 0, 0);
      return new Traced<>(trace, result);
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }

  /**
   * What was done, and what came of it.
   *
   * @param trace what was done
   * @param result what came of it
   */
  public record Traced<T>(Trace trace, T result) {}

  /** The trace of this thread; null without. */
  static @Nullable Trace current() {
    return CURRENT.get();
  }

  /** Takes the strata of the rules of the query. */
  void strata(List<List<String>> given) {
    if (current == root) {
      // Else it is a query that a function of the caller's asks.
      strata = given;
    }
  }

  /** The rules of the query by stratum; those of a stratum need only itself and those before. */
  public List<List<String>> strata() {
    return strata;
  }

  /** The whole query. */
  public Node root() {
    return root;
  }

  /** Solves a goal. */
  void solve(Goal goal, Runnable solving, Bindings bindings) {
    Node outer = current;
    Node node = outer.child(goal);
    if (node.runs == 0) {
      node.estimate = goal.cost(bindings).rows();
    }
    current = node;
    Budget budget = Budget.current();
    long read = budget.bytesRead();
    long start = System.nanoTime();
    try {
      solving.run();
    } finally {
      current = outer;
      node.operator = goal.operator();
      node.add(
          System.nanoTime() - start, bindings.rows(goal.variables()), budget.bytesRead() - read);
    }
  }

  /** A goal that was solved, perhaps several times. */
  public static final class Node {
    private final String text;
    private final @Nullable Goal goal;
    private final List<Node> children = new ArrayList<>();
    private String operator = "";
    private double estimate;
    private long rows;
    private long runs;
    private long nanos;
    private long bytesRead;

    private Node(String text, @Nullable Goal goal) {
      this.text = text;
      this.goal = goal;
    }

    private Node child(Goal sought) {
      for (Node child : children) {
        if (child.goal == sought) {
          return child;
        }
      }
      Node child = new Node(sought.text(), sought);
      children.add(child);
      return child;
    }

    private void add(long moreNanos, long moreRows, long moreBytes) {
      bytesRead += moreBytes;
      runs++;
      nanos += moreNanos;
      rows += moreRows;
    }

    /** The goal as written. */
    public String text() {
      return text;
    }

    /** How it was solved. */
    public String operator() {
      return operator;
    }

    /** How many rows were expected after it, the first time. */
    public double estimate() {
      return estimate;
    }

    /** How many rows there were after it, all times together. */
    public long rows() {
      return rows;
    }

    /** How often it was solved. */
    public long runs() {
      return runs;
    }

    /** How long it took, all times together. */
    public long nanos() {
      return nanos;
    }

    /** How many bytes were read from storages meanwhile. */
    public long bytesRead() {
      return bytesRead;
    }

    /** What was solved on the way, in its order. */
    public List<Node> children() {
      return Collections.unmodifiableList(children);
    }
  }
}
