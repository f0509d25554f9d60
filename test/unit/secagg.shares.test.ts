import { fromBase64, toBase64 } from "@consilium/sdk/canonical/bytes.ts";
import type { Deal, RevealedShare, Unmasking } from "@consilium/sdk/schemas/round.ts";
import { MaskedSumBuilder } from "@consilium/sdk/secagg/maskedSum.ts";
import { checkUnmasking, recover, unmaskSum } from "@consilium/sdk/secagg/recover.ts";
import { checkDeal, dealShares, maskContribution, newRoundSecrets, openDeal } from "@consilium/sdk/secagg/site.ts";
import { expect } from "chai";
import {
  joinAndShare,
  mask,
  maskingCtx,
  participantOf,
  ROUND_ID,
  type SharedState,
  unmask,
} from "../behaviors/secaggRound.ts";

const MEMBERS = [0, 3, 5, 8];
const SURVIVORS = [0, 5, 8];
const DROPOUT = 3;

/** Base64 with one bit of its bytes turned. */
function bent(text: string): string {
  const bytes = Uint8Array.from(fromBase64(text));
  bytes[0]! ^= 1;
  return toBase64(bytes);
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail("accepted"),
    (error: unknown) => error,
  );
}

describe("Shares of the secure sum", () => {
  let state: SharedState;
  const excerpt = (dealer: number, to: number) => {
    const deal = state.deals.find((one) => one.dealer === dealer)!;
    return { dealer, shareRoot: deal.shareRoot as string, share: deal.shares.find((share) => share.to === to)! };
  };
  const opening = (deal: ReturnType<typeof excerpt>, member = 5) => {
    const { secrets } = participantOf(state, member);
    return { deal, secrets, member, context: state.rosterCtx, roster: state.roster };
  };

  before(async () => {
    state = await joinAndShare(MEMBERS, 2);
  });

  describe("when opened", () => {
    const refused = (run: () => unknown, memberIndex = 0): void => {
      expect(run).to.throw().that.includes({ code: "SHARE_INVALID", memberIndex });
    };

    it("give both shares with their proofs, and the ciphertext from lower indices only", () => {
      const fromLower = openDeal(opening(excerpt(0, 5)));
      expect(fromLower.maskSecretShare).to.include({ dealer: 0, kind: "maskSecret", leafIndex: 4 });
      expect(fromLower.selfMaskShare).to.include({ dealer: 0, kind: "selfMask", leafIndex: 5 });
      expect(fromLower).to.have.property("kemCiphertext");
      expect(openDeal(opening(excerpt(8, 5)))).to.not.have.property("kemCiphertext");
    });

    it("are refused under another root, naming the dealer", () => {
      const { shareRoot } = state.deals[1]!;
      refused(() => openDeal(opening({ ...excerpt(0, 5), shareRoot })));
    });

    it("are refused when bent, sealed for another, from another dealer or in another context", () => {
      const deal = excerpt(0, 5);
      refused(() => openDeal(opening({ ...deal, share: { ...deal.share, box: bent(deal.share.box) } })));
      refused(() => openDeal(opening({ ...deal, share: { ...deal.share, box: "A" } })));
      refused(() => openDeal(opening(excerpt(0, 8))));
      refused(() => openDeal(opening({ ...deal, share: { ...excerpt(0, 8).share, to: 5 } })));
      refused(() => openDeal(opening({ ...excerpt(3, 5), dealer: 0 })));
      refused(() => openDeal({ ...opening(deal), context: maskingCtx(state) }));
    });

    it("are refused without the ciphertext a lower index owes, or with one a higher must not send", () => {
      const { kemCiphertext, ...without } = excerpt(0, 5).share;
      refused(() => openDeal(opening({ ...excerpt(0, 5), share: without })));
      refused(() => openDeal(opening({ ...excerpt(0, 5), share: { ...without, kemCiphertext: "AAAA" } })));
      const upward = excerpt(8, 5);
      refused(() => openDeal(opening({ ...upward, share: { ...upward.share, kemCiphertext: kemCiphertext! } })), 8);
    });

    it("are refused where the ciphertext gives another secret than its dealer confirmed", () => {
      const { share } = excerpt(0, 5);
      const confirmation = excerpt(0, 8).share.confirmation!;
      refused(() => openDeal(opening({ ...excerpt(0, 5), share: { ...share, confirmation } })));
      refused(() =>
        openDeal(opening({ ...excerpt(0, 5), share: { ...share, kemCiphertext: bent(share.kemCiphertext!) } })),
      );
      const { confirmation: _, ...without } = share;
      refused(() => openDeal(opening({ ...excerpt(0, 5), share: without })));
    });

    it("are refused as a whole deal unless there is one for each other member", () => {
      const deal = state.deals[0]!;
      const members = MEMBERS;
      const wrong: Deal[] = [
        { ...deal, roundId: 8 },
        { ...deal, shares: deal.shares.slice(1) },
        { ...deal, shares: [...deal.shares].reverse() },
        { ...deal, shares: [...deal.shares, deal.shares[0]!] },
      ];
      for (const one of wrong) refused(() => checkDeal(one, { roundId: ROUND_ID, members }));
      expect(() => checkDeal({ ...deal, dealer: 77 }, { roundId: ROUND_ID, members })).to.throw();
    });
  });

  describe("when released", () => {
    it("are one of each other member: b of those who survived, the mask secret of those who did not, never both", () => {
      for (const member of SURVIVORS) {
        const { shares, selfMask } = unmask(state, member, SURVIVORS);
        expect(shares.map(({ dealer, kind }) => [dealer, kind])).to.deep.equal(
          MEMBERS.filter((peer) => peer !== member).map((peer) => [peer, peer === DROPOUT ? "maskSecret" : "selfMask"]),
        );
        expect(fromBase64(selfMask)).to.deep.equal(participantOf(state, member).secrets.selfMaskSeed);
      }
    });

    it("stay closed for one outside U, a U outside S, a lone survivor and an unopened share", () => {
      const refused = (run: () => unknown): void => {
        expect(run).to.throw().with.property("code", "UNMASK_REFUSED");
      };
      refused(() => unmask(state, DROPOUT, SURVIVORS));
      refused(() => unmask({ ...state, sharingSet: [0, 5] }, 0, SURVIVORS));
      refused(() => unmask(state, 0, [0]));
      refused(() => unmask({ ...state, opened: new Map([[0, []]]) }, 0, SURVIVORS));
      expect(() => unmask(state, 0, [5, 0]))
        .to.throw()
        .with.property("code", "REQUEST_INVALID");
    });
  });

  describe("when checked", () => {
    let honest: Unmasking;
    const check = (change: Partial<Unmasking> | ((share: RevealedShare) => RevealedShare)): void => {
      const changed = typeof change === "function" ? { shares: honest.shares.map(change) } : change;
      checkUnmasking({ ...state, survivors: SURVIVORS, unmasking: { ...honest, ...changed } });
    };
    const refused = (change: Parameters<typeof check>[0], memberIndex = 5): void => {
      expect(() => check(change))
        .to.throw()
        .that.includes({ code: "SHARE_INVALID", memberIndex });
    };

    before(() => {
      honest = unmask(state, 5, SURVIVORS);
    });

    it("pass as released, and with some missing", () => {
      check({});
      check({ shares: honest.shares.slice(1) });
    });

    it("are refused from one that did not survive", () => {
      refused({ member: DROPOUT }, DROPOUT);
    });

    it("are refused with a self mask that was not committed", () => {
      refused({ selfMask: bent(honest.selfMask) });
      refused({ selfMask: "A" });
    });

    it("are refused when bent, with another salt, leaf or proof, naming the releaser", () => {
      refused((share) => ({ ...share, share: bent(share.share) }));
      refused((share) => ({ ...share, salt: bent(share.salt) }));
      refused((share) => ({ ...share, salt: "" }));
      refused((share) => ({ ...share, leafIndex: share.leafIndex ^ 2 }));
      refused((share) => ({ ...share, proof: share.proof.slice(1) }));
      refused((share) => ({ ...share, proof: ["0x00"] }));
    });

    it("are refused twice, of both kinds, or of the kind that must stay closed", () => {
      const [first] = honest.shares;
      const opened = state.opened.get(5)!.find(({ dealer }) => dealer === 0)!;
      refused({ shares: [first!, first!] });
      refused({ shares: [opened.selfMaskShare, opened.maskSecretShare] });
      refused({ shares: [opened.maskSecretShare] });
      refused((share) => ({ ...share, kind: share.kind === "selfMask" ? "maskSecret" : "selfMask" }));
    });

    it("are refused as another member's, and of a dealer outside S", () => {
      const others = state.opened.get(8)!.find(({ dealer }) => dealer === 0)!;
      refused({ shares: [others.selfMaskShare] });
      const { unmasking, ...round } = { ...state, survivors: SURVIVORS, sharingSet: SURVIVORS, unmasking: honest };
      expect(() => checkUnmasking({ ...round, unmasking }))
        .to.throw()
        .with.property("code", "SHARE_INVALID");
    });
  });
});

