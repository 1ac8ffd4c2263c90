// SPDX-License-Identifier: EUPL-1.2
// The stage of the browser tests: a demo, one Chromium, and persons who walk through it. Every
// page a person looks at is pictured once (not in CI, where nobody looks at pictures) and asked: one
// heading, the right language, nothing cut off at the side, axe-core (WCAG 2.2 A and AA). Any CSP
// report or script error is a failure.
//
// Two demos stand side by side, each with its own port and keys: what is switched off in one, the
// walks through the other need. What took how long is written at the end.
"use strict";
const { spawn, spawnSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
// What goes on by itself with script, and by a button without.
const ONWARD = "form#post button, form#answer button, main .buttons a.main";

// What all stages have together.
class House {
  constructor(binary, pictures) {
    Object.assign(this, { binary, pictures, checks: 0, problems: [] });
    // Pictures that were made, and pages whose colours were looked at, by name.
    Object.assign(this, { seen: new Set(), coloured: new Set() });
    // Windows that nobody sits at, by what they are; what was done for how many milliseconds.
    Object.assign(this, { free: new Map(), spent: {}, walked: [] });
  }

  async open() {
    fs.rmSync(this.pictures, { recursive: true, force: true });
    fs.mkdirSync(this.pictures, { recursive: true });
    this.chrome = await chromium.launch({
      executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
      // Every host here is a site of its own, and each would have a process of its own in each window.
      args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--disable-site-isolation-trials"],
    });
  }

  say(ok, what) {
    this.checks += 1;
    if (ok) return;
    this.problems.push(what);
    console.log("  FAILED " + what);
  }

  async timed(what, work) {
    const from = Date.now();
    try {
      return await work();
    } finally {
      this.spent[what] = (this.spent[what] || 0) + Date.now() - from;
    }
  }

  // A window like a new one: no cookie, no page but one.
  async window(options, fresh) {
    const kind = JSON.stringify(options);
    const free = fresh ? undefined : (this.free.get(kind) || []).pop();
    if (free) {
      await free.page.goto("about:blank").catch(() => {});
      await free.context.clearCookies();
      return free;
    }
    const context = await this.chrome.newContext(options);
    return { kind: fresh ? null : kind, context, page: await context.newPage() };
  }

  async leave(window) {
    if (!window.kind) return window.context.close();
    const { context, page, kind } = window;
    for (const other of context.pages()) if (other !== page) await other.close();
    if (page.isClosed()) return context.close();
    for (const event of ["console", "request", "pageerror"]) page.removeAllListeners(event);
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.emulateMedia({ media: null });
    this.free.set(kind, [...(this.free.get(kind) || []), window]);
    return undefined;
  }

  close() {
    return this.chrome && this.chrome.close();
  }
}

class Stage {
  constructor(house, port) {
    Object.assign(this, { house, port, binary: house.binary });
  }

  say(ok, what) {
    this.house.say(ok, what);
  }

  // Runs one walk; what it throws is a failure and not the end.
  async walk(name, work) {
    const from = Date.now();
    try {
      await work();
    } catch (error) {
      this.say(false, `${name}: ${error.message.split("\n").slice(0, 2).join(" ")}`);
    }
    this.house.walked.push([name, Date.now() - from]);
  }

  // Runs walks that do not disturb each other, a few at a time.
  together(walks, most = 3) {
    return this.work([...walks], most);
  }

  // The same of a list that others take from too.
  async work(waiting, most) {
    const worker = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await this.walk(...next);
    };
    await Promise.all(Array.from({ length: most }, worker));
  }

  // `clients`: sections of the configuration, of services that the demo does not have.
  async open(more = [], clients = "") {
    this.data = fs.mkdtempSync(path.join(os.tmpdir(), "landport-walk-"));
    if (clients) {
      fs.mkdirSync(path.join(this.data, "clients"));
      fs.writeFileSync(path.join(this.data, "clients", "walk.toml"), clients);
    }
    this.ready = await this.demo(more);
  }

  async demo(more) {
    const options = ["demo", "--port", String(this.port), "--json", "--data", this.data, ...more];
    this.child = spawn(this.binary, options, { stdio: ["ignore", "pipe", "pipe"] });
    let err = "";
    this.child.stderr.on("data", (d) => { err = (err + d).slice(-4000); });
    return new Promise((resolve, reject) => {
      let out = "";
      const late = () => reject(new Error("the demo was not ready in 180 s\n" + err));
      const timer = setTimeout(late, 180000);
      this.child.on("exit", (code) => reject(new Error(`the demo ended with ${code}\n${err}`)));
      this.child.stdout.on("data", (d) => {
        out += d;
        const line = out.split("\n").find((l) => l.startsWith("{"));
        if (!line || !out.includes("\n")) return;
        clearTimeout(timer);
        resolve(JSON.parse(line));
      });
    });
  }

  async close() {
    if (!this.child) return;
    this.child.removeAllListeners("exit");
    const ended = new Promise((resolve) => this.child.on("exit", resolve));
    this.child.kill("SIGINT");
    await ended;
    fs.rmSync(this.data, { recursive: true, force: true });
  }

  // The emergency lever, as an operator pulls it.
  lever(command, kind, name, ...more) {
    const config = ["--config", path.join(this.data, "landport.toml")];
    const done = spawnSync(this.binary, [command, kind, name, ...more, ...config]);
    this.say(done.status === 0, `landport ${command} ${kind} ${name}: ${done.stderr}`);
  }

  // What the support desk sees by a code that a person read out.
  support(code, logins) {
    const config = ["--config", path.join(this.data, "landport.toml")];
    const done = spawnSync(this.binary, ["support", code, ...config]);
    const lines = String(done.stdout).split("\n").filter((line) => line.startsWith("{"));
    this.say(lines.length === logins, `landport support shows ${lines.length}: ${done.stderr}`);
  }

  // options: locale, script, viewport, label; fresh: what is done to the window stays with it
  async person(options) {
    const locale = options.locale || "en-GB";
    const script = options.script !== false;
    const viewport = options.viewport || { width: 900, height: 1000 };
    const wanted = { javaScriptEnabled: script, locale, viewport };
    const window = await this.house.timed("windows", () => this.house.window(wanted, options.fresh));
    window.page.setDefaultTimeout(20000);
    const narrow = viewport.width < 400;
    const label = [options.label, locale.slice(0, 2), script ? "" : "without script"];
    const person = new Person(this, window, script, narrow, locale.slice(0, 2));
    person.label = label.filter(Boolean).join(", ");
    person.watch(window.page);
    return person;
  }

  url(host, rest = "/") {
    return `http://${host ? host + "." : ""}localhost:${this.port}${rest}`;
  }
}

