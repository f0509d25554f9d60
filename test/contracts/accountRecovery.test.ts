import { type Custodians, custodianHash } from "@consilium/sdk/chain/custodians.ts";
import {
  findMemberByAccount,
  propose,
  ROLES,
  readMember,
  rotateKeys,
  voteForProposal,
} from "@consilium/sdk/chain/members.ts";
import { readProposal } from "@consilium/sdk/chain/proposals.ts";
import { read } from "@consilium/sdk/chain/read.ts";
import {
  approveRecovery,
  offerAccount,
  readAccountsAt,
  readRecovery,
  recoveryDigest,
  setCustodians,
  startRecovery,
  stopRecovery,
  takeAccount,
} from "@consilium/sdk/chain/recovery.ts";
import { send } from "@consilium/sdk/chain/send.ts";
import { grantAccess, publishStudy, readGrant } from "@consilium/sdk/chain/studies.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import type { ErrorCode } from "@consilium/sdk/errors/codes.ts";
import type { RecoveryApproval } from "@consilium/sdk/schemas/recovery.ts";
import { expect } from "chai";
import { AbiCoder, concat, getCreateAddress, keccak256, Wallet } from "ethers";
import hre from "hardhat";
import {
  AUDITOR,
  accountOf,
  COORDINATOR,
  candidate,
  digest,
  keyOf,
  openWorld,
  SITES,
  SPONSOR,
  STRANGER,
  type World,
  ZERO,
} from "./fixture.ts";
import { refused } from "./refusal.ts";

const SITE = 2;
const NOBODY = `0x${"00".repeat(20)}`;
/** The account that is to take a lost one's place. */
const HEIR = 7;
const DAY = 86_400;
const DELAY = 7 * DAY;
const LIFETIME = 30 * DAY;

const hashOf = (i: number) => custodianHash(accountOf(i).toLowerCase() as Hex);
const custodiansFrom = (first: number): Custodians => [hashOf(first), hashOf(first + 1), hashOf(first + 2)];

