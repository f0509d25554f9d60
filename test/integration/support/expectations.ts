import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { roundTypedDataDomain } from "@consilium/sdk/chain/domains.ts";
import { readRound } from "@consilium/sdk/chain/rounds.ts";
import type { ErrorCode } from "@consilium/sdk/errors/codes.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { roundContexts } from "@consilium/sdk/round/roundContexts.ts";
import type { RoundManifest, SignedAdvert } from "@consilium/sdk/schemas/round.ts";
import { makeAdvert, newRoundSecrets } from "@consilium/sdk/secagg/site.ts";
import { type StatementKind, signStatement } from "@consilium/sdk/secagg/statement.ts";
import { expect } from "chai";
import type { Call, ScriptedRound } from "./ScriptedCoordinator.ts";
import type { Ending, Played, SiteWorld } from "./SiteWorld.ts";

/** Everything a site says in a whole round. */
export const WHOLE_ROUND = ["round.join", "round.deal", "round.agree", "round.commit", "round.confirm", "round.unmask"];

/** The site's part ended in this refusal, and until then it had sent exactly `said`, each once. */
export function expectRefusal(
  { ends, round }: Played,
  member: number,
  code: ErrorCode,
  said: readonly string[],
): FederationError {
  const end = ends.get(member);
  if (!(end instanceof FederationError)) throw new Error(`site ${member} went on: ${describeEnd(end)}`);
  expect(end.code, end.stack ?? end.message).equal(code);
  expect(round.saidBy(member), `what site ${member} sent`).deep.equal(said);
  return end;
}

export function expectVerified({ ends, round }: Played, members: readonly number[]): void {
  for (const member of members) {
    const end = ends.get(member);
    if (end instanceof FederationError) throw end;
    expect(end, `site ${member}`).include({ outcome: "verified" });
    expect(round.saidBy(member)).deep.equal(WHOLE_ROUND);
  }
}

function describeEnd(end: Ending | undefined): string {
  return end === undefined ? "it has not ended" : JSON.stringify(end);
}

/** Whether a call is a site's waiting for one document. */
export function awaits(call: Call, member: number, document: string): boolean {
  return call.member === member && call.op === "round.wait" && call.body.document === document;
}

/** Alters the document in an answer to `round.wait`. */
export function altered(honest: { result: unknown }, alter: (document: any) => unknown): { result: unknown } {
  const { document } = honest.result as { document: unknown };
  return { result: { status: "ready", document: alter(document) } };
}

/** A statement of a round in one of its contexts, signed by whichever key. */
export async function signIn(
  world: SiteWorld,
  round: ScriptedRound,
  { kind, member, digest }: { kind: StatementKind; member: number; digest: `0x${string}` },
  chainKey: string,
): Promise<string> {
  const record = await readRound(world.coordinatorChain, round.roundId);
  const contexts = roundContexts(world.deployment, record);
  const context =
    kind === "advert" ? contexts.join : kind === "deal" ? contexts.roster : contexts.masking(round.sharingSet);
  return signStatement(chainKey, roundTypedDataDomain(world.deployment), { context, kind, member, digest });
}

/** An advert for a member with keys of the forger's own, signed by whichever key. */
export async function forgeAdvert(
  world: SiteWorld,
  round: ScriptedRound,
  member: number,
  chainKey: string,
): Promise<SignedAdvert> {
  const advert = makeAdvert({ roundId: round.roundId, member, secrets: newRoundSecrets() });
  const signature = await signIn(world, round, { kind: "advert", member, digest: digestDocument(advert) }, chainKey);
  return { advert, signature };
}

/** One other value of a manifest's field that its schema allows. */
export function otherValue(manifest: RoundManifest, field: keyof RoundManifest): RoundManifest {
  const value = manifest[field];
  if (field === "workload") return { ...manifest, workload: value === "train" ? "summary" : "train" };
  if (field === "transcriptRetainedUntil") return { ...manifest, [field]: (value as number) - 1 };
  if (typeof value === "number") return { ...manifest, [field]: value + 1 };
  return { ...manifest, [field]: `0x${"5a".repeat(32)}` };
}
