// SPDX-License-Identifier: EUPL-1.2
// Services that share a login with a group of their own, and one that shares with nobody; and an application on the
// person's own machine, to which a page of ours leads: browsers hold that address against the page's policy
// (`form-action`), which cannot name every such address (CSP Level 3 §2.3.1).
"use strict";
const { called_back } = require("./crosssite.cjs");

const HIGH = "idporten-loa-high";
// Of the two addresses of the application none has somebody behind it.
const LOOPBACK = "http://127.0.0.1:49152/callback";
const PRIVATE = "com.example.app:/callback";

// Public clients, of which nobody redeems a code.
function clients(stage) {
  const client = (id, lines) => `
[[client]]
client_id = "${id}"
name = "The ${id}"
auth = "none"
acr_values = ["idporten-loa-substantial", "${HIGH}", "eidas-loa-high"]
${lines}
`;
  const of = (id, lines) => client(id, `redirect_uris = ["${stage.url(id, "/callback")}"]\n${lines}`);
  const app = `application = "native"\nredirect_uris = ["http://127.0.0.1/callback", "${PRIVATE}"]`;
  const health = 'sso_group = "health"';
  return [of("clinic", health), of("ward", health), of("vault", "sso = false"), client("app", app)].join("");
}

function request(stage, id, more) {
  const asked = new URLSearchParams({
    client_id: id,
    response_type: "code",
    scope: "openid",
    redirect_uri: stage.url(id, "/callback"),
    state: "of-a-group",
    acr_values: HIGH,
    code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    code_challenge_method: "S256",
    ...more,
  });
  return `/authorize?${asked}`;
}

async function groups(stage, options) {
  const p = await stage.person({ ...options, label: "groups" });
  const log_in = async (id) => {
    await p.goto("no", request(stage, id));
    await p.on("input[name=eid]");
    await p.choose("eid", "bankid");
    await p.press("next");
    await p.on(/\/\/bankid\.localhost/);
    await p.choose("person", "plain");
    const back = await called_back(p, id, async () => {
      await p.press("next");
      await p.on(new RegExp(`//${id}\\.localhost.*/callback`));
    });
    p.say(back.has("code"), `no code came to ${id}: ${back}`);
  };
  const lets_in = async (id) => {
    const silent = request(stage, id, { prompt: "none" });
    const back = await called_back(p, id, () => p.goto("no", silent));
    p.say(back.has("code") || back.get("error") === "login_required", `${id}: ${back}`);
    return back.has("code");
  };
  const let_in = async () => {
    const all = [];
    for (const id of ["clinic", "ward", "rowing", "vault"]) if (await lets_in(id)) all.push(id);
    return all.join(" ");
  };
  const is = async (expected, when) => {
    const found = await let_in();
    p.say(found === expected, `${when} these let her in: ${found}`);
  };
  await log_in("clinic");
  await is("clinic ward", "after a login in a group");
  await log_in("rowing");
  await is("clinic ward rowing", "after one outside of it");
  await log_in("vault");
  await is("clinic ward rowing", "after one that serves nobody else");
  // A service's logout is its group's; the person's own is of everything.
  await p.goto("no", "/logout?client_id=ward");
  await p.on("button[name=action][value=logout]");
  const asked = await p.text();
  p.say(asked.includes("The clinic") && !asked.includes("Rowing"), `a group is asked about: ${asked}`);
  await p.press("logout");
  await is("rowing", "after the group's logout");
  await log_in("ward");
  await p.goto("no", "/session");
  await p.look("session-two");
  await p.press("logout");
  await is("", "after her own logout");
  await p.end();
}

// She cancels on a page of ours, whose form leads to the application. Nobody is there: that her browser asks for the
// address is what it does when the policy lets it, and what it says of the policy is a failure (`watch`).
async function native(stage, acr_values, options) {
  const p = await stage.person({ ...options, fresh: true, label: `native ${acr_values}` });
  // The private one last: the browser asks her about it, and hears nothing else until she answers.
  for (const redirect_uri of [LOOPBACK, PRIVATE]) {
    await p.goto("no", request(stage, "app", { redirect_uri, acr_values }));
    const { pathname } = new URL(p.page.url());
    const asked = p.page.waitForRequest((r) => r.url().startsWith(`${redirect_uri}?`));
    await Promise.all([asked, p.page.click("button[value=cancel]", { noWaitAfter: true })]);
    const { searchParams } = new URL((await asked).url());
    p.say(searchParams.get("error") === "access_denied", `${pathname}: ${searchParams}`);
    await p.page.waitForLoadState("load").catch(() => {});
  }
  await p.end();
}

const walks = (stage) => [
  ["groups", () => groups(stage, {})],
  ["groups, without script", () => groups(stage, { script: false })],
  ["native, from the e-IDs", () => native(stage, HIGH, {})],
  ["native, from the countries", () => native(stage, "eidas-loa-high", {})],
];

module.exports = { clients, walks };
