import { calendar } from "./api.js";
import { element } from "./dom.js";
import { zone } from "./times.js";

let shown = null;

/** Shows the picture that the server draws; the licences' names stay when a person scrolls. */
export async function showCalendar(place, user, licences) {
  const text = licences ? await calendar(zone, user) : "";
  if (text === shown) return;
  shown = text;
  if (!text) return place.replaceChildren(element("p", "There is no licence yet.", "quiet"));
  const svg = document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
  place.replaceChildren(svg);
  keepNames(place);
  place.onscroll = () => keepNames(place);
}

function keepNames(place) {
  const svg = place.querySelector("svg");
  // The page may scale the picture.
  const factor = svg.viewBox.baseVal.width / svg.getBoundingClientRect().width;
  svg.querySelector(".cal-names").setAttribute("transform", `translate(${place.scrollLeft * factor})`);
}
