package dev.dfdb.internal.index;

import dev.dfdb.datom.Index;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The changes of one transaction in the orders of the indexes, each made of the one before it: most
 * transactions give entities as a whole, and in the order of their ids, so that sorting by one
 * component after the other has little to do. Immutable.
 */
final class SortedChanges {

  private static final Comparator<EncodedChange> BY_ENTITY =
      (one, other) -> Long.compare(one.e(), other.e());
  private static final Comparator<EncodedChange> BY_ATTRIBUTE =
      (one, other) -> Long.compare(one.a(), other.a());
  private static final Comparator<EncodedChange> BY_ATTRIBUTE_AND_VALUE =
      SortedChanges::compareByAttribute;
  private static final Comparator<EncodedChange> BY_VALUE = SortedChanges::compareByValue;
  private static final Comparator<EncodedChange> BY_REFERENCE = SortedChanges::compareByReference;

  private final EncodedChange[] byEntity;

  /** By attribute, and there by entity. */
  private final EncodedChange[] byAttribute;

  /** Sorts changes; those whose keys are the same stay in their order. */
  SortedChanges(List<EncodedChange> changes) {
    byEntity = byEntity(changes);
    byAttribute = byAttribute(byEntity);
  }

  /** Those that an index has, in the order of their keys; not to be changed. */
  EncodedChange[] in(Index index) {
    return switch (index) {
      case EAVT -> byEntity;
      case AEVT -> byAttribute;
      case AVET -> byValue();
      case VAET -> references();
    };
  }

  private static EncodedChange[] byEntity(List<EncodedChange> changes) {
    EncodedChange[] sorted = changes.toArray(EncodedChange[]::new);
    Arrays.sort(sorted, BY_ENTITY);
    int from = 0;
    for (int to = 1; to <= sorted.length; to++) {
      if (to == sorted.length || sorted[to].e() != sorted[from].e()) {
        Arrays.sort(sorted, from, to, BY_ATTRIBUTE_AND_VALUE);
        from = to;
      }
    }
    return sorted;
  }

  /** By attribute, else in the order given; where they lie close together, by counting. */
  private static EncodedChange[] byAttribute(EncodedChange[] given) {
    if (given.length < 2) {
      return given;
    }
    long least = Long.MAX_VALUE;
    long greatest = 0;
    for (EncodedChange change : given) {
      least = Math.min(least, change.a());
      greatest = Math.max(greatest, change.a());
    }
    if (greatest - least >= given.length) {
      EncodedChange[] sorted = given.clone();
      Arrays.sort(sorted, BY_ATTRIBUTE);
      return sorted;
    }
    int[] places = new int[(int) (greatest - least) + 2];
    for (EncodedChange change : given) {
      places[(int) (change.a() - least) + 1]++;
    }
    for (int i = 1; i < places.length; i++) {
      places[i] += places[i - 1];
    }
    EncodedChange[] sorted = new EncodedChange[given.length];
    for (EncodedChange change : given) {
      sorted[places[(int) (change.a() - least)]++] = change;
    }
    return sorted;
  }

  private EncodedChange[] byValue() {
    EncodedChange[] sorted = byAttribute.clone();
    int from = 0;
    for (int to = 1; to <= sorted.length; to++) {
      if (to == sorted.length || sorted[to].a() != sorted[from].a()) {
        Arrays.sort(sorted, from, to, BY_VALUE);
        from = to;
      }
    }
    return sorted;
  }

  private EncodedChange[] references() {
    EncodedChange[] sorted = new EncodedChange[byAttribute.length];
    int count = 0;
    for (EncodedChange change : byAttribute) {
      if (change.isRef()) {
        sorted[count++] = change;
      }
    }
    Arrays.sort(sorted, 0, count, BY_REFERENCE);
    return Arrays.copyOf(sorted, count);
  }

  /** Compares changes of one entity. */
  private static int compareByAttribute(EncodedChange one, EncodedChange other) {
    int order = Long.compare(one.a(), other.a());
    return order != 0 ? order : Arrays.compareUnsigned(one.value(), other.value());
  }

  /** Compares changes of one attribute. */
  private static int compareByValue(EncodedChange one, EncodedChange other) {
    int order = Arrays.compareUnsigned(one.value(), other.value());
    return order != 0 ? order : Long.compare(one.e(), other.e());
  }

  /** Compares changes of references. */
  private static int compareByReference(EncodedChange one, EncodedChange other) {
    int order = Long.compare((Long) one.v(), (Long) other.v());
    if (order == 0) {
      order = Long.compare(one.a(), other.a());
    }
    return order != 0 ? order : Long.compare(one.e(), other.e());
  }
}
