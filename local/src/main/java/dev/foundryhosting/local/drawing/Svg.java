/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.drawing;

import java.util.Arrays;
import java.util.Locale;

/** Writes SVG elements; all texts are escaped. */
public final class Svg {
  private final StringBuilder out = new StringBuilder();

  /**
   * Begins a picture.
   *
   * @param style its class, by which the page's style sheet knows it
   * @param title a description for screen readers
   */
  public Svg(String style, double width, double height, String title) {
    Svg unused =
        write(
            """
            <svg xmlns="http://www.w3.org/2000/svg" class="%s" width="%.1f" height="%.1f" \
            role="img" viewBox="0 0 %2$.1f %3$.1f" aria-label="%s">""",
            style, width, height, title);
  }

  public Svg open(String style) {
    return write("<g class=\"%s\">", style);
  }

  /** The tooltip of the open group. */
  public Svg title(String text) {
    return write("<title>%s</title>", text);
  }

  public Svg rect(String style, double x, double y, double width, double height, double radius) {
    return write(
        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"%.1f\"/>",
        style, x, y, width, height, radius);
  }

  public Svg line(String style, double x1, double y1, double x2, double y2) {
    return write(
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
        style, x1, y1, x2, y2);
  }

  public Svg text(String style, double x, double y, String text) {
    return write("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>", style, x, y, text);
  }

  public Svg close() {
    return write("</g>");
  }

  /** The whole picture. */
  public String end() {
    return write("</svg>").out.toString();
  }

  private Svg write(String format, Object... values) {
    Object[] escaped =
        Arrays.stream(values)
            .map(each -> each instanceof String text ? escaped(text) : each)
            .toArray();
    out.append(String.format(Locale.ROOT, format, escaped));
    return this;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
