// A service that logs its people in at Landport, with openid-client:
//
//     npm install openid-client
//     node --env-file=.env app.mjs
import { createPrivateKey } from 'node:crypto';
import dns from 'node:dns';
import fs from 'node:fs';
import http from 'node:http';
import * as client from 'openid-client';

const { ISSUER, CLIENT_ID, CLIENT_SECRET, CLIENT_KEY_FILE, REDIRECT_URI, LOGIN_HINT } = process.env;
const own = new URL(REDIRECT_URI);

// Names below .localhost are this machine (RFC 6761 §6.3); Node asks the system, which may not know.
const { lookup } = dns;
dns.lookup = (name, options, done) =>
  lookup(name.endsWith('.localhost') ? '127.0.0.1' : name, options, done);

async function proof() {
  if (!CLIENT_KEY_FILE) return client.ClientSecretBasic(CLIENT_SECRET);
  const jwk = createPrivateKey(fs.readFileSync(CLIENT_KEY_FILE)).export({ format: 'jwk' });
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  return client.PrivateKeyJwt(await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['sign']));
}

// The demo speaks http, to this machine alone. Elsewhere leave `execute` out.
const landport = await client.discovery(
  new URL(ISSUER), CLIENT_ID, undefined, await proof(), { execute: [client.allowInsecureRequests] });

// What each browser has to bring back, by its cookie: who steals a code cannot use it elsewhere.
const begun = new Map();
// Who is logged in here, by the same cookie: the ID token proves at the logout whose login shall end.
const known = new Map();

async function begin(response) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const [expectedState, expectedNonce, browser] = [1, 2, 3].map(() => client.randomState());
  begun.set(browser, { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true });
  const to = client.buildAuthorizationUrl(landport, {
    redirect_uri: REDIRECT_URI,
    scope: 'openid profile',
    state: expectedState,
    nonce: expectedNonce,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    ...(LOGIN_HINT && { login_hint: LOGIN_HINT }),
  });
  const cookie = `login=${browser}; Path=/; HttpOnly; SameSite=Lax`;
  response.writeHead(303, { location: to.href, 'set-cookie': cookie }).end();
}

async function arrive(url, browser, response) {
  const checks = begun.get(browser);
  begun.delete(browser);
  if (!checks) throw new Error('this browser began no login here');
  const tokens = await client.authorizationCodeGrant(landport, url, checks);
  known.set(browser, tokens.id_token);
  const { sub } = tokens.claims();
  const userinfo = await client.fetchUserInfo(landport, tokens.access_token, sub);
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ id_token: tokens.claims(), userinfo }, null, 2));
}

function logOut(browser, response) {
  const hint = known.get(browser);
  const to = client.buildEndSessionUrl(landport, hint && { id_token_hint: hint });
  known.delete(browser);
  response.writeHead(303, { location: to.href }).end();
}

http.createServer(async (request, response) => {
  const url = new URL(request.url, own.origin);
  const browser = /(?:^|; )login=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
  try {
    if (url.pathname === own.pathname) await arrive(url, browser, response);
    else if (url.pathname === '/') await begin(response);
    else if (url.pathname === '/logout') logOut(browser, response);
    else response.writeHead(404).end();
  } catch (error) {
    response.writeHead(500).end(`${error.message}: ${error.error_description ?? ''}\n`);
  }
}).listen(own.port || 80, '127.0.0.1', () => console.log(`Open ${own.origin}`));
