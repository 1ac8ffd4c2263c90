// SPDX-License-Identifier: EUPL-1.2
// A confused person: at each page of a login she goes back once or twice, reloads, opens the address in a second
// tab, changes the language, loses her cookies, or comes from another browser a day later. Whatever she does, the
// page that she sees has a main action, and by main actions alone she arrives, or begins again at the service.
"use strict";

const MAIN = "main button.main, main a.button.main, main button.choice";
const STEPS = 14;
const OURS = /\/\/no\.localhost/;
// Where our links for help lead in the demo: a page with all addresses, from which she begins again.
const HELP = /\/\/localhost(:\d+)?\/$/;

// The journeys: where each begins, and what is pressed on the way; what is not named here is a page's main action.
const JOURNEYS = {
  abroad: {
    begin: async (p) => { await p.goto("trademark"); await p.submit('a[href^="/login?as=european"]'); },
    arrived: /trademark\.localhost.*\/me/,
    service: /trademark\.localhost/,
  },
  home: {
    begin: async (p) => { await p.goto("trademark"); await p.submit('a[href^="/login?as=anyone"]'); },
    arrived: /trademark\.localhost.*\/me/,
    service: /trademark\.localhost/,
  },
  away: {
    begin: async (p) => {
      await p.goto("service.se");
      await p.submit('a[href="/login"]');
      await p.choose("country", "NO");
      await p.press("next");
    },
    arrived: /service\.se\.localhost.*\/me/,
    service: /service\.se\.localhost/,
  },
};

// Waits until nothing goes on by itself.
async function settled(p) {
  for (let same = 0, last = ""; same < 3;) {
    await p.page.waitForLoadState("load").catch(() => {});
    await p.page.waitForTimeout(60);
    const moving = await p.has("form#post[data-submit], form#answer, meta[http-equiv=refresh]").catch(() => true);
    const url = p.page.url();
    same = url === last && !(moving && p.script) ? same + 1 : 0;
    last = url;
    p.waited = (p.waited || 0) + 1;
    if (p.waited > 400) throw new Error(`it never stands still at ${url}`);
  }
  p.waited = 0;
}

// One step by what stands out on the page.
async function on(p) {
  const { page } = p;
  const click = (selector) => Promise.all([page.waitForLoadState("load"), page.click(selector)]);
  if (await p.has("#countries button[value=SE]")) return click("#countries button[value=SE]");
  if (await p.has("input[name=eid]")) {
    await p.choose("eid", "bankid");
    return click("button[value=next]");
  }
  if (await p.has("input[name=person]")) {
    await p.choose("person", "plain");
    return click("button[value=next]");
  }
  if (await p.has(MAIN)) return click(MAIN);
  if (await p.has("form button")) return click("form button");
  // An e-ID says to whoever goes back into it that this login is spent: its page is not ours to mend either.
  if (!OURS.test(page.url())) return page.goto("about:blank");
  throw new Error(`nothing leads on at ${page.url()}: ${(await p.text("body")).slice(0, 200)}`);
}

// From wherever she is, to the end; begins again where she is back at the service.
async function arrives(p, journey, what) {
  for (let step = 0; step < 3 * STEPS; step += 1) {
    await settled(p);
    if (journey.arrived.test(p.page.url()) && /^Welcome/.test(await p.text("h1"))) return step;
    const url = p.page.url();
    if (journey.service.test(url) || HELP.test(url) || url === "about:blank") {
      await journey.begin(p);
      continue;
    }
    if (OURS.test(url)) p.say(await p.has(MAIN), `${what}: no main action at ${url}`);
    await on(p);
  }
  throw new Error(`${what}: she goes in circles at ${p.page.url()}`);
}

const CONFUSIONS = {
  "goes back": (p) => p.page.goBack(),
  "goes back twice": async (p) => { await p.page.goBack(); await p.page.goBack(); },
  "goes back and forward": async (p) => { await p.page.goBack(); await p.page.goForward(); },
  reloads: (p) => p.page.reload(),
  "opens a second tab": async (p) => {
    const url = p.page.url();
    p.page = await p.context.newPage();
    p.watch(p.page);
    await p.page.goto(url);
  },
  "changes the language": async (p) => {
    const tag = "el";
    if (await p.has(`nav a[lang=${tag}]`)) await p.speak(tag);
  },
  "loses her cookies": async (p) => {
    await p.context.clearCookies();
    await p.page.reload();
  },
  "comes a day later": async (p) => {
    const url = p.page.url();
    await p.context.clearCookies();
    await p.page.goto("about:blank");
    await p.page.goto(url);
  },
};

async function confused(stage, name, confusion, at, options) {
  const journey = JOURNEYS[name];
  const what = `${name}, at step ${at} she ${confusion}`;
  const p = await stage.person({ ...options, label: what });
  let there = true;
  try {
    await journey.begin(p);
    for (let step = 0; step < at && there; step += 1) {
      await settled(p);
      there = !journey.arrived.test(p.page.url());
      if (there) await on(p);
    }
    if (!there) return false;
    await settled(p);
    const before = p.page.url();
    // Other countries' pages are not ours to mend.
    if (!OURS.test(before)) return true;
    await CONFUSIONS[confusion](p).catch((e) => {
      // What was posted to another country's page is not posted again by going there: she comes back, when the
      // browser's own page about that is there.
      if (/ERR_CACHE_MISS/.test(e.message)) return p.page.waitForTimeout(500).then(() => p.page.goto(before));
      // A step back that goes on by itself again is interrupted.
      if (!/interrupted|aborted|ERR_ABORTED/.test(e.message)) throw e;
      return undefined;
    });
    const tab = p.page;
    await settled(p);
    if (process.env.TELL) console.log(`    ${what}: ${before.slice(0, 60)} -> ${p.page.url().slice(0, 60)} ${await p.text("h1").catch(() => "")}`);
    const steps = await arrives(p, journey, what);
    if (process.env.TELL) console.log(`      arrived after ${steps}`);
    p.page = tab;
    return true;
  } finally {
    await p.end();
  }
}

module.exports = async (stage) => {
  const walks = [];
  const scripts = process.env.SCRIPTS === "both" ? [true, false] : [true];
  for (const script of scripts) {
    for (const name of Object.keys(JOURNEYS)) {
      for (const confusion of Object.keys(CONFUSIONS)) {
        walks.push([`${name} ${confusion} ${script}`, async () => {
          for (let at = 0; at < STEPS && await confused(stage, name, confusion, at, { script }); at += 1);
        }]);
      }
    }
  }
  await stage.together(walks, 3);
};
