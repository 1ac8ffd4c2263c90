// SPDX-License-Identifier: EUPL-1.2
// The operators' console: the board, a caller's reference, the levers. Without script too, and on a narrow screen: a
// telephone at night.
"use strict";

const SIGNED_IN = "Kari Nordmann";

// A caller: her e-ID is too low, and she reads out what the page says.
async function caller(stage) {
  const p = await stage.person({ label: "caller", locale: "nb-NO" });
  await p.goto("trademark", "/login?as=european");
  await p.on(/no\.localhost.*\/country/);
  await p.submit("#countries button[value=SE]");
  await p.on(/\/\/se\.localhost/);
  await p.choose("person", "low");
  await p.press("next");
  await p.on(".reference code");
  const reference = await p.text(".reference code");
  const title = await p.text("h1");
  await p.end();
  return { reference, title };
}

async function log_in(p) {
  await p.goto("console", "/console/open");
  await p.on("input[name=eid]");
  await p.choose("eid", "bankid");
  await p.press("next");
  await p.on(/\/\/bankid\.localhost/);
  await p.choose("person", "plain");
  await p.press("next");
  await p.on(/console\.localhost:\d+\/console$/);
  const who = await p.text("header");
  p.say(who.includes(SIGNED_IN), `the console does not say who is there: ${who}`);
}

async function night(stage, call, options) {
  const p = await stage.person({ ...options, label: "console" });
  await p.goto("console", "/console");
  await p.look("console-board");
  p.say(!(await p.has("form")), "a stranger has a form");
  await p.goto("console", "/console/login");
  await p.look("console-asked");
  await log_in(p);
  await p.goto("console", "/console/login");
  await p.page.fill("#reference", call.reference.toLowerCase());
  await p.page.selectOption("#language", "nb");
  await p.submit("main form button");
  const told = await p.text("main");
  for (const part of ["the person chose Sweden", "Sweden answered", call.title]) {
    p.say(told.includes(part), `the story lacks ${part}: ${told}`);
  }
  await p.look("console-login");
  for (const page of ["ends", "changes", "levers"]) {
    await p.goto("console", `/console/${page}`);
    await p.look(`console-${page}`);
  }
  await p.page.selectOption("#target", "country MT");
  await p.page.fill("#nb", "Malta er stengt til klokken 14.");
  await p.page.fill("#en", "Malta is closed until two.");
  await p.page.fill("#reason", "An exercise");
  await p.submit("button.danger");
  p.say((await p.text("[role=status]")).includes("Closed now: country MT."), "nothing was closed");
  await p.look("console-closed");
  await p.page.fill("section.closed input[name=reason]", "The exercise is over");
  await p.submit("section.closed button");
  p.say((await p.text("[role=status]")).includes("Open again: country MT."), "nothing was opened");
  await p.submit("header button");
  p.say(!(await p.text("header")).includes(SIGNED_IN), "she is still there after she left");
  await p.end();
}

module.exports = async (stage) => {
  let call;
  await stage.walk("caller", async () => { call = await caller(stage); });
  if (!call) return;
  // One after the other: both pull the same lever.
  await stage.walk("console", () => night(stage, call, {}));
  await stage.walk("console, narrow, without script", () =>
    night(stage, call, { script: false, viewport: { width: 320, height: 700 } }));
};
