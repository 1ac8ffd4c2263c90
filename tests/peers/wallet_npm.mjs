// SPDX-License-Identifier: EUPL-1.2
// A wallet of @openid4vc/openid4vp, @sd-jwt/sd-jwt-vc, @owf/mdoc and jose (npm); `dcql` judges our
// query. One job a line of standard input, one answer a line of standard output:
//
//     { settings, says } → what it was told
//
// settings: what `Country.for_wallets` gives, and { format, method, enc, habit }; says: what the link or
// the code says. With { token_only }, it ends with what would be sent. With { origin }, says is the `data` of a request of the Digital Credentials API, and the
// answer is what the browser would get.

import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { request as http_request } from "node:http";
import * as crypto from "node:crypto";
import { pathToFileURL } from "node:url";

const require = createRequire(`${process.env.NODE_PATH}/`);
const load = (name) => import(pathToFileURL(require.resolve(name)));
const [oauth2, openid4vp, { SDJwtVcInstance }, mdoc, { DcqlQuery }, jose] = await Promise.all(
  ["@openid4vc/oauth2", "@openid4vc/openid4vp", "@sd-jwt/sd-jwt-vc", "@owf/mdoc", "dcql", "jose"]
    .map(load));
// Addresses on this machine have no certificates.
oauth2.setGlobalConfig({ ...oauth2.getGlobalConfig(), allowInsecureUrls: true });

const PID = "eu.europa.ec.eudi.pid.1";
const base64url = (octets) => Buffer.from(octets).toString("base64url");
const digest = (octets, name = "sha-256") =>
  new Uint8Array(crypto.createHash(name.replace("-", "").toLowerCase()).update(octets).digest());
const random = (count) => new Uint8Array(crypto.randomBytes(count));
const now = () => Math.floor(Date.now() / 1000);

const holder = crypto.generateKeyPairSync("ec", { namedCurve: "P-256" });
const holder_jwk = holder.publicKey.export({ format: "jwk" });
// Of the job at hand.
let settings, person, habit, issuer_key, certificate, wallet_nonce, CLAIMS;
function take(job) {
  settings = job.settings;
  ({ person, habit } = settings);
  const provider = settings[habit === "other-issuer" ? "stranger" : "provider"];
  issuer_key = crypto.createPrivateKey(provider.key);
  certificate = new crypto.X509Certificate(provider.certificate).raw;
  wallet_nonce = base64url(random(16));
  CLAIMS = {
    family_name: person.family_name,
    given_name: person.given_name,
    birthdate: person.birthdate,
    issuing_country: "NO",
    personal_administrative_number: person.number,
  };
}
const raw_signature = (key, octets) =>
  crypto.sign("sha256", Buffer.from(octets), { key, dsaEncoding: "ieee-p1363" });
const signer = (key) => (text) => base64url(raw_signature(key, text));

// Every name below localhost is this machine, whatever its resolver says.
function fetch(url, { method = "GET", headers = {}, body } = {}) {
  const { hostname, port, pathname, search, host } = new URL(url);
  if (!hostname.endsWith("localhost")) throw new Error(`${hostname} is not here`);
  const given = Object.fromEntries(new Headers(headers));
  const text = body === undefined || body === null ? undefined : body.toString();
  if (body instanceof URLSearchParams) given["content-type"] ??= "application/x-www-form-urlencoded";
  if (text !== undefined) given["content-length"] = Buffer.byteLength(text);
  const options = { host: "127.0.0.1", port, path: pathname + search, method: method.toUpperCase(),
    headers: { ...given, host } };
  return new Promise((resolve, reject) => {
    const call = http_request(options, async (answer) => {
      const parts = [];
      for await (const part of answer) parts.push(part);
      const kept = Object.entries(answer.headers).filter(([, value]) => typeof value === "string");
      resolve(new Response(Buffer.concat(parts), { status: answer.statusCode, headers: kept }));
    });
    call.on("error", reject);
    call.end(text);
  });
}

const wallet_metadata = {
  authorization_endpoint: "openid4vp://",
  response_types_supported: ["vp_token"],
  client_id_prefixes_supported: ["x509_hash", "x509_san_dns"],
  request_object_signing_alg_values_supported: ["ES256"],
  vp_formats_supported: {
    "dc+sd-jwt": { "sd-jwt_alg_values": ["ES256"], "kb-jwt_alg_values": ["ES256"] },
    mso_mdoc: { issuerauth_alg_values: [-7], deviceauth_alg_values: [-7] },
  },
};
// What the library posts is not what OpenID4VP §5.10 says: members of the metadata as fields of the
// form, and no nonce. `post` puts it right, `bare-post` leaves it.
function fetch_for_library(url, options) {
  if (options?.method?.toLowerCase() !== "post" || settings.method !== "post" || !/\/request\//.test(url)) {
    return fetch(url, options);
  }
  const fields = { wallet_nonce, wallet_metadata: JSON.stringify(wallet_metadata) };
  return fetch(url, { ...options, body: new URLSearchParams(fields) });
}

