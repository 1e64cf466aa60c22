package dev.dfdb.conformance.entity;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An entity that is a class with setters, and equal by content. */
public final class Account {

  private long id;
  private @Nullable String owner;
  private List<String> roles = new ArrayList<>();

  /** The id. */
  public long getId() {
    return id;
  }

  /** Sets the id. */
  public void setId(long id) {
    this.id = id;
  }

  /** Whose it is. */
  public @Nullable String getOwner() {
    return owner;
  }

  /** Sets whose it is. */
  public void setOwner(@Nullable String owner) {
    this.owner = owner;
  }

  /** What the owner may do. */
  public List<String> getRoles() {
    return roles;
  }

  /** Sets what the owner may do. */
  public void setRoles(List<String> roles) {
    this.roles = roles;
  }

  /** One with everything set. */
  public static Account of(long id, @Nullable String owner, List<String> roles) {
    Account account = new Account();
    account.setId(id);
    account.setOwner(owner);
    account.setRoles(roles);
    return account;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Account that
        && id == that.id
        && Objects.equals(owner, that.owner)
        && roles.equals(that.roles);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(id);
  }

  @Override
  public String toString() {
    return id + " " + owner + " " + roles;
  }
}
