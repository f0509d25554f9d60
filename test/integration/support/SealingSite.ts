import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CONSENTS_HEADER } from "@consilium/node/seals/consentsList.ts";
import { deployConsortium } from "@consilium/scripts/deploy/deployConsortium.ts";
import { type DevChain, startDevChain } from "@consilium/scripts/dev-chain/DevChain.ts";
import { type Chain, connectChain } from "@consilium/sdk/chain/connectChain.ts";
import { ROLES } from "@consilium/sdk/chain/members.ts";
import { readSealsAt, type SealState } from "@consilium/sdk/chain/sealsAt.ts";
import type { Address } from "@consilium/sdk/chain/typedAbi.ts";
import { createPatientKey, type PatientKey } from "@consilium/sdk/patient/patientKey.ts";
import { receiptOfFhir } from "@consilium/sdk/seals/fhirReceipt.ts";
import type { SealReceipt } from "@consilium/sdk/seals/sealConsents.ts";
import { signSealedConsent } from "@consilium/sdk/seals/sealedSignature.ts";
import { identityOf, loadOrCreateServiceKeys } from "@consilium/service/keystore/serviceKeys.ts";
import { Wallet } from "ethers";
import { stringify } from "yaml";
import { type CommandResult, command, NODE } from "../../support/command.ts";
import { randomWallet } from "../../support/randomWallet.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const PASSPHRASE = "only for tests, never elsewhere";
export const SITE = 0;
export const OTHER_SITE = 1;
export const RELAYER = 3;
export const SEALED_PURPOSE = "DUO:0000007";

/** What stops the chain's node from taking a transaction: before it has seen it, or before it has said so. */
type Interruption = "before" | "after";

/** A development chain and one hospital that seals consents with the real command, whose RPC a test can cut. */
export class SealingSite {
  readonly dir: string;
  readonly devChain: DevChain;
  readonly chains: readonly Chain[];
  readonly #proxy: Server;
  #interrupt: { at: Interruption; act: () => void } | undefined;

  private constructor(dir: string, devChain: DevChain, chains: readonly Chain[], proxy: Server) {
    this.dir = dir;
    this.devChain = devChain;
    this.chains = chains;
    this.#proxy = proxy;
  }

