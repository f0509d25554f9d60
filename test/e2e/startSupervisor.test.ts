import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ProcessSupervisor } from "@consilium/scripts/local-consortium/ProcessSupervisor.ts";
import { expect } from "chai";

const SUPERVISOR = pathToFileURL(join(import.meta.dirname, "../../scripts/local-consortium/ProcessSupervisor.ts")).href;

/** Says it is ready, notes in `ended` when it is asked to stop, and obeys. */
const OBEDIENT = `
  import { appendFileSync } from "node:fs";
  const [, , name, ended] = process.argv;
  console.log("some banner");
  const timer = setInterval(() => {}, 1000);
  process.on("SIGTERM", () => { appendFileSync(ended, name + "\\n"); clearInterval(timer); process.exit(0); });
  console.log(JSON.stringify({ ready: true, name }));
`;
const FAILING = `console.error("config.yaml: port is missing"); process.exit(3);`;
const DYING = `console.log("{}"); setTimeout(() => { console.error("lost the disk"); process.exit(7); }, 50);`;
const SILENT = "setInterval(() => {}, 1000);";

describe("npm start: process supervision", () => {
  let folder: string;
  let supervisor: ProcessSupervisor;
  const script = async (name: string, text: string) => {
    const path = join(folder, `${name}.mjs`);
    await writeFile(path, text);
    return path;
  };
  const failing = async (work: Promise<unknown>) =>
    await work.then(
      () => undefined,
      (error: unknown) => error as any,
    );

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "consilium-supervisor-"));
    supervisor = new ProcessSupervisor(join(folder, "logs"));
  });
  afterEach(async () => {
    await supervisor.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it("waits for readiness, keeps the output, and stops the last started first", async () => {
    const obedient = await script("obedient", OBEDIENT);
    const ended = join(folder, "ended");
    for (const name of ["chain", "coordinator", "node"]) {
      expect(await supervisor.start({ name, args: [obedient, name, ended] })).to.deep.equal({ ready: true, name });
    }
    const pids = Object.values(supervisor.pids());
    expect(pids.every(isAlive)).to.equal(true);
    await supervisor.stop();
    expect(pids.some(isAlive)).to.equal(false);
    expect(await readFile(ended, "utf8")).to.equal("node\ncoordinator\nchain\n");
    expect(await readFile(join(folder, "logs", "chain.log"), "utf8")).to.include("some banner");
    expect(await failing(supervisor.start({ name: "late", args: [obedient] }))).to.include({ code: "PROCESS_FAILED" });
  });

  it("names the process that does not start, its last words and its log", async () => {
    const error = await failing(supervisor.start({ name: "node", args: [await script("failing", FAILING)] }));
    expect(error).to.include({ code: "PROCESS_FAILED", field: "node" });
    expect(error.message).to.include("code 3").and.include("port is missing");
    expect(error.message).to.include(join(folder, "logs", "node.log"));
  });

  it("gives up on a process that never becomes ready, and does not leave it behind", async () => {
    const silent = await script("silent", SILENT);
    const starting = supervisor.start({ name: "node", args: [silent], readyTimeoutMs: 300 });
    const [pid] = await pidsOnce(() => Object.values(supervisor.pids()));
    expect(await failing(starting)).to.include({ code: "PROCESS_FAILED" });
    expect(isAlive(pid!)).to.equal(false);
  });

  it("reports a process that ends by itself later, and no process that it ended", async () => {
    const obedient = await script("obedient", OBEDIENT);
    await supervisor.start({ name: "coordinator", args: [obedient, "coordinator", join(folder, "ended")] });
    await supervisor.kill("coordinator", "SIGKILL");
    await supervisor.start({ name: "node", args: [await script("dying", DYING)] });
    const error = await failing(supervisor.failure);
    expect(error).to.include({ code: "PROCESS_FAILED", field: "node" });
    expect(error.message).to.include("code 7").and.include("lost the disk");
  });

  it("leaves no process behind when the parent itself is killed", async () => {
    const obedient = await script("obedient", OBEDIENT);
    const ended = join(folder, "ended");
    const parent = await script(
      "parent",
      `import { ProcessSupervisor } from ${JSON.stringify(SUPERVISOR)};
       const supervisor = new ProcessSupervisor(${JSON.stringify(join(folder, "logs"))});
       await supervisor.start({ name: "node", args: ${JSON.stringify([obedient, "node", ended])} });
       console.log(JSON.stringify(supervisor.pids()));
       setInterval(() => {}, 1000);`,
    );
    const child = spawn(process.execPath, [parent], { stdio: ["ignore", "pipe", "inherit"] });
    const line = await new Promise<string>((resolve) => child.stdout.once("data", (data) => resolve(String(data))));
    const { node } = JSON.parse(line) as { node: number };
    expect(isAlive(node)).to.equal(true);
    child.kill("SIGKILL");
    while (isAlive(node)) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await readFile(ended, "utf8")).to.equal("node\n");
  });
});

async function pidsOnce(pids: () => number[]): Promise<number[]> {
  while (pids().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  return pids();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
