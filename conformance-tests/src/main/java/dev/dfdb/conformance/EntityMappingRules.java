package dev.dfdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dfdb.conformance.entity.Account;
import dev.dfdb.conformance.entity.Generic.Box;
import dev.dfdb.conformance.entity.Generic.Counted;
import dev.dfdb.conformance.entity.Generic.Dated;
import dev.dfdb.conformance.entity.Generic.Item;
import dev.dfdb.conformance.entity.Generic.Page;
import dev.dfdb.conformance.entity.Generic.Underscored;
import dev.dfdb.conformance.entity.Generic.Wrapped;
import dev.dfdb.conformance.entity.Generic.WrappedTwice;
import dev.dfdb.conformance.entity.Mapped.Branch;
import dev.dfdb.conformance.entity.Mapped.Circle;
import dev.dfdb.conformance.entity.Mapped.Code;
import dev.dfdb.conformance.entity.Mapped.Knot;
import dev.dfdb.conformance.entity.Mapped.Link;
import dev.dfdb.conformance.entity.Mapped.Square;
import dev.dfdb.conformance.entity.Mapped.Thing;
import dev.dfdb.conformance.entity.Mapped.Tree;
import dev.dfdb.datom.Index;
import dev.dfdb.edn.Keyword;
import dev.dfdb.entities.Entities;
import dev.dfdb.entities.EntityTypes;
import dev.dfdb.entities.mapping.EntityMappingException;
import dev.dfdb.entities.mapping.Ref;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What Jackson says of classes holds for entities, and objects may refer to each other at length.
 */
interface EntityMappingRules extends DatabaseRules {

  String MAPPED = "mapped";

  private static Entities of(DatabaseBench database, Class<?>... types) {
    return Entities.of(EntityTypes.of(types), namespace -> database.connection());
  }

  @Test
  default void creatorsSerialisersAndPolymorphicTypesAreJacksons() {
    onDatabase(database -> {
      Entities entities = of(database, Thing.class);
      Thing thing = Thing.of(
          5,
          new int[] {1, 2, 3},
          new Code("x"),
          List.of(new Circle(1.5), new Square(2)),
          Map.of(new Code("a"), 1));
      entities.save(entities.changes(MAPPED).set(thing).build());
      assertEquals(
          Optional.empty(), entities.save(entities.changes(MAPPED).set(thing).build()));
      database.holds(db -> {
        assertEquals(Optional.of(thing), entities.view(db).find(Thing.class, 5));
        assertEquals("[1, 2, 3]", Views.value(db, List.of(":thing/key", 5), ":thing/numbers"));
        assertEquals("x", Views.value(db, List.of(":thing/key", 5), ":thing/code"));
      });
    });
  }

