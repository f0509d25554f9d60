import { fromBase64, toBase64 } from "@consilium/sdk/canonical/bytes.ts";
import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import type { Complaint, Deal, SignedComplaint } from "@consilium/sdk/schemas/round.ts";
import { judgeComplaint, makeComplaint } from "@consilium/sdk/secagg/complaint.ts";
import { dealDigest } from "@consilium/sdk/secagg/dealDigest.ts";
import { newRoundSecrets } from "@consilium/sdk/secagg/site.ts";
import { signStatement } from "@consilium/sdk/secagg/statement.ts";
import { expect } from "chai";
import { DOMAIN, joinAndShare, participantOf, ROUND_ID, type SharedState } from "../behaviors/secaggRound.ts";

const MEMBERS = [0, 3, 5, 8];
const DEALER = 3;
const COMPLAINANT = 5;

function bent(text: string): string {
  const bytes = Uint8Array.from(fromBase64(text));
  bytes[bytes.length - 1]! ^= 1;
  return toBase64(bytes);
}

describe("A complaint", () => {
  let state: SharedState;

  before(async () => {
    state = await joinAndShare(MEMBERS, 3);
  });

  /** The complainant's complaint of a deal as its dealer changed it and signed it. */
  async function complaintOf(
    change: (deal: Deal) => Deal,
    alter: (complaint: Complaint) => Complaint = (complaint) => complaint,
    signer = COMPLAINANT,
  ): Promise<SignedComplaint> {
    const deal = change(state.deals.find(({ dealer }) => dealer === DEALER)!);
    const context = state.rosterCtx;
    const dealt = { context, kind: "deal", member: DEALER, digest: dealDigest(deal) } as const;
    const excerpt = {
      dealer: DEALER,
      shareRoot: deal.shareRoot,
      shareDigests: deal.shares.map(digestDocument),
      share: deal.shares.find(({ to }) => to === COMPLAINANT)!,
      signature: await signStatement(participantOf(state, DEALER).privateKey, DOMAIN, dealt),
    };
    const { secrets } = participantOf(state, COMPLAINANT);
    const complaint = alter(makeComplaint({ roundId: ROUND_ID, member: COMPLAINANT, secrets, excerpt }));
    const digest = digestDocument(complaint);
    const statement = { context, kind: "complaint", member: COMPLAINANT, digest } as const;
    return { complaint, signature: await signStatement(participantOf(state, signer).privateKey, DOMAIN, statement) };
  }
  const judge = (signed: SignedComplaint) =>
    judgeComplaint({
      signed,
      roundId: ROUND_ID,
      roster: state.roster,
      context: state.rosterCtx,
      domain: DOMAIN,
      accounts: new Map(state.participants.map(({ member, account }) => [member, account])),
    });
  const withShare = (change: (share: Deal["shares"][number]) => Partial<Deal["shares"][number]>) => (deal: Deal) => ({
    ...deal,
    shares: deal.shares.map((share) => (share.to === COMPLAINANT ? { ...share, ...change(share) } : share)),
  });

  it("names the dealer of a garbage box, a share under another root, a wrong ciphertext and a wrong confirmation", async () => {
    const other = state.deals[0]!;
    const wrongs: ((deal: Deal) => Deal)[] = [
      withShare(({ box }) => ({ box: bent(box) })),
      withShare(() => ({ box: "AAAA" })),
      (deal) => ({ ...deal, shareRoot: other.shareRoot }),
      withShare(({ kemCiphertext }) => ({ kemCiphertext: bent(kemCiphertext!) })),
      withShare(() => ({ confirmation: `0x${"11".repeat(32)}` })),
    ];
    for (const wrong of wrongs) expect(judge(await complaintOf(wrong))).to.equal(DEALER);
  });

  it("names its own maker where the deal is sound", async () => {
    expect(judge(await complaintOf((deal) => deal))).to.equal(COMPLAINANT);
  });

  it("shows nothing with other seeds, of another round, without the dealer's signature or under another's", async () => {
    const garbage = withShare(({ box }) => ({ box: bent(box) }));
    const other = toBase64(newRoundSecrets().sealingSeed);
    const alterations: ((complaint: Complaint) => Complaint)[] = [
      (complaint) => ({ ...complaint, sealingSeed: other }),
      (complaint) => ({ ...complaint, maskSeed: other }),
      (complaint) => ({ ...complaint, maskSeed: "" }),
      (complaint) => ({ ...complaint, roundId: ROUND_ID + 1 }),
      (complaint) => ({ ...complaint, share: { ...complaint.share, to: 8 } }),
      (complaint) => ({ ...complaint, dealer: COMPLAINANT }),
      (complaint) => ({ ...complaint, share: { ...complaint.share, box: bent(complaint.share.box) } }),
    ];
    for (const alter of alterations) {
      const signed = await complaintOf(garbage, alter);
      expect(() => judge(signed))
        .to.throw()
        .that.includes({ code: "SHARE_INVALID", memberIndex: COMPLAINANT });
    }
    const unsigned = await complaintOf(garbage, (complaint) => ({
      ...complaint,
      dealSignature: complaint.dealSignature.replace(/^0x../, "0x00"),
    }));
    expect(() => judge(unsigned))
      .to.throw()
      .that.includes({ code: "SIGNATURE_INVALID", memberIndex: DEALER });
    const forged = await complaintOf(garbage, undefined, DEALER);
    expect(() => judge(forged))
      .to.throw()
      .that.includes({ code: "SIGNATURE_INVALID", memberIndex: COMPLAINANT });
  });

  it("keeps the complainant's self-mask seed closed", async () => {
    const { complaint } = await complaintOf((deal) => deal);
    expect(JSON.stringify(complaint)).to.not.include(toBase64(participantOf(state, COMPLAINANT).secrets.selfMaskSeed));
  });
});