const callbacks = {
  fetch: fetch_for_library,
  hash: (octets, name) => digest(octets, name),
  generateRandom: random,
  clientAuthentication: oauth2.clientAuthenticationNone({ clientId: "wallet" }),
  getX509CertificateMetadata(text) {
    const names = new crypto.X509Certificate(Buffer.from(text, "base64")).subjectAltName ?? "";
    const dns = names.split(", ").filter((name) => name.startsWith("DNS:"));
    return { sanDnsNames: dns.map((name) => name.slice(4)), sanUriNames: [] };
  },
  async verifyJwt(by, { compact }) {
    const leaf = new crypto.X509Certificate(Buffer.from(by.x5c[0], "base64"));
    const anchor = new crypto.X509Certificate(settings.access_ca);
    if (!leaf.verify(anchor.publicKey)) return { verified: false };
    await jose.compactVerify(compact, leaf.publicKey);
    return { verified: true, signerJwk: leaf.publicKey.export({ format: "jwk" }) };
  },
  async encryptJwe({ publicJwk, alg, apu, apv }, text) {
    const header = { alg, enc: settings.enc, kid: publicJwk.kid, ...(apu ? { apu, apv } : {}) };
    const key = await jose.importJWK(publicJwk, "ECDH-ES");
    const jwe = await new jose.CompactEncrypt(Buffer.from(text)).setProtectedHeader(header).encrypt(key);
    return { jwe, encryptionJwk: publicJwk };
  },
  signJwt() { throw new Error("nothing else is signed"); },
  decryptJwe() { throw new Error("nothing is decrypted"); },
};

// `nonce` and audience; those of another request when told so.
const nonce_of = (request) => (habit === "other-nonce" ? "another-nonce" : request.nonce);
// OpenID4VP A.4: over the Digital Credentials API the origin, of signed requests too.
const meant = (request) => (settings.origin ? `origin:${settings.origin}` : request.client_id);
const audience_of = (request) => (habit === "other-audience" ? "x509_hash:another" : meant(request));
const origin_of = () => (habit === "other-audience" ? "https://another.example" : settings.origin);

async function sd_jwt(query, request) {
  const instance = new SDJwtVcInstance({
    signer: signer(issuer_key), signAlg: "ES256", hasher: digest, hashAlg: "sha-256",
    saltGenerator: () => base64url(random(16)),
    kbSigner: signer(holder.privateKey), kbSignAlg: "ES256",
  });
  const idx = habit === "revoked" ? settings.revoked : 3;
  const payload = {
    iss: "https://pid.localhost", iat: now(), nbf: now() - 10, exp: now() + 30 * 86400,
    vct: "urn:eudi:pid:1", cnf: { jwk: holder_jwk },
    // What a verification costs is measured without the list.
    ...(settings.statusless ? {} : { status: { status_list: { idx, uri: settings.status_list } } }),
    nationalities: ["NO", "SE"], ...CLAIMS,
  };
  const frame = { _sd: [...Object.keys(CLAIMS), "nationalities"], nationalities: { _sd: [0, 1] }, _sd_decoy: 2 };
  const header = { typ: "dc+sd-jwt", x5c: [certificate.toString("base64")] };
  const issued = await instance.issue(payload, frame, { header });
  const disclosed = Object.fromEntries(query.claims.map((claim) => [claim.path[0], true]));
  const kb = { payload: { iat: now(), aud: audience_of(request), nonce: nonce_of(request) } };
  return instance.present(issued, disclosed, { kb });
}

const context = {
  crypto: { random, digest: ({ digestAlgorithm, bytes }) => digest(bytes, digestAlgorithm) },
  cose: { sign1: {
    sign: ({ toBeSigned, key }) => new Uint8Array(
      raw_signature(crypto.createPrivateKey({ key: key.jwk, format: "jwk" }), toBeSigned)),
    verify: () => true,
  } },
  x509: {},
};