describe("a member's account", () => {
  let world: World;
  let restore: () => Promise<void>;
  before(async () => {
    world = await openWorld([
      ...SITES.map((i) => ({ ...candidate(i, ROLES.SITE), ...(i === SITE ? { custodians: custodiansFrom(20) } : {}) })),
      candidate(COORDINATOR, ROLES.COORDINATOR),
      candidate(AUDITOR, ROLES.AUDITOR),
      candidate(SPONSOR, ROLES.SPONSOR),
    ]);
  });
  beforeEach(async () => {
    restore = await world.snapshot();
  });
  afterEach(() => restore());
  after(() => world.close());

  type Terms = Partial<Pick<RecoveryApproval, "member" | "account" | "nonce" | "deadline">>;
  const approve = async (custodian: number, terms: Terms = {}) => {
    const member = terms.member ?? SITE;
    return approveRecovery(world.deployment, new Wallet(keyOf(custodian)), {
      member,
      account: accountOf(HEIR),
      nonce: (await readRecovery(world.as(0), member)).nonce,
      deadline: (await world.now()) + DAY,
      ...terms,
    });
  };
  const start = async (custodians: readonly [number, number] = [20, 22], terms: Terms = {}, by = STRANGER) => {
    const [first, second] = custodians;
    return startRecovery(world.as(by), [await approve(first, terms), await approve(second, terms)]);
  };
  const take = (by = HEIR, member = SITE) => takeAccount(world.as(by), member);
  const accountNow = async (member = SITE) => (await readMember(world.as(0), member)).account;
  const replaceByVote = async (account: Hex, voters: readonly number[], member = SITE) => {
    const [first, ...rest] = voters;
    const change = { kind: "replaceAccount", memberIndex: member, account } as const;
    const { proposalId } = await propose(world.as(first!), change);
    for (const voter of rest) await voteForProposal(world.as(voter), proposalId);
    return proposalId;
  };

  describe("that was lost", () => {
    it("is replaced by two of three custodians, not before seven days, and the member keeps its place", async () => {
      const { readyAt } = await start();
      expect(readyAt).to.equal((await world.now()) + DELAY);
      expect((await readRecovery(world.as(0), SITE)).underWay).to.deep.equal({
        account: accountOf(HEIR),
        readyAt,
        expiresAt: readyAt + LIFETIME,
      });
      await world.nextTime(readyAt - 1);
      await refused(take(), `RecoveryTooEarly(index: ${SITE}, readyAt: ${readyAt})`);
      const before = await readMember(world.as(0), SITE);
      await world.travelTo(readyAt);
      await take();
      expect(await readMember(world.as(0), SITE)).to.deep.equal({ ...before, account: accountOf(HEIR) });
      expect((await findMemberByAccount(world.as(0), accountOf(HEIR))).index).to.equal(SITE);
      const lost = findMemberByAccount(world.as(0), accountOf(SITE));
      await refused(lost, `MemberUnknown(account: ${accountOf(SITE)})`, "MEMBER_UNKNOWN");
      await rotateKeys(world.as(HEIR), { peerId: "12D3KooW-heir", boxKey: digest("heir") });
      const old = rotateKeys(world.as(SITE), { peerId: "12D3KooW-old", boxKey: digest("old") });
      await refused(old, "MemberUnknown(", "MEMBER_UNKNOWN");
      const after = await readRecovery(world.as(0), SITE);
      expect(after).to.deep.equal({ custodians: custodiansFrom(20), nonce: 2 });
    });
    it("leaves the site's grants where they are", async () => {
      const terms = { studyDigest: digest("study"), purpose: 42, categories: 1, minSites: 2, maxRounds: 4 };
      const expiresAt = (await world.now()) + 365 * DAY;
      const study = { ...terms, expiresAt, maxCommitSpan: 90, colluders: 0, opener: COORDINATOR };
      const { studyId } = await publishStudy(world.as(SPONSOR), study);
      await grantAccess(world.as(SITE), { studyId, studyDigest: digest("study"), until: expiresAt, roundCap: 3 });
      const granted = await readGrant(world.as(0), studyId, SITE);
      await replaceByVote(accountOf(HEIR), [0, 1, 3]);
      expect(await readGrant(world.as(0), studyId, SITE)).to.deep.equal(granted);
      await grantAccess(world.as(HEIR), { studyId, studyDigest: digest("study"), until: expiresAt, roundCap: 2 });
    });
    it("is replaced by the sites' vote at once, no sooner than it carries", async () => {
      const proposalId = await replaceByVote(accountOf(HEIR), [0, 1]);
      expect(await accountNow()).to.equal(accountOf(SITE));
      const change = { kind: "replaceAccount", memberIndex: SITE, account: accountOf(HEIR) };
      expect((await readProposal(world.as(0), proposalId)).change).to.deep.equal(change);
      await voteForProposal(world.as(3), proposalId);
      expect(await accountNow()).to.equal(accountOf(HEIR));
    });
    it("is gone for good: nobody is admitted with it, and no member gets it again", async () => {
      await replaceByVote(accountOf(HEIR), [0, 1, 3]);
      const retired = `AccountRetired(account: ${accountOf(SITE)})`;
      const again = { ...candidate(9, ROLES.SITE), account: accountOf(SITE) };
      await refused(propose(world.as(0), { kind: "admit", candidate: again }), retired);
      await refused(replaceByVote(accountOf(SITE), [0]), retired);
      await refused(offerAccount(world.as(HEIR), accountOf(SITE)), retired);
      await refused(start([20, 21], { account: accountOf(SITE) }), retired);
    });
    it("stays the account of blocks past, so that what it signed then still verifies", async () => {
      const block = await world.block();
      await replaceByVote(accountOf(HEIR), [0, 1, 3]);
      const first = await world.block();
      await replaceByVote(accountOf(9), [0, 1, 3]);
      const second = await world.block();
      const at = async (number: number) => (await readAccountsAt(world.as(0), number)).get(SITE);
      const expected = [block, first - 1, first, second - 1, second, second + 1_000];
      expect(await Promise.all(expected.map(at))).to.deep.equal(
        [SITE, SITE, HEIR, HEIR, 9, 9].map((i) => accountOf(i)),
      );
      expect(await read(world.as(0), "Consortium", "accountAt", [SITE, first - 1])).to.equal(accountOf(SITE));
      const activeAt = (number: number) =>
        read(world.as(0), "Consortium", "signingAccounts", [(1n << BigInt(SITE)) | 1n | (1n << 99n), number]);
      for (const number of expected) {
        const account = (await readAccountsAt(world.as(0), number)).get(SITE);
        expect(await activeAt(number)).to.deep.equal([accountOf(0), account, NOBODY]);
      }
      const { proposalId } = await propose(world.as(0), { kind: "suspend", memberIndex: SITE });
      for (const voter of [1, 3]) await voteForProposal(world.as(voter), proposalId);
      expect(await activeAt(block)).to.deep.equal([accountOf(0), NOBODY, NOBODY]);
      expect([...(await readAccountsAt(world.as(0), block))]).to.deep.equal(
        [0, 1, 2, 3, 4, 5, 6].map((i) => [i, accountOf(i)]),
      );
      await refused(
        read(world.as(0), "Consortium", "accountAt", [99, 1]),
        "MemberIndexUnknown(index: 99)",
        "MEMBER_UNKNOWN",
      );
      await refused(readRecovery(world.as(0), 99), "MemberIndexUnknown(index: 99)", "MEMBER_UNKNOWN");
    });
    it("may be a suspended member's, who stays suspended", async () => {
      const { proposalId } = await propose(world.as(0), { kind: "suspend", memberIndex: SITE });
      for (const voter of [1, 3]) await voteForProposal(world.as(voter), proposalId);
      const { readyAt } = await start();
      await world.travelTo(readyAt);
      await take();
      expect(await readMember(world.as(0), SITE)).to.include({ account: accountOf(HEIR), status: "suspended" });
      const role = read(world.as(0), "Consortium", "requireRole", [accountOf(HEIR), ROLES.SITE]);
      await refused(role, `MemberNotActive(index: ${SITE})`, "MEMBER_SUSPENDED");
    });
    it("is not replaced by one that another member got in between", async () => {
      const { readyAt } = await start();
      const late = await replaceByVote(accountOf(HEIR), [0, 1], 3);
      await replaceByVote(accountOf(HEIR), [0, 1, 2], 1);
      const taken = `AccountTaken(account: ${accountOf(HEIR)}, index: 1)`;
      await refused(voteForProposal(world.as(2), late), taken);
      await world.travelTo(readyAt);
      await refused(take(), taken);
    });
  });

  describe("is given by custodians", () => {
    /** What two approvals must be: one row a rule, and what refuses the breach. */
    const rows: readonly (readonly [string, () => Promise<unknown>, (now: number) => string, ErrorCode?])[] = [
      ["two different ones", () => start([21, 21]), () => `CustodianTwice(signerHash: ${hashOf(21)})`],
      ["of this member", () => start([20, 30]), () => `CustodianUnknown(index: ${SITE}, signerHash: ${hashOf(30)})`],
      [
        "of a member that has some",
        () => start([20, 21], { member: 1 }),
        () => `CustodianUnknown(index: 1, signerHash: ${hashOf(20)})`,
      ],
      [
        "over the nonce that counts now",
        () => start([20, 21], { nonce: 5 }),
        () => `ApprovalInvalid(index: ${SITE}, signerHash: ${hashOf(20)})`,
      ],
      [
        "within their time",
        async () => {
          const deadline = (await world.now()) + DAY;
          const approvals = [await approve(20, { deadline }), await approve(21, { deadline })] as const;
          await world.nextTime(deadline + 1);
          return startRecovery(world.as(0), approvals);
        },
        (now) => `ApprovalExpired(deadline: ${now + DAY})`,
      ],
      [
        "for a member that there is",
        async () => {
          const [first, second] = [await approve(20), await approve(21)];
          return startRecovery(world.as(0), [
            { ...first, member: 99 },
            { ...second, member: 99 },
          ]);
        },
        () => "MemberIndexUnknown(index: 99)",
        "MEMBER_UNKNOWN",
      ],
      [
        "for an account that is nobody's",
        () => start([20, 21], { account: accountOf(3) }),
        () => `AccountTaken(account: ${accountOf(3)}, index: 3)`,
      ],
      [
        "for an account that there is",
        () => start([20, 21], { account: `0x${"00".repeat(20)}` }),
        () => `AccountInvalid(account: 0x${"00".repeat(20)})`,
      ],
    ];
    for (const [rule, breach, refusal, code] of rows) {
      it(`with approvals ${rule}`, async () => {
        const now = await world.now();
        await refused(breach(), refusal(now), code);
        expect((await readRecovery(world.as(0), SITE)).underWay).to.equal(undefined);
      });
    }
    it("with approvals of the same, on this consortium", async () => {
      const [first, second] = [await approve(20), await approve(21)];
      const started = (other: RecoveryApproval) => startRecovery(world.as(0), [first, other]).catch((e: Error) => e);
      for (const [field, value] of [
        ["account", accountOf(9)],
        ["nonce", 4],
        ["deadline", 5],
        ["member", 1],
        ["chainId", 1],
        ["consortium", accountOf(9)],
      ] as const) {
        expect(String(await started({ ...second, [field]: value }))).to.include(
          `approval.${field === "chainId" ? "consortium" : field}`,
        );
      }
      const relabelled = [first, second].map((approval) => ({ ...approval, account: accountOf(9) }));
      await refused(
        startRecovery(world.as(0), relabelled as [RecoveryApproval, RecoveryApproval]),
        `ApprovalInvalid(index: ${SITE}, signerHash: ${hashOf(20)})`,
      );
    });
    it("that an ERC-1271 account or an ERC-7913 key may be", async () => {
      const deployer = new Wallet(keyOf(9));
      const deploy = async (name: string, types: string[], args: unknown[]): Promise<Hex> => {
        const { bytecode } = await hre.artifacts.readArtifact(name);
        const nonce = await world.provider.getTransactionCount(deployer.address);
        const data = concat([bytecode, AbiCoder.defaultAbiCoder().encode(types, args)]);
        await (await deployer.connect(world.provider).sendTransaction({ data })).wait();
        return getCreateAddress({ from: deployer.address, nonce }).toLowerCase() as Hex;
      };
      const contractAccount = await deploy("AccountMock", ["address", "bool"], [accountOf(20), false]);
      const key = concat([await deploy("VerifierMock", [], []), "0xabcdef"]) as Hex;
      await setCustodians(world.as(1), [custodianHash(contractAccount), custodianHash(key), hashOf(22)]);
      const terms = { member: 1, account: accountOf(HEIR), nonce: 0, deadline: (await world.now()) + DAY };
      const digested = recoveryDigest(world.deployment, terms);
      const byOwner = await approve(20, terms);
      const forKey = { ...byOwner, signer: key, signature: keccakWord(concat(["0xabcdef", digested])) };
      const forAccount = { ...byOwner, signer: contractAccount };
      await refused(
        startRecovery(world.as(0), [forAccount, { ...forKey, signature: ZERO }]),
        `ApprovalInvalid(index: 1, signerHash: ${custodianHash(key)})`,
      );
      const { readyAt } = await startRecovery(world.as(0), [forAccount, forKey]);
      await world.travelTo(readyAt);
      await take(HEIR, 1);
      expect(await accountNow(1)).to.equal(accountOf(HEIR));
    });
  });

  describe("under a recovery", () => {
    it("stops it, also while suspended, and makes the approvals void", async () => {
      const approvals = [await approve(20), await approve(21)] as const;
      await startRecovery(world.as(STRANGER), approvals);
      const { proposalId } = await propose(world.as(0), { kind: "suspend", memberIndex: SITE });
      for (const voter of [1, 3]) await voteForProposal(world.as(voter), proposalId);
      await stopRecovery(world.as(SITE));
      expect(await readRecovery(world.as(0), SITE)).to.deep.equal({ custodians: custodiansFrom(20), nonce: 2 });
      await refused(stopRecovery(world.as(SITE)), `RecoveryUnknown(index: ${SITE})`);
      const again = `ApprovalInvalid(index: ${SITE}, signerHash: ${hashOf(20)})`;
      await refused(startRecovery(world.as(STRANGER), approvals), again);
      await world.travelTo((await world.now()) + DELAY + 1);
      await refused(take(), `AccountNotExpected(index: ${SITE}, account: ${accountOf(HEIR)})`);
      await refused(stopRecovery(world.as(STRANGER)), "MemberUnknown(", "MEMBER_UNKNOWN");
    });
    it("stops it in the very last moment, but no more once it is taken", async () => {
      const { readyAt } = await start();
      await world.travelTo(readyAt);
      const ripe = await world.snapshot();
      await stopRecovery(world.as(SITE));
      await refused(take(), `AccountNotExpected(index: ${SITE}, account: ${accountOf(HEIR)})`);
      await ripe();
      await take();
      await refused(stopRecovery(world.as(SITE)), "MemberUnknown(", "MEMBER_UNKNOWN");
    });
    it("loses its place to nobody but the account put forward, and not after thirty days more", async () => {
      const { readyAt } = await start();
      await world.travelTo(readyAt);
      await refused(take(STRANGER), `AccountNotExpected(index: ${SITE}, account: ${accountOf(STRANGER)})`);
      await refused(take(HEIR, 99), "MemberIndexUnknown(index: 99)", "MEMBER_UNKNOWN");
      await world.nextTime(readyAt + LIFETIME + 1);
      await refused(take(), `RecoveryExpired(index: ${SITE}, expiresAt: ${readyAt + LIFETIME})`);
      await refused(stopRecovery(world.as(SITE)), `RecoveryUnknown(index: ${SITE})`);
    });
    it("sees another put forward in place of the first, whose time begins anew", async () => {
      const approvals = [await approve(20), await approve(22)] as const;
      await startRecovery(world.as(STRANGER), approvals);
      const again = `ApprovalInvalid(index: ${SITE}, signerHash: ${hashOf(20)})`;
      await refused(startRecovery(world.as(STRANGER), approvals), again);
      await world.travelTo((await world.now()) + DELAY - 10);
      const { readyAt } = await start([21, 22], { account: accountOf(9) });
      await world.travelTo(readyAt - 5);
      await refused(take(), `AccountNotExpected(index: ${SITE}, account: ${accountOf(HEIR)})`);
      await refused(take(9), `RecoveryTooEarly(index: ${SITE}, readyAt: ${readyAt})`);
    });
    it("changes no custodians, and those it had named follow only once the recovery is stopped", async () => {
      await setCustodians(world.as(SITE), custodiansFrom(30));
      const { next } = await readRecovery(world.as(0), SITE);
      await world.travelTo(next!.from - 2);
      await start();
      const change = setCustodians(world.as(SITE), custodiansFrom(40));
      await refused(change, `RecoveryUnderWay(index: ${SITE}, account: ${accountOf(HEIR)})`);
      await world.travelTo(next!.from + 1);
      expect((await readRecovery(world.as(0), SITE)).custodians).to.deep.equal(custodiansFrom(20));
      await stopRecovery(world.as(SITE));
      expect(await readRecovery(world.as(0), SITE)).to.deep.equal({ custodians: custodiansFrom(30), nonce: 2 });
      await refused(start(), `CustodianUnknown(index: ${SITE}, signerHash: ${hashOf(20)})`);
      await start([30, 31]);
    });
    it("leaves nothing behind that it had begun, once replaced", async () => {
      await setCustodians(world.as(SITE), custodiansFrom(30));
      await offerAccount(world.as(SITE), accountOf(9));
      const { readyAt } = await start();
      await world.travelTo(readyAt);
      await take();
      const left = { custodians: custodiansFrom(20), nonce: 2 };
      expect(await readRecovery(world.as(0), SITE), "the thief's custodians and heir are none").to.deep.equal(left);
      await refused(take(9), `AccountNotExpected(index: ${SITE}, account: ${accountOf(9)})`);
      await world.travelTo(readyAt + 2 * DELAY);
      expect(await readRecovery(world.as(0), SITE)).to.deep.equal(left);
    });
  });

  describe("names its custodians", () => {
    it("at once where it has none, else in seven days, until when the old ones hold", async () => {
      await setCustodians(world.as(1), custodiansFrom(20));
      expect(await readRecovery(world.as(0), 1)).to.deep.equal({ custodians: custodiansFrom(20), nonce: 0 });
      await setCustodians(world.as(1), undefined);
      const { next, custodians } = await readRecovery(world.as(0), 1);
      expect([custodians, next]).to.deep.equal([custodiansFrom(20), { from: (await world.now()) + DELAY }]);
      await world.travelTo(next!.from - 1);
      expect((await readRecovery(world.as(0), 1)).custodians).to.deep.equal(custodiansFrom(20));
      await world.travelTo(next!.from);
      expect(await readRecovery(world.as(0), 1)).to.deep.equal({ nonce: 0 });
      await setCustodians(world.as(1), custodiansFrom(30));
      expect(await readRecovery(world.as(0), 1), "at once, since the others had gone").to.deep.equal({
        custodians: custodiansFrom(30),
        nonce: 0,
      });
    });
    it("as three, none twice and none of them itself", async () => {
      const set = (words: readonly Hex[]) => send(world.as(1), "Consortium", "setCustodians", [words]);
      const [a, b, c] = custodiansFrom(20);
      const own = hashOf(1);
      for (const [words, place] of [
        [[a, a, c], 0],
        [[a, b, b], 1],
        [[a, b, a], 2],
        [[ZERO, b, c], 0],
        [[a, ZERO, c], 1],
        [[a, b, ZERO], 2],
        [[own, b, c], 0],
        [[a, b, own], 2],
      ] as const) {
        await refused(set(words), `CustodianInvalid(place: ${place})`);
      }
      const founders = [candidate(0, ROLES.SITE), { ...candidate(1, ROLES.SITE), custodians: [a, own, c] as const }];
      await refused(openWorld(founders), "CustodianInvalid(place: 1)");
      await refused(setCustodians(world.as(STRANGER), custodiansFrom(20)), "MemberUnknown(", "MEMBER_UNKNOWN");
    });
    it("when it is admitted, for the voters to read", async () => {
      const admitted = { ...candidate(HEIR, ROLES.SITE), custodians: custodiansFrom(30) };
      const { proposalId } = await propose(world.as(0), { kind: "admit", candidate: admitted });
      expect((await readProposal(world.as(0), proposalId)).change).to.deep.equal({
        kind: "admit",
        candidate: admitted,
      });
      for (const voter of [1, 3]) await voteForProposal(world.as(voter), proposalId);
      expect(await readRecovery(world.as(0), 7)).to.deep.equal({ custodians: custodiansFrom(30), nonce: 0 });
    });
    it("anew after a vote replaced it: the old ones may be a thief's", async () => {
      const [approvals] = [[await approve(20), await approve(21)] as const];
      await replaceByVote(accountOf(HEIR), [0, 1, 3]);
      expect(await readRecovery(world.as(0), SITE)).to.deep.equal({ nonce: 1 });
      const late = startRecovery(world.as(0), approvals.map((a) => ({ ...a, account: accountOf(9) })) as never);
      await refused(late, `CustodianUnknown(index: ${SITE}, signerHash: ${hashOf(20)})`);
      await setCustodians(world.as(HEIR), custodiansFrom(30));
      expect((await readRecovery(world.as(0), SITE)).custodians).to.deep.equal(custodiansFrom(30));
    });
  });

  describe("that changes by plan", () => {
    it("offers its place, which the other account takes itself, at once, and keeps its custodians", async () => {
      await refused(take(), `AccountNotExpected(index: ${SITE}, account: ${accountOf(HEIR)})`);
      await offerAccount(world.as(SITE), accountOf(HEIR));
      expect((await readRecovery(world.as(0), SITE)).offered).to.equal(accountOf(HEIR));
      expect(await accountNow(), "an offer alone replaces nothing").to.equal(accountOf(SITE));
      await start([20, 21], { account: accountOf(9) });
      await take();
      expect(await accountNow()).to.equal(accountOf(HEIR));
      expect(await readRecovery(world.as(0), SITE), "the custodians' attempt ends too").to.deep.equal({
        custodians: custodiansFrom(20),
        nonce: 2,
      });
    });
    it("takes its offer back", async () => {
      await offerAccount(world.as(SITE), accountOf(HEIR));
      await offerAccount(world.as(SITE), undefined);
      await refused(take(), `AccountNotExpected(index: ${SITE}, account: ${accountOf(HEIR)})`);
    });
    it("offers it to nobody's account, as a member", async () => {
      await refused(offerAccount(world.as(SITE), accountOf(3)), `AccountTaken(account: ${accountOf(3)}, index: 3)`);
      await refused(offerAccount(world.as(STRANGER), accountOf(HEIR)), "MemberUnknown(", "MEMBER_UNKNOWN");
    });
  });

  it("is put to the vote by active sites alone, for a member that there is and an account that is nobody's", async () => {
    const change = { kind: "replaceAccount", memberIndex: SITE, account: accountOf(HEIR) } as const;
    await refused(propose(world.as(AUDITOR), change), `RoleMissing(index: ${AUDITOR}, roles: 1)`, "FORBIDDEN");
    await refused(
      propose(world.as(0), { ...change, memberIndex: 99 }),
      "MemberIndexUnknown(index: 99)",
      "MEMBER_UNKNOWN",
    );
    const taken = `AccountTaken(account: ${accountOf(3)}, index: 3)`;
    await refused(propose(world.as(0), { ...change, account: accountOf(3) }), taken);
  });
});

/** What the mock verifier takes for a signature: one word of keccak256(key ‖ digest), hashed as it hashes. */
function keccakWord(data: string): Hex {
  return keccak256(data) as Hex;
}
