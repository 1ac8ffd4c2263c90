// SPDX-License-Identifier: EUPL-1.2
// What other sites post to us, as browsers do it: a login and a logout by a form of another site, which
// comes without the cookie of our session (`SameSite=Lax`) and finds it at our own GET. OIDC Core
// §3.1.2.1, RP-Initiated Logout §2: POST has to work; LO-02: nobody's page logs her out.
"use strict";

const HIGH = "idporten-loa-high";

// A page of another site that posts itself here, by script or by its one button.
async function from_elsewhere(p, path, fields) {
  const elsewhere = p.stage.url("elsewhere");
  const input = ([name, value]) =>
    `<input type="hidden" name="${name}" value="${value.replace(/&/g, "&amp;").replace(/"/g, "&quot;")}">`;
  const body = `<!doctype html><title>elsewhere</title><form id="f" method="post" action="${p.stage.url("no", path)}">
    ${Object.entries(fields).map(input).join("")}<button>on</button></form>
    ${p.script ? "<script>document.getElementById('f').submit()</script>" : ""}`;
  const is_it = (url) => url.href === elsewhere;
  await p.page.route(is_it, (route) => route.fulfill({ contentType: "text/html", body }));
  const sent = p.page.waitForRequest((r) => r.method() === "POST" && r.url() === p.stage.url("no", path));
  await p.page.goto(elsewhere, { waitUntil: "commit" });
  if (!p.script) await p.page.click("button");
  const headers = await (await sent).allHeaders();
  p.say(`${headers.origin}/` === elsewhere, `the form's origin is ${headers.origin}`);
  p.say(!/__Host-sso=/.test(headers.cookie || ""), "the session's cookie came with a form of another site");
  await p.page.waitForLoadState("load");
  await p.page.unroute(is_it);
}

// Where the service is called back, and with what.
async function called_back(p, host, work) {
  const is_it = (r) => r.isNavigationRequest() && r.url().startsWith(p.stage.url(host, "/callback?"));
  const [request] = await Promise.all([p.page.waitForRequest(is_it), work()]);
  await p.page.waitForLoadState("load").catch(() => {});
  return new URL(request.url()).searchParams;
}

async function posts(stage, options) {
  const p = await stage.person({ ...options, label: "posts of another site" });
  // A plain request of the service, without its server: PKCE by a fixed challenge.
  const asks = (more) => ({
    client_id: "rowing",
    response_type: "code",
    scope: "openid",
    redirect_uri: stage.url("rowing", "/callback"),
    state: "of-elsewhere",
    nonce: "of-elsewhere",
    acr_values: HIGH,
    code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    code_challenge_method: "S256",
    ...more,
  });
  await from_elsewhere(p, "/authorize", asks());
  await p.on("input[name=eid]");
  p.say(true, "a posted request became a login");
  await p.choose("eid", "bankid");
  await p.press("next");
  await p.on(/\/\/bankid\.localhost/);
  await p.choose("person", "plain");
  const first = await called_back(p, "rowing", async () => {
    await p.press("next");
    await p.on(/rowing\.localhost.*\/callback/);
  });
  p.say(first.has("code") && first.get("state") === "of-elsewhere", `no code came: ${first}`);

  // Single sign-on: the next one is answered without a page.
  const silent = (more) => called_back(p, "rowing", () => from_elsewhere(p, "/authorize", asks(more)));
  const second = await silent({});
  p.say(second.has("code"), `no single sign-on by POST: ${second}`);

  // A logout by somebody's page: it asks her, and until she says so she is logged in.
  await from_elsewhere(p, "/logout", { client_id: "rowing" });
  await p.on("button[name=action][value=logout]");
  const still = await silent({ prompt: "none" });
  p.say(still.has("code"), `a page of another site ended the session: ${still}`);
  await from_elsewhere(p, "/logout", { client_id: "rowing" });
  await p.on("button[name=action][value=logout]");
  await p.press("logout");
  const after = await silent({ prompt: "none" });
  p.say(after.get("error") === "login_required", `after the logout: ${after}`);
  await p.end();
}

const walks = (stage) => [
  ["posts of another site", () => posts(stage, {})],
  ["posts of another site, without script", () => posts(stage, { script: false })],
];

module.exports = { called_back, walks };
