// SPDX-License-Identifier: EUPL-1.2
// What goes wrong behind a login abroad, and that each ends at a page with a way on: an e-ID that
// is down, slow, or suspended while the person is there; a country that is suspended; a request
// that comes a second time. What switches things off for everybody goes one after the other.
"use strict";

async function to_eids(p, country) {
  await p.goto(`service.${country}`, "/login");
  await p.press("next");
  await p.on(/no\.localhost.*\/choose/);
}

async function to_eid(p, eid) {
  await p.choose("eid", eid);
  await p.press("next");
  await p.on(new RegExp(`//${eid}\\.localhost`));
}

async function arrives(p, country) {
  await p.on(/\/consent/);
  await p.press("approve");
  await p.on(new RegExp(`//service\\.${country}\\.localhost.*/me`));
  const { outcome } = await p.json();
  p.say(outcome === "person", `after the trouble the service has ${outcome}`);
}

async function down(stage, options) {
  const p = await stage.person({ ...options, label: "e-ID down" });
  await p.goto("bankid");
  await p.look("eid-home");
  await p.submit("button[value=down]");
  await to_eids(p, "se");
  await p.choose("eid", "bankid");
  await p.press("next");
  await p.on("p.notice");
  await p.look("eid-down");
  p.say((await p.text("p.notice")).includes("BankID"), "the page does not name what is down");
  const again = await p.has("input[name=eid][value=bankid]:checked");
  p.say(!again, "what has just failed is chosen already");
  await to_eid(p, "buypass");
  await p.press("next");
  await arrives(p, "se");
  await p.goto("bankid");
  await p.submit("button[value=up]");
  await p.end();
}

// Three times within a minute, and nobody would be sent there for a while: not always the same e-ID.
async function slow(stage, options) {
  const p = await stage.person({ ...options, label: "e-ID slow" });
  const [eid, other] = p.language === "nn" ? ["minid", "buypass"] : ["buypass", "minid"];
  await to_eids(p, "se");
  await to_eid(p, eid);
  await p.choose("person", "slow");
  await p.press("next");
  await p.on("button[value=another]", 30);
  await p.look("eid-slow");
  await p.press("another");
  await p.on("input[name=eid]");
  await to_eid(p, other);
  await p.press("next");
  await arrives(p, "se");
  await p.end();
}

const WORDS = {
  nb: "Stengt etter en sikkerhetshendelse.",
  nn: "Stengt etter ei tryggleikshending.",
  en: "Closed after a security incident.",
};
const TEXTS = Object.entries(WORDS).flatMap(([language, text]) => [`--text-${language}`, text]);

async function suspended(stage, options) {
  const p = await stage.person({ ...options, label: "e-ID suspended" });
  const told = async () => (await p.text()).includes(WORDS[p.language]);
  // while the person is at the e-ID
  await to_eids(p, "se");
  await to_eid(p, "bankid");
  stage.lever("suspend", "eid", "bankid", ...TEXTS);
  await p.press("next");
  await p.on("button[value=another]");
  await p.look("eid-suspended");
  p.say(await told(), "the operator's words are not on the page");
  p.say(!(await p.has("button[value=again]")), "what is closed is offered again");
  await p.press("another");
  await p.on("input[name=eid]");
  await p.look("eids-one-suspended");
  p.say(await told(), "the operator's words are not beside the e-ID");
  stage.lever("resume", "eid", "bankid");
  // while the person reads what would be sent
  await to_eids(p, "se");
  await to_eid(p, "bankid");
  await p.press("next");
  await p.on(/\/consent/);
  stage.lever("suspend", "eid", "bankid", ...TEXTS);
  await p.press("approve");
  await p.on("button[value=another]");
  await p.look("consent-eid-suspended");
  p.say(await told(), "the operator's words are not where consent is refused");
  await p.press("another");
  await p.on("input[name=eid]");
  await to_eid(p, "buypass");
  await p.press("next");
  await arrives(p, "se");
  stage.lever("resume", "eid", "bankid");
  await p.end();
}