// One person's browser.
class Person {
  constructor(stage, window, script, narrow, language) {
    const { context, page } = window;
    Object.assign(this, { stage, window, context, page, script, narrow, language });
  }

  watch(page) {
    const { stage } = this;
    page.on("console", (m) => {
      const csp = /Content Security Policy|Refused to/i.test(m.text());
      if (csp) stage.say(false, `${this.label}: CSP: ${m.text()}`);
    });
    page.on("request", (r) => {
      if (r.url().endsWith("/csp-report")) stage.say(false, `${this.label}: a CSP report was sent`);
    });
    page.on("pageerror", (e) => stage.say(false, `${this.label}: script error: ${e.message}`));
  }

  say(ok, what) {
    this.stage.say(ok, `${this.label}: ${what}`);
  }

  // A page that goes on by itself may go just then, on a busy machine more than once.
  async goto(host, rest) {
    const url = this.stage.url(host, rest);
    for (let more = 3; ; more--) {
      try {
        return await this.page.goto(url);
      } catch (e) {
        if (!more || !/interrupted by another navigation/.test(e.message)) throw e;
        await this.page.waitForLoadState("load");
      }
    }
  }

  async submit(selector) {
    await Promise.all([this.page.waitForLoadState("load"), this.page.click(selector)]);
  }

  press(action) {
    return this.submit(`button[name=action][value=${action}]`);
  }

  // On from the page that tells a person from abroad whether she is known here.
  async told(keep) {
    await this.on(/no\.localhost.*\/match|trademark\.localhost/);
    if (!/\/match/.test(this.page.url())) return;
    const known = await this.has("input[name=keep]");
    await this.look(known ? "match-known" : "match-unknown");
    if (keep) await this.choose("keep", keep);
    await this.press("next");
  }

  choose(name, value) {
    return this.page.check(`input[name=${name}][value=${value}]`);
  }

  has(selector) {
    return this.page.$(selector).then(Boolean);
  }

  async text(selector = "main") {
    return (await this.page.textContent(selector)).replace(/\s+/g, " ").trim();
  }

  // What a demo service knows of this login, as programs read it.
  async json() {
    const address = new URL(this.page.url());
    address.pathname += ".json";
    await this.page.goto(address.href);
    return JSON.parse(await this.page.textContent("body"));
  }

  flow() {
    return new URL(this.page.url()).searchParams.get("flow");
  }

