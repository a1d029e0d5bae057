// The page asks, Python in the worker answers, and the page shows it. A key's question goes before
// everything: what is under way for the panels is dropped. Never more than one verdict is on its
// way: what is typed meanwhile is asked next.

import { counted, label, languages, listed, parts, preferred, speak } from "./speaking.js";

const at = (id) => document.getElementById(id);
const FIELDS = ["text", "dialect", "zone", "locale", "seed", "moment"];
// Nobody reads a picture while typing: the panels wait for so many milliseconds of rest.
const REST = 250;
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

// --- asking -------------------------------------------------------------------------------

const worker = new Worker("worker.js", { type: "module" });
const waiting = new Map();
let asked = 0;

// The worker's clock too.
const clock = () => performance.timeOrigin + performance.now();

// What the worker has done, for who checks the page: pieces of work, the longest one in
// milliseconds, and how many began while a key was waiting.
let work = {};

worker.onmessage = ({ data: { id, answer, failure, dropped, pieces, longest, after } }) => {
  const { about, resolve, reject } = waiting.get(id);
  waiting.delete(id);
  if (failure !== undefined) {
    reject(new Error(failure));
    return;
  }
  if (dropped) work.dropped += 1;
  else {
    work.pieces += pieces;
    work.longest = Math.max(work.longest, longest);
    if (about === "verdict") work.after = Math.max(work.after, after);
  }
  // Nobody looks at the answer to a question that was dropped.
  resolve(dropped ? {} : JSON.parse(answer));
};
worker.onerror = (event) => failed(new Error(event.message || "the worker did not start"));

// How many columns a drawn line may have: measured when that changes, and not at each key.
let columns = 80;
new ResizeObserver(([{ contentRect: { width } }]) => {
  columns = Math.max(24, Math.floor((width - 20) / 10));
}).observe(at("verdict"));

function ask(about, subject = "") {
  const question = {
    about,
    subject,
    text: at("text").value,
    dialect: at("dialect").value,
    zone: at("zone").value.trim() || HERE,
    locale: at("locale").value,
    seed: at("seed").value,
    now: new Date().toISOString(),
    columns,
  };
  return new Promise((resolve, reject) => {
    asked += 1;
    waiting.set(asked, { about, resolve, reject });
    worker.postMessage({ id: asked, question: JSON.stringify(question), since: clock() });
  });
}

function failed(error) {
  at("state").className = "bad";
  at("state").textContent = label("failed", { message: error.message });
  say(at("state").textContent);
}

// --- building elements ----------------------------------------------------------------------

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    if (name.includes("-") || name === "lang" || name === "scope" || name === "dir") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

// What is answered: whoever waits for an answer sees by this that it is there.
const chosen = () => JSON.stringify(["text", "dialect", "zone", "locale"].map((name) => at(name).value));

const code = (text) => make("code", { dir: "ltr" }, text);
const time = (text) => make("bdi", { className: "whole", dir: "ltr" }, text);
const said = (text, lang) => make("span", { lang, dir: "auto" }, text);
// Without a language it is in that of the page.
const note = (text, lang) => make("span", { className: "note", lang, dir: "auto" }, text);

const ROLES = { "thead, tbody": "rowgroup", tr: "row", td: "cell", "[scope=col]": "columnheader", "[scope=row]": "rowheader" };

// The heads and the name of a table are keys of labels.
function table(heads, rows, name, kind = "wide") {
  const head = make("tr", {}, ...heads.map((each) => make("th", { scope: "col" }, label(each))));
  const made = make("table", { className: kind, "aria-label": label(name) }, make("thead", {}, head), make("tbody", {}, ...rows));
  // On a phone the rows are blocks, and no table to a screen reader unless the roles say so.
  for (const [which, role] of Object.entries(ROLES)) {
    for (const each of made.querySelectorAll(which)) each.setAttribute("role", role);
  }
  made.setAttribute("role", "table");
  return made;
}

function troubled(place, answer) {
  if (answer.trouble === undefined) return false;
  place.replaceChildren(make("p", { className: "trouble", lang: "en", dir: "auto" }, answer.trouble.split("\n")[0]));
  return true;
}

// --- the verdict ----------------------------------------------------------------------------

let speaking;

function say(text) {
  // A screen reader hears what stands there once the reader rests, not each step to it.
  clearTimeout(speaking);
  speaking = setTimeout(() => { at("summary").textContent = text; }, 700);
}

