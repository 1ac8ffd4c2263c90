// SPDX-License-Identifier: EUPL-1.2
// A foreign citizen logs in to a Norwegian service: countries with ordinary and awkward nodes,
// success, cancel and failure; the pages of the gateway that stand beside a login.
"use strict";

async function to_country_page(p) {
  await p.goto("trademark");
  await p.look("service");
  await p.submit('a[href^="/login?as=european"]');
  await p.on(/no\.localhost.*\/country/);
  await p.look("country");
}

async function to_foreign_login(p, country) {
  await to_country_page(p);
  await p.submit(`#countries button[value=${country}]`);
  await p.on("input[name=person]");
  await p.look(`login-${country}`);
}

async function log_in(p, country, person, action = "next") {
  await to_foreign_login(p, country);
  if (action !== "cancel") await p.choose("person", person);
  await p.press(action);
}

async function success(stage, country, options) {
  const person = options.person || "plain";
  const p = await stage.person({ ...options, label: `${country} ${person}` });
  await log_in(p, country, person);
  await p.told();
  await p.on(/trademark\.localhost.*\/me/);
  const identifier = new RegExp(`eidas_person_identifier.*${country}/NO/`, "s");
  p.say(identifier.test(await p.text()), `no identifier of ${country} on the service's page`);
  await p.look(`welcome-${person}`);
  await p.end();
}

async function failure(stage, country, [person, action, name, error], options) {
  const p = await stage.person({ ...options, label: `${country} ${name}` });
  await log_in(p, country, person, action);
  await p.on("button[value=back]");
  await p.look(`error-${name}`);
  p.say(await p.has(".reference code"), "no reference on the page");
  await p.press("back");
  await p.on(/trademark\.localhost/);
  const said = p.page.url().includes(error) || (await p.text("body")).includes(error);
  p.say(said, `the service does not show ${error}`);
  await p.look(`service-${name}`);
  await p.end();
}

const CANCEL = ["plain", "cancel", "cancel", "access_denied"];
const FAILS = ["fails", "next", "fails", "access_denied"];
const LOW = ["low", "next", "low", "unmet_authentication_requirements"];

async function gateway_pages(stage, options) {
  const p = await stage.person({ ...options, label: "pages" });
  // the chooser, and cancelling there
  await p.goto("trademark");
  await p.submit('a[href^="/login?as=anyone"]');
  await p.on("input[name=eid]");
  await p.look("chooser");
  await p.switch_languages(p.flow());
  await p.press("cancel");
  await p.on(/trademark\.localhost/);
  const said = p.page.url().includes("access_denied") || (await p.text()).includes("access_denied");
  p.say(said, "cancel is not access_denied");
  // search on the country page, by server and by keyboard
  await to_country_page(p);
  await p.page.fill("input[name=q]", "oster");
  await p.page.keyboard.press("Enter");
  await p.page.waitForURL(/q=oster/);
  p.say(await p.has("button[name=country][value=AT]"), "the search does not find Austria");
  p.say(!(await p.has("button[name=country][value=SE]")), "the search keeps Sweden");
  await p.look("country-search");
  await to_foreign_login(p, "SE");
  // back from the foreign node: the country page or the two buttons, never a dead end
  await p.page.goBack();
  await p.on("button[value=another], button[name=country]");
  await p.goto("no", `/send?flow=${p.flow()}`);
  p.say(await p.has("button[value=another]"), "a later visit of /send offers no other country");
  await p.look("send-again");
  // looked for too early, the answer is waited for; and a login whose cookie is lost
  const flow = p.flow();
  await p.goto("no", `/continue?flow=${flow}`);
  await p.look("wait", true);
  await p.context.clearCookies();
  await p.goto("no", `/country?flow=${flow}`);
  await p.look("cookie-missing");
  for (const [name, rest] of [
    ["flow-unknown", "/country?flow=nosuchflow"],
    ["not-for-people", "/eidas/connector/acs"],
    ["not-for-people-abroad", "/eidas/proxy/sso"],
    ["not-found", "/nothing-here"],
    ["front", "/"],
  ]) {
    await p.goto("no", rest);
    await p.look(name);
  }
  await p.goto("");
  await p.look("europe");
  await p.end();
}

