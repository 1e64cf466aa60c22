package dev.dfdb.conformance;

/**
 * Streams of messages on every backend: gapless positions, global positions in the order of
 * commits, nothing lost, repeated or half committed. A backend passes {@link DatabaseConformance}
 * first; then a subclass of this with the same fixture.
 *
 * <p>The system property {@code dfdb.events.courses} says how many random courses are run,
 * {@code dfdb.events.seed} which one is the first, {@code dfdb.events.fault-step} at which writes a
 * store fails: at each, or each second, and so on.
 */
public abstract class EventConformance extends LayerConformance
    implements EventRules, EventImportRules, EventSharingRules, EventCourseRules, EventFaultRules {

  /** For subclasses. */
  protected EventConformance() {}
}
