package dev.dfdb.entities.mapping;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name under which a type stands in the database: the namespace of its attributes, or of an
 * enum the namespace of its idents. Without it, that is the simple name of the class with a small
 * first letter.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EntityName {

  /** The name, such as {@code deployment} or {@code shop.order}. */
  String value();
}
