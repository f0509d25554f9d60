import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createCoordinatorClient } from "@consilium/node/transport/CoordinatorClient.ts";
import { concatBytes, u32be, utf8 } from "@consilium/sdk/canonical/bytes.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { requestHeader } from "@consilium/sdk/wire/envelope.ts";
import { encodeFrame } from "@consilium/sdk/wire/frame.ts";
import type { MessageStream } from "@consilium/sdk/wire/messageStream.ts";
import { peerIdFromSeed } from "@consilium/sdk/wire/peerId.ts";
import { createPullReader } from "@consilium/sdk/wire/pullReader.ts";
import { writeBytes } from "@consilium/sdk/wire/writeFrame.ts";
import { silentLogger } from "@consilium/service/logging/Logger.ts";
import { expect } from "chai";
import {
  COORDINATOR,
  caught,
  type Handle,
  MIB,
  type Network,
  readRawResponse,
  SITE,
  SITE_SEED,
  STRANGER_SEED,
  startNetwork,
} from "./transport.fixture.ts";

const SERVER = fileURLToPath(new URL("transport.server.ts", import.meta.url));

function bytesOf(sizeBytes: number, seed = 1): Uint8Array {
  return Uint8Array.from({ length: sizeBytes }, (_, i) => (i * 31 + (i >> 8) + seed) & 0xff);
}

function headerFrame(header: Record<string, unknown>, bodyLength: number): Uint8Array {
  const json = utf8(JSON.stringify(header));
  return concatBytes(u32be(json.length), json, u32be(bodyLength));
}

/** Answers `wait` only when its signal aborts; echoes everything else. */
const waitOrEcho: Handle = (call, body, attachment) =>
  call.op === "wait"
    ? new Promise((_resolve, reject) => {
        call.signal.addEventListener("abort", () => reject(call.signal.reason), { once: true });
      })
    : Promise.resolve({ result: body, attachment });

