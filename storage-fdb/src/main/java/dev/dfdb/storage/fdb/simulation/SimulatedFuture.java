package dev.dfdb.storage.fdb.simulation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A reply to come. Who waits for it makes the time of the cluster pass meanwhile, so that there is
 * no thread but those of the clients. What is derived from it does the same.
 */
final class SimulatedFuture<T> extends CompletableFuture<T> {

  private final EventLoop loop;

  SimulatedFuture(EventLoop loop) {
    this.loop = loop;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new SimulatedFuture<>(loop);
  }

  @Override
  public T join() {
    loop.await(this);
    return super.join();
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    loop.await(this);
    return super.get();
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    loop.await(this);
    return super.get(timeout, unit);
  }
}