function problemShown(problem, lang) {
  const message = make("p", {}, make("span", { className: "kind" }, label(problem.severity), " "), make("span", { className: "said", lang, dir: "auto" }, problem.message));
  const drawn = problem.drawn.length ? make("pre", { dir: "ltr", "aria-hidden": "true" }, problem.drawn.join("\n")) : null;
  const hint = problem.hint === null ? null : make("p", {}, make("span", { lang, dir: "auto" }, ...quoted(problem.hint)));
  return make("div", { className: `problem ${problem.severity}` }, message, drawn, hint);
}

// What stands between two ` is a text of cron.
const quoted = (hint) => hint.split("`").map((each, place) => (place % 2 ? code(each) : each));

function showVerdict(answer, key) {
  const problems = answer.problems ?? [];
  showState(answer, problems);
  at("words").hidden = !answer.words;
  at("words").lang = at("locale").value;
  at("words").textContent = answer.words ?? "";
  at("problems").replaceChildren(...problems.map((each) => problemShown(each, answer.problems_locale)), ...remarks(answer));
  at("correction").hidden = !answer.corrected;
  at("corrected").textContent = answer.corrected ?? "";
  at("text").setAttribute("aria-invalid", String(answer.valid === false));
  at("zone").setAttribute("aria-invalid", String(Boolean(answer.unknown_zone)));
  const shown = answer.valid && !answer.needs_seed;
  at("panels").hidden = !shown;
  at("verdict").dataset.shown = shown ? "yes" : "";
  at("verdict").dataset.of = key;
  const spoken = [...at("problems").querySelectorAll(".said")].slice(0, 3).map((each) => each.textContent);
  say([at("state").textContent, answer.words, ...spoken, answer.corrected && label("correct.spoken", { text: answer.corrected })].filter(Boolean).join(". "));
}

function showState(answer, problems) {
  const state = at("state");
  const errors = problems.filter((each) => each.severity === "error").length;
  delete state.dataset.label;
  state.className = answer.valid ? "good" : "bad";
  if (answer.unknown_zone) state.replaceChildren(...parts("zone.unknown", { zone: code(answer.unknown_zone.name) }));
  else if (answer.trouble !== undefined) state.replaceChildren(said(answer.trouble, "en"));
  else state.textContent = answer.valid ? label("valid") : counted("invalid", errors);
}

// What is no problem of the text, and yet keeps the page from showing when it runs.
function remarks(answer) {
  const found = [];
  if (answer.needs_seed) found.push(make("p", { className: "trouble said" }, label("seed.missing")));
  const near = (answer.unknown_zone?.nearest ?? []).map((zone) => {
    const button = make("button", { type: "button" }, code(zone));
    button.addEventListener("click", () => put("zone", zone));
    return button;
  });
  if (near.length) found.push(make("p", { className: "said" }, ...parts("zone.nearest", { zones: make("span", {}, ...listed(near, "disjunction")) })));
  return found;
}

// Put a text in place of what somebody typed, and let them go on there.
function put(field, text) {
  at(field).value = text;
  at(field).focus();
  changed();
}

// --- the panels -----------------------------------------------------------------------------

function weekday(iso) {
  const wall = new Date(`${iso.slice(0, 19)}Z`);
  return new Intl.DateTimeFormat(at("locale").value, { weekday: "short", timeZone: "UTC" }).format(wall);
}

function fromNow(instant) {
  const seconds = Math.max(0, instant - Date.now() / 1000);
  const units = [["year", 31_557_600], ["month", 2_629_800], ["day", 86_400], ["hour", 3_600], ["minute", 60], ["second", 1]];
  const [unit, size] = units.find(([, each]) => seconds >= each) ?? units.at(-1);
  return new Intl.RelativeTimeFormat(at("locale").value, { numeric: "always" }).format(Math.floor(seconds / size), unit);
}

// No line ends behind a minus, as one may behind a hyphen.
const minus = (offset) => offset.replace("-", "\u2212");

function runRow(row, lang) {
  if (row.kind !== "run") {
    const times = make("s", { dir: "ltr" }, row.walls.join(", "));
    const told = row.more ? parts("dropped.more", { times, n: row.more, last: row.last }) : [times];
    return make("tr", { className: "dropped" }, make("td", {}, ...told), make("td", {}, note(label(`dropped.${row.kind}`))), make("td"));
  }
  const notes = row.notes.map((each) => note(each, lang));
  if (row.change) notes.unshift(note(label("change", { before: minus(row.change[0]), after: minus(row.change[1]) })));
  const when = make("time", { dateTime: row.time, dir: "ltr" }, row.time.slice(0, 19).replace("T", " "), " ", make("span", { className: "dim" }, row.time.slice(19)));
  return make("tr", { className: notes.length ? "changed" : "" },
    make("td", {}, when, ...notes),
    make("td", {}, said(weekday(row.time), at("locale").value)),
    make("td", { className: "dim" }, said(fromNow(row.instant), at("locale").value)));
}

