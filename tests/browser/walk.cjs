// Walks the demo in a real Chromium: countries with ordinary and awkward nodes, with and without
// JavaScript, success, cancel and failure, in three languages. Takes a picture of every page, asks
// axe-core about each (WCAG 2.2 A and AA), and fails on any CSP report.
//
//     node walk.cjs path/to/landport folder/for/screenshots
"use strict";
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const [binary, pictures] = process.argv.slice(2);
const port = 18080 + (process.pid % 1000);
const problems = [];
const seen = new Set();
let checks = 0;

function say(ok, what) {
  checks += 1;
  if (!ok) problems.push(what);
  if (!ok) console.log("  FAILED " + what);
}

async function demo() {
  const child = spawn(binary, ["demo", "--port", String(port), "--json"], { stdio: ["ignore", "pipe", "pipe"] });
  let err = "";
  child.stderr.on("data", (d) => { err = (err + d).slice(-4000); });
  const ready = await new Promise((resolve, reject) => {
    let out = "";
    const timer = setTimeout(() => reject(new Error("the demo was not ready in 180 s\n" + err)), 180000);
    child.on("exit", (code) => reject(new Error("the demo ended with " + code + "\n" + err)));
    child.stdout.on("data", (d) => {
      out += d;
      const line = out.split("\n").find((l) => l.startsWith("{"));
      if (line && out.includes("\n")) { clearTimeout(timer); resolve(JSON.parse(line)); }
    });
  });
  return { child, ready };
}

// One person's browser. Every page it stays on is pictured and checked once per name.
async function browser(chrome, options) {
  const context = await chrome.newContext({
    javaScriptEnabled: options.script !== false,
    locale: options.locale || "en-GB",
    viewport: options.viewport || { width: 900, height: 1000 },
    bypassCSP: false,
  });
  const page = await context.newPage();
  const label = options.label;
  page.on("console", (m) => {
    if (/Content Security Policy|Refused to/i.test(m.text())) say(false, `${label}: CSP: ${m.text()}`);
  });
  page.on("request", (r) => {
    if (r.url().endsWith("/csp-report")) say(false, `${label}: a CSP report was sent`);
  });
  page.on("pageerror", (e) => say(false, `${label}: script error: ${e.message}`));
  return { context, page, script: options.script !== false, label, locale: options.locale || "en-GB" };
}

async function look(b, name) {
  const file = `${b.locale.slice(0, 2)}-${name}${b.script ? "" : "-noscript"}`;
  if (seen.has(file)) return;
  seen.add(file);
  await b.page.screenshot({ path: path.join(pictures, file + ".png"), fullPage: true });
  if (!b.script) return; // axe is a script; the same page is checked in the walk with script
  const results = await b.page.evaluate(`(() => { ${axe}
    return axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }); })()`);
  for (const v of results.violations) {
    say(false, `${b.label}: ${file}: axe ${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 160)}`);
  }
  checks += 1;
}

async function submit(b, selector) {
  await Promise.all([b.page.waitForLoadState("load"), b.page.click(selector)]);
}

// The pages that go on by themselves do so only with script; without, the person presses a button.
// `arrived` is a selector or a part of the address.
async function press_on(b, arrived) {
  const there = async () => (arrived instanceof RegExp ? arrived.test(b.page.url()) : !!(await b.page.$(arrived)));
  for (let i = 0; i < 60; i += 1) {
    await b.page.waitForLoadState("load").catch(() => {});
    if (await there().catch(() => false)) return;
    if (!b.script) {
      const next = await b.page.$("form#post button, form#answer button, main .buttons a.main").catch(() => null);
      if (next) { await look(b, "send"); await Promise.all([b.page.waitForLoadState("load"), next.click()]); continue; }
    }
    await b.page.waitForTimeout(250);
  }
  say(false, `${b.label}: stuck at ${b.page.url()}, waiting for ${arrived}`);
}

async function to_country_page(b) {
  await b.page.goto(`http://trademark.localhost:${port}/`);
  await look(b, "service");
  await submit(b, 'a[href^="/login?as=european"]');
  await b.page.waitForURL(/no\.localhost.*\/country/);
  await look(b, "country");
}

async function to_foreign_login(b, country) {
  await to_country_page(b);
  await b.page.check(`input[name=country][value=${country}]`);
  await submit(b, "button[name=action][value=next]");
  await press_on(b, "input[name=person]");
  await look(b, `login-${country}`);
}

async function log_in(b, country, person, action) {
  await to_foreign_login(b, country);
  if (action !== "cancel") await b.page.check(`input[name=person][value=${person}]`);
  await submit(b, `button[name=action][value=${action || "next"}]`);
}

async function success(chrome, country, options) {
  const b = await browser(chrome, { ...options, label: `${country} plain ${JSON.stringify(options)}` });
  await log_in(b, country, options.person || "plain");
  await press_on(b, /trademark\.localhost.*\/me/);
  const text = await b.page.textContent("main");
  say(/trademark\.localhost/.test(b.page.url()), `${b.label}: ended at ${b.page.url()}`);
  say(new RegExp(`eidas_person_identifier.*${country}/NO/`, "s").test(text), `${b.label}: no identifier of ${country} on the service's page`);
  await look(b, `welcome-${options.person || "plain"}`);
  await b.context.close();
}