  @Test
  default void aNamingStrategyNamesAttributes() {
    onDatabase(database -> {
      JsonMapper mapper = JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.UPPER_SNAKE_CASE)
          .addMixIn(Account.class, AccountNames.class)
          .build();
      Entities entities = Entities.of(
          EntityTypes.builder().mapper(mapper).register(Account.class).build(),
          database.connection());
      Account ada = Account.of(1, "ada", List.of("admin"));
      entities.save(entities.changes(MAPPED).set(ada).build());
      assertEquals(List.of(ada), entities.load(MAPPED, Account.class));
      assertNotNull(database.db().entid(Keyword.of("account", "OWNER")));
    });
  }

  /** Says which component is the id, as the strategy has changed its name. */
  abstract class AccountNames {

    @dev.dfdb.entities.mapping.EntityId
    abstract long getId();
  }

  @Test
  default void chainsOfReferencesMayBeLong() {
    onDatabase(database -> {
      Entities entities = of(database, Link.class);
      int length = 3_000;
      Link last = new Link("0", null);
      var changes = entities.changes(MAPPED).set(last);
      for (int i = 1; i < length; i++) {
        last = new Link(String.valueOf(i), last);
        changes.set(last);
      }
      entities.save(changes.build());
      for (Link found : List.of(
          entities.load(MAPPED, Link.class, String.valueOf(length - 1)).orElseThrow(),
          entities.load(MAPPED, Link.class).get(length - 1))) {
        int links = 0;
        for (Link link = found; link != null; link = link.next()) {
          links++;
        }
        assertEquals(length, links);
      }
    });
  }

  @Test
  default void aCircleOfReferencesIsAnErrorThatSaysWhatHelps() {
    onDatabase(database -> {
      Entities entities = of(database, Link.class);
      Link a = new Link("a", null);
      Link b = new Link("b", a);
      entities.save(entities.changes(MAPPED).set(a).set(b).build());
      entities.save(entities.changes(MAPPED).set(new Link("a", b)).build());
      EntityMappingException circle =
          assertThrows(EntityMappingException.class, () -> entities.load(MAPPED, Link.class, "a"));
      assertEquals(Keyword.of("link", "next"), circle.context().get("component"));
      assertThrows(EntityMappingException.class, () -> entities.load(MAPPED, Link.class));
    });
  }

  @Test
  default void nestedObjectsMayBeNestedInThemselves() {
    onDatabase(database -> {
      Entities entities = of(database, Tree.class);
      Branch deep = new Branch("leaf", List.of());
      for (int i = 0; i < 90; i++) {
        deep = new Branch("branch " + i, List.of(deep, new Branch("leaf", List.of())));
      }
      Tree tree = new Tree("t", List.of(deep));
      entities.save(entities.changes(MAPPED).set(tree).build());
      database.holds(db -> assertEquals(List.of(tree), entities.view(db).all(Tree.class)));
      Tree other = new Tree("t", List.of(new Branch("branch", List.of())));
      entities.save(entities.changes(MAPPED).set(other).build());
      assertEquals(1, Views.datoms(database.db(), Index.AEVT, ":branch/name").size());
      for (int i = 0; i < 90; i++) {
        deep = new Branch("branch", List.of(deep));
      }
      Tree tooDeep = new Tree("t", List.of(deep));
      assertThrows(
          EntityMappingException.class,
          () -> entities.save(entities.changes(MAPPED).set(tooDeep).build()));
      assertEquals(List.of(other), entities.load(MAPPED, Tree.class));
    });
  }

  @Test
  default void referencesMayBeOptionalOrInLists() {
    onDatabase(database -> {
      Entities entities = of(database, Link.class, Knot.class);
      Link a = new Link("a", null);
      Link b = new Link("b", a);
      Ref<Link> toA = Ref.to(Link.class, "a");
      Ref<Link> toB = Ref.to(Link.class, "b");
      Knot full =
          new Knot("k", List.of(toB, toA, toB), Optional.of(b), Optional.of(toA), Set.of(a, b));
      Knot empty = new Knot("e", List.of(), Optional.empty(), Optional.empty(), Set.of());
      entities.save(entities.changes(MAPPED).set(full).set(empty).set(b).set(a).build());
      database.holds(db -> {
        assertEquals(Set.of(full, empty), Set.copyOf(entities.view(db).all(Knot.class)));
        assertEquals(Optional.of(full), entities.view(db).find(Knot.class, "k"));
      });
      entities.save(entities.changes(MAPPED).unset(a).build());
      Link alone = new Link("b", null);
      assertEquals(
          Optional.of(new Knot(
              "k", List.of(toB, toB), Optional.of(alone), Optional.empty(), Set.of(alone))),
          entities.load(MAPPED, Knot.class, "k"));
    });
  }

  @Test
  default void nestedObjectsOfGenericClassesKeepTheirTypes() {
    onDatabase(database -> {
      Entities entities = of(database, Wrapped.class);
      Wrapped wrapped = new Wrapped(
          "w", new Box<>(5L), new Page<>(List.of(new Item("a"))), List.of(new Box<>(6L)));
      Wrapped none = new Wrapped("n", new Box<>(null), new Page<>(List.of()), List.of());
      entities.save(entities.changes(MAPPED).set(wrapped).set(none).build());
      database.holds(db -> {
        assertEquals(Optional.of(wrapped), entities.view(db).find(Wrapped.class, "w"));
        assertEquals(Optional.of(none), entities.view(db).find(Wrapped.class, "n"));
      });
      EntityMappingException both =
          assertThrows(EntityMappingException.class, () -> EntityTypes.of(WrappedTwice.class));
      assertEquals(Box.class.getName() + "<java.util.UUID>", both.context().get("type"));
    });
  }

  @Test
  default void whatCouldNotBeSavedIsRefusedWhenItIsRegistered() {
    for (Class<?> type : List.of(Counted.class, Dated.class, Underscored.class)) {
      EntityMappingException refusal =
          assertThrows(EntityMappingException.class, () -> EntityTypes.of(type), type.getName());
      assertEquals(type.getName(), refusal.context().get("type"));
    }
  }
}