async function iso_mdoc(query, request) {
  const issuer = new mdoc.Issuer(PID, context);
  const { birthdate, ...others } = CLAIMS;
  issuer.addIssuerNamespace(PID, { ...others, birth_date: new mdoc.DateOnly(birthdate), nationality: ["NO"] });
  const signed = new Date();
  const issuerSigned = await issuer.sign({
    signingKey: mdoc.CoseKey.fromJwk(issuer_key.export({ format: "jwk" })),
    algorithm: mdoc.SignatureAlgorithm.ES256, digestAlgorithm: "SHA-256",
    certificates: [new Uint8Array(certificate)],
    validityInfo: { signed, validFrom: signed, validUntil: new Date(+signed + 23 * 3600e3) },
    deviceKeyInfo: { deviceKey: mdoc.DeviceKey.fromJwk(holder_jwk) },
  });
  const jwk = request.client_metadata.jwks.keys[0];
  const thumbprint = Buffer.from(await jose.calculateJwkThumbprint(jwk, "sha256"), "base64url");
  const to = { nonce: nonce_of(request), jwkThumbprint: new Uint8Array(thumbprint) };
  const sessionTranscript = settings.origin
    ? await mdoc.SessionTranscript.forOid4VpDcApi({ ...to, origin: origin_of() }, context)
    : await mdoc.SessionTranscript.forOid4Vp(
      { ...to, clientId: audience_of(request), responseUri: request.response_uri }, context);
  const elements = new Map(query.claims.map((claim) => [claim.path[1], false]));
  const itemsRequest = mdoc.ItemsRequest.create({ docType: PID, namespaces: new Map([[PID, elements]]) });
  const deviceRequest = mdoc.DeviceRequest.create({ docRequests: [mdoc.DocRequest.create({ itemsRequest })] });
  const device = { ...holder.privateKey.export({ format: "jwk" }), alg: "ES256" };
  const response = await mdoc.Holder.createDeviceResponseForDeviceRequest({
    deviceRequest, sessionTranscript, issuerSigned: [issuerSigned],
    signature: { signingKey: mdoc.CoseKey.fromJwk(device) },
  }, context);
  return response.encodedForOid4Vp;
}

const client = new openid4vp.Openid4vpClient({ callbacks });

async function present(says) {
  const { origin } = settings;
  const authorizationRequest = origin ? JSON.parse(says) : says;
  const { params } = client.parseOpenid4vpAuthorizationRequest({ authorizationRequest });
  if (settings.method === "get") delete params.request_uri_method;
  const resolved = await client.resolveOpenId4vpAuthorizationRequest({
    authorizationRequestPayload: params,
    origin,
    ...(settings.method === "post"
      ? { wallet: { nonce: wallet_nonce, metadata: wallet_metadata, expectedNonce: wallet_nonce } }
      : settings.method === "bare-post" ? { wallet: { metadata: wallet_metadata } } : {}),
  });
  const request = resolved.authorizationRequestPayload;
  if (settings.request_only) return { request };

  const asked = DcqlQuery.parse(resolved.dcql.query);
  DcqlQuery.validate(asked);
  const held = [
    { credential_format: "dc+sd-jwt", vct: "urn:eudi:pid:1", claims: CLAIMS, cryptographic_holder_binding: true },
  ];
  if (!DcqlQuery.query(asked, held).can_be_satisfied) throw new Error("dcql: our card is not enough");

  const query = asked.credentials.find(({ format }) => format === settings.format);
  const make = settings.format === "mso_mdoc" ? iso_mdoc : sd_jwt;
  const presentation = await make(query, request);
  if (settings.token_only) return { request, presentation };
  const vp_token = { [query.id]: [presentation] };
  const answer = await client.createOpenid4vpAuthorizationResponse({
    authorizationRequestPayload: request,
    authorizationResponsePayload: { vp_token },
    origin,
    jarm: {
      encryption: { nonce: base64url(random(16)) },
      serverMetadata: {
        authorization_signing_alg_values_supported: [],
        authorization_encryption_alg_values_supported: ["ECDH-ES"],
        authorization_encryption_enc_values_supported: ["A256GCM", "A128GCM"],
      },
    },
  });
  if (origin) return { data: { response: answer.jarm.responseJwt } };
  if (settings.answer_only) return { response: answer.jarm.responseJwt };
  const { response } = await client.submitOpenid4vpAuthorizationResponse({
    authorizationRequestPayload: request,
    authorizationResponsePayload: answer.authorizationResponsePayload,
    jarm: { responseJwt: answer.jarm.responseJwt },
  });
  return { status: response.status, body: await response.json() };
}

// For `bench_wallet.py`: CPU seconds that @sd-jwt spends on one verification, of issuer, digests and holder.
async function measure({ presentation, nonce, times }) {
  const by = (key) => (data, signature) => crypto.verify("sha256", Buffer.from(data),
    { key, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url"));
  const issuer = crypto.createPublicKey(issuer_key);
  const verifier = new SDJwtVcInstance({
    hasher: digest, hashAlg: "sha-256", verifier: by(issuer),
    kbVerifier: (data, signature, payload) =>
      by(crypto.createPublicKey({ key: payload.cnf.jwk, format: "jwk" }))(data, signature),
  });
  const once = () => verifier.verify(presentation, { requiredClaimKeys: ["family_name"], keyBindingNonce: nonce });
  for (let n = 0; n < times; n += 1) await once();
  const before = process.cpuUsage();
  for (let n = 0; n < times; n += 1) await once();
  const { user, system } = process.cpuUsage(before);
  return { cpu_s: (user + system) / 1e6 / times };
}

for await (const line of createInterface({ input: process.stdin })) {
  const job = JSON.parse(line);
  take(job);
  console.log(JSON.stringify(await (
    settings.measure ? measure(settings.measure) : present(job.says)).catch((error) => ({ failed: error.stack }))));
}
