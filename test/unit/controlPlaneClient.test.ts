import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ControlPlaneClient } from "@consilium/sdk/coordinator/ControlPlaneClient.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { expect } from "chai";

const TOKEN = "operator-token-for-tests-only-1234";
const STUDY = {
  studyId: 1,
  digest: `0x${"ab".repeat(32)}`,
  title: "t",
  state: "idle",
  finishedRounds: 0,
  plannedRounds: 2,
  rounds: [],
};

describe("ControlPlaneClient", () => {
  let server: Server;
  let url: string;
  let asked: { url: string; authorization: string | undefined }[];
  let answer: (request: IncomingMessage, response: ServerResponse) => void;

  before(async () => {
    server = createServer((request, response) => {
      asked.push({ url: request.url ?? "", authorization: request.headers.authorization });
      answer(request, response);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    asked = [];
  });

  const json = (body: unknown, status = 200) => {
    answer = (_, response) => response.writeHead(status).end(JSON.stringify(body));
  };
  async function refusal(work: Promise<unknown>): Promise<FederationError> {
    const error = await work.then(
      () => undefined,
      (thrown) => thrown,
    );
    expect(error).to.be.instanceOf(FederationError);
    expect((error as Error).message).to.not.include(TOKEN);
    return error as FederationError;
  }

  it("shows the token where something is done, and nowhere else", async () => {
    const control = new ControlPlaneClient({ url: `${url}/consortium`, operatorToken: TOKEN });
    json(STUDY);
    await control.study(1);
    json({ studyId: 1, accepted: true });
    await control.run(1, 2);
    expect(asked).to.deep.equal([
      { url: "/consortium/v1/studies/1", authorization: undefined },
      { url: "/consortium/v1/studies/1/run", authorization: `Bearer ${TOKEN}` },
    ]);
  });

  it("follows no redirect, which would show the token to someone else", async () => {
    answer = (_, response) => response.writeHead(307, { location: `${url}/elsewhere` }).end();
    const control = new ControlPlaneClient({ url, operatorToken: TOKEN });
    expect((await refusal(control.stop(1))).code).to.equal("TRANSPORT_FAILED");
    expect(asked.map((request) => request.url)).to.deep.equal(["/v1/studies/1/stop"]);
  });

  it("takes a refusal's code and field, and adds what to do", async () => {
    json({ code: "REQUEST_INVALID", message: "The request is malformed.", field: "body.steps" }, 400);
    const error = await refusal(new ControlPlaneClient({ url }).run(1, 2));
    expect(error.code).to.equal("REQUEST_INVALID");
    expect(error.message).to.match(/^POST \/v1\/studies\/1\/run: body\.steps: The request is malformed\. Check/);
    json({ code: "NO_SUCH_CODE", message: "?" }, 400);
    expect((await refusal(new ControlPlaneClient({ url }).studies())).code).to.equal("TRANSPORT_FAILED");
  });

  it("takes nothing that is not a coordinator's answer", async () => {
    const control = new ControlPlaneClient({ url });
    for (const body of [{}, { ...STUDY, state: "well" }, { ...STUDY, rounds: [{}] }, null]) {
      json(body);
      const error = await refusal(control.study(1));
      expect([error.code, error.message.includes("not a coordinator's")]).to.deep.equal(["TRANSPORT_FAILED", true]);
    }
    answer = (_, response) => response.writeHead(502).end("<html>Bad gateway</html>");
    expect((await refusal(control.study(1))).message).to.include("status 502");
    answer = (_, response) => response.writeHead(200, { "content-length": 2 ** 30 }).write("[");
    expect((await refusal(control.studies())).code).to.equal("TOO_LARGE");
  });

  it("gives up in time, and when told to", async () => {
    answer = () => {};
    expect((await refusal(new ControlPlaneClient({ url, timeoutMs: 20 }).health())).code).to.equal("TRANSPORT_FAILED");
    const leaving = new AbortController();
    answer = () => leaving.abort();
    expect((await refusal(new ControlPlaneClient({ url }).study(1, leaving.signal))).code).to.equal("TRANSPORT_FAILED");
  });

  it("refuses a URL that is none", () => {
    expect(() => new ControlPlaneClient({ url: "file:///etc" })).to.throw(FederationError, "http");
  });
});
