// SPDX-License-Identifier: EUPL-1.2
// openid-client (npm) as a service of ours, with everything of FAPI 2.0 that it has: private_key_jwt,
// PAR, PKCE, DPoP with nonces, signed answers (JARM), refresh, introspection, revocation.
//
//     node openid_client.mjs CONFIG.json
//
// Prints the address for the browser, reads the address that the browser came back to, and prints what
// it got.

import dns from 'node:dns';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import readline from 'node:readline';
import { pathToFileURL } from 'node:url';

// Names below .localhost are this machine (RFC 6761 §6.3); Node asks the resolver, which may not know.
const lookup = dns.lookup;
dns.lookup = (name, options, callback) =>
  lookup(name.endsWith('.localhost') ? '127.0.0.1' : name, options, callback);

const modules = createRequire(`${process.env.NODE_PATH}/`);
const client = await import(pathToFileURL(modules.resolve('openid-client')));

const settings = JSON.parse(fs.readFileSync(process.argv[2]));
const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
const key = await crypto.subtle.importKey('jwk', settings.jwk, algorithm, false, ['sign']);

// As its documentation says it: nothing of ours is special but http in the demo profile.
const config = await client.discovery(
  new URL(settings.issuer), settings.client_id, { id_token_signed_response_alg: 'ES256', authorization_signed_response_alg: 'ES256' },
  client.PrivateKeyJwt({ key, kid: settings.jwk.kid }),
  { execute: [client.allowInsecureRequests] });
if (settings.jarm) client.useJwtResponseMode(config);
client.enableNonRepudiationChecks(config);
const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair());

const pkceCodeVerifier = client.randomPKCECodeVerifier();
const expectedState = client.randomState();
const expectedNonce = client.randomNonce();
const parameters = {
  redirect_uri: settings.redirect_uri,
  scope: 'openid profile offline_access',
  code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
  code_challenge_method: 'S256',
  state: expectedState,
  nonce: expectedNonce,
  acr_values: settings.acr_values,
};
const url = await client.buildAuthorizationUrlWithPAR(config, parameters, { DPoP });
console.log(url.href);

const input = readline.createInterface({ input: process.stdin });
const back = await new Promise((resolve) => input.once('line', resolve));
input.close();

const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
const tokens = await client.authorizationCodeGrant(config, new URL(back), checks, undefined, { DPoP });
const { sub } = tokens.claims();
const userinfo = await client.fetchUserInfo(config, tokens.access_token, sub, { DPoP });
const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token, undefined, { DPoP });
const seen = await client.tokenIntrospection(config, refreshed.access_token);
await client.tokenRevocation(config, refreshed.refresh_token);
const dead = await client.tokenIntrospection(config, refreshed.access_token);
const code = await client.authorizationCodeGrant(config, new URL(back), checks, undefined, { DPoP })
  .then(() => 'taken twice', (error) => error.error);
// A login of its own is still there: the person logs out by the ID token that names it.
const logout = client.buildEndSessionUrl(config, {
  id_token_hint: tokens.id_token, post_logout_redirect_uri: settings.logged_out, state: 'out',
});
console.log(JSON.stringify({
  logout: logout.href, url: url.href, token_type: tokens.token_type, claims: tokens.claims(), userinfo,
  refreshed: refreshed.token_type, seen, dead, code,
}));
