package dev.dfdb.entities;

import java.time.Instant;
import java.util.Optional;

/**
 * What an entity was from a transaction on, up to the next version.
 *
 * @param t the number of the transaction
 * @param instant the time of the transaction
 * @param entity the entity; empty if it was unset
 * @param <T> its class
 */
public record EntityVersion<T>(long t, Instant instant, Optional<T> entity) {}
