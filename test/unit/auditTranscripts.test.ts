import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { digestBytes } from "@consilium/sdk/canonical/digest.ts";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { roundDomain } from "@consilium/sdk/secagg/statement.ts";
import { accessHeader, checkAccessHeader } from "@consilium/sdk/transcripts/accessHeader.ts";
import { HttpTranscriptSource } from "@consilium/sdk/transcripts/HttpTranscriptSource.ts";
import { readArtefact } from "@consilium/sdk/transcripts/readArtefact.ts";
import { FolderTranscriptSource } from "@consilium/service/transcripts/FolderTranscriptSource.ts";
import { TranscriptArchive } from "@consilium/service/transcripts/TranscriptArchive.ts";
import { expect } from "chai";
import { Wallet } from "ethers";
import { randomWallet } from "../support/randomWallet.ts";

const domain = roundDomain(31_337, `0x${"11".repeat(20)}`);

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (isFederationError(error)) return error.code;
    throw error;
  }
  return "nothing was thrown";
}

describe("transcript archive", () => {
  let directory: string;
  let archive: TranscriptArchive;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "consilium-archive-"));
    archive = new TranscriptArchive(directory);
  });
  afterEach(() => rm(directory, { recursive: true }));

  it("gives back what it was given and leaves no partial file", async () => {
    const bytes = new Uint8Array(100_000).map((_, i) => i);
    const digest = await archive.putArtefact(bytes);
    const files = { "study.yaml": "version: 1\n", "features.sql": "SELECT 1" };
    await archive.putStudy(digest, files);
    await archive.putTranscript({ roundId: 7, v: 1 } as any);

    const source = new FolderTranscriptSource(directory);
    expect(digest).to.equal(digestBytes(bytes));
    expect(await readArtefact(source, digest)).to.deep.equal(bytes);
    expect(await source.study(digest)).to.deep.equal(files);
    expect(await source.transcript(7)).to.deep.equal({ roundId: 7, v: 1 });
    expect(await archive.hasArtefact(digest)).to.equal(true);
    expect(await archive.hasTranscript(8)).to.equal(false);
    expect(await readdir(directory)).to.have.members(["artefacts", "studies", "round-7.json"]);
    expect(await readdir(join(directory, "artefacts"))).to.deep.equal([digest.slice(2)]);
  });

  it("hashes an artefact again whatever its name says", async () => {
    const digest = await archive.putArtefact(Uint8Array.of(1, 2, 3));
    await writeFile(join(directory, "artefacts", digest.slice(2)), Uint8Array.of(1, 2, 4));
    expect(await codeOf(readArtefact(archive, digest))).to.equal("DIGEST_MISMATCH");
  });

  it("refuses what is missing, too large, or not JSON", async () => {
    const digest = await archive.putArtefact(new Uint8Array(64));
    expect(await codeOf(archive.artefact(digest, 63))).to.equal("TOO_LARGE");
    expect(await codeOf(archive.artefact(`0x${"0".repeat(64)}`))).to.equal("TRANSCRIPT_MISSING");
    expect(await codeOf(archive.transcript(3))).to.equal("TRANSCRIPT_MISSING");
    await writeFile(join(directory, "round-3.json"), "{");
    expect(await codeOf(archive.transcript(3))).to.equal("REQUEST_INVALID");
  });

  it("never makes a path of an unchecked digest or round id", async () => {
    expect(await codeOf(archive.artefact("0x../../etc/passwd" as any))).to.equal("REQUEST_INVALID");
    expect(await codeOf(archive.study(`0x${"A".repeat(64)}`))).to.equal("REQUEST_INVALID");
    expect(await codeOf(archive.transcript(1.5))).to.equal("REQUEST_INVALID");
  });
});

