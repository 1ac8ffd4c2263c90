// SPDX-License-Identifier: EUPL-1.2
// A wallet of multipaz (Maven Central). One job a line of standard input, one answer a line of standard
// output:
//
//     { settings, says } -> what it was told
//
// settings: what `Country.for_wallets` gives, and { format, method, habit }; says: what the link or the
// code says. With { origin, protocol }, says is the `data` of a request of the Digital Credentials API,
// and the answer is what the browser would get. It encrypts with A128GCM, whatever is asked.

import java.io.PrintStream
import java.lang.management.ManagementFactory
import java.security.cert.CertificateFactory
import java.security.cert.X509Certificate
import java.util.Base64
import kotlin.time.Clock
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Instant
import kotlinx.coroutines.runBlocking
import kotlinx.io.bytestring.ByteString
import kotlinx.serialization.json.*
import org.multipaz.cbor.*
import org.multipaz.cose.*
import org.multipaz.crypto.*
import org.multipaz.document.*
import org.multipaz.documenttype.DocumentTypeRepository
import org.multipaz.mdoc.credential.MdocCredential
import org.multipaz.mdoc.issuersigned.buildIssuerNamespaces
import org.multipaz.mdoc.mso.MobileSecurityObjectGenerator
import org.multipaz.mdoc.response.DeviceResponse
import org.multipaz.presentment.*
import org.multipaz.sdjwt.SdJwt
import org.multipaz.sdjwt.SdJwtKb
import org.multipaz.sdjwt.credential.KeyBoundSdJwtVcCredential
import org.multipaz.securearea.SecureAreaRepository
import org.multipaz.securearea.software.*
import org.multipaz.storage.ephemeral.EphemeralStorage

const val PID = "eu.europa.ec.eudi.pid.1"

fun JsonObject.text(name: String) = get(name)?.jsonPrimitive?.content

/** The wallet of one job: its settings, and the one card that it holds. */
class Wallet(private val settings: JsonObject) {
    private val habit = settings.text("habit") ?: ""
    private val person = settings["person"]!!.jsonObject
    private val storage = EphemeralStorage()

    private val issuer = run {
        val name = if (habit == "other-issuer") "stranger" else "provider"
        val identity = settings[name]!!.jsonObject
        val certificate = X509Cert.fromPem(identity.text("certificate")!!)
        val key = EcPrivateKey.fromPem(identity.text("key")!!, certificate.ecPublicKey)
        AsymmetricKey.X509CertifiedExplicit(X509CertChain(listOf(certificate)), key, Algorithm.ES256)
    }

    /** Whole seconds: an mdoc has no others. */
    private val now = Instant.fromEpochSeconds(Clock.System.now().epochSeconds)

    private suspend fun source(): PresentmentSource {
        val area = SoftwareSecureArea.create(storage)
        val documents = buildDocumentStore(storage, SecureAreaRepository.Builder().add(area).build()) {}
        val card = documents.createDocument("PID", "PID")
        if (settings.text("format") == "mso_mdoc") mdoc(card, area) else sdJwt(card, area)
        return SimplePresentmentSource(
            documentStore = documents,
            documentTypeRepository = DocumentTypeRepository(),
            resolveTrustFn = { null },
            showConsentPromptFn = { _, _, consent, _, _ ->
                consent.toCredentialSelection(List(consent.useCases.size) { 0 }, emptyMap())
            },
            domainsMdocSignature = listOf("mdoc"),
            domainsKeyBoundSdJwt = listOf("sdjwt"),
        )
    }

    private suspend fun sdJwt(card: Document, area: SoftwareSecureArea) {
        val credential = KeyBoundSdJwtVcCredential.create(
            card, null, "sdjwt", area, "urn:eudi:pid:1", SoftwareCreateKeySettings.Builder().build())
        val index = if (habit == "revoked") settings["revoked"]!!.jsonPrimitive.int else 3
        val issued = SdJwt.create(
            issuerKey = issuer,
            kbKey = credential.secureArea.getKeyInfo(credential.alias).publicKey,
            claims = buildJsonObject {
                for (name in listOf("family_name", "given_name", "birthdate")) put(name, person[name]!!)
                put("issuing_country", "NO")
                put("personal_administrative_number", person["number"]!!)
            },
            nonSdClaims = buildJsonObject {
                put("iss", "https://pid.localhost")
                put("vct", "urn:eudi:pid:1")
                put("iat", now.epochSeconds)
                put("exp", (now + 30.days).epochSeconds)
                putJsonObject("status") {
                    putJsonObject("status_list") { put("idx", index); put("uri", settings["status_list"]!!) }
                }
            },
        )
        credential.certify(ByteString(issued.compactSerialization.encodeToByteArray()))
    }

