// SPDX-License-Identifier: EUPL-1.2
// A Norwegian logs in with a digital wallet: on this device by a link, on another one by what the code
// says; and each ending that is none, which leads on.
"use strict";

const http = require("node:http");

const PID = "14859020284";
const SERVICE = /\/\/trademark\.localhost.*\/me/;
const WORDS = {
  nb: { no: "Det ble svart nei", elsewhere: "åpnet en annen fane", early: "ikke fått noe svar",
    none: "Ingen lommebok svarte", revoked: "trukket tilbake eller sperret" },
  nn: { no: "Det vart svara nei", elsewhere: "opna ei anna fane", early: "ikkje fått noko svar",
    none: "Inga lommebok svara", revoked: "trekt tilbake eller sperra" },
  en: { no: "answer in the wallet was no", elsewhere: "opened another tab", early: "No answer has come",
    none: "No wallet answered", revoked: "revoked or suspended" },
};

// From the trademark register to the page with the link and the code.
async function to_wallet_page(p, service = "trademark") {
  await p.goto(service, "/login?acr_values=idporten-loa-high");
  await p.on("input[name=eid]");
  await p.choose("eid", "wallet");
  await p.press("next");
  await p.on(/no\.localhost.*\/wallet\?/);
  p.wallet_page = p.page.url();
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
  await phone.submit("main form button");
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

// What the demo's wallet gives for one of the page's requests.
function wallet_gives(stage, fields) {
  const body = new URLSearchParams(fields).toString();
  const headers = { Host: `wallet.localhost:${stage.port}`, "Content-Length": Buffer.byteLength(body),
    "Content-Type": "application/x-www-form-urlencoded" };
  const options = { host: "127.0.0.1", port: stage.port, path: "/dc_api", method: "POST", headers };
  return new Promise((resolve, reject) => {
    const call = http.request(options, async (answer) => {
      let text = "";
      for await (const part of answer) text += part;
      if (answer.statusCode === 200) resolve(JSON.parse(text));
      else reject(new Error(`the wallet gives nothing: ${text}`));
    });
    call.on("error", reject);
    call.end(body);
  });
}

// The browser finds the wallet itself: Chromium's own virtual wallet, which answers with what the demo's
// wallet made for this very request. It says no first, and shows a card that was revoked.
async function by_browser(stage, options) {
  const p = await stage.person({ ...options, label: `wallet by browser, ${options.protocol}`, fresh: true });
  const cdp = await p.context.newCDPSession(p.page);
  const behaves = (how) => cdp.send("DigitalCredentials.setVirtualWalletBehavior", how);
  const asked = () => p.page.waitForResponse((answer) => answer.url().includes("/wallet/dc_api?"));
  const first = asked();
  await to_wallet_page(p);
  let { requests } = await (await first).json();
  p.say(requests.map((of) => of.protocol).join() === "openid4vp-v1-signed,org-iso-mdoc", "one call, both protocols");
  const origin = stage.url("no", "");
  const button = "section[data-requests] button";
  const presents = async (card) => {
    const data = JSON.stringify(requests.find((of) => of.protocol === options.protocol).data);
    const made = await wallet_gives(stage, { origin, card, protocol: options.protocol, data });
    await behaves({ action: "respond", protocol: made.protocol, response: made.data });
    await p.page.waitForSelector(button, { state: "visible" });
    await p.page.click(button);
  };
  await behaves({ action: "decline" });
  await p.page.waitForSelector(button, { state: "visible" });
  await p.look("wallet-by-browser");
  await p.page.click(button);
  await p.page.waitForFunction(() => document.querySelector("section[data-requests] [role=status]").textContent);
  await p.look("wallet-by-browser-none");
  const said = await p.text("section[data-requests] [role=status]");
  p.say(said.includes(WORDS[p.language].none), `after a no in the browser: ${said}`);
  p.say(await p.has("main a.button.main"), "link and code are gone after a no in the browser");
  if (options.revoked) {
    const again = asked();
    await presents("no-revoked");
    await p.on("p.notice");
    await p.look("wallet-card-revoked");
    const told = await p.text("p.notice");
    p.say(told.includes(WORDS[p.language].revoked), `a revoked card: ${told}`);
    ({ requests } = await (await again).json());
  }
  await presents(options.card);
  await has_arrived(p);
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

const walks = (stage) => {
  const all = [];
  for (const [locale, scripts] of [["nb-NO", [true]], ["nn-NO", [false]], ["en-GB", [true, false]]]) {
    for (const script of scripts) {
      const o = { locale, script };
      const name = `${locale} ${script ? "" : "no script"}`;
      all.push([`here ${name}`, () => this_device(stage, { ...o, languages: script })]);
      all.push([`elsewhere ${name}`, () => other_device(stage, o)]);
      all.push([`no ${name}`, () => refused(stage, o)]);
      all.push([`wrong browser ${name}`, () => wrong_browser(stage, o)]);
      all.push([`cards ${name}`, () => other_card(stage, o)]);
    }
    const protocol = "openid4vp-v1-signed";
    all.push([`browser ${locale}`, () => by_browser(stage, { locale, protocol, card: "no", revoked: true })]);
  }
  const viewport = { width: 320, height: 640 };
  const iso = { protocol: "org-iso-mdoc", card: "no-mdoc" };
  all.push(["browser, iso", () => by_browser(stage, iso)]);
  all.push(["browser, iso at 320", () => by_browser(stage, { ...iso, viewport })]);
  all.push(["mdoc", () => this_device(stage, { card: "no-mdoc" })]);
  all.push(["here bg at 320", () => this_device(stage, { viewport, locale: "bg-BG" })]);
  all.push(["keyboard", () => by_keyboard(stage)]);
  return all;
};

module.exports = { approve, closed, to_wallet_page, walks };
