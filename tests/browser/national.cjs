// SPDX-License-Identifier: EUPL-1.2
// A Norwegian logs in to Norwegian services with the same e-IDs: single sign-on, step-up from
// substantial to high, `prompt=login`, and what can go wrong.
"use strict";

const PID = "14859020284";

async function to_eid(p, eid) {
  await p.on("input[name=eid]");
  await p.choose("eid", eid);
  await p.press("next");
  await p.on(new RegExp(`//${eid}\\.localhost`));
}

async function log_in(p, eid, person = "plain") {
  await to_eid(p, eid);
  await p.choose("person", person);
  await p.press("next");
}

// The claims that the service has.
async function claims(p, host) {
  await p.on(new RegExp(`//${host}\\.localhost.*/me`));
  return (await p.json()).claims;
}

async function sessions(stage, options) {
  const p = await stage.person({ ...options, label: "national" });
  await p.goto("trademark");
  await p.submit('a[href^="/login?as=anyone"]');
  await p.look("chooser");
  await to_eid(p, "minid");
  await p.look("eid-minid");
  await p.press("next");
  await p.on(/trademark\.localhost.*\/me/);
  await p.look("national-welcome");
  const first = await claims(p, "trademark");
  p.say(first.acr === "idporten-loa-substantial", `acr is ${first.acr}`);
  p.say(JSON.stringify(first.amr) === '["Minid-APP"]', `amr is ${first.amr}`);
  p.say(first.pid === PID, `pid is ${first.pid}`);

  // Single sign-on: another service, and nobody asks.
  await p.goto("rowing", "/login?as=anyone");
  const second = await claims(p, "rowing");
  p.say(second.pid === PID && second.acr === first.acr, "single sign-on gives somebody else");
  p.say(second.auth_time === first.auth_time, "single sign-on states a new login");
  p.say(second.sub !== first.sub, "two organisations see the same sub");

  // Step-up: MinID cannot be chosen, the page says why it is here.
  await p.goto("trademark", "/login?acr_values=idporten-loa-high");
  await p.on("input[name=eid]");
  p.say(await p.has("p.notice.told"), "the page does not say that a stronger e-ID is needed");
  const minid = p.page.locator("input[name=eid][value=minid]");
  p.say(await minid.isDisabled(), "MinID can be chosen for level high");
  await p.look("step-up");
  await log_in(p, "bankid");
  const third = await claims(p, "trademark");
  p.say(third.acr === "idporten-loa-high", `after step-up acr is ${third.acr}`);
  p.say(JSON.stringify(third.amr) === '["BankID"]', `after step-up amr is ${third.amr}`);
  p.say(third.sub === first.sub, "step-up changes the sub");

  // The higher session serves both levels; prompt=login asks all the same.
  await p.goto("rowing", "/login?acr_values=idporten-loa-substantial");
  const fourth = await claims(p, "rowing");
  p.say(fourth.auth_time === third.auth_time, "a high session does not serve substantial");
  await p.goto("trademark", "/login?acr_values=idporten-loa-substantial&prompt=login");
  await log_in(p, "minid");
  const fifth = await claims(p, "trademark");
  p.say(fifth.auth_time >= third.auth_time, "prompt=login rides on an old login");
  p.say(fifth.acr === "idporten-loa-substantial", `after prompt=login acr is ${fifth.acr}`);
  await p.end();
}

async function failures(stage, options) {
  const p = await stage.person({ ...options, label: "national failures" });
  await p.goto("trademark", "/login?acr_values=idporten-loa-high");
  await to_eid(p, "portal");
  await p.choose("eid", "minid");
  await p.press("next");
  await p.on("button[value=back]");
  await p.look("national-error-level");
  await p.press("back");
  await p.on(/trademark\.localhost/);
  await p.look("national-service-level");
  const low = "unmet_authentication_requirements";
  p.say((await p.text()).includes(low), `the service does not show ${low}`);

  await p.goto("trademark", "/login?acr_values=idporten-loa-high");
  await to_eid(p, "commfides");
  await p.look("eid-commfides");
  await p.press("cancel");
  await p.on("button[value=back]");
  await p.look("national-error-cancel");
  await p.press("again");
  await p.on("input[name=person]");
  await p.choose("person", "cancel");
  await p.press("next");
  await p.on("button[value=back]");
  await p.press("back");
  await p.on(/trademark\.localhost/);
  p.say((await p.text()).includes("access_denied"), "the service does not show access_denied");
  await p.end();
}

const walks = (stage) => {
  const all = [];
  for (const locale of ["nb-NO", "nn-NO", "en-GB"]) {
    all.push([`national ${locale}`, () => sessions(stage, { locale })]);
    all.push([`failures ${locale}`, () => failures(stage, { locale })]);
  }
  const viewport = { width: 320, height: 640 };
  all.push(["national, no script", () => sessions(stage, { script: false })]);
  all.push(["failures, no script", () => failures(stage, { script: false })]);
  all.push(["national at 320", () => sessions(stage, { viewport })]);
  return all;
};

module.exports = { walks };
