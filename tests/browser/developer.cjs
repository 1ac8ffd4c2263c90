// SPDX-License-Identifier: EUPL-1.2
// Who connects a service: how it is done with this gateway, and what went wrong.
"use strict";

async function connects(stage, options) {
  const p = await stage.person(options);
  await p.goto("no");
  await p.look("front");
  await p.submit("main a[href='/docs/integrate']");
  await p.look("integrate");
  await p.submit("main a[href='/docs/integrate?client_id=rowing']");
  await p.look("integrate-client");
  const text = await p.text();
  const known = `ISSUER='${stage.url("no").slice(0, -1)}'`;
  p.say(text.includes(known) && text.includes("CLIENT_ID='rowing'"), "the service is not filled in");
  // A wrong return address: the page leads to what to change.
  await p.goto("no", "/authorize?client_id=rowing&redirect_uri=http://rowing.localhost/elsewhere");
  await p.look("wrong-return-address");
  const reference = await p.text(".reference code");
  await p.submit("main a[href^='/trace']");
  await p.look("trace");
  const told = await p.text();
  p.say(told.includes(reference) && told.includes("http://rowing.localhost/elsewhere"), `the trace lacks it: ${told}`);
  await p.goto("no", "/trace?reference=NOTTHERE");
  await p.look("trace-nothing");
  await p.end();
}

const walks = (stage) => [
  ["a developer connects a service", () => connects(stage, { label: "developer" })],
  ["the same without script", () => connects(stage, { label: "developer", script: false })],
  ["the same on a narrow screen", () => connects(stage, {
    label: "developer, narrow", viewport: { width: 320, height: 800 },
  })],
];

module.exports = { walks };
