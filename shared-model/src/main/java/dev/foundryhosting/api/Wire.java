/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the type of a component does not say of its form on the wire. */
public final class Wire {
  private Wire() {}

  /** The fields of this record, or the entries of this map, stand among those of its owner. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface Unwrapped {}

  /** A list that is absent when it is empty. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface OmitEmpty {}

  /** A text of a request that may have several lines. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface Lines {}

  /**
   * A text of a request that its use case checks alone, together with the other fields: so an
   * answer names all of them that are wrong.
   */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface Unchecked {}

  /** The bounds of a number of a request, both included. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface Range {
    long min();

    long max();
  }

  /** How many entries a list of a request may have, and what each of them is. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface AtMost {
    int value();

    /** A regular expression. */
    String entries() default "[A-Za-z0-9_-]{1,64}";

    String called() default "names of 1 to 64 letters, digits, '_' or '-'";
  }

  /** What {@code null} stands for in a request; elsewhere it is wrong. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface NullMeans {
    String value();
  }
}
