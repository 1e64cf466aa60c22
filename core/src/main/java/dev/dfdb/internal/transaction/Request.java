package dev.dfdb.internal.transaction;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/** A transaction on its way, and the promise of its outcome. */
record Request(Collection<?> forms, CompletableFuture<Committed> outcome) {}
