// SPDX-License-Identifier: EUPL-1.2
// Walks the demo in a real Chromium, with and without JavaScript, in three languages, each road also in one that
// nobody speaks who speaks Norwegian or English, on a narrow screen and by keyboard. What language and script have to do with each other is walked in English;
// Norwegian walks go now with, now without script. Side by side, on one demo:
//
//   european.cjs  a foreign citizen logs in to a Norwegian service
//   foreign.cjs   a Norwegian logs in to a foreign service
//   national.cjs  a Norwegian logs in to Norwegian services: single sign-on, step-up
//   crosssite.cjs logins and logouts that a page of another site posts
//   groups.cjs    services that share a login with a group, or with nobody; an application on her own machine
//   wallet.cjs    the same with a digital wallet, on this device and another
//   developer.cjs who connects a service: how, and what went wrong
//
// One after the other, on a second one at the same time, for they switch off what others need:
//
//   list.cjs      the list of those who issue for wallets ends while a wallet is asked
//   trouble.cjs   an e-ID is down, slow or suspended in mid-flow; a country is suspended; a request
//                 that comes a second time
//   people.cjs    a person from abroad is recognised or not, links her national e-ID, has it kept, and
//                 sees her own logins
//   console.cjs   the operators' console: the board, a caller's reference, the levers
//
// When both are done, and the machine is quiet:
//
//   slow.cjs      what a page weighs, and when it is painted on a slow line
//
// On demand:
//
//   confused.cjs  who goes back after every step, reloads, comes a day later, loses her cookies: what the
//                 test of the same name does in one process, by a browser (SCRIPTS=both also without script)
//   readme.cjs    the two pictures of the README, to be copied to docs/images
//
//     node walk.cjs path/to/landport folder/for/screenshots [part …]
"use strict";
const { House, Stage } = require("./stage.cjs");

const BESIDE = ["european", "foreign", "national", "crosssite", "groups", "wallet", "developer"];
const ON_DEMAND = ["confused", "readme"];
const ALONE = ["list", "trouble", "people", "console", ...ON_DEMAND];
// Long enough to come to a wallet's page on a busy machine; other walks go meanwhile.
const LIST_SECONDS = 40;
const [binary, pictures, ...named] = process.argv.slice(2);
const is_wanted = (part) => (named.length ? named.includes(part) : !ON_DEMAND.includes(part));
const seconds = (ms) => `${Math.round(ms / 1000)} s`;

async function opened(house, port, options, clients = () => "") {
  const stage = new Stage(house, port);
  await stage.open(options, clients(stage));
  const { countries, foreign_services: abroad, eids } = stage.ready;
  stage.say(Object.keys(countries).length === 13, "the JSON line does not name thirteen countries");
  stage.say(Object.keys(abroad).length === 13, "it does not name thirteen foreign services");
  const found = ["bankid", "buypass", "commfides", "minid", "portal"].filter((id) => eids[id]);
  stage.say(found.length === 5, `of the e-IDs it names only ${found}`);
  return stage;
}

// `done`: the others are, and their hands are free.
async function beside(house, port, parts, done) {
  const clients = (stage) => parts.map((part) => require(`./${part}.cjs`).clients?.(stage) || "").join("");
  const stage = await opened(house, port, [], clients);
  const waiting = parts.flatMap((part) => require(`./${part}.cjs`).walks(stage));
  await Promise.all([stage.work(waiting, 2), done.then(() => stage.work(waiting, 2))]);
  if (parts.includes("wallet")) await require("./wallet.cjs").closed(stage);
  return stage;
}

async function alone(house, port, parts) {
  const ends = parts.includes("list") ? ["--list-seconds", String(LIST_SECONDS)] : [];
  const stage = await opened(house, port, ends);
  // It was fetched before the demo said that it is ready.
  stage.list_ends = Date.now() + (LIST_SECONDS + 2) * 1000;
  for (const part of parts) {
    const from = Date.now();
    await require(`./${part}.cjs`)(stage);
    console.log(`  ${part} ${seconds(Date.now() - from)}`);
  }
  return stage;
}

(async () => {
  const house = new House(binary, pictures);
  const port = 18080 + (process.pid % 1000);
  const stages = [];
  const lane = async (run, at, parts, done) => {
    if (parts.length) stages.push(await run(house, at, parts, done));
  };
  try {
    await house.open();
    const done = lane(alone, port + 1000, ALONE.filter(is_wanted));
    await Promise.all([done, lane(beside, port, BESIDE.filter(is_wanted), done)]);
    if (is_wanted("slow")) {
      if (!stages.length) stages.push(await opened(house, port, []));
      await require("./slow.cjs")(stages[0]);
    }
  } finally {
    await house.close();
    for (const stage of stages) await stage.close();
  }
  const { checks, problems, seen, spent, walked } = house;
  const longest = [...walked].sort(([, a], [, b]) => b - a).slice(0, 5);
  console.log(`  of which ${Object.entries(spent).map(([what, ms]) => `${what} ${seconds(ms)}`).join(", ")}`);
  console.log(`  ${walked.length} walks; the longest: ${longest.map(([name, ms]) => `${name} ${seconds(ms)}`).join(", ")}`);
  console.log(`browser: ${checks - problems.length} passed, ${problems.length} failed; ${seen.size} pages were looked at`);
  process.exit(problems.length ? 1 : 0);
})().catch((e) => { console.error(e); process.exit(1); });
