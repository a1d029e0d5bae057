// Look at pages in a real browser, for tests/pages.py: at two widths, light and dark.
//
// Given as JSON: the pages, the browser, the folder of node's modules, and where pictures go. Printed
// as JSON lines: what is wrong with a page. axe-core judges contrast, names and roles; here stand the
// rest: nothing scrolls sideways but code and tables in their own box, and labels are large enough.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const asked = JSON.parse(readFileSync(0, "utf8"));
const require = createRequire(`${asked.modules}/`);
const puppeteer = require("puppeteer-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const browser = await puppeteer.launch({
  executablePath: asked.chromium,
  args: ["--no-sandbox", "--allow-file-access-from-files", "--hide-scrollbars"],
});
const page = await browser.newPage();

/** What axe-core finds that is serious or worse. */
const judge = () =>
  axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
    violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.length} times, as ${nodes[0].html.slice(0, 160)}`),
  );

/** What scrolls sideways, but is neither code nor a table in a box of its own. */
const sideways = () => {
  const found = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push(`the page, by ${root.scrollWidth - root.clientWidth}px`);
  for (const each of document.querySelectorAll("article *")) {
    if (each.scrollWidth <= each.clientWidth || each.clientWidth === 0) continue;
    if (!/auto|scroll/.test(getComputedStyle(each).overflowX)) continue;
    if (!each.closest("pre, .table-wrapper")) found.push(each.outerHTML.slice(0, 80));
  }
  return found.map((what) => `scrolls sideways: ${what}`);
};

/** Labels of pictures that are smaller than `least` pixels. */
const tiny = (least) => {
  const sizes = [...document.querySelectorAll("article svg[role=img] text")].map((each) => {
    const scale = each.getScreenCTM().a;
    return scale * parseFloat(getComputedStyle(each).fontSize);
  });
  const small = sizes.filter((size) => size < least);
  return small.length ? [`labels of ${Math.min(...small).toFixed(1)}px: ${small.length}`] : [];
};

for (const path of asked.pages) {
  for (const [width, height] of [[1280, 900], [390, 844]]) {
    for (const theme of ["light", "dark"]) {
      await page.setViewport({ width, height });
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
      await page.goto(`file://${asked.site}/${path}`);
      await page.evaluate(axe);
      const wrong = [
        ...(await page.evaluate(judge)),
        ...(await page.evaluate(sideways)),
        ...(await page.evaluate(tiny, asked.least)),
      ];
      console.log(JSON.stringify({ page: path, width, theme, wrong }));
      if (asked.pictures) {
        const name = `${path.replace(/\W+/g, "-")}-${width}-${theme}.png`;
        await page.screenshot({ path: `${asked.pictures}/${name}`, fullPage: true });
      }
    }
  }
}
/** The first page that the search of the site finds. */
const first = async (words) => {
  await page.goto(`file://${asked.site}/search.html?q=${encodeURIComponent(words)}`);
  const link = await page.waitForSelector("ul.search li a", { timeout: 10000 }).catch(() => null);
  if (link === null) return "nothing";
  const address = await link.evaluate((each) => each.getAttribute("href"));
  return address.replace(/\.html.*$/, "");
};

for (const [words, wanted] of Object.entries(asked.searched)) {
  const found = await first(words);
  const wrong = found === wanted ? [] : [`"${words}" finds ${found} first, not ${wanted}`];
  console.log(JSON.stringify({ page: "search.html", width: 390, theme: "dark", wrong }));
}
await browser.close();
