import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { connectChain } from "@consilium/sdk/chain/connectChain.ts";
import { parseDeployment } from "@consilium/sdk/chain/Deployment.ts";
import { ROLES, readMembers } from "@consilium/sdk/chain/members.ts";
import { read } from "@consilium/sdk/chain/read.ts";
import { expect } from "chai";
import { accountOf, digest, keyOf, openWorld, type World } from "./fixture.ts";

const run = promisify(execFile);
const CLI = fileURLToPath(new URL("../../scripts/deploy/main.ts", import.meta.url));

describe("the deploy command", () => {
  let world: World;
  let server: Server;
  let rpcUrl: string;
  let folder: string;

  before(async () => {
    world = await openWorld();
    server = createServer(async (incoming, response) => {
      let text = "";
      for await (const chunk of incoming) text += chunk;
      const { id, method, params } = JSON.parse(text);
      const answer = await world.rpc(method, ...(params ?? [])).then(
        (result) => ({ result }),
        (error) => ({ error: { code: error.code ?? -32000, message: error.message, data: error.data } }),
      );
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ jsonrpc: "2.0", id, ...answer }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    rpcUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    folder = await mkdtemp(join(tmpdir(), "consilium-deploy-"));
  });
  after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
    await world.close();
  });

  const founder = (i: number, roles: string[]) => ({
    name: `Hospital ${i}`,
    account: accountOf(i),
    roles,
    peerId: `12D3KooW-cli-${i}`,
    boxKey: digest(`cli ${i}`),
  });
  const deploy = async (founders: unknown) => {
    await writeFile(join(folder, "founders.json"), JSON.stringify(founders));
    const files = ["--founders", join(folder, "founders.json"), "--out", join(folder, "deployment.json")];
    return run(process.execPath, [CLI, "--rpc", rpcUrl, ...files], {
      env: { ...process.env, CONSILIUM_DEPLOYER_KEY: keyOf(9) },
    });
  };

  it("refuses bad founders without writing anything", async () => {
    const failure = await deploy([founder(0, ["king"]), founder(1, ["site"])]).catch((error) => error);
    expect(failure).to.include({ code: 1 });
    expect(failure.stderr).to.match(/^CONFIG_INVALID: .*founders\.json\.0\.roles/);
    const lonely = await deploy([founder(0, ["site"]), founder(1, ["coordinator"])]).catch((error) => error);
    expect(lonely.stderr).to.include("SitesTooFew(count: 1, minimum: 2)");
    expect(await readdir(folder)).to.deep.equal(["founders.json"]);
  });

  it("deploys contracts that know each other, and writes where they are", async () => {
    await deploy([founder(0, ["site"]), founder(1, ["site", "sponsor"]), founder(2, ["coordinator"])]);
    expect((await readdir(folder)).sort()).to.deep.equal(["deployment.json", "founders.json"]);
    const deployment = parseDeployment(await readFile(join(folder, "deployment.json"), "utf8"));
    const chain = await connectChain({ rpcUrl, deployment });
    const members = await readMembers(chain);
    expect(members.map(({ roles }) => roles)).to.deep.equal([
      ROLES.SITE,
      ROLES.SITE | ROLES.SPONSOR,
      ROLES.COORDINATOR,
    ]);
    expect(await read(chain, "ModelRegistry", "roundLedger", [])).to.equal(deployment.roundLedger);
    expect(await read(chain, "RoundLedger", "studyRegistry", [])).to.equal(deployment.studyRegistry);
    for (const contract of ["ConsentRegistry", "StudyRegistry", "RoundLedger", "ModelRegistry"] as const) {
      expect(await read(chain, contract, "consortium", [])).to.equal(deployment.consortium);
    }
    chain.close();
  });
});
