// SPDX-License-Identifier: EUPL-1.2
// A national e-ID that shares no line with ours: oidc-provider with PAR, private_key_jwt, PKCE and
// a login page of its own.
//
//     node eid_provider.mjs <file with the settings, JSON>
//
// settings: { port, redirect_uri, client_id, jwk (the gateway's public key) }

import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { generateKeyPairSync } from "node:crypto";
import { pathToFileURL } from "node:url";

const require = createRequire(`${process.env.NODE_PATH}/`);
const { Provider } = await import(pathToFileURL(require.resolve("oidc-provider")));

const settings = JSON.parse(readFileSync(process.argv[2], "utf8"));
const issuer = `http://localhost:${settings.port}`;

// The number is nobody's: of the series for tests (80 added to the month).
const LATIN = {
  pid: settings.pid,
  given_name: "Ingrid Ælva",
  family_name: "Uavhengig",
  birthdate: "1984-03-17",
  gender: "female",
};
const PERSONS = {
  yes: LATIN,
  cyrillic: { ...LATIN, given_name: "Ингрид", family_name: "Независимая" },
};

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const signing = { ...privateKey.export({ format: "jwk" }), alg: "ES256", use: "sig", kid: "es" };

const provider = new Provider(issuer, {
  jwks: { keys: [signing] },
  clients: [{
    client_id: settings.client_id,
    redirect_uris: [settings.redirect_uri],
    response_types: ["code"],
    grant_types: ["authorization_code"],
    token_endpoint_auth_method: "private_key_jwt",
    token_endpoint_auth_signing_alg: "ES256",
    id_token_signed_response_alg: "ES256",
    require_pushed_authorization_requests: true,
    require_auth_time: true,
    jwks: { keys: [{ ...settings.jwk, use: "sig", alg: "ES256" }] },
  }],
  acrValues: ["idporten-loa-substantial", "idporten-loa-high"],
  claims: {
    openid: ["sub"],
    profile: Object.keys(LATIN),
    acr: null,
    auth_time: null,
    iss: null,
  },
  pkce: { required: () => true },
  features: {
    devInteractions: { enabled: false },
    pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
    userinfo: { enabled: true },
  },
  cookies: { keys: ["a key for the cookies of a test"] },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ sub, ...PERSONS[sub] }) }),
  // Whoever logs in has agreed to tell the gateway who she is: no page of its own for that.
  loadExistingGrant: async (context) => {
    const { oidc } = context;
    const grant = new oidc.provider.Grant({
      clientId: oidc.client.clientId,
      accountId: oidc.session.accountId,
    });
    grant.addOIDCScope("openid profile");
    await grant.save();
    return grant;
  },
});

async function interaction(request, response) {
  const { uid, params, prompt } = await provider.interactionDetails(request, response);
  if (request.method === "GET") {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    response.end(
      `<!doctype html><html lang="en"><title>Independent e-ID</title><h1>Independent e-ID</h1>`
      + `<p>prompt=${prompt.name} asked=${params.acr_values} sent=${params.prompt}</p>`
      + `<form method="post" action="/interaction/${uid}"><button name="login" value="yes">Log in`
      + `</button><button name="login" value="cyrillic">Log in in another script</button>`
      + `<button name="login" value="no">Cancel</button></form></html>`);
    return;
  }
  let body = "";
  for await (const part of request) body += part;
  const person = new URLSearchParams(body).get("login");
  const result = person in PERSONS
    ? { login: { accountId: person, acr: "idporten-loa-high", amr: ["app"], remember: true } }
    : { error: "access_denied", error_description: "the person said no" };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

const callback = provider.callback();
createServer((request, response) => {
  if (!request.url.startsWith("/interaction/")) return callback(request, response);
  interaction(request, response).catch((error) => {
    console.error(error);
    response.writeHead(500).end();
  });
}).listen(settings.port, "127.0.0.1", () => console.log(`ready ${issuer}`));
for (const event of ["server_error", "grant.error", "pushed_authorization_request.error"]) {
  provider.on(event, (_, error) => console.error(event, error));
}
