/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.drawing;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes SVG elements; text and attributes are escaped. */
public final class Svg {
  private final StringWriter out = new StringWriter();
  private final XMLStreamWriter xml;

  /**
   * Begins a picture.
   *
   * @param style its class, by which the page's style sheet knows it
   * @param title a description for screen readers
   */
  public Svg(String style, double width, double height, String title) {
    try {
      xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
      xml.writeStartElement("svg");
      xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    attributes("class", style, "width", width, "height", height, "role", "img");
    String box = "0 0 %s %s".formatted(number(width), number(height));
    attributes("viewBox", box, "aria-label", title);
  }

  public Svg open(String style) {
    write(() -> xml.writeStartElement("g"));
    return attributes("class", style);
  }

  /** The tooltip of the open group. */
  public Svg title(String text) {
    write(() -> xml.writeStartElement("title"));
    write(() -> xml.writeCharacters(text));
    return close();
  }

  public Svg rect(String style, double x, double y, double width, double height, double radius) {
    write(() -> xml.writeEmptyElement("rect"));
    return attributes(
        "class", style, "x", x, "y", y, "width", width, "height", height, "rx", radius);
  }

  public Svg line(String style, double x1, double y1, double x2, double y2) {
    write(() -> xml.writeEmptyElement("line"));
    return attributes("class", style, "x1", x1, "y1", y1, "x2", x2, "y2", y2);
  }

  public Svg text(String style, double x, double y, String text) {
    write(() -> xml.writeStartElement("text"));
    attributes("class", style, "x", x, "y", y);
    write(() -> xml.writeCharacters(text));
    return close();
  }

  public Svg close() {
    write(xml::writeEndElement);
    return this;
  }

  /** The whole picture. */
  public String end() {
    write(xml::writeEndDocument);
    return out.toString();
  }

  /** Names and values in turn. */
  private Svg attributes(Object... attributes) {
    for (int i = 0; i < attributes.length; i += 2) {
      String name = (String) attributes[i];
      Object value = attributes[i + 1];
      write(
          () -> xml.writeAttribute(name, value instanceof Double d ? number(d) : value.toString()));
    }
    return this;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private void write(Piece piece) {
    try {
      piece.write();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("An element was written out of turn", e);
    }
  }

  @FunctionalInterface
  private interface Piece {
    void write() throws XMLStreamException;
  }
}