async function failure(chrome, country, person, action, name, error, options) {
  const b = await browser(chrome, { ...options, label: `${country} ${name} ${JSON.stringify(options)}` });
  await log_in(b, country, person, action);
  await press_on(b, "button[value=back]");
  await look(b, `error-${name}`);
  say(!!(await b.page.$(".reference code")), `${b.label}: no reference on the page`);
  await submit(b, "button[name=action][value=back]");
  await press_on(b, /trademark\.localhost/);
  const text = await b.page.textContent("body");
  say(/trademark\.localhost/.test(b.page.url()), `${b.label}: not back at the service but at ${b.page.url()}`);
  say(b.page.url().includes(error) || text.includes(error), `${b.label}: the service does not show ${error}`);
  await look(b, `service-${name}`);
  await b.context.close();
}

async function gateway_pages(chrome, options) {
  const b = await browser(chrome, { ...options, label: `pages ${JSON.stringify(options)}` });
  // the chooser, and cancelling there
  await b.page.goto(`http://trademark.localhost:${port}/`);
  await submit(b, 'a[href^="/login?as=anyone"]');
  await b.page.waitForSelector("input[name=eid]");
  await look(b, "chooser");
  // language switch in place keeps the flow
  const before = new URL(b.page.url()).searchParams.get("flow");
  for (const tag of ["nb", "nn", "en"]) {
    const link = await b.page.$(`nav a[lang=${tag}]`);
    if (link) await Promise.all([b.page.waitForLoadState("load"), link.click()]);
    say((await b.page.getAttribute("html", "lang")) === tag, `${b.label}: the page is not in ${tag}`);
    say(new URL(b.page.url()).searchParams.get("flow") === before, `${b.label}: the flow was lost by switching to ${tag}`);
  }
  await submit(b, "button[name=action][value=cancel]");
  await press_on(b, /trademark\.localhost/);
  say((await b.page.textContent("body")).includes("access_denied") || b.page.url().includes("access_denied"), `${b.label}: cancel is not access_denied`);
  // search on the country page, by server and by keyboard
  await to_country_page(b);
  await b.page.fill("input[name=q]", "oster");
  await b.page.keyboard.press("Enter");
  await b.page.waitForURL(/q=oster/);
  say(!!(await b.page.$("input[name=country][value=AT]")), `${b.label}: the search does not find Austria`);
  say(!(await b.page.$("input[name=country][value=SE]")), `${b.label}: the search keeps Sweden`);
  await look(b, "country-search");
  await to_foreign_login(b, "SE");
  // back from the foreign node: the country page or the two buttons, never a dead end
  await b.page.goBack();
  await b.page.waitForSelector("button[value=another], input[name=country]", { timeout: 10000 }).catch(() => say(false, `${b.label}: back from the country is a dead end at ${b.page.url()}`));
  await b.page.goto(`http://no.localhost:${port}/send?flow=${new URL(b.page.url()).searchParams.get("flow")}`);
  say(!!(await b.page.$("button[value=another]")), `${b.label}: a later visit of /send does not offer another country`);
  await look(b, "send-again");
  await b.page.goto(`http://no.localhost:${port}/country?flow=nosuchflow`);
  await look(b, "flow-unknown");
  await b.page.goto(`http://no.localhost:${port}/eidas/connector/acs`);
  await look(b, "not-for-people");
  await b.page.goto(`http://no.localhost:${port}/nothing-here`);
  await look(b, "not-found");
  await b.page.goto(`http://no.localhost:${port}/`);
  await look(b, "front");
  await b.page.goto(`http://localhost:${port}/`);
  await look(b, "europe");
  await b.context.close();
}

(async () => {
  fs.rmSync(pictures, { recursive: true, force: true });
  fs.mkdirSync(pictures, { recursive: true });
  const { child, ready } = await demo();
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), "landport-chromium-"));
  const chrome = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  try {
    say(Object.keys(ready.countries || {}).length === 13, "the JSON line does not name thirteen countries");
    for (const locale of ["nb-NO", "nn-NO", "en-GB"]) {
      const walks = [
        () => gateway_pages(chrome, { locale }),
        () => success(chrome, "SE", { locale }),
        () => failure(chrome, "SE", "plain", "cancel", "cancel", "access_denied", { locale }),
        () => failure(chrome, "SE", "fails", "next", "fails", "access_denied", { locale }),
        () => failure(chrome, "SE", "low", "next", "low", "unmet_authentication_requirements", { locale }),
      ];
      for (const walk of walks) await walk().catch((e) => say(false, `${locale}: ${e.message.split("\n")[0]}`));
    }
    for (const country of ["SE", "BG", "ES", "LU"]) {
      for (const script of [true, false]) {
        const options = { script };
        await success(chrome, country, options).catch((e) => say(false, `${country} ${script}: ${e.message.split("\n")[0]}`));
        await failure(chrome, country, "plain", "cancel", "cancel", "access_denied", options).catch((e) => say(false, `${country} ${script}: ${e.message.split("\n")[0]}`));
        await failure(chrome, country, "fails", "next", "fails", "access_denied", options).catch((e) => say(false, `${country} ${script}: ${e.message.split("\n")[0]}`));
      }
    }
    await success(chrome, "BG", { person: "non-latin" }).catch((e) => say(false, e.message.split("\n")[0]));
    await success(chrome, "SE", { viewport: { width: 320, height: 640 } }).catch((e) => say(false, e.message.split("\n")[0]));
  } finally {
    await chrome.close();
    fs.rmSync(profile, { recursive: true, force: true });
    child.removeAllListeners("exit");
    child.kill("SIGINT");
  }
  console.log(`browser: ${checks - problems.length} passed, ${problems.length} failed; ${seen.size} pictures`);
  process.exit(problems.length ? 1 : 0);
})().catch((e) => { console.error(e); process.exit(1); });
