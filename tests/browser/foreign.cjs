// SPDX-License-Identifier: EUPL-1.2
// A Norwegian logs in to a service in another country: who asks, which e-ID, what would be sent;
// agreeing, declining, giving up, a level that is too low; two tabs, "back", keyboard alone.
"use strict";

const KARI = { number: "14859020284", born: "1990-05-14", names: ["Kari", "Nordmann"] };
// How each language says who asks, and the level.
const WORDS = {
  nb: { SE: "Demoförmedlingen i Sverige", level: "«betydelig»", high: "«høyt»", MT: "på Malta",
    terms: "private virksomheter i Tsjekkia", role: "Rolle i e-Justice" },
  nn: { SE: "Demoförmedlingen i Sverige", level: "«betydeleg»", high: "«høgt»", MT: "på Malta",
    terms: "private verksemder i Tsjekkia", role: "Rolle i e-Justice" },
  en: { SE: "Demoförmedlingen in Sweden", level: "“substantial”", high: "“high”", MT: "in Malta",
    terms: "private companies in Czechia", role: "Role in e-Justice" },
};

const service = (country) => `service.${country.toLowerCase()}`;
const arrived = (country) => new RegExp(`service\\.${country.toLowerCase()}\\.localhost.*/me`);

async function to_eids(p, country) {
  await p.goto(service(country));
  await p.look(`abroad-${country}`);
  await p.submit('a[href="/login"]');
  await p.look("abroad-which-country");
  await p.choose("country", "NO");
  await p.press("next");
  await p.on(/no\.localhost.*\/choose/);
}

async function to_eid_login(p, country, eid) {
  await to_eids(p, country);
  await p.look(`eids-${country}`);
  await p.choose("eid", eid);
  await p.press("next");
  await p.on(new RegExp(`//${eid}\\.localhost`));
}

async function to_consent(p, country, eid, person = "plain") {
  await to_eid_login(p, country, eid);
  await p.look(`eid-${eid}`);
  await p.choose("person", person);
  await p.press("next");
  await p.on(/no\.localhost.*\/consent/);
}

// What the service was told, and that it is what was agreed to.
async function was_told(p, country, level, shown, agreed = "obtained") {
  await p.on(arrived(country));
  await p.look(`abroad-welcome-${country}`);
  const { outcome, country: from, level: reached, attributes, consent } = await p.json();
  p.say(outcome === "person" && from === "NO", `the service has no person but ${outcome}`);
  p.say(reached === level, `the level is ${reached} and not ${level}`);
  p.say(consent === `urn:oasis:names:tc:SAML:2.0:consent:${agreed}`, `consent is ${consent}`);
  for (const value of Object.values(attributes).flat()) {
    const day = /^\d{4}-\d\d-\d\d$/.test(value) ? p.day(value) : value;
    p.say(shown.includes(day), `${value} was sent and had not been shown`);
  }
}

// The service was told no, with this status pair, and says so.
async function was_refused(p, country, status, picture) {
  await p.on(arrived(country));
  await p.look(picture);
  p.say(await p.has('main a[href="/login"]'), "no way on at the service");
  const answer = await p.json();
  p.say(answer.outcome === "failure", `the service was told ${answer.outcome}`);
  p.say(answer.status === status, `the status is ${answer.status} and not ${status}`);
  p.say(Boolean(answer.message), "the failure has no message");
}

async function success(stage, country, eid, options) {
  const p = await stage.person({ ...options, label: `${country} ${eid}` });
  await to_consent(p, country, eid, options.person);
  const shown = await p.text();
  if (!options.person) {
    const values = [...KARI.names, p.day(KARI.born), `NO/${country}/`];
    for (const value of values) p.say(shown.includes(value), `the page does not show ${value}`);
  }
  p.say(!shown.includes(KARI.number), "the national number is on the page");
  await p.look(`consent-${country}${options.person || ""}`);
  if (options.languages) await p.switch_languages(p.flow());
  await p.press("approve");
  await was_told(p, country, options.level || "high", shown);
  await p.end();
}

