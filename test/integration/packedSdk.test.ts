import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { packSdk } from "@consilium/scripts/packSdk.ts";
import { CONTRACTS } from "@consilium/sdk/chain/contracts.ts";
import type { Deployment } from "@consilium/sdk/chain/Deployment.ts";
import { verifyConsentRequest } from "@consilium/sdk/patient/verifyConsentRequest.ts";
import type { SignedConsentRequest } from "@consilium/sdk/schemas/consent.ts";
import { expect } from "chai";
import { build } from "esbuild";
import type { Browser } from "playwright-core";
import { launchChromium } from "../support/launchChromium.ts";

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, "../..");
const NPM = process.platform === "win32" ? "npm.cmd" : "npm";
/** A page that signs, with all that it loads; it was 322 KiB when ethers' key files and word lists came along. */
const PAGE_MAX_BYTES = 260 * 1024;

const address = (digit: string) => `0x${digit.repeat(40)}` as const;
const DEPLOYMENT: Deployment = {
  chainId: 31_337,
  deployBlock: 1,
  consortium: address("1"),
  consentRegistry: address("2"),
  studyRegistry: address("3"),
  roundLedger: address("4"),
  modelRegistry: address("5"),
  passkeyVerifier: address("6"),
  consentSeals: address("7"),
};

/** What a stranger's module does with the package; the same text runs in Node and in a page. */
const SIGN = `
import { consentText, createPatientKey, FederationError, signGrant } from "@consilium/sdk";
export async function sign(deployment, nowSeconds) {
  const key = createPatientKey();
  const terms = { siteName: "Riverside Hospital", purpose: "DUO:0000042", categories: ["laboratory"], from: nowSeconds, until: nowSeconds + 86400 };
  const request = { ...terms, key, deployment, site: 1, text: consentText(terms), nonce: 0, deadline: nowSeconds + 3600 };
  const refused = await signGrant({ ...request, categories: ["no such category"] }).catch((error) => error);
  if (!(refused instanceof FederationError) || refused.code !== "REQUEST_INVALID") throw new Error("not refused: " + refused);
  return { account: key.account, signed: await signGrant(request) };
}
`;

const NODE_MAIN = `
import { sign } from "./sign.mjs";
import { merkleRoot } from "@consilium/sdk/crypto/merkle.js";
if (typeof merkleRoot !== "function") throw new Error("no file by its path");
console.log(JSON.stringify(await sign(JSON.parse(process.argv[2]), Number(process.argv[3]))));
`;

const PASSKEY = `
import { categoryBits, consentChallenge, consentText, consentWithPasskey, passkeySigner, CONSENT_VERSION, purposeNumber, textDigestOf } from "@consilium/sdk";
export async function signWithPasskey(deployment, nowSeconds) {
  const created = await navigator.credentials.create({ publicKey: {
    rp: { name: "Hospital" }, user: { id: crypto.getRandomValues(new Uint8Array(16)), name: "patient", displayName: "Patient" },
    challenge: new Uint8Array(32), pubKeyCredParams: [{ type: "public-key", alg: -7 }],
    authenticatorSelection: { residentKey: "required", userVerification: "required" } } });
  const passkey = { verifier: deployment.passkeyVerifier, publicKey: new Uint8Array(created.response.getPublicKey()) };
  const terms = { siteName: "Riverside Hospital", purpose: "DUO:0000042", categories: ["laboratory"], from: nowSeconds, until: nowSeconds + 86400 };
  const request = { site: 1, purpose: purposeNumber(terms.purpose), categories: categoryBits(terms.categories), from: terms.from, until: terms.until,
    textDigest: textDigestOf(consentText(terms)), nonce: 0, deadline: nowSeconds + 3600 };
  const wish = { kind: "grant", request };
  const { response } = await navigator.credentials.get({ publicKey: { challenge: consentChallenge(deployment, wish),
    allowCredentials: [{ type: "public-key", id: created.rawId }], userVerification: "required", timeout: 5000 } });
  const bytes = (buffer) => new Uint8Array(buffer);
  const assertion = { authenticatorData: bytes(response.authenticatorData), clientDataJSON: bytes(response.clientDataJSON), signature: bytes(response.signature) };
  return { account: passkeySigner(passkey), signed: { v: CONSENT_VERSION, ...consentWithPasskey(passkey, wish, assertion) } };
}
`;

const PAGE_MAIN = `
import { sign } from "./sign.mjs";
import { signWithPasskey } from "./passkey.mjs";
globalThis.sign = sign;
globalThis.signWithPasskey = signWithPasskey;
`;

/** Uses the types as a TypeScript consumer with its strictest settings would. */
const TYPED = `
import { type ConsentStatus, connectChain, readConsentStatus, FederationError, type SignedConsentRequest } from "@consilium/sdk";
import { merkleRoot } from "@consilium/sdk/crypto/merkle.js";
export async function status(rpcUrl: string, deployment: Parameters<typeof connectChain>[0]["deployment"]): Promise<ConsentStatus> {
  const chain = await connectChain({ rpcUrl, deployment });
  return readConsentStatus(chain, { keyHash: "0x00" }, 1, "DUO:0000042");
}
// @ts-expect-error: a site is a number
export const wrong: Parameters<typeof readConsentStatus>[2] = "one";
export const kinds: readonly unknown[] = [merkleRoot, FederationError];
export type Kind = SignedConsentRequest["kind"];
`;

interface Signed {
  account: string;
  signed: SignedConsentRequest;
}

