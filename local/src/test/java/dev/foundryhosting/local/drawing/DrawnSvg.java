/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A picture read again, for tests that look at its parts. */
public final class DrawnSvg {
  private DrawnSvg() {}

  public static Element parsed(String svg) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(svg)))
          .getDocumentElement();
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new AssertionError("not well-formed: " + svg, e);
    }
  }

  /** The one element that has a class. */
  public static Element only(Element svg, String style) {
    List<Element> found = elements(svg, style);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  public static List<String> texts(Element svg, String style) {
    return elements(svg, style).stream().map(Element::getTextContent).toList();
  }

  public static List<Element> elements(Element svg, String style) {
    NodeList all = svg.getElementsByTagName("*");
    return IntStream.range(0, all.getLength())
        .mapToObj(i -> (Element) all.item(i))
        .filter(each -> List.of(each.getAttribute("class").split(" ")).contains(style))
        .toList();
  }

  public static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }
}