async function decline(stage, country, eid, options) {
  const p = await stage.person({ ...options, label: `${country} decline` });
  await to_consent(p, country, eid);
  // As easy as agreeing: the same kind of button, as large, beside it.
  const [yes, no] = await Promise.all(["approve", "decline"].map((action) =>
    p.page.locator(`button[value=${action}]`).boundingBox()));
  p.say(yes.height === no.height && yes.width < 2 * no.width, "declining is harder to hit");
  await p.press("decline");
  await was_refused(p, country, "Responder/RequestDenied", "abroad-declined");
  await p.end();
}

async function cancel_at_eid(stage, country, eid, options) {
  const p = await stage.person({ ...options, label: `${country} cancel` });
  await to_eid_login(p, country, eid);
  await p.press("cancel");
  await p.on("button[value=back]");
  await p.look("eid-error-cancel");
  const reference = await p.text(".reference code");
  if (options.locale) {
    // the page stays the same in another language
    await p.speak(p.language === "nb" ? "nn" : "nb");
    p.say((await p.text(".reference code")) === reference, "another language, another reference");
    await p.speak(p.language);
  }
  // once more, and an e-ID that fails
  await p.press("again");
  await p.on("input[name=person]");
  await p.choose("person", "fails");
  await p.press("next");
  await p.on("button[value=back]");
  await p.look("eid-error-fails");
  await p.press("another");
  await p.on("input[name=eid]");
  await p.press("cancel");
  await was_refused(p, country, "Responder/AuthnFailed", "abroad-cancelled");
  await p.end();
}

// Denmark asks for high: MinID cannot be chosen, and Demoporten's MinID is not enough.
async function level_too_low(stage, options) {
  const p = await stage.person({ ...options, label: "DK level" });
  const words = WORDS[p.language];
  await to_eids(p, "DK");
  await p.look("eids-DK");
  p.say((await p.text()).includes(words.high), "the page does not name the level high");
  for (const eid of ["minid", "commfides"]) {
    const radio = p.page.locator(`input[name=eid][value=${eid}]`);
    p.say(await radio.isDisabled(), `${eid} can be chosen`);
    const why = await radio.getAttribute("aria-describedby");
    p.say((await p.text(`#${why}`)).length > 10, `no reason for ${eid}`);
  }
  await p.press("next");
  p.say(await p.has("p.notice"), "nothing is said when nothing was chosen");
  await p.look("eids-choose-first");
  await p.choose("eid", "portal");
  await p.press("next");
  await p.on("input[name=person]");
  await p.look("eid-portal");
  await p.choose("eid", "minid");
  await p.press("next");
  await p.on("button[value=back]");
  await p.look("eid-error-level");
  const main = await p.page.getAttribute("main button.main", "value");
  p.say(main === "another", `the main button is ${main}`);
  await p.press("back");
  await p.on(arrived("DK"));
  await p.look("abroad-level");
  const answer = await p.json();
  p.say(/^202019 /.test(answer.message), `the service was told ${answer.message}`);
  await p.end();
}

// The page says who asks, from which country, at which level, in each language.
async function who_asks(stage, options) {
  const p = await stage.person({ ...options, label: "who asks" });
  const words = WORDS[p.language];
  await to_eids(p, "SE");
  const said = await p.text();
  for (const word of [words.SE, words.level]) {
    p.say(said.includes(word), `the page does not say ${word}`);
  }
  await p.switch_languages(p.flow());
  await to_eids(p, "MT");
  p.say((await p.text("h1")).includes(words.MT), `the heading does not say ${words.MT}`);
  // a service that the request does not name is never called by its country's name alone
  await to_eids(p, "PL");
  await p.look("eids-nameless");
  // somebody without a given name: what is mandatory abroad is missing
  await p.choose("eid", "buypass");
  await p.press("next");
  await p.on("input[name=person]");
  await p.choose("person", "one-name");
  await p.press("next");
  await p.on("button[value=back]");
  await p.look("nothing-to-send");
  await p.press("back");
  await p.on(arrived("PL"));
  const answer = await p.json();
  p.say(/^202010 /.test(answer.message), `the service was told ${answer.message}`);
  await p.end();
}

