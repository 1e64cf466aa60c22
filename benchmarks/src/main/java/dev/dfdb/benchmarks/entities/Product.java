package dev.dfdb.benchmarks.entities;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An entity of eight attributes, its id among them. */
public record Product(
    String id,
    String name,
    String category,
    long stock,
    double price,
    boolean active,
    Kind kind,
    Instant changed) {

  /** An enum of an entity. */
  public enum Kind {
    BOOK,
    TOY,
    TOOL
  }

  /** The numbers from one up to another, excluded. */
  static List<Product> range(int from, int to) {
    List<Product> products = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      products.add(new Product(
          "product-" + i,
          "the product of number " + i,
          "category " + i % 100,
          i % 1_000,
          i % 10_000 / 100.0,
          i % 3 != 0,
          Kind.values()[i % 3],
          Instant.ofEpochSecond(1_700_000_000L + i)));
    }
    return products;
  }
}