    private suspend fun mdoc(card: Document, area: SoftwareSecureArea) {
        val credential = MdocCredential.create(
            card, null, "mdoc", area, PID, SoftwareCreateKeySettings.Builder().build())
        val elements = buildIssuerNamespaces {
            addNamespace(PID) {
                addDataElement("family_name", Tstr(person.text("family_name")!!))
                addDataElement("given_name", Tstr(person.text("given_name")!!))
                addDataElement("birth_date", Tagged(1004, Tstr(person.text("birthdate")!!)))
                addDataElement("issuing_country", Tstr("NO"))
                addDataElement("personal_administrative_number", Tstr(person.text("number")!!))
            }
        }
        val key = credential.secureArea.getKeyInfo(credential.alias).publicKey as EcPublicKey
        val generator = MobileSecurityObjectGenerator(Algorithm.SHA256, PID, key)
        generator.setValidityInfo(now, now, now + 23.hours, null)
        generator.addValueDigests(elements)
        val signed = Cose.coseSign1Sign(
            issuer, Cbor.encode(Tagged(24, Bstr(generator.generate()))), true,
            mapOf<CoseLabel, DataItem>(CoseNumberLabel(Cose.COSE_LABEL_ALG) to (-7L).toDataItem()),
            mapOf<CoseLabel, DataItem>(
                CoseNumberLabel(Cose.COSE_LABEL_X5CHAIN) to issuer.certChain.toDataItem()))
        credential.certify(ByteString(Cbor.encode(buildCborMap {
            put("nameSpaces", elements.toDataItem())
            put("issuerAuth", signed.toDataItem())
        })))
    }

    suspend fun present(says: String): JsonObject {
        settings.text("origin")?.let { origin ->
            val data = Json.parseToJsonElement(says).jsonObject
            val protocol = settings.text("protocol")!!
            val given = digitalCredentialsPresentment(protocol, data, "app", origin, listOf(), source()) {}
            return buildJsonObject { put("data", given["data"]!!) }
        }
        // `post` is an empty body here: the habit that the others imitate.
        val link = if (settings.text("method") == "get") says.replace("&request_uri_method=post", "") else says
        val leads = try {
            uriSchemePresentment(source(), link, "app", null, io.ktor.client.engine.java.Java) {}
        } catch (error: IllegalStateException) {
            // All that it says of an answer that is not 200.
            if ("Unexpected HTTP response 400" !in error.message.orEmpty()) throw error
            return buildJsonObject { put("status", 400) }
        }
        return buildJsonObject {
            put("status", 200)
            putJsonObject("body") { leads?.let { put("redirect_uri", it) } }
        }
    }
}

/** For `bench_wallet.py`: CPU seconds of one verification, of path, issuer, digests and holder. */
suspend fun measure(job: JsonObject): JsonObject {
    val (presentation, times) = job.text("presentation")!! to job["times"]!!.jsonPrimitive.int
    val factory = CertificateFactory.getInstance("X.509")
    val anchor = factory.generateCertificate(job.text("anchor")!!.byteInputStream())
    suspend fun once() {
        val shown = SdJwtKb.fromCompactSerialization(presentation)
        val leaf = shown.sdJwt.x5c!!.certificates.first()
        val der = leaf.encoded.toByteArray().inputStream()
        (factory.generateCertificate(der) as X509Certificate).verify(anchor.publicKey)
        shown.verify(
            leaf.ecPublicKey, { it == job.text("nonce") }, { it == job.text("client_id") },
            { (Clock.System.now() - it).absoluteValue < 60.minutes })
    }
    repeat(times) { once() }
    val machine = ManagementFactory.getOperatingSystemMXBean() as com.sun.management.OperatingSystemMXBean
    val before = machine.processCpuTime
    repeat(times) { once() }
    return buildJsonObject { put("cpu_s", (machine.processCpuTime - before) / 1e9 / times) }
}

/** For `judges.py`: of each presentation of an mdoc why it is refused, or null. */
suspend fun judge(job: JsonObject): JsonObject {
    val sha256 = { octets: ByteArray -> java.security.MessageDigest.getInstance("SHA-256").digest(octets) }
    val jwk = """{"crv":"P-256","kty":"EC","x":"${job.text("x")}","y":"${job.text("y")}"}"""
    val info = Cbor.encode(buildCborArray {
        add(job.text("client_id")!!)
        add(job.text("nonce")!!)
        add(sha256(jwk.toByteArray()))
        add(job.text("response_uri")!!)
    })
    val transcript = buildCborArray {
        add(Simple.NULL)
        add(Simple.NULL)
        add(buildCborArray { add("OpenID4VPHandover"); add(sha256(info)) })
    }
    val factory = CertificateFactory.getInstance("X.509")
    val anchor = factory.generateCertificate(job.text("anchor")!!.byteInputStream())
    suspend fun why(presentation: String): String? = try {
        val response = DeviceResponse.fromDataItem(Cbor.decode(Base64.getUrlDecoder().decode(presentation)))
        response.verify(sessionTranscript = transcript)
        // What it leaves to who calls it.
        val document = response.documents.single()
        val leaf = document.issuerCertChain.certificates.first().encoded.toByteArray().inputStream()
        (factory.generateCertificate(leaf) as X509Certificate).verify(anchor.publicKey)
        if (document.docType == job.text("type")) null else document.docType
    } catch (error: Throwable) {
        error.toString()
    }
    val judged = job["presentations"]!!.jsonArray.map { why(it.jsonPrimitive.content) }
    return buildJsonObject { putJsonArray("judged") { judged.forEach { add(it) } } }
}

fun main() = runBlocking {
    // The library logs where it likes.
    val told = PrintStream(java.io.FileOutputStream(java.io.FileDescriptor.out), true)
    System.setOut(System.err)
    for (line in generateSequence(::readLine)) {
        val job = Json.parseToJsonElement(line).jsonObject
        told.println(try {
            job["measure"]?.let { measure(it.jsonObject) }
                ?: job["judge"]?.let { judge(it.jsonObject) }
                ?: Wallet(job["settings"]!!.jsonObject).present(job.text("says")!!)
        } catch (error: Throwable) {
            buildJsonObject { put("failed", error.stackTraceToString()) }
        })
    }
}
