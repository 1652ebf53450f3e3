/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.lambda;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A record by its components. This is the only place that reflects: each record that comes here
 * must stand in reflect-config.json, or a native image does not find it.
 */
final class RecordType<R extends Record> {
  private final Class<R> type;

  RecordType(Class<R> type) {
    this.type = type;
  }

  /**
   * The type of a component.
   *
   * @param arguments those of a generic type, such as {@code Optional}
   */
  record ValueType(Class<?> raw, List<ValueType> arguments) {
    private static ValueType of(Type type) {
      return type instanceof ParameterizedType generic
          ? new ValueType(
              (Class<?>) generic.getRawType(),
              Arrays.stream(generic.getActualTypeArguments()).map(ValueType::of).toList())
          : new ValueType((Class<?>) type, List.of());
    }

    /** What an optional, a list, a label or a map is of. */
    ValueType argument() {
      return arguments.getLast();
    }
  }

  /** A component of a record. */
  record Component(RecordComponent reflected, ValueType type) {
    String name() {
      return reflected.getName();
    }

    <T extends Annotation> T annotation(Class<T> kind) {
      return reflected.getAnnotation(kind);
    }

    boolean has(Class<? extends Annotation> kind) {
      return reflected.isAnnotationPresent(kind);
    }

    Object of(Record owner) {
      try {
        return reflected.getAccessor().invoke(owner);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(owner.getClass() + "." + name() + " cannot be read", e);
      }
    }
  }

  List<Component> components() {
    return Arrays.stream(type.getRecordComponents())
        .map(each -> new Component(each, ValueType.of(each.getGenericType())))
        .toList();
  }

  /**
   * Makes one.
   *
   * @param value finds the value of a component
   */
  R create(Function<Component, Object> value) {
    return create(components().stream().map(value).toList());
  }

  /**
   * Makes one.
   *
   * @param values of all components, in their order
   */
  R create(List<Object> values) {
    Class<?>[] types = components().stream().map(each -> each.type().raw()).toArray(Class[]::new);
    try {
      return type.getConstructor(types).newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException rule ? rule : new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be made", e);
    }
  }
}
