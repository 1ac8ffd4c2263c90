// SPDX-License-Identifier: EUPL-1.2
// A Norwegian logs in with a digital wallet: on this device by a link, on another one by what the code
// says; and each ending that is none, which leads on.
"use strict";

const PID = "14859020284";
const SERVICE = /\/\/trademark\.localhost.*\/me/;
const WORDS = {
  nb: { no: "Det ble svart nei", elsewhere: "åpnet en annen fane", early: "ikke fått noe svar" },
  nn: { no: "Det vart svara nei", elsewhere: "opna ei anna fane", early: "ikkje fått noko svar" },
  en: { no: "answer in the wallet was no", elsewhere: "opened another tab", early: "No answer has come" },
};

// From the trademark register to the page with the link and the code.
async function to_wallet_page(p, service = "trademark") {
  await p.goto(service, "/login?acr_values=idporten-loa-high");
  await p.on("input[name=eid]");
  await p.choose("eid", "wallet");
  await p.press("next");
  await p.on(/no\.localhost.*\/wallet\?/);
}

async function approve(p, card, picture) {
  await p.on("input[name=card]");
  await p.look("wallet-asks");
  await p.choose("card", card);
  await p.press("approve");
  if (!picture) return;
  await p.on("h1");
  await p.look(picture);
}

async function has_arrived(p) {
  await p.on(SERVICE);
  const { claims } = await p.json();
  p.say(claims.pid === PID, `pid is ${claims.pid}`);
  p.say(claims.acr === "idporten-loa-high", `acr is ${claims.acr}`);
  p.say(JSON.stringify(claims.amr) === '["wallet"]', `amr is ${claims.amr}`);
}

async function this_device(stage, options) {
  const p = await stage.person({ ...options, label: "wallet here" });
  await to_wallet_page(p);
  await p.look("wallet");
  if (options.languages) await p.switch_languages(p.flow());
  p.say(await p.has("svg.qr[role=img][aria-label]"), "the code has no text in its place");
  await p.submit("main a.button.main");
  await approve(p, options.card || "no");
  await has_arrived(p);
  await p.end();
}

async function other_device(stage, options) {
  const p = await stage.person({ ...options, label: "wallet elsewhere" });
  await to_wallet_page(p);
  if (!p.script) {
    await p.press("done");
    await p.on("p.notice");
    await p.look("wallet-not-yet");
    p.say((await p.text("p.notice")).includes(WORDS[p.language].early), "what is awaited is not said");
  }
  const phone = await stage.person({ locale: options.locale, label: "phone" });
  await phone.goto("wallet");
  await phone.look("wallet-home");
  await phone.page.fill("#link", await p.page.textContent("#link"));
  await phone.submit("button[type=submit]");
  await approve(phone, "no", "wallet-done");
  p.say((await phone.text("h1")).includes("Go back"), "the phone does not say where it goes on");
  // With script the page goes on by itself.
  if (!p.script) await p.press("done");
  await has_arrived(p);
  await phone.end();
  await p.end();
}

// What cannot be used: the wallet says so, and another card can be picked.
async function other_card(stage, options) {
  const p = await stage.person({ ...options, label: "wallet cards" });
  await to_wallet_page(p, "rowing");
  await p.submit("main a.button.main");
  for (const card of ["no-revoked", "no-expired"]) {
    await approve(p, card, "wallet-not-presented");
    p.say((await p.text("h1")).includes("did not present"), `${card}: ${await p.text("h1")}`);
    await p.submit("main a.button");
  }
  // Taken, but not enough: our own page leads on, to another e-ID.
  await approve(p, "no-numberless");
  await p.on("button[value=another]");
  await p.look("wallet-numberless");
  await p.press("another");
  await p.on("input[name=eid][value=bankid]");
  await p.end();
}

// "No" in the wallet: the page says so and offers a new code.
async function refused(stage, options) {
  const p = await stage.person({ ...options, label: "wallet no" });
  await to_wallet_page(p);
  await p.submit("main a.button.main");
  await p.press("refuse");
  await p.on(/no\.localhost.*\/wallet\?/);
  await p.look("wallet-refused");
  p.say((await p.text("p.notice")).includes(WORDS[p.language].no), "the no is not said");
  p.say(!(await p.has("svg.qr")), "a code that works no more is shown");
  await p.press("new");
  await p.on("main a.button.main");
  await p.submit("main a.button.main");
  await approve(p, "no");
  await has_arrived(p);
  await p.end();
}

// The link was opened in another browser: there it ends, here it is told. Attack WV-01.
async function wrong_browser(stage, options) {
  const p = await stage.person({ ...options, label: "wallet, wrong browser" });
  await to_wallet_page(p);
  const other = await stage.person({ ...options, label: "other browser" });
  await other.page.goto(await p.page.getAttribute("main a.button.main", "href"));
  await approve(other, "no");
  await other.on(/no\.localhost/);
  await other.look("wallet-wrong-browser");
  other.say(await other.has("main a[href], main button"), "the wrong browser is a dead end");
  if (!p.script) await p.press("done");
  await p.on("p.notice");
  await p.look("wallet-elsewhere");
  p.say((await p.text("p.notice")).includes(WORDS[p.language].elsewhere), "where it goes on is not said");
  await p.press("another");
  await p.on("input[name=eid][value=bankid]");
  await other.end();
  await p.end();
}

async function by_keyboard(stage) {
  const p = await stage.person({ label: "wallet by keyboard" });
  await to_wallet_page(p);
  await p.by_keyboard("main a.button.main", "Enter");
  await p.on("input[name=card]");
  await p.by_keyboard("button[value=approve]", "Enter");
  await has_arrived(p);
  await p.end();
}

// Closed by the lever while the wallet is asked: nothing leaves. Attack WV-18.
async function closed(stage) {
  const p = await stage.person({ label: "wallet closed" });
  await to_wallet_page(p);
  await p.submit("main a.button.main");
  const words = ["nb", "nn", "en"].flatMap((tag) => [`--text-${tag}`, "Stengt. Closed."]);
  stage.lever("suspend", "eid", "wallet", ...words);
  await approve(p, "no");
  await p.on("button[value=another]");
  await p.look("wallet-closed");
  await p.press("another");
  await p.on("input[name=eid]");
  p.say(await p.page.isDisabled("input[name=eid][value=wallet]"), "what is closed can be chosen");
  await p.look("wallet-closed-choice");
  stage.lever("resume", "eid", "wallet");
  await p.end();
}

module.exports = async (stage) => {
  const walks = [];
  for (const locale of ["nb-NO", "nn-NO", "en-GB"]) {
    for (const script of [true, false]) {
      const o = { locale, script };
      const name = `${locale} ${script ? "" : "no script"}`;
      walks.push([`here ${name}`, () => this_device(stage, { ...o, languages: script })]);
      walks.push([`elsewhere ${name}`, () => other_device(stage, o)]);
      walks.push([`no ${name}`, () => refused(stage, o)]);
      walks.push([`wrong browser ${name}`, () => wrong_browser(stage, o)]);
    }
    walks.push([`cards ${locale}`, () => other_card(stage, { locale })]);
  }
  const viewport = { width: 320, height: 640 };
  walks.push(["mdoc", () => this_device(stage, { card: "no-mdoc" })]);
  walks.push(["here at 320", () => this_device(stage, { viewport })]);
  walks.push(["keyboard", () => by_keyboard(stage)]);
  await stage.together(walks);
  await closed(stage);
};
