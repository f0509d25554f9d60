import type { CoordinatorService, MemberView } from "@consilium/coordinator/http/CoordinatorService.ts";
import { type ControlPlane, createControlPlane } from "@consilium/coordinator/http/createControlPlane.ts";
import { digestBytes } from "@consilium/sdk/canonical/digest.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { roundDomain } from "@consilium/sdk/secagg/statement.ts";
import { accessHeader } from "@consilium/sdk/transcripts/accessHeader.ts";
import type { Logger } from "@consilium/service/logging/Logger.ts";
import { expect } from "chai";
import type { Wallet } from "ethers";
import { randomWallet } from "../support/randomWallet.ts";

const TOKEN = "operator-token-for-tests-only-1234";
const DOMAIN = roundDomain(7357, `0x${"11".repeat(20)}`);
const DIGEST = digestBytes(new Uint8Array([1]));
const CONSENT = {
  v: 1,
  kind: "revoke",
  request: { site: 0, purpose: 1, nonce: 0, deadline: 2_000_000_000 },
  signer: `0x${"22".repeat(20)}`,
  signature: `0x${"33".repeat(65)}`,
};
const TRANSCRIPT = new TextEncoder().encode('{"roundId":1,"v":1}');

const [site, suspended, sponsor, stranger] = Array.from({ length: 4 }, () => randomWallet());

function member(index: number, wallet: Wallet, roles: MemberView["roles"], status: MemberView["status"] = "active") {
  return {
    index,
    name: `Hospital ${index}`,
    account: wallet.address,
    roles,
    status,
    peerId: "12D3KooWtest",
    boxKey: `0x${"ab".repeat(32)}`,
  };
}

class FakeService implements CoordinatorService {
  readonly calls: unknown[] = [];
  fault: Error | undefined;

  health() {
    if (this.fault !== undefined) throw this.fault;
    return {
      status: "ok" as const,
      protocolVersion: 1,
      chainId: 7357,
      blockNumber: 9,
      coordinatorMember: 4,
      peerId: "12D3KooWtest",
      multiaddrs: ["/ip4/127.0.0.1/tcp/1"],
    };
  }
  members() {
    return [member(0, site!, ["site"]), member(1, suspended!, ["site"], "suspended"), member(2, sponsor!, ["sponsor"])];
  }
  studies() {
    return [this.study(1)];
  }
  study(studyId: number) {
    if (studyId !== 1) throw new FederationError("STUDY_UNKNOWN", "secret detail: looked in /var/lib/consilium.");
    return {
      studyId,
      digest: DIGEST,
      title: "A study",
      state: "running" as const,
      finishedRounds: 1,
      plannedRounds: 3,
      rounds: [this.round(1)],
    };
  }
  studyFiles() {
    return { "study.yaml": "version: 1\n" };
  }
  async publishStudy(files: Readonly<Record<string, string>>) {
    this.calls.push(["publish", files]);
    return { studyId: 1, digest: DIGEST };
  }
  async runStudy(studyId: number, options: { rounds?: number }) {
    this.calls.push(["run", studyId, options]);
  }
  async stopStudy(studyId: number) {
    this.calls.push(["stop", studyId]);
  }
  round(roundId: number) {
    if (roundId !== 1) throw new FederationError("ROUND_UNKNOWN", "No.");
    return {
      roundId,
      studyId: 1,
      stage: "model",
      iteration: 0,
      workload: "summary",
      phase: "finalized",
      roster: [0, 1, 2],
      sharingSet: [0, 1, 2],
      survivors: [0, 1],
      dropouts: [2],
      transactions: [{ name: "openRound", hash: `0x${"cd".repeat(32)}`, gasUsed: 90_000 }],
      startedAt: 1_700_000_000,
      finishedAt: 1_700_000_009,
      bytesReceivedBySite: { "0": 400, "1": 410, "2": 0 },
    };
  }
  async transcript(roundId: number) {
    this.calls.push(["transcript", roundId]);
    return TRANSCRIPT;
  }
  async artefact() {
    return new Uint8Array([0, 255, 10, 13]);
  }
}

