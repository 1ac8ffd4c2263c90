// SPDX-License-Identifier: EUPL-1.2
// The list of those who issue for wallets ends while a wallet is asked: as if its publisher had gone.
"use strict";
const { approve, to_wallet_page } = require("./wallet.cjs");

// The list of providers ends while the wallet is asked: the wallet is told no, our page leads on, and from
// then on wallets cannot be chosen.
async function list_expired(stage, options) {
  const p = await stage.person({ ...options, label: "wallet, list over" });
  await to_wallet_page(p);
  await p.page.waitForTimeout(Math.max(0, stage.list_ends - Date.now()));
  await p.submit("main a.button.main");
  await approve(p, "no", "wallet-list-over");
  p.say((await p.text("h1")).includes("did not present"), `a list that is over: ${await p.text("h1")}`);
  await p.page.goto(p.wallet_page);
  await p.on("button.main[value=another]");
  await p.look("wallet-list-over-page");
  p.say(!(await p.has("svg.qr")) && !(await p.has("main a.button.main")), "a code or link that nobody can answer is shown");
  await p.press("another");
  await p.on("input[name=eid][value=bankid]");
  p.say(await p.page.isDisabled("input[name=eid][value=wallet]"), "a wallet nobody can vouch for can be chosen");
  await p.look("wallet-list-over-choice");
  await p.end();
}

module.exports = async (stage) => {
  const walks = [];
  for (const [locale, scripts] of [["nb-NO", [true]], ["nn-NO", [false]], ["en-GB", [true, false]]]) {
    for (const script of scripts) {
      const name = `list over ${locale} ${script ? "" : "no script"}`;
      walks.push([name, () => list_expired(stage, { locale, script })]);
    }
  }
  stage.has_waited = true;
  // Nobody switches anything off yet, so what only waits may wait beside them.
  await Promise.all([stage.together(walks, walks.length), require("./trouble.cjs").waits(stage)]);
};