interface ConsentPage {
  sign(deployment: Deployment, nowSeconds: number): Promise<Signed>;
  signWithPasskey(deployment: Deployment, nowSeconds: number): Promise<Signed>;
}

describe("@consilium/sdk as a package", function () {
  this.timeout(240_000);
  const nowSeconds = Math.floor(Date.now() / 1_000);
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "consilium-consumer-"));
    const tarball = await packSdk(join(folder, "tarballs"));
    await writeFile(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true, type: "module" }));
    await run(NPM, ["install", "--prefer-offline", "--no-audit", "--no-fund", tarball], { cwd: folder });
    await writeFile(join(folder, "sign.mjs"), SIGN);
    await writeFile(join(folder, "passkey.mjs"), PASSKEY);
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const expectSigned = ({ account, signed }: Signed) => {
    expect(verifyConsentRequest(DEPLOYMENT, signed, nowSeconds)).to.include({ kind: "grant", signer: account });
    const other = { ...DEPLOYMENT, chainId: 1 };
    expect(() => verifyConsentRequest(other, signed, nowSeconds)).to.throw("signature");
  };

  it("holds README, licence, JavaScript and types, and no source or bytecode", async () => {
    const own = join(folder, "node_modules/@consilium/sdk");
    const manifest = JSON.parse(await readFile(join(own, "package.json"), "utf8")) as Record<string, unknown>;
    expect(manifest).to.include({ name: "@consilium/sdk", license: "Apache-2.0", sideEffects: false });
    expect(manifest).not.to.have.property("private");
    for (const file of ["README.md", "LICENSE", "dist/index.js", "dist/index.d.ts"]) {
      expect(await readFile(join(own, file), "utf8"), file).not.to.equal("");
    }
    const { stdout } = await run("find", [own, "-name", "*.ts", "-not", "-name", "*.d.ts"]);
    expect(stdout).to.equal("");
  });

  it("signs a consent in plain Node", async () => {
    await writeFile(join(folder, "main.mjs"), NODE_MAIN);
    const { NODE_OPTIONS: _, ...env } = process.env;
    const args = ["main.mjs", JSON.stringify(DEPLOYMENT), String(nowSeconds)];
    const { stdout, stderr } = await run(process.execPath, args, { cwd: folder, env });
    expect(stderr).to.equal("");
    expectSigned(JSON.parse(stdout) as Signed);
  });

  it("gives a TypeScript consumer its types", async () => {
    await writeFile(join(folder, "typed.ts"), TYPED);
    const compilerOptions = {
      strict: true,
      noEmit: true,
      target: "es2024",
      module: "nodenext",
      types: [],
      skipLibCheck: true,
    };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["typed.ts"] }));
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    const { stdout } = await run(process.execPath, [tsc, "-p", folder]).catch((error: { stdout: string }) => error);
    expect(stdout).to.equal("");
  });

  describe("in a page", () => {
    let server: Server;
    let browser: Browser;

    before(async () => {
      await mkdir(join(folder, "page"));
      await writeFile(join(folder, "page.mjs"), PAGE_MAIN);
      await bundle("page.mjs");
      server = createServer((request, response) => {
        const script = request.url === "/page.js";
        response.setHeader("content-type", script ? "text/javascript" : "text/html");
        if (script) void readFile(join(folder, "page/page.js")).then((text) => response.end(text));
        else response.end('<!doctype html><title>Consent</title><script type="module" src="/page.js"></script>');
      });
      await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
      browser = await launchChromium();
    });
    after(async () => {
      await browser?.close();
      server?.close();
    });

    async function bundle(entry: string): Promise<Buffer> {
      const outfile = join(folder, "page", entry.replace(".mjs", ".js"));
      const how = { bundle: true, minify: true, format: "esm", platform: "browser", logLevel: "silent" } as const;
      await build({ ...how, absWorkingDir: folder, entryPoints: [entry], outfile });
      return await readFile(outfile);
    }

    it("signs a consent with a key and with a passkey", async () => {
      const page = await (await browser.newContext()).newPage();
      await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
      await page.waitForFunction(() => "signWithPasskey" in globalThis);
      const session = await page.context().newCDPSession(page);
      await session.send("WebAuthn.enable");
      await session.send("WebAuthn.addVirtualAuthenticator", {
        options: {
          protocol: "ctap2",
          transport: "internal",
          hasResidentKey: true,
          hasUserVerification: true,
          isUserVerified: true,
          automaticPresenceSimulation: true,
        },
      });
      const given: [Deployment, number] = [DEPLOYMENT, nowSeconds];
      const withKey = await page.evaluate(
        ([deployment, now]) => (globalThis as unknown as ConsentPage).sign(deployment, now),
        given,
      );
      expect(withKey.account).to.have.length(42);
      expectSigned(withKey);
      const withPasskey = await page.evaluate(
        ([deployment, now]) => (globalThis as unknown as ConsentPage).signWithPasskey(deployment, now),
        given,
      );
      expect(withPasskey.account).to.have.length(170);
      expectSigned(withPasskey);
    });

    it("is small: a page that signs loads no contract and no key file", async () => {
      const code = await bundle("sign.mjs");
      const kib = (size: number) => `${(size / 1024).toFixed(0)} KiB`;
      console.log(`      A page that signs a consent: ${kib(code.length)}, gzipped ${kib(gzipSync(code).length)}`);
      expect(code.length).to.be.below(PAGE_MAX_BYTES);
      expect(code.toString()).not.to.include("0x6080").and.not.to.include("0x60a0");
      for (const name of Object.keys(CONTRACTS)) expect(code.toString()).not.to.include(`name:"${name}",abi`);
    });
  });
});
