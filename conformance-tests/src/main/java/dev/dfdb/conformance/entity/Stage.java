package dev.dfdb.conformance.entity;

import com.fasterxml.jackson.annotation.JsonProperty;

/** An enum, of which one constant has another name. */
public enum Stage {
  PLANNED,
  LIVE,
  @JsonProperty("retired")
  GONE
}
