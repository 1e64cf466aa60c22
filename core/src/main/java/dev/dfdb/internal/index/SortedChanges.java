package dev.dfdb.internal.index;

import dev.dfdb.datom.Index;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** The changes of one transaction in the orders of the indexes. Immutable. */
final class SortedChanges {

  private static final Comparator<EncodedChange> BY_ENTITY = SortedChanges::compareByEntity;
  private static final Comparator<EncodedChange> BY_VALUE = SortedChanges::compareByValue;
  private static final Comparator<EncodedChange> BY_REFERENCE = SortedChanges::compareByReference;

  private final List<EncodedChange> byEntity;

  /** By attribute, and there by entity. */
  private final Collection<List<EncodedChange>> byAttribute;

  private final int size;

  /** Sorts changes; those whose keys are the same stay in their order. */
  SortedChanges(List<EncodedChange> changes) {
    byEntity = new ArrayList<>(changes);
    byEntity.sort(BY_ENTITY);
    size = changes.size();
    TreeMap<Long, List<EncodedChange>> groups = new TreeMap<>();
    for (EncodedChange change : byEntity) {
      groups.computeIfAbsent(change.a(), a -> new ArrayList<>()).add(change);
    }
    byAttribute = groups.values();
  }

  /** Those that an index has, in the order of their keys. */
  List<EncodedChange> in(Index index) {
    return switch (index) {
      case EAVT -> byEntity;
      case AEVT -> byAttributeAndEntity();
      case AVET -> byAttributeAndValue();
      case VAET -> references();
    };
  }

  private List<EncodedChange> byAttributeAndEntity() {
    List<EncodedChange> sorted = new ArrayList<>(size);
    byAttribute.forEach(sorted::addAll);
    return sorted;
  }

  private List<EncodedChange> byAttributeAndValue() {
    List<EncodedChange> sorted = new ArrayList<>(size);
    for (List<EncodedChange> group : byAttribute) {
      int from = sorted.size();
      sorted.addAll(group);
      sorted.subList(from, sorted.size()).sort(BY_VALUE);
    }
    return sorted;
  }

  private List<EncodedChange> references() {
    List<EncodedChange> sorted = new ArrayList<>();
    for (List<EncodedChange> group : byAttribute) {
      if (group.get(0).isRef()) {
        sorted.addAll(group);
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
