// SPDX-License-Identifier: EUPL-1.2
// A telephone on a slow line (400 ms there and back, 400 kbit/s: what Chromium calls slow 3G): no page weighs more
// than 60 kB with everything, nothing is asked of anybody else, and it is painted within one round trip after its
// HTML: nothing that a first paint waits for is found only when something else has come.
"use strict";

const ROUND_TRIP_MS = 400;
const OCTETS_PER_S = 50000;
// A machine on which others work as well. What is found one step later costs a whole round trip more.
const SLACK_MS = 700;
const MOST_OCTETS = 60000;

async function look(p, session, name) {
  const host = new URL(p.page.url()).host;
  let octets = 0;
  const others = new Set();
  const count = (e) => { octets += e.encodedDataLength; };
  const ask = (e) => { if (new URL(e.request.url).host !== host) others.add(e.request.url); };
  session.on("Network.loadingFinished", count);
  session.on("Network.requestWillBeSent", ask);
  await p.page.reload({ waitUntil: "networkidle" });
  session.off("Network.loadingFinished", count);
  session.off("Network.requestWillBeSent", ask);
  const seen = await p.page.evaluate(() => {
    const [html] = performance.getEntriesByType("navigation");
    const files = performance.getEntriesByType("resource");
    const blocking = files.filter((r) => r.renderBlockingStatus === "blocking");
    const styled = Math.max(0, ...blocking.map((r) => r.responseEnd));
    // What shares the line with the style.
    const beside = files.filter((r) => r.startTime < styled).map((r) => r.encodedBodySize);
    const [paint] = performance.getEntriesByName("first-contentful-paint");
    return {
      html: html.responseEnd,
      paint: paint && paint.startTime,
      beside: beside.reduce((sum, octets) => sum + octets, 0),
      last: Math.max(0, ...blocking.map((r) => r.startTime)),
      blocking: blocking.length,
    };
  });
  const sent_ms = (seen.beside / OCTETS_PER_S) * 1000;
  p.say(octets > 5000 && octets <= MOST_OCTETS, `${name} weighs ${octets} octets`);
  p.say(others.size === 0, `${name} asks ${[...others]}`);
  p.say(seen.blocking === 1, `${name} waits for ${seen.blocking} files before it is painted`);
  p.say(seen.last <= seen.html + SLACK_MS, `${name} asks ${seen.last - seen.html} ms after its HTML`);
  const most = seen.html + ROUND_TRIP_MS + sent_ms + SLACK_MS;
  p.say(seen.paint <= most, `${name} is painted after ${seen.paint} ms, its HTML was there after ${seen.html}`);
  console.log(`    ${name}: ${octets} octets, painted ${Math.round(seen.paint - seen.html)} ms after its HTML`);
}

module.exports = async (stage) => {
  const p = await stage.person({ locale: "el-GR", viewport: { width: 360, height: 640 }, label: "slow", fresh: true });
  await stage.walk("slow", async () => {
    const session = await p.context.newCDPSession(p.page);
    await session.send("Network.enable");
    await session.send("Network.setCacheDisabled", { cacheDisabled: true });
    await session.send("Network.emulateNetworkConditions", {
      offline: false, latency: ROUND_TRIP_MS, downloadThroughput: OCTETS_PER_S, uploadThroughput: OCTETS_PER_S,
    });
    await p.goto("trademark");
    await p.submit('a[href^="/login?as=european"]');
    await p.on(/no\.localhost.*\/country/);
    await look(p, session, "the page of countries");
    await p.goto("no", "/logins");
    await look(p, session, "the way to her own logins");
    await p.submit("main a.main");
    await p.on("input[name=eid]");
    await look(p, session, "the page of e-IDs");
    await p.goto("no", "/kept");
    await look(p, session, "what is kept");
  });
  await p.end();
};