describe("Recovery", () => {
  const round = (state: SharedState, unmaskings: readonly Unmasking[]) => ({
    ...state,
    survivors: SURVIVORS,
    unmaskings,
  });
  const unmaskings = (state: SharedState, from = SURVIVORS): Unmasking[] =>
    from.map((one) => unmask(state, one, SURVIVORS));

  /** A state whose `dealer` dealt shares of other secrets than it advertised. */
  async function cheatedState(dealer: number, change: "maskSeed" | "selfMaskSeed"): Promise<SharedState> {
    const state = await joinAndShare(MEMBERS, 2);
    const secrets = { ...participantOf(state, dealer).secrets, [change]: newRoundSecrets()[change] };
    const { deal } = await dealShares({
      ...state,
      roundId: ROUND_ID,
      member: dealer,
      secrets,
      context: state.rosterCtx,
    });
    const opened = new Map(
      [...state.opened].map(([member, deals]) => {
        const share = deal.shares.find(({ to }) => to === member);
        if (share === undefined) return [member, deals] as const;
        const own = participantOf(state, member).secrets;
        const excerpt = { dealer, shareRoot: deal.shareRoot, share };
        const reopened = openDeal({ ...state, deal: excerpt, secrets: own, member, context: state.rosterCtx });
        return [member, deals.map((one) => (one.dealer === dealer ? reopened : one))] as const;
      }),
    );
    return { ...state, opened, deals: state.deals.map((one) => (one.dealer === dealer ? deal : one)) };
  }

  it("gives b of every survivor and the mask secret of every dropout, whatever the order of arrival", async () => {
    const state = await joinAndShare(MEMBERS, 2);
    const all = unmaskings(state);
    const recovery = await recover(round(state, all));
    expect(recovery.selfMasks).to.deep.equal(
      SURVIVORS.map((member) => ({ member, seed: toBase64(participantOf(state, member).secrets.selfMaskSeed) })),
    );
    expect(recovery.maskSecrets).to.deep.equal([
      { member: DROPOUT, seed: toBase64(participantOf(state, DROPOUT).secrets.maskSeed) },
    ]);
    expect(await recover(round(state, [...all].reverse()))).to.deep.equal(recovery);
    expect(await recover(round(state, all.slice(1)))).to.deep.equal(recovery);
  });

  it("says whose shares are short, and how many", async () => {
    const state = await joinAndShare(MEMBERS, 3);
    const error = await failure(recover(round(state, unmaskings(state, [0, 5]))));
    expect(error).to.include({ code: "RECOVERY_FAILED", memberIndex: DROPOUT });
    expect(error).to.have.property("message").that.includes("1 of 3 shares are missing");
  });

  it("names the dealer whose mask secret is not that of its advert, where nothing but its mask key can tell", async () => {
    // The highest index sends no ML-KEM ciphertext; any other fails its confirmation before anything is masked.
    const state = await cheatedState(8, "maskSeed");
    const survivors = MEMBERS.filter((member) => member !== 8);
    const released = survivors.map((member) => unmask(state, member, survivors));
    const error = await failure(recover({ ...state, survivors, unmaskings: released }));
    expect(error).to.include({ code: "RECOVERY_FAILED", memberIndex: 8 });
    expect(await failure(cheatedState(DROPOUT, "maskSeed"))).to.include({
      code: "SHARE_INVALID",
      memberIndex: DROPOUT,
    });
  });

  it("names the dealer whose shared b is not the one it committed to", async () => {
    const state = await cheatedState(8, "selfMaskSeed");
    const error = await failure(recover(round(state, unmaskings(state, [0, 5]))));
    expect(error).to.include({ code: "RECOVERY_FAILED", memberIndex: 8 });
  });

  it("names the dropout whose ML-KEM ciphertext is not the one its secret makes", async () => {
    const state = await joinAndShare(MEMBERS, 2);
    const error = await failure(recover({ ...round(state, unmaskings(state)), deals: bentCiphertexts(state.deals) }));
    expect(error).to.include({ code: "RECOVERY_FAILED", memberIndex: DROPOUT });
  });

  it("refuses a share that was tampered with, naming its releaser, and a second unmasking of one member", async () => {
    const state = await joinAndShare(MEMBERS, 2);
    const all = unmaskings(state);
    const tampered = { ...all[1]!, shares: all[1]!.shares.map((share) => ({ ...share, share: bent(share.share) })) };
    expect(await failure(recover(round(state, [all[0]!, tampered, all[2]!])))).to.include({
      code: "SHARE_INVALID",
      memberIndex: 5,
    });
    expect(await failure(recover(round(state, [all[0]!, all[0]!])))).to.include({ code: "REQUEST_INVALID" });
    expect(await failure(recover({ ...round(state, all), survivors: [0, 5, 8, 9] }))).to.include({
      code: "REQUEST_INVALID",
    });
  });

  it("is not taken on trust: a wrong or missing seed, masked sum or dimension stops the sum", async () => {
    const state = await joinAndShare(MEMBERS, 2);
    const recovery = await recover(round(state, unmaskings(state)));
    const maskedSum = new MaskedSumBuilder(32, 2);
    for (const member of SURVIVORS) maskedSum.add(await mask(state, member, Uint32Array.of(member, 1)));
    const whole = {
      ...state,
      survivors: SURVIVORS,
      maskedSum: maskedSum.sum.low,
      recovery,
      context: maskingCtx(state),
      ring: 32,
      dimension: 2,
    } as const;
    expect([...(await unmaskSum(whole))]).to.deep.equal([13, 3]);

    const seedsBent = (seeds: typeof recovery.selfMasks) => seeds.map((one) => ({ ...one, seed: bent(one.seed) }));
    for (const wrong of [
      { ...recovery, selfMasks: seedsBent(recovery.selfMasks) },
      { ...recovery, maskSecrets: seedsBent(recovery.maskSecrets) },
      { ...recovery, selfMasks: recovery.selfMasks.slice(1) },
      { ...recovery, maskSecrets: [] },
    ]) {
      expect(await failure(unmaskSum({ ...whole, recovery: wrong }))).to.include({ code: "RECOVERY_FAILED" });
    }
    expect(await failure(unmaskSum({ ...whole, deals: bentCiphertexts(state.deals) }))).to.include({
      code: "RECOVERY_FAILED",
      memberIndex: DROPOUT,
    });
    const others = [
      { maskedSum: new Uint32Array(1) },
      { maskedSum: new BigUint64Array(2) },
      { dimension: 3 },
      { ring: 64 as const },
    ];
    for (const other of others) {
      expect(await failure(unmaskSum({ ...whole, ...other }))).to.include({ code: "REQUEST_INVALID" });
    }
  });
});

