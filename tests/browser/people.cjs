// SPDX-License-Identifier: EUPL-1.2
// A person from abroad is recognised or not, links her national e-ID, has it kept, and sees her own
// logins; in Norwegian, and in languages with no Norwegian or English speaker in sight.
"use strict";

async function arrive(p, country, person) {
  await p.goto("trademark");
  await p.submit('a[href^="/login?as=european"]');
  await p.on(/no\.localhost.*\/country/);
  await abroad(p, country, person);
}

async function abroad(p, country, person) {
  await p.submit(`#countries button[value=${country}]`);
  await p.on("input[name=person]");
  await p.choose("person", person);
  await p.press("next");
}

// Known: told once, kept, and not told again; then her own logins, where she ends it.
async function known(stage, options) {
  const p = await stage.person({ ...options, label: "known" });
  await arrive(p, "SE", "plain");
  await p.on(/\/match/);
  await p.look("match-known");
  await p.page.reload();
  await p.choose("keep", "long");
  await p.press("next");
  await p.on(/trademark\.localhost.*\/me/);
  await arrive(p, "SE", "plain");
  await p.on(/trademark\.localhost.*\/me/);
  await p.goto("no", "/logins");
  await p.look("logins-closed");
  await p.submit("main a.main");
  await p.on("input[name=eid]");
  await p.look("logins-chooser");
  await p.choose("eid", "eidas");
  await p.press("next");
  await p.on(/\/country/);
  await abroad(p, "SE", "plain");
  await p.on(/no\.localhost.*\/logins/);
  // Others of this walk log in as she does.
  const receipts = (await p.page.$$("dl.values")).length;
  p.say(receipts >= 2, "two logins are not two receipts");
  // One of them alone, as it is printed.
  await p.submit('main a[href^="/logins?reference="]');
  p.say((await p.page.$$("dl.values")).length === 1, "it is not one receipt");
  await p.look("logins-receipt");
  await p.page.emulateMedia({ media: "print" });
  p.say(!(await p.page.isVisible("footer")) && !(await p.page.isVisible(".onward")), "what leads on is printed");
  await p.page.emulateMedia({ media: null });
  await p.submit("main a.main");
  await p.press("code");
  const code = /\b\d{6}\b/.exec(await p.text(".told"));
  p.say(code, "no code of six digits");
  await p.look("logins-open");
  if (code) stage.support(code[0], receipts);
  p.say(await p.has("button[value=end-match]"), "the kept match cannot be ended");
  await p.press("end-match");
  p.say(!(await p.has("button[value=end-match]")), "the kept match was not ended");
  await p.press("leave");
  p.say(await p.has("main a.main"), "the page was not closed");
  await p.submit('main a[href="/kept"]');
  await p.look("kept");
  // She is asked for again.
  await arrive(p, "SE", "plain");
  await p.on(/\/match/);
  await p.end();
}

// Not known: what was compared, an e-ID of somebody else, and on.
async function unknown(stage, options) {
  const p = await stage.person({ ...options, label: "unknown" });
  await arrive(p, "BG", "plain");
  await p.on(/\/match/);
  const flow = p.flow();
  await p.look("match-unknown");
  await p.submit("button[name=eid][value=bankid]");
  await p.on("input[name=person]");
  await p.choose("person", "plain");
  await p.press("next");
  await p.on(/no\.localhost.*\/match/);
  p.say(p.flow() === flow, "the login was lost by linking");
  await p.look("match-not-linked");
  await p.press("next");
  await p.on(/trademark\.localhost.*\/me/);
  await p.end();
}

// For a company: she reads whose data leave, the company arrives with her beside it, and both are on her receipt.
async function company(stage, options) {
  const p = await stage.person({ ...options, label: "company" });
  await p.goto("business");
  await p.submit('a[href^="/login?as=company"]');
  await p.on(/no\.localhost.*\/country/);
  await p.look("country-company");
  p.say(await p.has("main .told"), "nothing says that it is for companies");
  p.say(!(await p.has("button[value=DK]")), "a country without companies can be chosen");
  await abroad(p, "PL", "plain");
  await p.on(/business\.localhost.*\/me/);
  const { claims } = await p.json();
  p.say(claims.legal_name === "Przykładowska Demo Company", `the company is ${claims.legal_name}`);
  p.say(claims.eidas_representative?.given_name === "Bronisława", "nobody acts for it");
  await p.goto("no", "/logins");
  await p.submit("main a.main");
  await p.on("input[name=eid]");
  await p.choose("eid", "eidas");
  await p.press("next");
  await p.on(/\/country/);
  await abroad(p, "PL", "plain");
  await p.on(/no\.localhost.*\/logins/);
  p.say((await p.text("main")).includes("Demo business register"), "she has no receipt");
  await p.look("logins-company");
  await p.end();
}

module.exports = async (stage) => {
  const narrow = { width: 320, height: 700 };
  // Both are the same person, so one after the other.
  const same = stage.together([
    ["known nb", () => known(stage, { locale: "nb-NO" })],
    ["known el without script", () => known(stage, { locale: "el-GR", script: false })],
  ], 1);
  const other = stage.together([
    ["unknown bg", () => unknown(stage, { locale: "bg-BG" })],
    ["unknown el narrow", () => unknown(stage, { locale: "el-GR", viewport: narrow })],
    ["unknown nb", () => unknown(stage, { locale: "nb-NO", viewport: narrow })],
  ], 1);
  const companies = stage.together([
    ["company nb", () => company(stage, { locale: "nb-NO" })],
    ["company el narrow without script", () => company(stage, { locale: "el-GR", viewport: narrow, script: false })],
    ["company bg", () => company(stage, { locale: "bg-BG", viewport: narrow })],
  ], 1);
  await Promise.all([same, other, companies]);
};