async function showRuns() {
  const answer = await ask("runs");
  return () => {
    if (troubled(at("runs"), answer)) return;
    if (!answer.runs.length) {
      at("runs").replaceChildren(make("p", {}, label(answer.never ? "runs.never" : "runs.never-again")));
      return;
    }
    at("runs").replaceChildren(table(["runs.time", "runs.day", "runs.from-now"], answer.runs.map((row) => runRow(row, answer.locale)), "runs"));
  };
}

const showPicture = (view) => async () => {
  const answer = await ask("picture", view);
  return () => {
    if (!troubled(at(view), answer)) at(view).innerHTML = answer.svg;
    at(view).lang = at("locale").value;
  };
};

async function showWhy() {
  if (!at("moment").dataset.chosen) at("moment").value = soon();
  const answer = await ask("why", at("moment").value);
  return () => {
    if (troubled(at("why"), answer)) return;
    const lang = answer.locale;
    const verdict = answer.fires ? "why.runs" : "why.does-not-run";
    const rows = answer.fields.map((each) => make("tr", {},
      make("th", { scope: "row" }, label(`field.${each.field}`)),
      make("td", {}, each.text ? code(each.text) : ""),
      make("td", {}, make("span", { className: each.matches ? "yes" : "no" }, label(each.matches ? "why.yes" : "why.no"))),
      make("td", {}, said(each.reason, lang))));
    const [before, after] = answer.neighbours.map((each) => (each === null ? label("why.none") : time(each)));
    at("why").replaceChildren(
      make("p", {}, make("strong", {}, ...parts(verdict, { moment: time(answer.moment) }))),
      ...answer.notes.map((each) => make("p", {}, note(each, lang))),
      table(["why.field", "why.text", "why.match", "why.reason"], rows, "why.table"),
      make("p", { className: "dim" }, ...parts("why.neighbours", { before, after })));
  };
}

