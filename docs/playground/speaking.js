// What the page itself says, in the language of its reader: `labels/` has a file for each, which
// the build puts together. Where there is none for a language, the page speaks English.
import LABELS from "./labels.js";

const ENGLISH = "en";
const FROM_RIGHT = ["ar", "he"];

let language = ENGLISH;
let turned = "";

// Turn the whole page to a language.
export function speak(locale) {
  if (locale === turned) return;
  turned = locale;
  language = Object.hasOwn(LABELS, locale) ? locale : ENGLISH;
  document.documentElement.lang = language;
  document.documentElement.dir = FROM_RIGHT.includes(language) ? "rtl" : "ltr";
  document.title = label("title");
  for (const each of document.querySelectorAll("[data-label]")) {
    const places = [...each.querySelectorAll("[data-place]")].map((place) => [place.dataset.place, place]);
    each.replaceChildren(...parts(each.dataset.label, Object.fromEntries(places)));
  }
}

// The first language of a list that the reader's browser asks for; English where there is none.
export function preferred(known) {
  for (const wanted of navigator.languages) {
    const { language: code, script } = new Intl.Locale(wanted).maximize();
    const found = [`${code}-${script}`, code].find((each) => known.includes(each));
    if (found) return found;
  }
  return ENGLISH;
}

export const languages = () => Object.keys(LABELS);

// A label in pieces: where it has a place, {like_this}, what stands there, be it an element.
export function parts(key, values = {}) {
  const pieces = LABELS[language][key].split(/\{(\w+)\}/);
  return pieces.map((piece, place) => (place % 2 ? values[piece] : piece)).filter((piece) => piece !== "");
}

export const label = (key, values) => parts(key, values).join("");

// A label that has a number, in the form which the language has for it.
export function counted(key, n) {
  const form = `${key}.${new Intl.PluralRules(language).select(n)}`;
  return label(form in LABELS[language] ? form : `${key}.other`, { n });
}

// Several things in one sentence: "a, b and c".
export function listed(elements, type = "conjunction") {
  const places = elements.map((_, place) => String(place));
  const form = new Intl.ListFormat(language, { type });
  return form.formatToParts(places).map((part) => (part.type === "element" ? elements[Number(part.value)] : part.value));
}