describe("transport", function () {
  this.timeout(15_000);
  let network: Network;
  const start = async (options: Parameters<typeof startNetwork>[0] = {}) => {
    network = await startNetwork(options);
    return network;
  };
  afterEach(() => network?.stop());

  for (const [name, listen] of [
    ["TCP", "/ip4/127.0.0.1/tcp/0"],
    ["WebSocket", "/ip4/127.0.0.1/tcp/0/ws"],
  ] as const) {
    it(`carries a request, its answer and 4 MB both ways over ${name}, and counts the bytes`, async () => {
      await start({ listen: [listen] });
      const site = await network.site();
      const attachment = bytesOf(4 * MIB);
      const answer = await site.call("echo", { n: 1 }, { attachment, maxResponseBytes: 8 * MIB });
      expect(answer.result).to.deep.equal({ n: 1 });
      expect(Buffer.compare(answer.attachment, attachment)).to.equal(0);
      expect(network.handled).to.have.length(1);
      expect(network.handled[0]!.member).to.equal(SITE);
      const { sizeBytes } = encodeFrame(requestHeader("echo", { n: 1 }), attachment);
      const counters = site.counters();
      expect(counters.byOp.echo).to.deep.equal(counters.total);
      expect(counters.total.calls).to.equal(1);
      expect(counters.total.bytesSent).to.equal(sizeBytes);
      expect(counters.total.bytesReceived).to.be.within(4 * MIB, 4 * MIB + 256);
    });
  }

  it("answers concurrent calls over one connection, each with its own bytes", async () => {
    await start();
    const site = await network.site();
    const calls = Array.from({ length: 12 }, async (_, i) => {
      const attachment = bytesOf(200_000 + i, i);
      const answer = await site.call("echo", { i }, { attachment, maxResponseBytes: 8 * MIB });
      expect(answer.result).to.deep.equal({ i });
      expect(Buffer.compare(answer.attachment, attachment)).to.equal(0);
    });
    await Promise.all(calls);
    expect(network.handled).to.have.length(12);
    expect(network.server.connectedPeers()).to.deep.equal([SITE]);
  });

  it("holds a slow reader's bytes back instead of piling them up", async () => {
    // The handler's answer is far larger than any window, and the peer does not read: the stream must stay paused.
    await start({ handle: async () => ({ result: null, attachment: bytesOf(8 * MIB) }) });
    const { openStream } = await network.rawPeer(SITE_SEED);
    const stream = await openStream();
    stream.pause();
    stream.send(headerFrame(requestHeader("echo", {}), 0));
    await until(() => network.handled.length === 1 && stream.readBufferLength > 0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(stream.readBufferLength).to.be.lessThan(2 * MIB);
    expect(stream.status).to.equal("open");
  });

  it("does not take in what a peer sends after its request", async () => {
    await start({ handle: waitOrEcho });
    const { openStream } = await network.rawPeer(SITE_SEED);
    const stream = await openStream();
    stream.send(headerFrame(requestHeader("wait", {}), 0));
    await until(() => network.handled.length === 1);
    stream.send(bytesOf(8 * MIB));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(stream.writeBufferLength).to.be.greaterThan(5 * MIB);
    stream.abort(new Error("over"));
  });

  it("reads 24 MiB slowly and whole without ever holding more than a window and a little", async () => {
    await start();
    const sender = await network.rawPeer(SITE_SEED);
    const receiver = await network.rawPeer(STRANGER_SEED, ["/ip4/127.0.0.1/tcp/0"]);
    const sizeBytes = 24 * MIB;
    let held = 0;
    const finished = new Promise<number>((resolve, reject) => {
      const receive = async (stream: MessageStream) => {
        const reader = createPullReader(stream);
        let consumed = 0;
        for (let piece = await reader.read(); piece !== undefined; piece = await reader.read()) {
          consumed += piece.length;
          held = Math.max(held, reader.bytesReceived - consumed + stream.readBufferLength);
          await new Promise((next) => setImmediate(next));
        }
        resolve(consumed);
      };
      void receiver.libp2p.handle("/slow", (stream) => receive(stream).catch(reject));
    });
    const connection = await sender.libp2p.dial(receiver.libp2p.getMultiaddrs());
    const stream = await connection.newStream("/slow");
    await writeBytes(stream, bytesOf(sizeBytes));
    await stream.close();
    expect(await finished).to.equal(sizeBytes);
    expect(held).to.be.lessThan(3 * MIB);
  });

  it("rethrows the coordinator's refusal under its code, without its details", async () => {
    await start({
      handle: async () => {
        throw new FederationError("ROUND_PHASE", "secret detail", { field: "secret field" });
      },
    });
    const error = await caught((await network.site()).call("echo", {}));
    expect(error.code).to.equal("ROUND_PHASE");
    expect(error.message).to.not.include("secret");
  });

  it("answers INTERNAL, and stays up, when the operation throws something else", async () => {
    let calls = 0;
    await start({
      handle: async () => {
        calls++;
        if (calls === 1) throw new TypeError("secret detail");
        return { result: calls };
      },
    });
    const site = await network.site();
    const error = await caught(site.call("echo", {}));
    expect(error.code).to.equal("INTERNAL");
    expect(error.message).to.not.include("secret");
    expect((await site.call("echo", {})).result).to.equal(2);
  });

  describe("membership", () => {
    it("gives an unregistered peer no stream, and never calls the handler", async () => {
      await start();
      const { openStream } = await network.rawPeer(STRANGER_SEED);
      let opened = false;
      try {
        await openStream();
        opened = true;
      } catch {
        // Refused before any stream: at the dial or when opening one.
      }
      expect(opened).to.equal(false);
      const stranger = await network.site({ seed: STRANGER_SEED });
      expect((await caught(stranger.call("echo", {}, { timeoutMs: 800 }))).code).to.equal("TRANSPORT_FAILED");
      expect(network.handled).to.have.length(0);
      expect(network.server.connectedPeers()).to.deep.equal([]);
    });

    it("refuses and hangs up on a member suspended in mid-session", async () => {
      await start();
      const site = await network.site();
      await site.call("echo", {});
      network.members.delete(SITE);
      const error = await caught(site.call("echo", {}, { timeoutMs: 2_000 }));
      expect(error.code).to.equal("MEMBER_UNKNOWN");
      await until(() => network.server.connectedPeers().length === 0);
      expect((await caught(site.call("echo", {}, { timeoutMs: 800 }))).code).to.equal("TRANSPORT_FAILED");
      expect(network.handled).to.have.length(1);
      network.members.add(SITE);
      expect((await site.call("echo", { back: true })).result).to.deep.equal({ back: true });
    });

    it("ends a suspended member's long poll at once when told to disconnect", async () => {
      await start({ handle: waitOrEcho });
      const site = await network.site();
      const waiting = caught(site.call("wait", {}));
      await until(() => network.handled.length === 1);
      network.members.delete(SITE);
      network.server.disconnect(SITE);
      expect((await waiting).code).to.equal("TRANSPORT_FAILED");
      await until(() => network.handled[0]!.signal.aborted);
    });

    it("closes the door when membership cannot be asked", async () => {
      await start();
      network.members.has = () => {
        throw new Error("the chain does not answer");
      };
      const error = await caught((await network.site()).call("echo", {}, { timeoutMs: 800 }));
      expect(error.code).to.equal("TRANSPORT_FAILED");
      expect(network.handled).to.have.length(0);
    });

    it("lets many members behind one address connect at once", async () => {
      await start();
      const seeds = Array.from({ length: 24 }, (_, i) => new Uint8Array(32).fill(100 + i));
      for (const seed of seeds) network.members.add(peerIdFromSeed(seed));
      const peers = await Promise.all(seeds.map((seed) => network.rawPeer(seed)));
      const streams = await Promise.all(peers.map((peer) => peer.openStream()));
      const answers = streams.map((stream) => {
        stream.send(headerFrame(requestHeader("echo", {}), 0));
        return readRawResponse(stream);
      });
      for (const answer of await Promise.all(answers)) expect(answer?.ok).to.equal(true);
      expect(network.server.connectedPeers()).to.have.length(24);
    });

    it("keeps at most two connections of one member, the newest", async () => {
      await start();
      const peers: Awaited<ReturnType<typeof network.rawPeer>>[] = [];
      for (let i = 0; i < 4; i++) {
        const peer = await network.rawPeer(SITE_SEED);
        const stream = await peer.openStream();
        stream.send(headerFrame(requestHeader("echo", { i }), 0));
        expect((await readRawResponse(stream))?.ok).to.equal(true);
        peers.push(peer);
      }
      await until(() => peers.filter((peer) => peer.libp2p.getConnections().length > 0).length === 2);
      expect(peers.map((peer) => peer.libp2p.getConnections().length)).to.deep.equal([0, 0, 1, 1]);
    });
  });

  describe("malformed, oversize and late requests", () => {
    const send = async (bytes: Uint8Array, end = false) => {
      const { openStream } = await network.rawPeer(SITE_SEED);
      const stream = await openStream();
      const response = readRawResponse(stream);
      stream.send(bytes);
      if (end) await stream.close();
      return response;
    };

    it("refuses a declared header above the limit before one byte of it arrives", async () => {
      await start({ limits: { headerBytes: 4096 } });
      expect((await send(u32be(4097)))?.code).to.equal("TOO_LARGE");
      expect((await send(u32be(0xffff_ffff)))?.code).to.equal("TOO_LARGE");
      expect(network.handled).to.have.length(0);
    });

    it("refuses a declared body above its operation's limit before one byte of it arrives", async () => {
      await start();
      expect((await send(headerFrame(requestHeader("small", {}), 1025)))?.code).to.equal("TOO_LARGE");
      expect(network.handled).to.have.length(0);
    });

    it("tells a site that is still sending that its body is too large", async () => {
      await start();
      const site = await network.site();
      const error = await caught(site.call("small", {}, { attachment: bytesOf(6 * MIB) }));
      expect(error.code).to.equal("TOO_LARGE");
      expect(site.counters().total.bytesSent).to.be.lessThan(6 * MIB);
      expect((await site.call("small", { again: true })).result).to.deep.equal({ again: true });
    });

    it("refuses an unknown operation before reading its body", async () => {
      await start({ limits: { headerTimeoutMs: 1_000 } });
      expect((await send(headerFrame(requestHeader("nothing", {}), 4)))?.code).to.equal("REQUEST_INVALID");
      expect((await send(headerFrame(requestHeader("constructor", {}), 4)))?.code).to.equal("REQUEST_INVALID");
    });

    it("refuses garbage, a truncated frame and bytes after the frame", async () => {
      await start();
      const garbage = concatBytes(u32be(16), bytesOf(16, 200));
      expect((await send(garbage))?.code).to.equal("REQUEST_INVALID");
      const whole = headerFrame(requestHeader("echo", {}), 4);
      expect((await send(whole, true))?.code).to.equal("REQUEST_INVALID");
      expect((await send(concatBytes(whole, bytesOf(5))))?.code).to.equal("REQUEST_INVALID");
      expect(network.handled).to.have.length(0);
      expect((await (await network.site()).call("echo", { alive: true })).result).to.deep.equal({ alive: true });
    });

    it("tells a peer of another protocol version so", async () => {
      await start();
      const frame = headerFrame({ ...requestHeader("echo", {}), v: 1 }, 0);
      expect((await send(frame))?.code).to.equal("PROTOCOL_VERSION_MISMATCH");
      expect(network.handled).to.have.length(0);
    });

    it("times out on half a header and on half a body followed by silence", async () => {
      await start({ limits: { headerTimeoutMs: 300, minBytesPerSecond: 8 * MIB } });
      const frame = headerFrame(requestHeader("echo", {}), 1000);
      expect((await send(frame.subarray(0, 9)))?.code).to.equal("REQUEST_TIMEOUT");
      expect((await send(concatBytes(frame, bytesOf(10))))?.code).to.equal("REQUEST_TIMEOUT");
      expect(network.handled).to.have.length(0);
    });

    it("times out on an operation that never answers", async () => {
      await start({ limits: { answerTimeoutMs: 100 }, handle: waitOrEcho });
      expect((await caught((await network.site()).call("wait", {}))).code).to.equal("REQUEST_TIMEOUT");
      await until(() => network.handled[0]!.signal.aborted);
    });

    it("aborts the operation when the site gives up", async () => {
      await start({ handle: waitOrEcho });
      const site = await network.site();
      const givingUp = new AbortController();
      const waiting = caught(site.call("wait", {}, { signal: givingUp.signal }));
      await until(() => network.handled.length === 1);
      givingUp.abort();
      expect((await waiting).code).to.equal("TRANSPORT_FAILED");
      await until(() => network.handled[0]!.signal.aborted);
      expect((await caught(site.call("wait", {}, { timeoutMs: 200 }))).code).to.equal("TRANSPORT_FAILED");
    });
  });

  describe("rates", () => {
    it("limits a peer's requests a second", async () => {
      await start({ limits: { requestsPerSecondPerPeer: 0.001, requestBurstPerPeer: 3 } });
      const site = await network.site();
      for (let i = 0; i < 3; i++) await site.call("echo", {});
      expect((await caught(site.call("echo", {}))).code).to.equal("RATE_LIMITED");
      expect(network.handled).to.have.length(3);
      // Nor does a new connection refill it.
      network.server.disconnect(SITE);
      expect((await caught(site.call("echo", {}))).code).to.equal("RATE_LIMITED");
    });

    it("limits a peer's requests at once", async () => {
      await start({ limits: { streamsPerPeer: 2 }, handle: waitOrEcho });
      const site = await network.site();
      const stop = new AbortController();
      const waiting = [1, 2].map(() => caught(site.call("wait", {}, { signal: stop.signal })));
      await until(() => network.handled.length === 2);
      expect((await caught(site.call("echo", {}))).code).to.equal("RATE_LIMITED");
      stop.abort();
      await Promise.all(waiting);
      await until(() => network.handled.every((call) => call.signal.aborted));
      expect((await site.call("echo", { n: 3 })).result).to.deep.equal({ n: 3 });
    });
  });

  describe("the site's side", () => {
    it("talks to no one but the pinned coordinator", async () => {
      await start();
      const other = peerIdFromSeed(new Uint8Array(32).fill(9));
      const bare = network.addresses.map((address) => address.replace(/\/p2p\/.*$/, ""));
      const site = await network.site({ coordinatorPeerId: other, addresses: bare });
      expect((await caught(site.call("echo", {}, { timeoutMs: 800 }))).code).to.equal("TRANSPORT_FAILED");
      expect(network.handled).to.have.length(0);
    });

    it("refuses an answer above its limit", async () => {
      await start();
      const site = await network.site();
      const call = site.call("echo", {}, { attachment: bytesOf(1000), maxResponseBytes: 999 });
      expect((await caught(call)).code).to.equal("TOO_LARGE");
    });

    it("takes an answer's JSON up to its operation's own limit, not above the default elsewhere", async () => {
      const text = "x".repeat(3 * MIB);
      const ops = {
        "round.wait": { requestBodyBytes: 0, responseBodyBytes: 0, responseHeaderBytes: 4 * MIB },
        echo: { requestBodyBytes: 0, responseBodyBytes: 0, responseHeaderBytes: 4 * MIB },
        small: { requestBodyBytes: 0, responseBodyBytes: 0 },
      };
      await start({ limits: { ops }, handle: async () => ({ result: { text } }) });
      const site = await network.site();
      expect(((await site.call("round.wait", {})).result as { text: string }).text).to.have.length(3 * MIB);
      expect((await caught(site.call("echo", {}))).code, "refused by the site").to.equal("TOO_LARGE");
      expect((await caught(site.call("small", {}))).code, "refused by the coordinator").to.equal("TOO_LARGE");
    });

    it("refuses malformed settings by field", async () => {
      await start();
      const make = (change: object) =>
        caught(
          createCoordinatorClient({
            privateKeySeed: SITE_SEED,
            coordinatorPeerId: COORDINATOR,
            addresses: network.addresses,
            logger: silentLogger,
            ...change,
          }),
        );
      for (const change of [
        { privateKeySeed: new Uint8Array(5) },
        { coordinatorPeerId: "nobody" },
        { addresses: [] },
        { addresses: ["localhost:4001"] },
        { addresses: [`/ip4/127.0.0.1/tcp/1/p2p/${SITE}`] },
      ]) {
        expect((await make(change)).code, JSON.stringify(change)).to.equal("CONFIG_INVALID");
      }
    });

    it("fails with TRANSPORT_FAILED when nobody listens, and after stop()", async () => {
      await start();
      const site = await network.site({ addresses: ["/ip4/127.0.0.1/tcp/1"] });
      expect((await caught(site.call("echo", {}, { timeoutMs: 400 }))).code).to.equal("TRANSPORT_FAILED");
      await site.stop();
      expect((await caught(site.call("echo", {}))).code).to.equal("TRANSPORT_FAILED");
    });
  });

  it("reconnects after the coordinator was killed with kill -9 and restarted on the same port", async () => {
    const first = await spawnServer("0");
    let second: ChildProcess | undefined;
    const site = await createCoordinatorClient({
      privateKeySeed: SITE_SEED,
      coordinatorPeerId: COORDINATOR,
      addresses: first.addresses,
      logger: silentLogger,
    });
    try {
      await site.start();
      expect((await site.call("rounds.wait", {})).result).to.deep.equal({ echo: {}, pid: first.child.pid });
      first.child.kill("SIGKILL");
      await once(first.child, "exit");
      // Asked while nobody listens: it waits for the coordinator's return.
      const waiting = site.call("rounds.wait", { n: 2 }, { timeoutMs: 25_000 });
      second = (await spawnServer(/tcp\/(\d+)/.exec(first.addresses[0]!)![1]!)).child;
      expect((await waiting).result).to.deep.equal({ echo: { n: 2 }, pid: second.pid });
    } finally {
      await site.stop();
      first.child.kill("SIGKILL");
      second?.kill("SIGKILL");
    }
  }).timeout(40_000);
});

async function spawnServer(port: string): Promise<{ child: ChildProcess; addresses: string[] }> {
  const child = spawn(process.execPath, [SERVER, port, SITE], { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: child.stdout! })) return { child, addresses: JSON.parse(line) };
  throw new Error("the server process ended early");
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}
