import { fromBase64, toBase64 } from "@consilium/sdk/canonical/bytes.ts";
import type { Advert, SignedAdvert } from "@consilium/sdk/schemas/round.ts";
import { joinContext } from "@consilium/sdk/secagg/context.ts";
import { checkRoster, makeAdvert, newRoundSecrets, rosterRootOf, wipe } from "@consilium/sdk/secagg/site.ts";
import { expect } from "chai";
import {
  DOMAIN,
  JOIN_FIELDS,
  MANIFEST,
  type Participant,
  participant,
  ROUND_ID,
  signAdvert,
} from "../behaviors/secaggRound.ts";

describe("Roster", () => {
  let members: Participant[];
  let roster: SignedAdvert[];

  const check = (changed: readonly SignedAdvert[], more: Partial<Parameters<typeof checkRoster>[0]> = {}): void =>
    checkRoster({
      roster: changed,
      expectedRoot: rosterRootOf(changed),
      roundId: ROUND_ID,
      joinCtx: joinContext(JOIN_FIELDS),
      domain: DOMAIN,
      accounts: new Map(members.map(({ member, account }) => [member, account])),
      manifest: MANIFEST,
      own: members[0]!.signed.advert,
      ...more,
    });
  const refused = (run: () => unknown, code: string, memberIndex?: number): void => {
    expect(run).to.throw().that.includes({ code, memberIndex });
  };
  /** The roster with the last advert replaced by one its member signed itself. */
  const resigned = async (change: Partial<Advert>): Promise<SignedAdvert[]> => {
    const { privateKey, signed } = members[2]!;
    return [...roster.slice(0, 2), await signAdvert(privateKey, { ...signed.advert, ...change })];
  };

  before(async () => {
    members = await Promise.all([0, 4, 9].map(participant));
    roster = members.map(({ signed }) => signed);
  });

  it("is accepted as it was frozen", () => {
    check(roster);
    check(roster, { own: undefined });
  });

  it("is refused under another root, unordered, or with a member twice", () => {
    refused(() => check(roster, { expectedRoot: `0x${"00".repeat(32)}` }), "ROUND_REFUSED");
    refused(() => rosterRootOf([roster[1]!, roster[0]!]), "REQUEST_INVALID");
    refused(() => rosterRootOf([roster[0]!, roster[0]!]), "REQUEST_INVALID");
  });

  it("is refused with fewer or more sites than the manifest allows", () => {
    refused(() => check(roster, { manifest: { minimumSites: 4, maximumSites: 8 } }), "ROUND_REFUSED");
    refused(() => check(roster, { manifest: { minimumSites: 2, maximumSites: 2 } }), "ROUND_REFUSED");
  });

  it("is refused when a coordinator swaps keys under a member's name", async () => {
    const forged = makeAdvert({ roundId: ROUND_ID, member: 9, secrets: newRoundSecrets() });
    const swapped = [...roster.slice(0, 2), { advert: forged, signature: roster[2]!.signature }];
    refused(() => check(swapped), "SIGNATURE_INVALID", 9);
    const foreign = [...roster.slice(0, 2), await signAdvert(members[1]!.privateKey, forged)];
    refused(() => check(foreign), "SIGNATURE_INVALID", 9);
  });

  it("is refused where an advert was signed for another round, chain or model", () => {
    const otherModel = joinContext({ ...JOIN_FIELDS, stateDigest: `0x${"77".repeat(32)}` });
    refused(() => check(roster, { joinCtx: otherModel }), "SIGNATURE_INVALID", 0);
    refused(() => check(roster, { domain: { ...DOMAIN, chainId: 1 } }), "SIGNATURE_INVALID", 0);
    refused(() => check(roster, { roundId: 8 }), "REQUEST_INVALID", 0);
  });

  it("is refused with a member that has no account", () => {
    const accounts = new Map([[0, members[0]!.account]]);
    refused(() => check(roster, { accounts }), "MEMBER_UNKNOWN", 4);
  });

  it("is refused with a key or half of a key that stands twice", async () => {
    const { advert } = members[2]!.signed;
    const other = members[1]!.signed.advert;
    const halfCopied = Uint8Array.from(fromBase64(advert.maskKey));
    halfCopied.set(fromBase64(other.sealingKey).subarray(32), 32);
    for (const change of [
      { maskKey: advert.sealingKey },
      { maskKey: other.maskKey },
      { sealingKey: other.maskKey },
      { maskKey: toBase64(halfCopied) },
      { selfMaskCommitment: other.selfMaskCommitment },
    ]) {
      const copied = await resigned(change);
      refused(() => check(copied), "ROUND_REFUSED", 9);
    }
  });

  it("is refused with a key of low order, out of range or of another length", async () => {
    const key = Uint8Array.from(fromBase64(members[2]!.signed.advert.maskKey));
    const lowOrder = Uint8Array.from(key);
    lowOrder.fill(0, 0, 32);
    const outOfRange = Uint8Array.from(key);
    outOfRange.fill(0xff, 32, 35);
    for (const bad of [lowOrder, outOfRange, key.subarray(0, -1)]) {
      for (const field of ["maskKey", "sealingKey"] as const) {
        const changed = await resigned({ [field]: toBase64(bad) });
        refused(() => check(changed), "REQUEST_INVALID", 9);
      }
    }
  });

  it("is refused without the site's own advert as it signed it", async () => {
    const { privateKey, signed } = members[2]!;
    const fresh = makeAdvert({ roundId: ROUND_ID, member: 9, secrets: newRoundSecrets() });
    const replaced = [...roster.slice(0, 2), await signAdvert(privateKey, fresh)];
    refused(() => check(replaced, { own: signed.advert }), "ROUND_REFUSED", 9);
    refused(() => check(roster.slice(0, 2), { own: signed.advert }), "ROUND_REFUSED", 9);
  });

  it("is refused with a field too many", () => {
    const extended = [...roster.slice(0, 2), { ...roster[2]!, note: "x" } as SignedAdvert];
    refused(() => check(extended), "REQUEST_INVALID");
  });
});

describe("Round secrets", () => {
  it("are fresh, and gone once wiped", () => {
    const secrets = newRoundSecrets();
    const before = makeAdvert({ roundId: 1, member: 1, secrets });
    expect(makeAdvert({ roundId: 1, member: 1, secrets })).to.deep.equal(before);
    expect(makeAdvert({ roundId: 1, member: 1, secrets: newRoundSecrets() }).maskKey).to.not.equal(before.maskKey);
    wipe(secrets);
    for (const seed of Object.values(secrets)) expect(seed.every((byte: number) => byte === 0)).to.equal(true);
    expect(makeAdvert({ roundId: 1, member: 1, secrets }).maskKey).to.not.equal(before.maskKey);
  });
});
