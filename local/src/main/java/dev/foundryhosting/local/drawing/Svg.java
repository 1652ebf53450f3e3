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
   * @param title what it shows, for those who cannot see it
   */
  public Svg(String style, double width, double height, String title) {
    try {
      xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    write(
        () -> {
          xml.writeStartElement("svg");
          xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
          xml.writeAttribute("class", style);
          xml.writeAttribute("viewBox", "0 0 %s %s".formatted(number(width), number(height)));
          xml.writeAttribute("width", number(width));
          xml.writeAttribute("height", number(height));
          xml.writeAttribute("role", "img");
          xml.writeAttribute("aria-label", title);
        });
  }

  public Svg open(String style) {
    return write(
        () -> {
          xml.writeStartElement("g");
          xml.writeAttribute("class", style);
        });
  }

  /** What is shown of the open group when somebody points at it. */
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
          xml.writeAttribute("class", style);
          xml.writeAttribute("x", number(x));
          xml.writeAttribute("y", number(y));
          xml.writeAttribute("width", number(width));
          xml.writeAttribute("height", number(height));
          xml.writeAttribute("rx", number(radius));
        });
  }

  public Svg line(String style, double x1, double y1, double x2, double y2) {
    return write(
        () -> {
          xml.writeEmptyElement("line");
          xml.writeAttribute("class", style);
          xml.writeAttribute("x1", number(x1));
          xml.writeAttribute("y1", number(y1));
          xml.writeAttribute("x2", number(x2));
          xml.writeAttribute("y2", number(y2));
        });
  }

  public Svg text(String style, double x, double y, String text) {
    return write(
        () -> {
          xml.writeStartElement("text");
          xml.writeAttribute("class", style);
          xml.writeAttribute("x", number(x));
          xml.writeAttribute("y", number(y));
          xml.writeCharacters(text);
          xml.writeEndElement();
        });
  }

  public Svg close() {
    return write(xml::writeEndElement);
  }

  /** The whole; nothing can be written afterwards. */
  public String end() {
    write(xml::writeEndDocument);
    return out.toString();
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