  static async found(): Promise<SealingSite> {
    const dir = await mkdtemp(join(tmpdir(), "consilium-sealing-"));
    const site = await loadOrCreateServiceKeys(join(dir, "state"), PASSPHRASE, { scryptN: 2 ** 14 });
    const others = [1, 2, 3].map(() => randomWallet());
    const accounts = [identityOf(site).account, ...others.map(({ address }) => address)];
    const devChain = await startDevChain({
      dir: join(dir, "chain"),
      accounts: accounts.map((address) => ({ address, balanceWei: 10n ** 24n })),
      followUpBlockMs: 20,
    });
    const { peerId, boxKey } = identityOf(site);
    const founders = accounts.map((account, i) => ({
      name: `Hospital ${i}`,
      account: account as Address,
      roles: i < RELAYER ? ROLES.SITE : ROLES.COORDINATOR,
      peerId: i === SITE ? peerId : `peer-${i}`,
      boxKey,
    }));
    const deployment = await deployConsortium({
      rpcUrl: devChain.url,
      deployerKey: others.at(-1)!.privateKey,
      founders,
    });
    const keys = [site.chainKey, ...others.map(({ privateKey }) => privateKey)];
    const chains = await Promise.all(
      keys.map((signer) => connectChain({ rpcUrl: devChain.url, deployment, signer, pollMs: 10 })),
    );
    let world: SealingSite | undefined;
    const proxy = createServer((request, response) => {
      world!.#forward(request).then(
        (body) => response.setHeader("content-type", "application/json").end(body),
        () => response.destroy(),
      );
    }).listen(0, "127.0.0.1");
    await once(proxy, "listening");
    world = new SealingSite(dir, devChain, chains, proxy);
    await writeFile(join(dir, "deployment.json"), JSON.stringify(deployment));
    await writeFile(join(dir, "passphrase"), PASSPHRASE, { mode: 0o600 });
    await writeFile(join(dir, "enrolments.csv"), "patient_id,signer\n");
    const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    await writeFile(
      join(dir, "node.yaml"),
      stringify({
        name: "St. Mary",
        stateDir: "state",
        chain: { rpcUrl: url, deploymentFile: "deployment.json" },
        coordinator: { peerId, addresses: ["/ip4/127.0.0.1/tcp/9"] },
        records: { kind: "csv", tables: { records: "records.csv" }, patientId: "patient_id", onMalformed: "refuse" },
        enrolments: "enrolments.csv",
        passphraseFile: "passphrase",
      }),
    );
    return world;
  }

  /** A list of consents: `paper` by patient id, and those signed with a key. */
  async writeList(name: string, paper: readonly string[], signed: readonly { id: string; key: PatientKey }[] = []) {
    const [from, until] = [1_700_000_000, 2_000_000_000];
    const digest = `0x${"0b".repeat(32)}` as const;
    const lines = paper.map(
      (id) => `${id},paper,${SEALED_PURPOSE},demographics;laboratory,${from},${until},${digest},,`,
    );
    for (const { id, key } of signed) {
      const terms = {
        site: SITE,
        basis: "patient" as const,
        purpose: 7,
        categories: 5,
        from,
        until,
        textDigest: digest,
      };
      const { signer, signature } = await signSealedConsent(
        this.chains[0]!.deployment,
        new Wallet(key.privateKey),
        terms,
      );
      lines.push(
        `${id},patient,${SEALED_PURPOSE},demographics;laboratory,${from},${until},${digest},${signer},${signature}`,
      );
    }
    const path = join(this.dir, name);
    await writeFile(path, [CONSENTS_HEADER, ...lines, ""].join("\n"));
    return path;
  }

  words(list: string): string[] {
    const receipts = join(this.dir, "receipts");
    return ["seal", "--config", join(this.dir, "node.yaml"), "--consents", list, "--receipts", receipts, "--json"];
  }

  seal(list: string): Promise<CommandResult> {
    return command(NODE, this.words(list));
  }

  run(...words: string[]): Promise<CommandResult> {
    return command(NODE, [...words, "--config", join(this.dir, "node.yaml"), "--json"]);
  }

  /** `kill -9` of the seal command as it sends its transaction; resolves once it is gone. */
  async sealAndKill(list: string, at: Interruption): Promise<void> {
    const child: ChildProcess = spawn(process.execPath, [NODE, ...this.words(list)], { cwd: ROOT, stdio: "ignore" });
    const ended = once(child, "exit");
    this.#interrupt = { at, act: () => child.kill("SIGKILL") };
    const [code] = await ended;
    this.#interrupt = undefined;
    if (code !== null) throw new Error(`the command ended by itself with ${code}, before it sent anything`);
  }

  async seals(): Promise<SealState[]> {
    const chain = this.chains[SITE]!;
    const now = await chain.provider.getBlockNumber();
    return await readSealsAt(chain, SITE, { sealedBy: now, revokedBy: now });
  }

  /** Receipts of a seal by patient id. */
  async receipts(folder: string): Promise<Map<string, { path: string; receipt: SealReceipt }>> {
    const lines = (await readFile(join(folder, "receipts.csv"), "utf8")).trimEnd().split("\n").slice(1);
    const found = new Map<string, { path: string; receipt: SealReceipt }>();
    for (const line of lines) {
      const [patientId, name] = line.split(",") as [string, string];
      const path = join(folder, name);
      found.set(patientId, { path, receipt: receiptOfFhir(JSON.parse(await readFile(path, "utf8"))) });
    }
    return found;
  }

  async filesOf(...folders: string[]): Promise<string[]> {
    return (await readdir(join(this.dir, ...folders)).catch(() => [])).sort();
  }

  async stop(): Promise<void> {
    for (const chain of this.chains) chain.close();
    this.#proxy.closeAllConnections();
    this.#proxy.close();
    await this.devChain.stop();
    await rm(this.dir, { recursive: true, force: true });
  }

  async #forward(request: AsyncIterable<Buffer>): Promise<string> {
    let body = "";
    for await (const chunk of request) body += chunk;
    const cut = body.includes("eth_sendRawTransaction") ? this.#interrupt : undefined;
    if (cut?.at === "before") {
      cut.act();
      throw new Error("the caller is gone");
    }
    const answer = await fetch(this.devChain.url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    const text = await answer.text();
    if (cut !== undefined) {
      cut.act();
      throw new Error("the caller is gone");
    }
    return text;
  }
}

export const newPatient = (id: string) => ({ id, key: createPatientKey() });