describe("transcript access header", () => {
  const signer = new Wallet(`0x${"07".repeat(32)}`);
  const path = "/v1/rounds/3/transcript";
  const nowSeconds = 1_800_000_000;
  const readerAccount = async (member: number) => (member === 2 ? signer.address : undefined);
  const made = () => accessHeader({ domain, member: 2, signer, path, nowSeconds });

  it("names the member who signed it", async () => {
    const header = await made();
    expect(await checkAccessHeader({ domain, header, path, readerAccount, nowSeconds: nowSeconds + 60 })).to.equal(2);
  });

  it("is refused when stale or from the future", async () => {
    const header = await made();
    for (const at of [nowSeconds + 61, nowSeconds - 61]) {
      const checked = checkAccessHeader({ domain, header, path, readerAccount, nowSeconds: at });
      expect(await codeOf(checked)).to.equal("UNAUTHORISED");
    }
  });

  it("is refused for another path, domain or account", async () => {
    const header = await made();
    const base = { domain, header, path, readerAccount, nowSeconds };
    expect(await codeOf(checkAccessHeader({ ...base, path: "/v1/rounds/4/transcript" }))).to.equal("UNAUTHORISED");
    expect(await codeOf(checkAccessHeader({ ...base, domain: { ...domain, chainId: 1 } }))).to.equal("UNAUTHORISED");
    const stranger = randomWallet().address;
    expect(await codeOf(checkAccessHeader({ ...base, readerAccount: async () => stranger }))).to.equal("UNAUTHORISED");
    expect(await codeOf(checkAccessHeader({ ...base, readerAccount: async () => undefined }))).to.equal("FORBIDDEN");
  });

  it("is refused when absent, malformed or oversize", async () => {
    for (const header of [
      undefined,
      "",
      "Bearer x",
      "Consilium !!",
      "Consilium e30=",
      `Consilium ${"A".repeat(600)}`,
    ]) {
      const checked = checkAccessHeader({ domain, header, path, readerAccount, nowSeconds });
      expect(await codeOf(checked)).to.equal("UNAUTHORISED");
    }
  });
});

describe("transcripts over HTTP", () => {
  const signer = new Wallet(`0x${"08".repeat(32)}`);
  let server: Server;
  let respond: RequestListener;
  let source: HttpTranscriptSource;
  before(async () => {
    server = createServer((request, response) => respond(request, response)).listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    source = new HttpTranscriptSource({ url, domain, member: 2, signer, timeoutMs: 5_000 });
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  it("signs each request for its own path", async () => {
    const seen: string[] = [];
    respond = async (request, response) => {
      const { authorization } = request.headers;
      const path = request.url ?? "";
      const member = await checkAccessHeader({
        domain,
        header: authorization,
        path,
        readerAccount: async () => signer.address,
      });
      seen.push(`${member} ${path}`);
      response.end(path.includes("artefacts") ? "bytes" : JSON.stringify({ "study.yaml": "x" }));
    };
    const digest = digestBytes(new TextEncoder().encode("bytes"));
    expect(await source.study(digest)).to.deep.equal({ "study.yaml": "x" });
    expect(await source.transcript(4)).to.deep.equal({ "study.yaml": "x" });
    expect(await readArtefact(source, digest)).to.have.length(5);
    expect(seen).to.deep.equal([
      `2 /v1/studies/${digest}/files`,
      "2 /v1/rounds/4/transcript",
      `2 /v1/artefacts/${digest}`,
    ]);
  });

  it("gives up on an answer above its limit, declared or not", async () => {
    const digest = digestBytes(new Uint8Array(0));
    respond = (_, response) => response.end(Buffer.alloc(2_000));
    expect(await codeOf(source.artefact(digest, 1_999))).to.equal("TOO_LARGE");
    respond = (_, response) => {
      response.write(Buffer.alloc(1_000));
      response.end(Buffer.alloc(1_000));
    };
    expect(await codeOf(source.artefact(digest, 1_999))).to.equal("TOO_LARGE");
    expect(await source.artefact(digest, 2_000)).to.have.length(2_000);
  });

  it("turns refusals into stable codes and follows no redirect", async () => {
    for (const [status, code] of [
      [404, "TRANSCRIPT_MISSING"],
      [401, "UNAUTHORISED"],
      [403, "FORBIDDEN"],
      [500, "TRANSPORT_FAILED"],
      [302, "TRANSPORT_FAILED"],
    ] as const) {
      respond = (_, response) => response.writeHead(status, { location: "/elsewhere" }).end("{}");
      expect(await codeOf(source.transcript(1)), String(status)).to.equal(code);
    }
  });
});
