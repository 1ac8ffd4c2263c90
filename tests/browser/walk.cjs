// SPDX-License-Identifier: EUPL-1.2
// Walks the demo in a real Chromium, with and without JavaScript, in three languages, on a narrow
// screen and by keyboard:
//
//   european.cjs  a foreign citizen logs in to a Norwegian service
//   foreign.cjs   a Norwegian logs in to a foreign service
//   national.cjs  a Norwegian logs in to Norwegian services: single sign-on, step-up
//   crosssite.cjs logins and logouts that a page of another site posts
//   wallet.cjs    the same with a digital wallet, on this device and another
//   developer.cjs who connects a service: how, and what went wrong
//   trouble.cjs   an e-ID is down, slow or suspended in mid-flow; a country is suspended; a request
//                 that comes a second time
//   console.cjs   the operators' console: the board, a caller's reference, the levers
//
//   people.cjs    a person from abroad is recognised or not, links her national e-ID, has it kept, and
//                 sees her own logins
//
//   slow.cjs      what a page weighs, and when it is painted on a slow line
//
//   readme.cjs    on demand: the two pictures of the README, to be copied to docs/images
//
//     node walk.cjs path/to/landport folder/for/screenshots [part …]
"use strict";
const { Stage } = require("./stage.cjs");

const PARTS = ["european", "foreign", "national", "crosssite", "wallet", "people", "slow", "developer", "trouble", "console"];
const [binary, pictures, ...wanted] = process.argv.slice(2);

(async () => {
  const stage = new Stage(binary, pictures);
  const parts = wanted.length ? wanted : PARTS;
  try {
    await stage.open();
    const { countries, foreign_services: abroad, eids } = stage.ready;
    stage.say(Object.keys(countries).length === 13, "the JSON line does not name thirteen countries");
    stage.say(Object.keys(abroad).length === 13, "it does not name thirteen foreign services");
    const named = ["bankid", "buypass", "commfides", "minid", "portal"].filter((id) => eids[id]);
    stage.say(named.length === 5, `of the e-IDs it names only ${named}`);
    // One after the other: what the last part switches off, the others need.
    for (const part of parts) {
      const from = Date.now();
      await require(`./${part}.cjs`)(stage);
      console.log(`  ${part} ${Math.round((Date.now() - from) / 1000)} s`);
    }
  } finally {
    await stage.close();
  }
  const { checks, problems, seen } = stage;
  const passed = checks - problems.length;
  console.log(`browser: ${passed} passed, ${problems.length} failed; ${seen.size} pictures`);
  process.exit(problems.length ? 1 : 0);
})().catch((e) => { console.error(e); process.exit(1); });