/** The deals, with other ML-KEM ciphertexts from the dropout. */
function bentCiphertexts(deals: readonly Deal[]): Deal[] {
  const bend = (share: Deal["shares"][number]) =>
    share.kemCiphertext === undefined ? share : { ...share, kemCiphertext: bent(share.kemCiphertext) };
  return deals.map((deal) => (deal.dealer === DROPOUT ? { ...deal, shares: deal.shares.map(bend) } : deal));
}

describe("Masking", () => {
  it("is deterministic, leaves the contribution as it was, and covers every word", async () => {
    const state = await joinAndShare(MEMBERS, 2);
    const encoded = new BigUint64Array(50);
    const masked = await mask(state, 5, encoded);
    expect(await mask(state, 5, encoded)).to.deep.equal(masked);
    expect(encoded).to.deep.equal(new BigUint64Array(50));
    expect([...(masked as BigUint64Array)].filter((word) => word === 0n)).to.deep.equal([]);
  });

  it("gives another mask in another context, that of another base model or sharing set", async () => {
    const state = await joinAndShare(MEMBERS, 2);
    const masks = [
      await mask(state, 5, new Uint32Array(8)),
      await mask(state, 5, new Uint32Array(8), maskingCtx(state, `0x${"99".repeat(32)}`)),
      await mask({ ...state, sharingSet: SURVIVORS }, 5, new Uint32Array(8)),
    ].map(String);
    expect(new Set(masks).size).to.equal(3);
  });

  it("is refused outside S, and alone in S", async () => {
    const state = await joinAndShare(MEMBERS, 2);
    for (const sharingSet of [SURVIVORS, [DROPOUT]]) {
      const error = await failure(mask({ ...state, sharingSet }, DROPOUT, new Uint32Array(1), maskingCtx(state)));
      expect(error).to.include({ code: "ROUND_REFUSED", memberIndex: DROPOUT });
    }
  });

  it("is refused without the ciphertext of a lower member", async () => {
    const state = await joinAndShare(MEMBERS, 2);
    const { secrets } = participantOf(state, 5);
    const input = { ...state, secrets, member: 5, encoded: new Uint32Array(1), ring: 32, context: maskingCtx(state) };
    const error = await failure(maskContribution({ ...input, kemCiphertexts: new Map() }));
    expect(error).to.include({ code: "REQUEST_INVALID" });
  });
});