// The first full hour from now on, as the zone's clock shows it.
function soon() {
  const zone = at("zone").value.trim() || HERE;
  let options = { timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit" };
  let format;
  try {
    format = new Intl.DateTimeFormat("en", options);
  } catch {
    format = new Intl.DateTimeFormat("en", { ...options, timeZone: "UTC" });
  }
  const parts = Object.fromEntries(format.formatToParts(Date.now() + 3_600_000).map((each) => [each.type, each.value]));
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:00`;
}

let titles = {};

function names(dialects) {
  return dialects.map((each) => titles[each]).join(", ");
}

async function showReadings() {
  const answer = await ask("readings");
  return () => {
    if (troubled(at("readings"), answer)) return;
    const lang = at("locale").value;
    const rows = answer.readings.map((each) => make("tr", {},
      make("td", {}, each.words ? said(each.words, lang) : "", each.text ? make("div", {}, code(each.text)) : ""),
      make("td", {}, names(each.dialects),
        each.own ? note(label("readings.own")) : null,
        each.apart ? note(label("readings.apart", { moment: each.apart })) : null)));
    if (answer.refused.length) rows.push(make("tr", {}, make("td", { className: "no" }, label("readings.refused")), make("td", {}, names(answer.refused))));
    at("readings").replaceChildren(table(["readings.meaning", "readings.systems"], rows, "readings"));
  };
}

function translationRow(answer) {
  const cells = [];
  if (answer.text !== null) cells.push(code(answer.text), ...answer.clock.map((each) => note(each, answer.locale)));
  else {
    cells.push(...parts("translations.impossible", { reason: said(answer.reason, "en") }));
    const lead = answer.exact ? "translations.together" : "translations.nearest";
    const texts = make("span", {}, ...listed(answer.nearest.map(code)));
    if (answer.nearest.length) cells.push(make("div", { className: "dim" }, ...parts(lead, { texts })));
  }
  return make("tr", {}, make("th", { scope: "row" }, titles[answer.dialect]), make("td", {}, ...cells));
}

async function showTranslations() {
  const answer = await ask("translations");
  return () => {
    if (troubled(at("translations"), answer)) return;
    const rows = answer.translations.map(translationRow);
    at("translations").replaceChildren(table(["translations.system", "translations.text"], rows, "translations", "pair"));
  };
}

// --- one turn after the other ---------------------------------------------------------------

let turn = 0;
let judging = false;
let rested = () => {};

function changed() {
  turn += 1;
  rested();
  at("copied").textContent = "";
  if (!judging) run();
  clearTimeout(remembering);
  remembering = setTimeout(remember, REST);
}

async function run() {
  try {
    const mine = await judge();
    if (mine === turn && at("verdict").dataset.shown) await showPanels(mine);
  } catch (error) {
    failed(error);
  }
}

// Show the verdict of what stands there, again until nothing was typed meanwhile.
async function judge() {
  judging = true;
  try {
    for (;;) {
      const mine = turn;
      const key = chosen();
      showVerdict(await ask("verdict"), key);
      if (mine === turn) return mine;
    }
  } finally {
    judging = false;
  }
}

const rest = () => new Promise((resolve) => {
  rested = resolve;
  setTimeout(resolve, REST);
});

const STEPS = [showRuns, showWhy, showPicture("week"), showReadings, showPicture("year"), showTranslations];

async function showPanels(mine) {
  const key = chosen();
  at("panels").setAttribute("aria-busy", "true");
  await rest();
  for (const step of STEPS) {
    if (mine !== turn) return;
    const draw = await step();
    if (mine !== turn) return;
    draw();
  }
  at("panels").setAttribute("aria-busy", "false");
  at("panels").dataset.of = key;
}

// --- the link -------------------------------------------------------------------------------

function link() {
  const parts = new URLSearchParams();
  for (const name of FIELDS) {
    const said = name === "moment" ? at(name).dataset.chosen : name === "text" || at(name).value;
    if (said) parts.set(name, at(name).value);
  }
  return `#${parts}`;
}

// Browsers refuse an address that changes many times in a while: it follows once the reader rests.
let remembering;

function remember() {
  clearTimeout(remembering);
  history.replaceState(null, "", link());
}

// What was typed a moment ago is not lost on the way to another page, and back.
addEventListener("pagehide", remember);

function recall(names = FIELDS) {
  const parts = new URLSearchParams(location.hash.slice(1));
  for (const name of names) {
    const value = parts.get(name);
    if (value === null) continue;
    const field = at(name);
    // A choice that there is not leaves what is chosen.
    if (field.tagName !== "SELECT" || [...field.options].some((each) => each.value === value)) field.value = value;
  }
  // A browser leaves empty what is no moment.
  if (parts.has("moment")) at("moment").dataset.chosen = at("moment").value && "yes";
}

// --- the beginning --------------------------------------------------------------------------

// What follows from a choice at once.
function settle() {
  speak(at("locale").value);
  const option = at("dialect").selectedOptions[0];
  at("seed-row").hidden = option?.dataset.seeded !== "true";
}

function fill(answer) {
  titles = Object.fromEntries(answer.dialects.map((each) => [each.name, each.title]));
  at("dialect").replaceChildren(...answer.dialects.map((each) => {
    const option = make("option", { value: each.name }, each.title);
    option.dataset.seeded = each.seeded;
    return option;
  }));
  at("locale").replaceChildren(...answer.locales.map((each) => make("option", { value: each, lang: each },
    new Intl.DisplayNames([each], { type: "language" }).of(each))));
  at("locale").value = preferred(answer.locales);
  at("zones").replaceChildren(...answer.zones.map((each) => make("option", { value: each })));
  at("version").textContent = answer.version;
}

async function begin() {
  // As far as can be told before Python is there.
  speak(new URLSearchParams(location.hash.slice(1)).get("locale") ?? preferred(languages()));
  at("zone").value = HERE;
  recall();
  fill(await ask("choices"));
  // Only now can these be chosen; what was typed while Python was loading stays.
  recall(["dialect", "locale"]);
  await ask("rehearsal");
  globalThis.work = work = { pieces: 0, longest: 0, after: 0, dropped: 0 };
  settle();
  for (const name of FIELDS) at(name).addEventListener("input", () => { settle(); changed(); });
  at("moment").addEventListener("input", () => { at("moment").dataset.chosen = at("moment").value && "yes"; }, true);
  at("correct").addEventListener("click", () => put("text", at("corrected").textContent));
  addEventListener("hashchange", () => { recall(); settle(); changed(); });
  changed();
}

at("asked").addEventListener("submit", (event) => event.preventDefault());

// Of several lines a field makes one without anything between them: put spaces there.
at("text").addEventListener("paste", (event) => {
  const pasted = event.clipboardData.getData("text/plain");
  const lines = pasted.split(/[\r\n]+/).filter((line) => line.trim());
  if (lines.length < 2 && lines[0] === pasted) return;
  event.preventDefault();
  at("text").setRangeText(lines.join(" "), at("text").selectionStart, at("text").selectionEnd, "end");
  at("text").dispatchEvent(new Event("input", { bubbles: true }));
});

at("copy").addEventListener("click", async () => {
  remember();
  try {
    await navigator.clipboard.writeText(location.href);
    at("copied").textContent = label("copied");
  } catch {
    at("copied").textContent = label("copy.by-hand");
  }
});

begin().catch(failed);
