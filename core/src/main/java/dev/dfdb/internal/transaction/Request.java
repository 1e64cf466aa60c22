package dev.dfdb.internal.transaction;

import dev.dfdb.storage.Companion;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A transaction on its way, and the promise of its outcome.
 *
 * @param companion what is committed with it besides datoms, if anything
 */
record Request(
    Collection<?> forms,
    CompletableFuture<Committed> outcome,
    @Nullable Companion companion) {}