// A court asks for the e-Justice role: only the login that knows roles will do, and the role is
// among what would be sent.
async function role(stage, options) {
  const p = await stage.person({ ...options, label: "ES role" });
  await p.goto(service("ES"));
  await p.look("abroad-ES");
  await p.submit('a[href="/login?as=professional"]');
  await p.choose("country", "NO");
  await p.press("next");
  await p.on(/no\.localhost.*\/choose/);
  await p.look("eids-role");
  const offered = await p.page.$$eval("input[name=eid]", (all) => all.map((radio) => radio.value));
  p.say(offered.join() === "roles", `for a role the page has ${offered}`);
  await p.choose("eid", "roles");
  await p.press("next");
  await p.on(/\/\/roles\.localhost/);
  await p.look("eid-roles");
  await p.choose("person", "plain");
  await p.press("next");
  await p.on(/no\.localhost.*\/consent/);
  await p.look("consent-role");
  const shown = await p.text();
  p.say(shown.includes(`${WORDS[p.language].role}VIP1`) ||
    shown.includes(`${WORDS[p.language].role} VIP1`), "the role is not on the page");
  const width = (part) => p.page.$eval(part, (e) => e.scrollWidth - e.clientWidth);
  for (let at = 1; options.script !== false && at <= 5; at += 1) {
    const over = await width(`.values > div:nth-of-type(${at}) dt`);
    p.say(over <= 0, `the name of value ${at} runs ${over} pixels into the value`);
  }
  await p.press("approve");
  await p.on(arrived("ES"));
  await p.look("abroad-welcome-role");
  const { outcome, attributes } = await p.json();
  p.say(outcome === "person", `the court has ${outcome}`);
  p.say(Object.values(attributes).flat().includes("VIP1"), "the court does not know the role");
  await p.end();
}

// A private company: who has no terms for it stands on the page, with that reason.
async function no_terms(stage, options) {
  const p = await stage.person({ ...options, label: "CZ terms" });
  await to_eids(p, "CZ");
  await p.look("eids-CZ");
  for (const eid of ["buypass", "minid", "portal"]) {
    const radio = p.page.locator(`input[name=eid][value=${eid}]`);
    p.say(await radio.isDisabled(), `${eid} can be chosen`);
    const why = await p.text(`#${await radio.getAttribute("aria-describedby")}`);
    p.say(why.includes(WORDS[p.language].terms), `the reason for ${eid} is: ${why}`);
  }
  await p.press("cancel");
  await was_refused(p, "CZ", "Responder/AuthnFailed", "abroad-cancelled");
  await p.end();
}

// "Do not ask me again": the next login shows no values, until the person wants to be asked.
async function remembered(stage, options) {
  const p = await stage.person({ ...options, label: "remember" });
  await to_consent(p, "SE", "bankid");
  const shown = await p.text();
  await p.choose("remember", "yes");
  await p.press("approve");
  await was_told(p, "SE", "high", shown);
  await to_eid_login(p, "SE", "bankid");
  await p.press("next");
  await was_told(p, "SE", "high", shown, "prior");
  await to_eids(p, "SE");
  await p.look("eids-remembering");
  await p.press("forget");
  await p.on("input[name=eid]");
  await p.choose("eid", "bankid");
  await p.press("next");
  await p.on("input[name=person]");
  await p.press("next");
  await p.on(/no\.localhost.*\/consent/);
  await p.press("decline");
  await was_refused(p, "SE", "Responder/RequestDenied", "abroad-declined");
  await p.end();
}

