// SPDX-License-Identifier: EUPL-1.2
// oidc-provider (npm) as `scripts/bench provider` asks it: one client, PAR, PKCE, ES256 or RS256, a login page with one
// button, everything in memory.
//
//     node provider.mjs SETTINGS.json NODE_MODULES
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const settings = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const require = createRequire(`${process.argv[3]}/`);
const { Provider } = await import(pathToFileURL(require.resolve('oidc-provider')));

const pair = settings.alg === 'RS256'
  ? generateKeyPairSync('rsa', { modulusLength: 3072 })
  : generateKeyPairSync('ec', { namedCurve: 'P-256' });
const key = pair.privateKey.export({ format: 'jwk' });
const proof = settings.secret
  ? { client_secret: settings.secret, token_endpoint_auth_method: 'client_secret_basic' }
  : { jwks: settings.jwks, token_endpoint_auth_method: 'private_key_jwt', token_endpoint_auth_signing_alg: 'ES256' };
const person = { given_name: 'Kari', family_name: 'Nordmann', birthdate: '1920-11-17' };

const provider = new Provider(`http://localhost:${settings.port}`, {
  jwks: { keys: [{ ...key, alg: settings.alg, use: 'sig', kid: 'of the benchmark' }] },
  clients: [{
    client_id: settings.client_id,
    redirect_uris: [settings.redirect_uri],
    response_types: ['code'],
    grant_types: ['authorization_code'],
    id_token_signed_response_alg: settings.alg,
    ...proof,
  }],
  acrValues: [settings.acr],
  claims: { openid: ['sub'], profile: Object.keys(person) },
  pkce: { required: () => true },
  features: {
    devInteractions: { enabled: false },
    pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
    userinfo: { enabled: true },
  },
  cookies: { keys: ['a key for the cookies of a benchmark'] },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ sub, ...person }) }),
  loadExistingGrant: async ({ oidc }) => {
    const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope('openid profile');
    await grant.save();
    return grant;
  },
});

const callback = provider.callback();
createServer(async (request, response) => {
  if (!request.url.startsWith('/interaction/')) return callback(request, response);
  if (request.method === 'GET') {
    const { uid } = await provider.interactionDetails(request, response);
    const page = `<!doctype html><title>Log in</title><form method="post" action="/interaction/${uid}">`
      + '<button name="person" value="kari">Kari</button></form>';
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': Buffer.byteLength(page) });
    return response.end(page);
  }
  let body = '';
  for await (const part of request) body += part;
  const accountId = new URLSearchParams(body).get('person');
  return provider.interactionFinished(request, response, { login: { accountId, acr: settings.acr } });
}).listen(settings.port, '127.0.0.1');
