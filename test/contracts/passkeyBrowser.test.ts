import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fromBase64, toBase64 } from "@consilium/sdk/canonical/bytes.ts";
import { keyHashOf } from "@consilium/sdk/chain/consentRequests.ts";
import { readEpisodes } from "@consilium/sdk/chain/consents.ts";
import { relayConsent } from "@consilium/sdk/chain/relayConsents.ts";
import { setRelyingParty } from "@consilium/sdk/chain/relyingParties.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import {
  grantChallenge,
  grantWithPasskey,
  type Passkey,
  type PasskeyAssertion,
  passkeySigner,
  revokeChallenge,
  revokeWithPasskey,
} from "@consilium/sdk/patient/passkey.ts";
import type { GrantRequest } from "@consilium/sdk/schemas/consent.ts";
import { expect } from "chai";
import type { Browser, CDPSession, Page } from "playwright-core";
import { launchChromium } from "../support/launchChromium.ts";
import { digest, openWorld, STRANGER, type World } from "./fixture.ts";
import { refused } from "./refusal.ts";

const SITE = 1;
const PURPOSE = 42;
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** A consent page as a hospital would serve it, reduced to its two calls of the browser. Bytes travel as base64. */
const PAGE = `<!doctype html><title>Consent</title><script>
const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));
window.createPasskey = async () => {
  const { rawId, response } = await navigator.credentials.create({ publicKey: {
    rp: { name: "Hospital" }, user: { id: crypto.getRandomValues(new Uint8Array(16)), name: "patient", displayName: "Patient" },
    challenge: new Uint8Array(32), pubKeyCredParams: [{ type: "public-key", alg: -7 }],
    authenticatorSelection: { residentKey: "required", userVerification: "required" } } });
  return { id: text(rawId), publicKey: text(response.getPublicKey()) };
};
window.sign = async (id, challenge, userVerification) => {
  const { response } = await navigator.credentials.get({ publicKey: {
    challenge: bytes(challenge), allowCredentials: [{ type: "public-key", id: bytes(id) }], userVerification, timeout: 5000 } });
  const { authenticatorData, clientDataJSON, signature } = response;
  return [authenticatorData, clientDataJSON, signature].map(text);
};
</script>`;

interface ConsentPage {
  createPasskey(): Promise<{ id: string; publicKey: string }>;
  sign(id: string, challenge: string, userVerification: string): Promise<[string, string, string]>;
}

describe("a passkey in a real browser", function () {
  this.timeout(120_000);
  let world: World;
  let server: Server;
  let browser: Browser;
  let now: number;
  const port = () => (server.address() as AddressInfo).port;

  /** A page of this host with an authenticator of its own. */
  async function openPage(host: string): Promise<{ page: Page; session: CDPSession; authenticatorId: string }> {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`http://${host}:${port()}/`);
    const session = await page.context().newCDPSession(page);
    await session.send("WebAuthn.enable");
    const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return { page, session, authenticatorId };
  }
  async function createPasskey(page: Page): Promise<Passkey & { id: string }> {
    const { id, publicKey } = await page.evaluate(() => (globalThis as unknown as ConsentPage).createPasskey());
    return { id, publicKey: fromBase64(publicKey), verifier: world.deployment.passkeyVerifier! };
  }
  async function sign(
    page: Page,
    id: string,
    challenge: Uint8Array,
    verification = "required",
  ): Promise<PasskeyAssertion> {
    const [authenticatorData, clientDataJSON, signature] = (
      await page.evaluate(
        ([key, asked, how]) => (globalThis as unknown as ConsentPage).sign(key!, asked!, how!),
        [id, toBase64(challenge), verification],
      )
    ).map(fromBase64) as [Uint8Array, Uint8Array, Uint8Array];
    return { authenticatorData, clientDataJSON, signature };
  }
  const request = (nonce = 0): GrantRequest => ({
    site: SITE,
    purpose: PURPOSE,
    categories: 3,
    from: now,
    until: now + 50_000,
    textDigest: digest("what the patient read"),
    nonce,
    deadline: now + 10_000,
  });
  const grantOf = async (page: Page, passkey: Passkey & { id: string }, nonce = 0, verification = "required") => {
    const terms = request(nonce);
    const answer = await sign(page, passkey.id, grantChallenge(world.deployment, terms), verification);
    return grantWithPasskey(passkey, terms, answer);
  };
  const notTaken = (grant: Parameters<typeof relayConsent>[1]) =>
    refused(relayConsent(world.as(STRANGER), grant), "ConsentSignatureInvalid(", "CONSENT_SIGNATURE_INVALID");

  before(async () => {
    world = await openWorld();
    now = await world.now();
    await setRelyingParty(world.as(SITE), { rpId: "localhost", accepted: true });
    server = createServer((_, response) => response.setHeader("content-type", "text/html").end(PAGE));
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    server?.close();
    await world?.close();
  });

  it("signs a grant that the contract takes, and its revocation", async () => {
    const { page } = await openPage("localhost");
    const passkey = await createPasskey(page);
    const keyHash = keyHashOf(passkeySigner(passkey));
    const grant = await grantOf(page, passkey);
    await relayConsent(world.as(STRANGER), grant);
    expect((await readEpisodes(world.as(0), keyHash, SITE, PURPOSE))[0]).to.include({
      basis: "patient",
      revokeBlock: 0,
    });

    await refused(relayConsent(world.as(STRANGER), grant), "ConsentNonceStale(", "CONSENT_NONCE_STALE");

    const revocation = { site: SITE, purpose: PURPOSE, nonce: 1, deadline: now + 10_000 };
    const answer = await sign(page, passkey.id, revokeChallenge(world.deployment, revocation));
    await relayConsent(world.as(STRANGER), revokeWithPasskey(passkey, revocation, answer));
    const [episode] = await readEpisodes(world.as(0), keyHash, SITE, PURPOSE);
    expect(episode).to.include({ revocationBasis: "patient", revokeBlock: await world.block() });
  });

  it("is refused from a page of another origin", async () => {
    const { page } = await openPage("evil.localhost");
    await notTaken(await grantOf(page, await createPasskey(page)));
    const { page: own } = await openPage("localhost");
    const passkey = await createPasskey(own);
    const stolen = grantOf(page, passkey).then(
      () => "signed",
      (error: unknown) => String(error),
    );
    expect(await stolen, "the browser does not let another origin use the passkey").to.include("NotAllowedError");
  });

  it("is refused without user verification, and with the higher s", async () => {
    const { page, session, authenticatorId } = await openPage("localhost");
    const passkey = await createPasskey(page);
    await session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
    const unverified = await grantOf(page, passkey, 0, "discouraged");
    await notTaken(unverified);

    await session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: true });
    const grant = await grantOf(page, passkey);
    const high = (ORDER - BigInt(`0x${grant.signature.slice(66, 130)}`)).toString(16).padStart(64, "0");
    const signature: Hex = `0x${grant.signature.slice(2, 66)}${high}${grant.signature.slice(130)}`;
    await notTaken({ ...grant, signature });
    await relayConsent(world.as(STRANGER), grant);
  });
});
