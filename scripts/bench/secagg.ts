import { arch, cpus, platform } from "node:os";
import { digestBytes } from "@consilium/sdk/canonical/digest.ts";
import type { RingWords } from "@consilium/sdk/crypto/prg.ts";
import type { Deal, Unmasking } from "@consilium/sdk/schemas/round.ts";
import { joinContext, maskingContext, rosterContext } from "@consilium/sdk/secagg/context.ts";
import { sharingPlan } from "@consilium/sdk/secagg/graph.ts";
import { recover, unmaskSum } from "@consilium/sdk/secagg/recover.ts";
import {
  dealShares,
  makeAdvert,
  makeUnmasking,
  maskContribution,
  newRoundSecrets,
  openDeal,
  receivedCiphertexts,
  rosterRootOf,
} from "@consilium/sdk/secagg/site.ts";
import { domainSeparatorOf, roundDomain, signStatement } from "@consilium/sdk/secagg/statement.ts";

/**
 * Time of the secure sum without network and chain: what one site computes from its keys to its unmasking, and what the
 * coordinator computes from the unmaskings to the sum, with 10 % of the members (at least one) gone after SHARE.
 * `node scripts/bench/secagg.ts [runs]`.
 */

const RUNS = Number(process.argv[2] ?? 3);
const KEY = `0x${"11".repeat(32)}`;
const zeroDigest = digestBytes(new Uint8Array(0));
const domain = roundDomain(31_337, "0x5FbDB2315678afecb367f032d93F642f64180aa3");
const fields = {
  domainSeparator: domainSeparatorOf(domain),
  roundId: 1,
  manifestDigest: zeroDigest,
  modelDigest: zeroDigest,
};

interface Timing {
  siteMs: number;
  coordinatorMs: number;
  uploadBytes: number;
}

async function timeRound(count: number, dimension: number): Promise<Timing> {
  const members = Array.from({ length: count }, (_, i) => i);
  const gone = members.slice(count - Math.max(1, Math.floor(count / 10)));
  const survivors = members.slice(0, count - gone.length);
  let ownMs = 0;
  /** Only the first member's own work is timed; the others do the same on their machines. */
  const timed = async <T>(member: number, work: () => Promise<T> | T): Promise<T> => {
    const startMs = performance.now();
    const result = await work();
    if (member === 0) ownMs += performance.now() - startMs;
    return result;
  };
  const secrets = members.map(newRoundSecrets);
  const joinCtx = joinContext(fields);
  const roster = await Promise.all(
    members.map(async (member) => {
      const advert = await timed(member, () => makeAdvert({ roundId: 1, member, secrets: secrets[member]! }));
      const statement = { context: joinCtx, kind: "advert", member, digest: zeroDigest } as const;
      return { advert, signature: await signStatement(KEY, domain, statement) };
    }),
  );
  const rosterRoot = rosterRootOf(roster);
  const context = rosterContext({ ...fields, rosterRoot });
  const plan = sharingPlan(members, zeroDigest, { threshold: 2, colluders: 1, minimumSurvivors: 3 });
  const shared = { roundId: 1, roster, ...plan, context };
  const deals: Deal[] = [];
  for (const member of members) {
    deals.push((await timed(member, () => dealShares({ ...shared, member, secrets: secrets[member]! }))).deal);
  }
  const openedOf = (member: number) =>
    deals.flatMap(({ dealer, shareRoot, shares }) =>
      shares
        .filter(({ to }) => to === member)
        .map((share) => openDeal({ ...shared, member, secrets: secrets[member]!, deal: { dealer, shareRoot, share } })),
    );
  const maskingCtx = maskingContext({ ...fields, rosterRoot, sharingSet: members });
  const sets = { roster, neighbours: plan.neighbours, sharingSet: members, survivors };
  const vectors = new Map<number, RingWords>();
  const unmaskings: Unmasking[] = [];
  for (const member of survivors) {
    const own = { ...sets, roundId: 1, member, secrets: secrets[member]! };
    const opened = await timed(member, () => openedOf(member));
    const kemCiphertexts = receivedCiphertexts(opened);
    const encoded = new Uint32Array(dimension).fill(member);
    const masked = await timed(member, () =>
      maskContribution({ ...own, encoded, kemCiphertexts, context: maskingCtx }),
    );
    vectors.set(member, masked);
    unmaskings.push(await timed(member, () => makeUnmasking({ ...own, opened })));
  }
  const startMs = performance.now();
  const recovery = await recover({ ...sets, deals, unmaskings, threshold: plan.threshold });
  const sum = await unmaskSum({ ...sets, deals, vectors, recovery, context: maskingCtx, ring: 32, dimension });
  const coordinatorMs = performance.now() - startMs;
  const expected = survivors.reduce((total, member) => total + member, 0);
  if (sum.some((word) => word !== expected)) throw new Error("The sum is wrong.");
  const documents = JSON.stringify([roster[0], deals[0], unmaskings[0]]).length;
  return { siteMs: ownMs, coordinatorMs, uploadBytes: documents + 4 * dimension };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

console.log(`${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores, ${platform()} ${arch()}`);
console.log(`Node ${process.version}, OpenSSL ${process.versions.openssl}; median of ${RUNS} runs, 32-bit ring\n`);
console.log("members  dimension   site s   coordinator s   upload / plain");
for (const dimension of [100_000, 1_000_000]) {
  for (const count of [4, 10, 40]) {
    const timings: Timing[] = [];
    for (let run = 0; run < RUNS; run++) timings.push(await timeRound(count, dimension));
    const site = (median(timings.map(({ siteMs }) => siteMs)) / 1_000).toFixed(3);
    const coordinator = (median(timings.map(({ coordinatorMs }) => coordinatorMs)) / 1_000).toFixed(3);
    const overhead = (timings[0]!.uploadBytes / (4 * dimension)).toFixed(3);
    const cells = [String(count).padStart(7), String(dimension).padStart(9), site.padStart(7)];
    console.log(`${cells.join("  ")}  ${coordinator.padStart(14)}  ${overhead.padStart(15)}`);
  }
}
