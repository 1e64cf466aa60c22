package dev.dfdb.internal.index;

import dev.dfdb.datom.Index;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The changes of one transaction in the orders of the indexes. Immutable. */
final class SortedChanges {

  private static final Comparator<EncodedChange> BY_ENTITY = SortedChanges::compareByEntity;
  private static final Comparator<EncodedChange> BY_ATTRIBUTE =
      (one, other) -> Long.compare(one.a(), other.a());
  private static final Comparator<EncodedChange> BY_VALUE = SortedChanges::compareByValue;
  private static final Comparator<EncodedChange> BY_REFERENCE = SortedChanges::compareByReference;

  private final List<EncodedChange> byEntity;

  /** By attribute, and there by entity. */
  private final List<EncodedChange> byAttribute;

  /** Sorts changes; those whose keys are the same stay in their order. */
  SortedChanges(List<EncodedChange> changes) {
    byEntity = new ArrayList<>(changes);
    byEntity.sort(BY_ENTITY);
    byAttribute = new ArrayList<>(byEntity);
    byAttribute.sort(BY_ATTRIBUTE);
  }

  /** Those that an index has, in the order of their keys. */
  List<EncodedChange> in(Index index) {
    return switch (index) {
      case EAVT -> byEntity;
      case AEVT -> byAttribute;
      case AVET -> byValue();
      case VAET -> references();
    };
  }

  private List<EncodedChange> byValue() {
    List<EncodedChange> sorted = new ArrayList<>(byAttribute);
    int from = 0;
    for (int to = 1; to <= sorted.size(); to++) {
      if (to == sorted.size() || sorted.get(to).a() != sorted.get(from).a()) {
        if (to - from > 1) {
          sorted.subList(from, to).sort(BY_VALUE);
        }
        from = to;
      }
    }
    return sorted;
  }

  private List<EncodedChange> references() {
    List<EncodedChange> sorted = new ArrayList<>();
    for (EncodedChange change : byAttribute) {
      if (change.isRef()) {
        sorted.add(change);
      }
    }
    sorted.sort(BY_REFERENCE);
    return sorted;
  }

  private static int compareByEntity(EncodedChange one, EncodedChange other) {
    int order = Long.compare(one.e(), other.e());
    if (order == 0) {
      order = Long.compare(one.a(), other.a());
    }
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
