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
      attributes(
          style,
          "viewBox",
          "0 0 %s %s".formatted(number(width), number(height)),
          "width",
          width,
          "height",
          height,
          "role",
          "img",
          "aria-label",
          title);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  public Svg open(String style) {
    return write(
        () -> {
          xml.writeStartElement("g");
          attributes(style);
        });
  }

  /** The tooltip of the open group. */
  public Svg title(String text) {
    return write(
        () -> {
          xml.writeStartElement("title");
          xml.writeCharacters(text);
          xml.writeEndElement();
        });
  }

  public Svg rect(String style, double x, double y, double width, double height, double radius) {
    return write(
        () -> {
          xml.writeEmptyElement("rect");
          attributes(style, "x", x, "y", y, "width", width, "height", height, "rx", radius);
        });
  }

  public Svg line(String style, double x1, double y1, double x2, double y2) {
    return write(
        () -> {
          xml.writeEmptyElement("line");
          attributes(style, "x1", x1, "y1", y1, "x2", x2, "y2", y2);
        });
  }

  public Svg text(String style, double x, double y, String text) {
    return write(
        () -> {
          xml.writeStartElement("text");
          attributes(style, "x", x, "y", y);
          xml.writeCharacters(text);
          xml.writeEndElement();
        });
  }

  public Svg close() {
    return write(xml::writeEndElement);
  }

  /** The whole picture; it is complete then. */
  public String end() {
    write(xml::writeEndDocument);
    return out.toString();
  }

  /** Names and values in turn. */
  private void attributes(String style, Object... attributes) throws XMLStreamException {
    xml.writeAttribute("class", style);
    for (int i = 0; i < attributes.length; i += 2) {
      Object value = attributes[i + 1];
      xml.writeAttribute(
          (String) attributes[i], value instanceof Double d ? number(d) : value.toString());
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private Svg write(Piece piece) {
    try {
      piece.write();
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException("An element was written out of turn", e);
    }
  }

  @FunctionalInterface
  private interface Piece {
    void write() throws XMLStreamException;
  }
}
