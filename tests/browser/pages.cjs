// SPDX-License-Identifier: EUPL-1.2
// Pictures of every page of the gateway in Norwegian and in the languages whose words or letters are the hardest
// on a layout, at 320, 360, 768 and 1280 pixels, light and dark, in forced colours, at 400 % (320 by 256) and with
// the text spacing of WCAG 2.2 §1.4.12, with everything unfolded and the question about time that comes at its end, and
// what axe-core and a ruler say of each; beside them two that nobody speaks, for the layout: `xa` (two fifths longer,
// with accents) and `rtl` (from right to left). The pages come from a test:
//
//     LANDPORT_PAGES=folder cargo test --release --workspace --test pages written
//     node pages.cjs folder pictures [language …]
"use strict";
const fs = require("node:fs");
const http = require("node:http");
const path = require("node:path");
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const HARD = ["nb", "se", "de", "fi", "el", "bg", "mt", "xa", "rtl"];
const WIDTHS = [320, 360, 768, 1280];
// Pages that are open at a time.
const AT_ONCE = 2;
// On a machine on which others build, a picture was seen to take more than half a minute.
const PATIENCE_MS = 180000;
const SPACING = "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}" +
  "p{margin-bottom:2em!important}";
// The question whether more time is needed, as it stands there two minutes before the end.
const TIME = ".time{animation-delay:0s!important}";
const [folder, pictures, ...wanted] = process.argv.slice(2);
const tag = (file) => file.split("-")[0];
// Stands where an installation has a logo.
const LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><path fill="#0a4a8f" d="M4 4h32v20L20 36 4 24z"/></svg>';
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };

// What a ruler says of the page that is open.
function measure({ look, strange }) {
  const problems = [];
  // The question about time stays in sight, so it may not hide more than half of what is, and what it offers is in
  // sight with it.
  const time = look === "zoom" && document.querySelector(".time");
  if (time && time.checkVisibility()) {
    const [it, button] = [time, time.querySelector("button")].map((one) => one && one.getBoundingClientRect());
    const hides = it.height - innerHeight / 2;
    const below = button ? button.bottom - it.bottom : 0;
    if (hides > 0) problems.push(`the question about time hides ${hides} pixels too many`);
    if (below > 0) problems.push(`the button of the question about time is ${below} pixels out of sight`);
  }
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) problems.push(`${wide} pixels too wide`);
  // What lies left of the page, or above it, nobody can scroll to.
  const lost = [...document.querySelectorAll("a, button, input, summary, p, h1, h2, li")]
    .filter((it) => !it.closest(".skip") && it.checkVisibility()).map((it) => it.getBoundingClientRect())
    .filter((box) => box.width > 0 && box.height > 0 && (box.left < 0 || box.right > innerWidth)).length;
  if (lost > 0) problems.push(`${lost} parts are cut off at a side`);
  // A word is not torn in two without a hyphen; values and addresses may be.
  if (strange || look === "spaced") return problems;
  const parts = [...document.querySelectorAll("main *, footer *")].filter((it) =>
    it.checkVisibility() && !it.closest(".value, code, pre, textarea, svg, .contact a") &&
    getComputedStyle(it).hyphens !== "auto");
  const range = document.createRange();
  const words = (it) => [...it.childNodes].filter((node) => node.nodeType === 3).flatMap((node) =>
    [...node.data.matchAll(/[\p{L}\p{M}]{6,}/gu)].filter((word) => {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1;
    }).map((word) => word[0]));
  const torn = parts.flatMap(words);
  if (torn.length > 0) problems.push(`torn in two: ${torn.join(", ")}`);
  return problems;
}

(async () => {
  const server = http.createServer((request, response) => {
    if (request.url.startsWith("/logo/") || request.url === "/picture.svg") {
      return response.writeHead(200, { "content-type": TYPES[".svg"] }).end(LOGO);
    }
    const file = path.join(folder, path.normalize(new URL(request.url, "http://x").pathname));
    if (!fs.existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[path.extname(file)] || "text/plain" });
    return response.end(fs.readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"],
  });
  fs.mkdirSync(pictures, { recursive: true });
  const languages = wanted.length ? wanted : HARD;
  const files = fs.readdirSync(folder).filter((file) => languages.some((tag) => file.startsWith(`${tag}-`)));
  let problems = 0;
  // Said at once: a run of all of it takes long, and what it found is not lost with it.
  const say = (name, problem) => {
    problems += 1;
    console.log(`  FAILED ${name}: ${problem}`);
  };
  let seen = 0;
  // Dark and forced colours differ in colours only: at one width.
  const looks = [...WIDTHS.map((width) => ["", width]), ["dark", 320], ["forced", 320], ["zoom", 320], ["spaced", 320],
    ["open", 320], ["open", 1280]];
  for (const [look, width] of looks) {
    const asked = width === 320 && look !== "zoom" && look !== "spaced";
    const waiting = [...files];
    const work = async () => {
      const context = await browser.newContext({
        viewport: { width, height: look === "zoom" ? 256 : 640 },
        colorScheme: look === "dark" ? "dark" : "light",
        forcedColors: look === "forced" ? "active" : "none",
        reducedMotion: look === "zoom" ? "reduce" : "no-preference",
      });
      if (asked) await context.addInitScript(axe);
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      // A page that goes on by itself stands still here.
      await page.route((url) => url.origin !== origin, (route) => route.abort());
      for (let file = waiting.shift(); file; file = waiting.shift()) {
        const html = fs.readFileSync(path.join(folder, file), "utf8")
          .replace(/<meta http-equiv="refresh"[^>]*>/, "").replace(/ data-submit="now"/, "").replace(/ data-state="[^"]*"/, "");
        await page.route(`${origin}/${file}`, (route) => route.fulfill({ contentType: TYPES[".html"], body: html }));
        await page.goto(`${origin}/${file}`);
        if (look === "spaced") await page.addStyleTag({ content: SPACING });
        // What unfolds: the list of languages too, which nothing may cut off, and what a script shows.
        if (look === "open") {
          await page.evaluate(() => {
            document.querySelectorAll("details").forEach((it) => { it.open = true; });
            document.querySelectorAll("section[hidden]").forEach((it) => { it.hidden = false; });
          });
        }
        if (look === "open" || look === "zoom") await page.addStyleTag({ content: TIME });
        const name = file.replace(".html", `-${width}${look ? `-${look}` : ""}`);
        await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true });
        seen += 1;
        for (const problem of await page.evaluate(measure, { look, strange: tag(file) === "xa" })) {
          say(name, problem);
        }
        if (!asked) continue;
        const found = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags, resultTypes: ["violations"] }), WCAG);
        for (const v of found.violations) {
          say(name, `axe ${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 160)}`);
        }
      }
      await context.close();
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }
  await browser.close();
  server.close();
  console.log(`pages: ${seen} pictures, ${problems} problems`);
  process.exit(seen > 0 && problems === 0 ? 0 : 1);
})().catch((error) => { console.error(error); process.exit(1); });