// Two tabs of one browser, finished the other way round; then "back".
async function two_tabs_and_back(stage) {
  const p = await stage.person({ label: "two tabs" });
  await to_consent(p, "SE", "bankid");
  const first = p.page;
  p.page = await p.context.newPage();
  p.watch(p.page);
  await to_eid_login(p, "FR", "minid");
  await p.page.goBack();
  await p.on("input[name=eid]");
  await p.choose("eid", "buypass");
  await p.press("next");
  await p.on("input[name=person]");
  await p.press("next");
  await p.on(/\/consent/);
  await p.press("approve");
  await p.on(arrived("FR"));
  p.page = first;
  await p.press("approve");
  await p.on(arrived("SE"));
  await p.page.goBack();
  await p.on(/localhost/);
  await p.page.waitForTimeout(1500);
  await p.look("back-after-login");
  p.say(await p.has("main a[href], main button"), `back is a dead end at ${p.page.url()}`);
  await p.end();
}

async function by_keyboard(stage) {
  const p = await stage.person({ label: "keyboard" });
  await p.goto(service("SE"));
  await p.by_keyboard('a[href="/login"]', "Enter");
  await p.on("input[name=country]");
  await p.by_keyboard("button[value=next]", "Enter");
  await p.on(/\/choose/);
  await p.by_keyboard("input[name=eid]", "Space");
  await p.by_keyboard("button[value=next]", "Enter");
  await p.on("input[name=person]");
  await p.by_keyboard("button[value=next]", "Enter");
  await p.on(/\/consent/);
  const shown = await p.text();
  await p.by_keyboard("button[value=approve]", "Enter");
  await was_told(p, "SE", "high", shown);
  await p.end();
}

const walks = (stage) => {
  const all = [];
  for (const locale of ["nb-NO", "nn-NO", "en-GB"]) {
    const o = { locale };
    all.push([`who asks ${locale}`, () => who_asks(stage, o)]);
    all.push([`level ${locale}`, () => level_too_low(stage, o)]);
    all.push([`SE ${locale}`, () => success(stage, "SE", "bankid", { ...o, languages: true })]);
    // The page that carries the answer goes on by itself; in English below.
    if (locale !== "en-GB") {
      const name = `SE ${locale}, no script`;
      all.push([name, () => success(stage, "SE", "bankid", { ...o, script: false })]);
    }
    all.push([`role ${locale}`, () => role(stage, o)]);
    all.push([`terms ${locale}`, () => no_terms(stage, o)]);
    all.push([`cancel ${locale}`, () => cancel_at_eid(stage, "SE", "buypass", o)]);
  }
  // By post with ECDSA; one old RSA key, level low; signed in the address; private, by GET;
  // compressed into the address.
  const countries = [
    ["SE", "buypass"], ["BG", "minid", "substantial"], ["FR", "portal"], ["CZ", "bankid"],
    ["RO", "bankid"],
  ];
  for (const [country, eid, level] of countries) {
    for (const script of [true, false]) {
      const o = { script, level };
      const name = `${country} ${script}`;
      // Sweden with script is above, and a no is posted by the same page as a yes.
      if (!script || country !== "SE") all.push([name, () => success(stage, country, eid, o)]);
      if (country === "CZ" || country === "RO") continue;
      if (script || country === "SE") all.push([`${name} decline`, () => decline(stage, country, eid, o)]);
      if (!script) all.push([`${name} cancel`, () => cancel_at_eid(stage, country, eid, o)]);
    }
  }
  const viewport = { width: 320, height: 640 };
  all.push(["DK level, no script", () => level_too_low(stage, { script: false })]);
  all.push(["IT 320", () => success(stage, "IT", "bankid", { viewport, person: "long" })]);
  all.push(["AT 320", () => success(stage, "AT", "bankid", { viewport, locale: "nn-NO" })]);
  all.push(["cancel 320", () => cancel_at_eid(stage, "SE", "bankid", { viewport })]);
  all.push(["role, no script", () => role(stage, { script: false })]);
  all.push(["terms 320", () => no_terms(stage, { viewport })]);
  all.push(["remember", () => remembered(stage, {})]);
  all.push(["remember el", () => remembered(stage, { locale: "el-GR" })]);
  all.push(["remember, no script", () => remembered(stage, { script: false })]);
  all.push(["two tabs", () => two_tabs_and_back(stage)]);
  all.push(["keyboard", () => by_keyboard(stage)]);
  return all;
};

module.exports = { walks };
