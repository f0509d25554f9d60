import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Writable } from "node:stream";
import { runCli } from "@consilium/cli/runCli.ts";
import { readConsentsAt, readSiteKeysAt } from "@consilium/sdk/chain/consents.ts";
import { ROLES, readMembers } from "@consilium/sdk/chain/members.ts";
import { relayConsents } from "@consilium/sdk/chain/relayConsents.ts";
import { verifyConsentRequest } from "@consilium/sdk/patient/verifyConsentRequest.ts";
import type { SignedConsentRequest } from "@consilium/sdk/schemas/consent.ts";
import { roundDomain } from "@consilium/sdk/secagg/statement.ts";
import { checkAccessHeader } from "@consilium/sdk/transcripts/accessHeader.ts";
import { FolderTranscriptSource } from "@consilium/service/transcripts/FolderTranscriptSource.ts";
import { expect } from "chai";
import {
  AUDITOR,
  COORDINATOR,
  type Consortium,
  type FinishedStudy,
  finishStudy,
  foundConsortium,
  PURPOSE,
  writeDeployment,
} from "./support/finishedStudy.ts";

/** The command line against a real chain, and a coordinator's two doors: the consent relay and the transcripts. */
describe("consilium on a running consortium", () => {
  let consortium: Consortium;
  let finished: FinishedStudy;
  let server: Server;
  let url: string;
  let chainFlags: string[];

  before(async function () {
    this.timeout(120_000);
    consortium = await foundConsortium();
    finished = await finishStudy(consortium, "command line");
    server = createServer((request, response) => {
      answer(request.url ?? "", request)
        .then((body) => response.end(body))
        .catch((error) => response.writeHead(error.httpStatus ?? 500).end("{}"));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    chainFlags = ["--rpc", consortium.rpcUrl, "--deployment", await writeDeployment(consortium)];
  });
  after(async () => {
    server?.closeAllConnections();
    server?.close();
    await consortium?.stop();
  });

  async function answer(path: string, request: IncomingMessage) {
    if (path === "/v1/consents") return await relay(request);
    const { deployment, chain } = consortium;
    const members = await readMembers(chain);
    await checkAccessHeader({
      domain: roundDomain(deployment.chainId, deployment.roundLedger),
      header: request.headers.authorization,
      path,
      readerAccount: async (index) => {
        const member = members[index];
        return member !== undefined && (member.roles & (ROLES.SITE | ROLES.AUDITOR)) !== 0 ? member.account : undefined;
      },
    });
    const source = new FolderTranscriptSource(finished.archive);
    const [, , kind, id] = path.split("/");
    if (kind === "studies") return JSON.stringify(await source.study(id as `0x${string}`));
    if (kind === "rounds") return JSON.stringify(await source.transcript(Number(id)));
    return await source.artefact(id as `0x${string}`);
  }

  async function relay(request: AsyncIterable<Buffer>): Promise<string> {
    let body = "";
    for await (const chunk of request) body += chunk;
    const requests = (JSON.parse(body).requests as unknown[]).map((signed) =>
      verifyConsentRequest(consortium.deployment, signed),
    );
    const { transactions, rejected } = await relayConsents(consortium.parties[COORDINATOR]!.chain, requests);
    const results = requests.map((_: SignedConsentRequest, i: number) => {
      const refused = rejected.find(({ index }) => index === i);
      if (refused !== undefined) return { accepted: false, code: refused.code, message: refused.reason };
      return { accepted: true, transactionHash: transactions[0]!.hash };
    });
    return JSON.stringify({ results });
  }

  async function run(words: string[], confirm?: () => Promise<boolean>) {
    const sink = () => {
      const chunks: string[] = [];
      return {
        chunks,
        stream: new Writable({
          write(chunk, _, done) {
            chunks.push(String(chunk));
            done();
          },
        }),
      };
    };
    const [stdout, stderr] = [sink(), sink()];
    const code = await runCli(words, { stdout: stdout.stream, stderr: stderr.stream, environment: {}, confirm });
    return { code, stdout: stdout.chunks.join(""), stderr: stderr.chunks.join("") };
  }

  async function newKey(name: string): Promise<{ path: string; keyHash: `0x${string}` }> {
    await mkdir(join(consortium.directory, "keys"), { recursive: true });
    const path = join(consortium.directory, "keys", name);
    const { stdout } = await run(["patient", "new-key", "--out", path, "--json"]);
    return { path, keyHash: JSON.parse(stdout).keyHash };
  }

  const scope = (path: string) => [...chainFlags, "--key-file", path, "--site", "1", "--purpose", PURPOSE];
  const grantFlags = ["--categories", "laboratory,demographics", "--until", "2035-01-01"];

  it("grants, shows and revokes a consent with one signature each, the relay paying", async () => {
    const { path, keyHash } = await newKey("own.key");
    const granted = await run(["consent", "grant", ...scope(path), ...grantFlags, "--relay", url, "--yes"]);
    expect(granted.code, granted.stderr).to.equal(0);
    expect(granted.stdout)
      .to.include("CONSENT TO USE HEALTH DATA")
      .and.match(/On chain in transaction 0x[0-9a-f]{64}/);

    const status = JSON.parse((await run(["consent", "status", ...scope(path), "--json"])).stdout);
    expect(status).to.deep.include({ consented: true, nonce: 1, categories: ["demographics", "laboratory"] });
    const block = status.episodes[0].grantBlock;

    const revoked = await run(["--json", "consent", "revoke", ...scope(path), "--relay", url, "--yes"]);
    expect(JSON.parse(revoked.stdout).result.accepted).to.equal(true);
    const after = JSON.parse((await run(["consent", "status", ...scope(path), "--json"])).stdout);
    expect(after).to.deep.include({ consented: false, nonce: 2 });
    expect(after.episodes[0].revocationBasis).to.equal("patient");

    const { chain } = consortium;
    const keys = await readSiteKeysAt(chain, 1, block);
    expect(keys.at(-1)?.keyHash).to.equal(keyHash);
    const [then] = await readConsentsAt(chain, 1, 6, [keyHash], block);
    const [now] = await readConsentsAt(chain, 1, 6, [keyHash], after.episodes[0].revokeBlock);
    expect([then?.revokeBlock, now]).to.deep.equal([0, null]);
  });

  it("signs nothing unless somebody says yes", async () => {
    const { path } = await newKey("asked.key");
    const words = ["consent", "grant", ...scope(path), ...grantFlags, "--relay", url];
    expect((await run(words)).code).to.equal(2);
    const declined = await run(words, async () => false);
    expect([declined.code, declined.stderr]).to.deep.equal([1, "FORBIDDEN: Not signed. Nothing was sent.\n"]);
    expect(JSON.parse((await run(["consent", "status", ...scope(path), "--json"])).stdout).nonce).to.equal(0);
    expect((await run(words, async () => true)).code).to.equal(0);
  });

  it("prints the signed request where there is no relay, and any relay takes it once", async () => {
    const { path } = await newKey("printed.key");
    const printed = await run(["consent", "grant", ...scope(path), ...grantFlags, "--yes", "--json"]);
    const { request } = JSON.parse(printed.stdout);
    const submit = async (): Promise<any> => {
      const response = await fetch(`${url}/v1/consents`, {
        method: "POST",
        body: JSON.stringify({ requests: [request] }),
      });
      return (await response.json()) as any;
    };
    expect((await submit()).results[0].accepted).to.equal(true);
    expect((await submit()).results[0]).to.include({ accepted: false, code: "CONSENT_NONCE_STALE" });
  });

  it("says so when there is nothing to revoke, and which chain it is on", async () => {
    const { path } = await newKey("none.key");
    const nothing = await run(["consent", "revoke", ...scope(path), "--relay", url, "--yes"]);
    expect([nothing.code, nothing.stderr.split(":")[0]]).to.deep.equal([1, "NOT_FOUND"]);
    const other = join(consortium.directory, "other.json");
    await writeFile(other, JSON.stringify({ ...consortium.deployment, chainId: 5 }));
    const flags = ["--rpc", consortium.rpcUrl, "--deployment", other, ...scope(path).slice(4)];
    const wrongChain = await run(["consent", "status", ...flags, "--json"]);
    expect(wrongChain.code).to.equal(1);
    expect(JSON.parse(wrongChain.stdout).error.code).to.equal("CHAIN_ID_MISMATCH");
  });

  it("audits from a folder: a line for each check, exit code 0, and 1 once a byte is changed", async () => {
    const evidence = finished.evidence.flatMap((directory) => ["--cohort-evidence", directory]);
    const words = ["audit", String(finished.studyId), ...chainFlags, "--transcripts", finished.archive, ...evidence];
    const passed = await run(words);
    expect(passed.code, passed.stdout).to.equal(0);
    expect(passed.stdout).to.include("PASSED").and.include("trained honestly").and.not.include("✗");
    const report = JSON.parse((await run([...words, "--json"])).stdout);
    expect(report.ok).to.equal(true);
    expect(passed.stdout.split("\n").filter((line) => line.includes("✓"))).to.have.length(report.checks.length);

    const quiet = await run([...words, "--quiet"]);
    expect([quiet.code, quiet.stdout.trim().split("\n").length, quiet.stderr]).to.deep.equal([0, 2, ""]);

    const path = join(finished.archive, `round-${finished.rounds[3]}.json`);
    const text = await readFile(path, "utf8");
    await writeFile(path, text.replace(/"totalWeight":0\.\d/, '"totalWeight":0.9'));
    try {
      const failed = await run(words);
      expect(failed.code).to.equal(1);
      expect(failed.stdout)
        .to.include("FAILED")
        .and.match(/✗ result .*\n +answers for it: coordinator Hospital 4 \(member 4\)/);
    } finally {
      await writeFile(path, text);
    }
  });

  it("audits over HTTP as a member, and not as a stranger", async () => {
    const keyFile = join(consortium.directory, "auditor.key");
    await writeFile(keyFile, consortium.parties[AUDITOR]!.wallet.privateKey, { mode: 0o600 });
    const words = [
      "audit",
      finished.study.digest,
      ...chainFlags,
      "--coordinator",
      url,
      "--key-file",
      keyFile,
      "--json",
    ];
    const report = JSON.parse((await run(words)).stdout);
    expect(report.ok).to.equal(true);
    const stranger = await run([...words, "--member", "0"]);
    expect([stranger.code, JSON.parse(stranger.stdout).error.code]).to.deep.equal([1, "UNAUTHORISED"]);
  });
});
