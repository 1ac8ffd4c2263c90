// SPDX-License-Identifier: EUPL-1.2
// The two pictures of the README: the country page, and the page where a person sees what would be
// sent. Not a part of every walk; made anew on demand, and copied to docs/images:
//
//     node walk.cjs path/to/landport folder/for/screenshots readme
"use strict";

const VIEW = { width: 640, height: 960 };

async function picture(p, name) {
  const { house } = p.stage;
  await p.page.screenshot({ path: `${house.pictures}/${name}.png` });
  house.seen.add(name);
}

module.exports = async (stage) => {
  const options = { viewport: VIEW, label: "readme" };
  await stage.walk("country page", async () => {
    const p = await stage.person(options);
    await p.goto("trademark");
    await p.submit('a[href^="/login?as=european"]');
    await p.on(/no\.localhost.*\/country/);
    await picture(p, "country-page");
    await p.end();
  });
  await stage.walk("consent page", async () => {
    const p = await stage.person(options);
    await p.goto("service.se");
    await p.submit('a[href="/login"]');
    await p.choose("country", "NO");
    await p.press("next");
    await p.on(/no\.localhost.*\/choose/);
    await p.choose("eid", "bankid");
    await p.press("next");
    await p.on(/\/\/bankid\.localhost/);
    await p.choose("person", "plain");
    await p.press("next");
    await p.on(/no\.localhost.*\/consent/);
    await picture(p, "consent-page");
    await p.end();
  });
};