// The foreign node's answer, brought once more by a browser that is not the person's.
async function answer_used(stage, options) {
  const p = await stage.person({ ...options, label: "answer used" });
  let form = null;
  p.page.on("request", (r) => {
    if (r.method() !== "POST" || !r.url().endsWith("/eidas/connector/acs")) return;
    const fields = [...new URLSearchParams(r.postData())].map(([name, value]) =>
      `<input type="hidden" name="${name}" value="${value.replaceAll('"', "&quot;")}">`);
    form = `<form method="post" action="${r.url()}">${fields.join("")}<button>Go</button></form>`;
  });
  // the page that continues, kept from it until it was looked at
  const on = /no\.localhost.*\/continue\?/;
  await p.page.route(on, (route) => route.abort("aborted"));
  await log_in(p, "SE", "plain");
  await p.on(/\/eidas\/connector\/acs|no\.localhost.*\/match/);
  const continues = !/\/match/.test(p.page.url());
  if (continues) await p.look("continue", true);
  await p.page.unroute(on);
  if (continues) await p.submit("main .buttons a.main");
  await p.told();
  await p.on(/trademark\.localhost.*\/me/);
  p.say(Boolean(form), "no form was seen");
  await p.context.clearCookies();
  await p.page.route("**/remembered", (route) =>
    route.fulfill({ contentType: "text/html", body: form }));
  await p.goto("se", "/remembered");
  await p.submit("button");
  await p.on(".reference code");
  await p.look("answer-used");
  await p.end();
}

// The login page of a country's node: English with everybody, so once.
async function foreign_login(stage, country) {
  const p = await stage.person({ label: `${country} login` });
  await to_foreign_login(p, country);
  await p.end();
}

const walks = (stage) => {
  const all = [];
  for (const locale of ["nb-NO", "nn-NO", "en-GB"]) {
    all.push([`pages ${locale}`, () => gateway_pages(stage, { locale })]);
    all.push([`SE ${locale}`, () => success(stage, "SE", { locale })]);
    all.push([`answer used ${locale}`, () => answer_used(stage, { locale })]);
    // The pages between that go on by themselves; in English below.
    if (locale !== "en-GB") {
      all.push([`SE ${locale}, no script`, () => success(stage, "SE", { locale, script: false })]);
    }
    for (const how of [CANCEL, FAILS, LOW]) {
      all.push([`SE ${how[2]} ${locale}`, () => failure(stage, "SE", how, { locale })]);
    }
  }
  // Sweden with script is above; each in a language of her own.
  for (const [country, locale] of [["SE", "en-GB"], ["BG", "bg-BG"], ["ES", "es-ES"], ["LU", "fr-FR"]]) {
    for (const script of [true, false]) {
      if (script && country === "SE") continue;
      all.push([`${country} ${script}`, () => success(stage, country, { script, locale })]);
    }
    const script = country !== "SE";
    all.push([`${country} cancel`, () => failure(stage, country, CANCEL, { script, locale })]);
    all.push([`${country} fails`, () => failure(stage, country, FAILS, { script: false, locale })]);
  }
  for (const country of ["AT", "CZ", "DK", "FR", "HR", "IT", "MT", "PL", "RO"]) {
    all.push([`${country} login`, () => foreign_login(stage, country)]);
  }
  const viewport = { width: 320, height: 640 };
  all.push(["BG non-latin", () => success(stage, "BG", { person: "non-latin" })]);
  all.push(["SE at 320", () => success(stage, "SE", { viewport })]);
  all.push(["SE cancel at 320", () => failure(stage, "SE", CANCEL, { viewport })]);
  return all;
};

module.exports = { walks };