  // Waits until `arrived` (a selector, or a part of the address) is there. The pages that go on by
  // themselves do so only with script; without, the person presses their button.
  async on(arrived, seconds = 20) {
    const at = () => arrived.test(this.page.url());
    const there = async () => (arrived instanceof RegExp ? at() : this.has(arrived));
    for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
      await this.page.waitForLoadState("load").catch(() => {});
      if (await there().catch(() => false)) return;
      if (!this.script) {
        const next = await this.page.$(ONWARD).catch(() => null);
        // The page may have gone on meanwhile: then this is a button of where it should arrive.
        if (next && !(await there().catch(() => false))) {
          // Our pages that post themselves stand still here, and only here.
          const { hostname, pathname } = new URL(this.page.url());
          const posts = hostname === "no.localhost" && (await this.has("form#post"));
          await this.look(posts ? `onward-${pathname.slice(1)}` : "onward", posts);
          await Promise.all([this.page.waitForLoadState("load"), next.click()]);
          continue;
        }
      }
      await this.page.waitForTimeout(40);
    }
    throw new Error(`stuck at ${this.page.url()}, waiting for ${arrived}`);
  }

  // The page that is open, once more, so that it stands still: nothing of it goes on by itself, and
  // questions can be asked where the person has no script.
  async copy() {
    const url = this.page.url();
    const html = (await this.page.content())
      .replace(/<script[^>]*><\/script>/g, "")
      .replace(/<meta http-equiv="refresh"[^>]*>/g, "");
    const viewport = this.page.viewportSize();
    const context = await this.stage.house.chrome.newContext({ viewport });
    const page = await context.newPage();
    const answer = { contentType: "text/html; charset=utf-8", body: html };
    await page.route((to) => to.href === url, (route) => route.fulfill(answer));
    await page.goto(url);
    return page;
  }

  // A picture and the questions, once per name; of a copy where the page would go on meanwhile.
  async look(name, still = false) {
    const { page } = this;
    const { house } = this.stage;
    const size = this.narrow ? "-320" : "";
    const file = `${this.language}-${name}${size}${this.script ? "" : "-noscript"}`;
    const ours = new URL(page.url()).hostname === "no.localhost";
    // Demo Europe's services speak English with everybody: one look is enough.
    const english = (await page.getAttribute("html", "lang")) === "en";
    if (english && !ours && this.language !== "en") return;
    if (house.seen.has(file)) return;
    house.seen.add(file);
    const looked_at = still ? await this.copy() : page;
    if (!process.env.CI) {
      const picture = path.join(house.pictures, file + ".png");
      await house.timed("pictures", () => looked_at.screenshot({ path: picture, fullPage: true }));
    }
    // The questions are scripts: where there is none, the walk with script asks them.
    const ask = () => this.question(looked_at, name, file, ours);
    if (this.script || still) await house.timed("questions", ask);
    if (still) await looked_at.context().close();
  }

  async question(page, name, file, ours) {
    const found = await page.evaluate(() => ({
      headings: document.querySelectorAll("h1").length,
      language: document.documentElement.lang,
      title: document.title,
      cut: document.documentElement.scrollWidth - window.innerWidth,
    }));
    this.say(found.headings === 1, `${file}: ${found.headings} headings of level 1`);
    this.say(found.title.length > 3, `${file}: no title`);
    // WCAG 1.4.10: nothing needs scrolling to the side, at 320 pixels either.
    this.say(found.cut <= 0, `${file}: ${found.cut} pixels too wide`);
    if (ours) this.say(found.language === this.language, `${file}: the page is in ${found.language}`);
    // A page has the same colours in each language and at each width: they are looked at once, for that is most
    // of what axe does. Everything else is asked each time.
    const { coloured } = this.stage.house;
    const rules = coloured.has(name) ? { "color-contrast": { enabled: false } } : {};
    coloured.add(name);
    const asked = { runOnly: WCAG, rules, resultTypes: ["violations"] };
    const results = await page.evaluate(`(() => { ${axe}
      return axe.run(document, ${JSON.stringify(asked)}); })()`);
    for (const v of results.violations) {
      const where = v.nodes[0].html.slice(0, 160);
      this.say(false, `${file}: axe ${v.id} (${v.nodes.length}): ${where}`);
    }
    this.stage.house.checks += 1;
  }

  // Switches the language in place, and back: the login goes on.
  async switch_languages(before) {
    for (const tag of ["nb", "nn", "en", this.language]) {
      await this.speak(tag);
      const now = await this.page.getAttribute("html", "lang");
      this.say(now === tag, `the page is not in ${tag} but in ${now}`);
      this.say(this.flow() === before, `the login was lost by switching to ${tag}`);
    }
  }

  // Another language for this page, by its list.
  async speak(tag) {
    const link = await this.page.$(`nav a[lang=${tag}]`);
    if (!link) return;
    await this.page.click("nav summary");
    await Promise.all([this.page.waitForLoadState("load"), link.click()]);
  }

  // A day as a page of this person's language writes it.
  day(iso) {
    const locale = this.language === "en" ? "en-GB" : this.language;
    const format = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
    return format.format(new Date(iso));
  }

  // Tab until the element has the focus, which must be visible; then the key.
  async by_keyboard(selector, key) {
    const reached = () => this.page.evaluate((wanted) => {
      const focused = document.activeElement;
      if (!focused || !focused.matches(wanted)) return null;
      const style = getComputedStyle(focused);
      return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    }, selector);
    for (let i = 0; i < 60; i += 1) {
      const visible = await reached();
      if (visible !== null) {
        this.say(visible, `the focus on ${selector} cannot be seen`);
        await Promise.all([this.page.waitForLoadState("load"), this.page.keyboard.press(key)]);
        return;
      }
      await this.page.keyboard.press("Tab");
    }
    throw new Error(`the keyboard does not reach ${selector} at ${this.page.url()}`);
  }

  end() {
    return this.stage.house.leave(this.window);
  }
}

module.exports = { House, Stage };