async function country_suspended(stage, options) {
  const p = await stage.person({ ...options, label: "country suspended" });
  await to_eids(p, "se");
  await to_eid(p, "bankid");
  await p.press("next");
  await p.on(/\/consent/);
  stage.lever("suspend", "country", "SE", ...TEXTS);
  await p.press("approve");
  await p.on(".reference code");
  await p.look("country-suspended");
  p.say((await p.text()).includes(WORDS[p.language]), "the operator's words are not there");
  p.say(!(await p.has("main button")), "a button leads back to what is closed");
  // looking again is the way on, and beside it whom to ask
  p.say(await p.has("main .buttons a:not(.main)"), "no help on the page");
  await p.submit("main .buttons a.main");
  await p.on(".reference code");
  stage.lever("resume", "country", "SE");
  await p.submit("main .buttons a.main");
  await arrives(p, "se");
  await p.end();
}

// The same request once more: in its own browser (by "back") it leads on; in another one it was
// stolen, or the page is an old one.
async function request_used(stage, options) {
  const p = await stage.person({ ...options, label: "request used" });
  let request = null;
  p.page.on("request", (r) => { if (r.url().includes("/eidas/proxy/sso?")) request = r.url(); });
  await to_eids(p, "ro");
  p.say(Boolean(request), "no request was seen");
  const flow = p.flow();
  await p.page.goto(request);
  p.say(p.flow() === flow, `the same request leads to ${p.page.url()}`);
  await to_eid(p, "bankid");
  await p.page.goto(request);
  p.say(p.flow() === flow, `from the e-ID it leads to ${p.page.url()}`);
  await p.context.clearCookies();
  await p.page.goto(request);
  await p.look("request-used");
  p.say(await p.has(".reference code"), "no reference on the page");
  p.say(await p.has("main a.button"), "nobody to ask on the page");
  const used = await p.text("h1");
  // and one that its sender did not sign
  await p.page.goto(request.replace(/(SAMLRequest=.{40})(.)/, (_, head, c) => head + (c === "x" ? "y" : "x")));
  await p.look("request-invalid");
  p.say((await p.text("h1")) !== used, "a forged request is called a used one");
  p.say(await p.has(".reference code"), "no reference on the page");
  await p.end();
}

// The connector's page comes back from the browser's memory, after "back", and posts the same form a
// second time: the login goes on, from wherever it was.
async function posted_again(stage, options) {
  const p = await stage.person({ ...options, label: "posted again" });
  let form = null;
  p.page.on("request", (r) => {
    if (r.method() !== "POST" || !r.url().endsWith("/eidas/proxy/sso")) return;
    const fields = [...new URLSearchParams(r.postData())].map(([name, value]) =>
      `<input type="hidden" name="${name}" value="${value.replaceAll('"', "&quot;")}">`);
    form = `<form method="post" action="${r.url()}">${fields.join("")}<button>Go</button></form>`;
  });
  await to_eids(p, "se");
  p.say(Boolean(form), "no form was seen");
  await p.page.route("**/remembered", (route) =>
    route.fulfill({ contentType: "text/html", body: form }));
  const again = async () => {
    await p.goto("service.se", "/remembered");
    await p.submit("button");
  };
  const flow = p.flow();
  const same = (where) => p.say(p.flow() === flow, `${where} it leads to ${p.page.url()}`);
  await again();
  await p.on(/no\.localhost.*\/choose/);
  same("from the e-IDs");
  await to_eid(p, "bankid");
  await p.press("next");
  await p.on(/\/consent/);
  await again();
  await p.on(/\/consent/);
  same("from what would be sent");
  await arrives(p, "se");
  // and once it has arrived, the same answer again, which Sweden may refuse
  await again();
  await p.on(/\.se\.localhost/);
  await p.end();
}

const LOCALES = ["nb-NO", "nn-NO", "en-GB"];
const each = (stage, works) => LOCALES.flatMap((locale) =>
  works.map((work) => [`${work.name} ${locale}`, () => work(stage, { locale })]));

// These disturb nobody, and go beside what waits.
const waits = (stage) => stage.together(each(stage, [slow, request_used, posted_again]), 2);

module.exports = async (stage) => {
  if (!stage.has_waited) await waits(stage);
  await stage.together(each(stage, [down, suspended, country_suspended]), 1);
};
module.exports.waits = waits;
