package dev.dfdb.conformance.entity;

/** An entity that others refer to. */
public record Environment(String id, String name, Stage stage) {}