class RecordingLogger implements Logger {
  readonly lines: unknown[] = [];
  debug = (...line: unknown[]) => void this.lines.push(line);
  info = this.debug;
  warn = this.debug;
  error = this.debug;
}

describe("HTTP control plane", () => {
  let service: FakeService;
  let logger: RecordingLogger;
  let plane: ControlPlane;

  beforeEach(async () => {
    service = new FakeService();
    logger = new RecordingLogger();
    plane = await start();
  });
  afterEach(async () => await plane.stop());

  async function start(limits = {}) {
    return await createControlPlane({
      service,
      consents: {
        submit: async (requests) => requests.map(() => ({ accepted: true, transactionHash: `0x${"ef".repeat(32)}` })),
      },
      accessDomain: DOMAIN,
      host: "127.0.0.1",
      port: 0,
      operatorToken: TOKEN,
      logger,
      limits,
    });
  }

  async function get(path: string, headers: Record<string, string> = {}) {
    return await fetch(plane.url + path, { headers });
  }

  async function post(
    path: string,
    body: unknown,
    headers: Record<string, string> = { authorization: `Bearer ${TOKEN}` },
  ) {
    return await fetch(plane.url + path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  }

  async function refusal(response: Response) {
    return {
      status: response.status,
      ...((await response.json()) as { code: string; message: string; field?: string }),
    };
  }

  it("answers health, members, studies, files and rounds as the service gives them", async () => {
    expect(await (await get("/v1/health")).json()).to.deep.equal(service.health());
    expect(await (await get("/v1/members")).json()).to.deep.equal(service.members());
    expect(await (await get("/v1/studies")).json()).to.deep.equal(service.studies());
    expect(await (await get("/v1/studies/1")).json()).to.deep.equal(service.study(1));
    expect(await (await get(`/v1/studies/${DIGEST}/files`)).json()).to.deep.equal(service.studyFiles());
    expect(await (await get("/v1/rounds/1")).json()).to.deep.equal(service.round(1));
  });

  describe("requests that do not fit their schema", () => {
    const cases: [string, string, unknown, string][] = [
      ["a body of the wrong type", "/v1/studies/1/run", { rounds: "5" }, "body.rounds"],
      ["an unknown property", "/v1/studies/1/run", { rounds: 5, force: true }, "body.force"],
      ["a missing property", "/v1/studies", {}, "body.files"],
      ["a file that is no text", "/v1/studies", { files: { "study.yaml": 5 } }, "body.files.study.yaml"],
      ["a path that leaves the folder", "/v1/studies", { files: { "../x": "" } }, "body.files.?"],
      ["an id that is no number", "/v1/studies/one/run", {}, "params.studyId"],
      ["no consents", "/v1/consents", { requests: [] }, "body.requests"],
    ];
    for (const [what, path, body, field] of cases) {
      it(`names the field of ${what}`, async () => {
        const answer = await refusal(await post(path, body));
        expect(answer).to.deep.equal({
          status: 400,
          code: "REQUEST_INVALID",
          message: "The request is malformed.",
          field,
        });
        expect(service.calls).to.deep.equal([]);
      });
    }

    it("refuses what is no JSON, and a body that reaches for the prototype", async () => {
      expect(await refusal(await post("/v1/studies/1/run", "{"))).to.include({ status: 400, code: "REQUEST_INVALID" });
      const poisoned = await post("/v1/studies/1/run", '{"__proto__":{"rounds":1}}');
      expect(await refusal(poisoned)).to.include({ status: 400, code: "REQUEST_INVALID" });
      expect(service.calls).to.deep.equal([]);
    });

    it("refuses a body above its route's limit before the service sees it", async () => {
      await plane.stop();
      plane = await start({ bodyBytes: 256, studyBodyBytes: 512 });
      expect(await refusal(await post("/v1/studies/1/run", `{"rounds":1${" ".repeat(300)}}`))).to.include({
        status: 413,
        code: "TOO_LARGE",
      });
      expect((await post("/v1/studies", { files: { "study.yaml": "x".repeat(300) } })).status).to.equal(200);
      expect((await post("/v1/studies", { files: { "study.yaml": "x".repeat(600) } })).status).to.equal(413);
      expect(service.calls).to.have.length(1);
    });
  });

  describe("the operator's token", () => {
    for (const path of ["/v1/studies", "/v1/studies/1/run", "/v1/studies/1/stop"]) {
      it(`guards POST ${path}`, async () => {
        for (const authorization of [
          "",
          "Bearer ",
          `Bearer ${TOKEN}x`,
          `Bearer ${TOKEN.slice(1)}`,
          TOKEN,
          `Basic ${TOKEN}`,
        ]) {
          const answer = await refusal(await post(path, { files: { "study.yaml": "" } }, { authorization }));
          expect(answer).to.include({ status: 401, code: "UNAUTHORISED" });
        }
        expect(service.calls).to.deep.equal([]);
      });
    }

    it("lets the operator publish, run and stop", async () => {
      const files = { "study.yaml": "version: 1\n", "views/patient.json": "{}" };
      expect(await (await post("/v1/studies", { files })).json()).to.deep.equal({ studyId: 1, digest: DIGEST });
      expect(await (await post("/v1/studies/1/run", { rounds: 5 })).json()).to.deep.equal({
        studyId: 1,
        accepted: true,
      });
      expect((await post("/v1/studies/1/run", {})).status).to.equal(200);
      expect((await post("/v1/studies/1/stop", {})).status).to.equal(200);
      expect(service.calls).to.deep.equal([
        ["publish", files],
        ["run", 1, { rounds: 5 }],
        ["run", 1, {}],
        ["stop", 1],
      ]);
    });

    it("is refused at start when it is short", async () => {
      const attempt = createControlPlane({
        service,
        consents: { submit: async () => [] },
        accessDomain: DOMAIN,
        host: "127.0.0.1",
        port: 0,
        operatorToken: "short",
        logger,
      }).then(
        async (started) => {
          await started.stop();
          return undefined;
        },
        (error: unknown) => error,
      );
      expect(await attempt).to.include({ code: "CONFIG_INVALID" });
    });
  });

  describe("transcripts and artefacts", () => {
    const path = "/v1/rounds/1/transcript";

    it("go byte for byte to an active member who signed for this path", async () => {
      const transcript = await get(path, { authorization: await signed(0, site!, path) });
      expect(transcript.headers.get("content-type")).to.match(/^application\/json/);
      expect(new Uint8Array(await transcript.arrayBuffer())).to.deep.equal(TRANSCRIPT);
      const artefactPath = `/v1/artefacts/${DIGEST}`;
      const artefact = await get(artefactPath, { authorization: await signed(0, site!, artefactPath) });
      expect(new Uint8Array(await artefact.arrayBuffer())).to.deep.equal(new Uint8Array([0, 255, 10, 13]));
    });

    const refusals: [string, () => Promise<string>, number][] = [
      ["nobody", async () => "", 401],
      ["garbage", async () => "Consilium AAAA", 401],
      ["the operator's token", async () => `Bearer ${TOKEN}`, 401],
      ["a stranger who claims a member's index", async () => await signed(0, stranger!, path), 401],
      ["an index nobody has", async () => await signed(9, stranger!, path), 403],
      ["a suspended member", async () => await signed(1, suspended!, path), 403],
      ["a sponsor", async () => await signed(2, sponsor!, path), 403],
      ["a stale header", async () => await signed(0, site!, path, Math.floor(Date.now() / 1_000) - 120), 401],
      ["a header from the future", async () => await signed(0, site!, path, Math.floor(Date.now() / 1_000) + 120), 401],
      ["a header for another path", async () => await signed(0, site!, "/v1/rounds/2/transcript"), 401],
    ];
    for (const [who, header, status] of refusals) {
      it(`are refused to ${who}`, async () => {
        for (const route of [path, `/v1/artefacts/${DIGEST}`]) {
          const answer = await refusal(await get(route, { authorization: await header() }));
          // A header for the transcript's path is never one for the artefact's.
          expect(answer.status).to.equal(status);
          expect(answer.code).to.equal(status === 401 ? "UNAUTHORISED" : "FORBIDDEN");
        }
        expect(service.calls).to.deep.equal([]);
      });
    }

    async function signed(index: number, signer: Wallet, forPath: string, nowSeconds?: number) {
      const input = { domain: DOMAIN, member: index, signer, path: forPath };
      return await accessHeader(nowSeconds === undefined ? input : { ...input, nowSeconds });
    }
  });

  describe("errors", () => {
    it("carry the public text of their code and nothing of their own message", async () => {
      const answer = await refusal(await get("/v1/studies/7"));
      expect(answer).to.deep.equal({ status: 404, code: "STUDY_UNKNOWN", message: "No such study is published." });
      expect(await refusal(await get("/v1/rounds/7"))).to.include({ status: 404, code: "ROUND_UNKNOWN" });
      expect(await refusal(await get("/v1/nowhere"))).to.include({ status: 404, code: "NOT_FOUND" });
    });

    it("of an unknown kind become INTERNAL, and only the log has their message", async () => {
      service.fault = new TypeError("undefined is not a function at /var/lib/consilium");
      const response = await get("/v1/health");
      const text = await response.text();
      expect(response.status).to.equal(500);
      expect(JSON.parse(text)).to.deep.equal({ code: "INTERNAL", message: "An internal error occurred." });
      expect(logger.lines.flat().some((part: any) => part?.err === service.fault)).to.equal(true);
    });

    it("say that a caller asks too often", async () => {
      await plane.stop();
      plane = await start({ requestsPerMinute: 3, consentPostsPerMinute: 1 });
      expect((await post("/v1/consents", { requests: [CONSENT] })).status).to.equal(200);
      expect(await refusal(await post("/v1/consents", { requests: [CONSENT] }))).to.include({
        status: 429,
        code: "RATE_LIMITED",
      });
      for (let i = 0; i < 3; i++) expect((await get("/v1/health")).status).to.equal(200);
      expect(await refusal(await get("/v1/health"))).to.include({ status: 429, code: "RATE_LIMITED" });
    });
  });

  describe("OpenAPI", () => {
    const operations = [
      "get /v1/health",
      "get /v1/members",
      "get /v1/rounds/{roundId}",
      "get /v1/rounds/{roundId}/transcript",
      "get /v1/artefacts/{digest}",
      "get /v1/studies",
      "get /v1/studies/{studyId}",
      "get /v1/studies/{digest}/files",
      "post /v1/consents",
      "post /v1/studies",
      "post /v1/studies/{studyId}/run",
      "post /v1/studies/{studyId}/stop",
    ];

    it("describes every route with summary, description, request and replies", async () => {
      const document = (await (await get("/docs/json")).json()) as any;
      expect(document.openapi).to.equal("3.1.0");
      const found = Object.entries<any>(document.paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method} ${path}`),
      );
      expect(found.sort()).to.deep.equal([...operations].sort());
      for (const operation of operations) {
        const [method, path] = operation.split(" ") as [string, string];
        const described = document.paths[path][method];
        expect(described.summary, operation).to.be.a("string").and.not.empty;
        expect(described.description, operation).to.be.a("string").and.not.empty;
        expect(Object.values<any>(described.responses["200"].content)[0].schema, operation).to.be.an("object").and.not
          .empty;
        for (const status of ["429", "500"]) {
          const schema = described.responses[status].content["application/json"].schema;
          expect(schema.required, operation).to.deep.equal(["code", "message"]);
        }
        const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
        expect((described.parameters ?? []).map((parameter: any) => parameter.name)).to.deep.equal(named);
        if (method === "post" && !path.endsWith("/stop")) {
          expect(described.requestBody.content["application/json"].schema.type, operation).to.equal("object");
        }
        for (const requirement of described.security ?? []) {
          for (const scheme of Object.keys(requirement))
            expect(document.components.securitySchemes).to.have.property(scheme);
        }
      }
    });

    it("is shown as a page", async () => {
      const page = await get("/docs/");
      expect(page.status).to.equal(200);
      expect(await page.text()).to.include("swagger-ui");
    });
  });
});
