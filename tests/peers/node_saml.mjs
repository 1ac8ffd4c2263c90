// SPDX-License-Identifier: EUPL-1.2
// node-saml as a service provider that takes Responses of ours.
//
//     node node_saml.mjs < a list of cases (JSON) > for each the profile, or why not (JSON)

import { createRequire } from "node:module";
import { constants, privateDecrypt, publicEncrypt, createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";

const require = createRequire(`${process.env.NODE_PATH}/`);
const { SAML } = require("@node-saml/node-saml");
const own = createRequire(require.resolve("@node-saml/node-saml"));
const xmlenc = own("xml-encryption");
const { DOMParser, XMLSerializer } = own("@xmldom/xmldom");

const XENC = "http://www.w3.org/2001/04/xmlenc#";
const XENC11 = "http://www.w3.org/2009/xmlenc11#";

// xml-encryption knows AES-GCM, and of OAEP only rsa-oaep-mgf1p, which is MGF1 with SHA-1. Ours is
// the OAEP of XML-Enc 1.1 with SHA-256 in both places, which Node itself can open. So the content
// key is packed anew for xml-encryption, to the same key pair, and the rest is its own work. It
// comes after the check of the signature: node-saml verifies before it decrypts.
const decrypt = xmlenc.decrypt;
xmlenc.decrypt = (xml, options, callback) => {
  try {
    const document = new DOMParser().parseFromString(xml, "text/xml");
    const key = document.getElementsByTagNameNS(XENC, "EncryptedKey")[0];
    const method = key.getElementsByTagNameNS(XENC, "EncryptionMethod")[0];
    const of = (name, namespace) =>
      method.getElementsByTagNameNS(namespace, name)[0]?.getAttribute("Algorithm");
    if (method.getAttribute("Algorithm") !== `${XENC11}rsa-oaep`
      || of("DigestMethod", "http://www.w3.org/2000/09/xmldsig#") !== `${XENC}sha256`
      || of("MGF", XENC11) !== `${XENC11}mgf1sha256`) {
      throw new Error("not the OAEP that was agreed on");
    }
    const value = key.getElementsByTagNameNS(XENC, "CipherValue")[0];
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const content = privateDecrypt(
      { key: options.key, padding, oaepHash: "sha256" }, Buffer.from(value.textContent, "base64"));
    const packed = publicEncrypt(
      { key: createPublicKey(options.key), padding, oaepHash: "sha1" }, content);
    value.textContent = packed.toString("base64");
    method.setAttribute("Algorithm", `${XENC}rsa-oaep-mgf1p`);
    while (method.firstChild) method.removeChild(method.firstChild);
    return decrypt(new XMLSerializer().serializeToString(document), options, callback);
  } catch (error) {
    return callback(error);
  }
};

async function judged(told) {
  const saml = new SAML({
    entryPoint: told.sso,
    issuer: told.entity_id,
    callbackUrl: told.acs,
    audience: told.entity_id,
    idpIssuer: told.idp,
    idpCert: told.certificate,
    decryptionPvk: told.key,
    wantAuthnResponseSigned: true,
    wantAssertionsSigned: false,
    validateInResponseTo: "always",
    acceptedClockSkewMs: 0,
    cacheProvider: {
      saveAsync: async () => null,
      getAsync: async (key) => (key === told.request ? new Date().toISOString() : null),
      removeAsync: async () => null,
    },
  });
  try {
    return (await saml.validatePostResponseAsync({ SAMLResponse: told.response })).profile;
  } catch (error) {
    return { error: error.message };
  }
}

console.log(JSON.stringify(await Promise.all(JSON.parse(readFileSync(0, "utf8")).map(judged))));
