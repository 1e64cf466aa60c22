package dev.dfdb.conformance.entity;

import com.fasterxml.jackson.annotation.JsonProperty;

/** An enum, of which one constant has another name. */
public enum Stage {
  /** Not yet. */
  PLANNED,
  /** Now. */
  LIVE,
  /** No more; its name in the database is another. */
  @JsonProperty("retired")
  GONE
}
