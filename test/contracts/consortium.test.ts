import {
  findMemberByAccount,
  findMemberByPeer,
  isActiveWithRole,
  propose,
  ROLES,
  readMember,
  readMembers,
  rotateKeys,
  voteForProposal,
} from "@consilium/sdk/chain/members.ts";
import { readProposal } from "@consilium/sdk/chain/proposals.ts";
import { read } from "@consilium/sdk/chain/read.ts";
import { send } from "@consilium/sdk/chain/send.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import type { ErrorCode } from "@consilium/sdk/errors/codes.ts";
import { expect } from "chai";
import { hexlify, toBeHex, toUtf8Bytes } from "ethers";
import {
  AUDITOR,
  accountOf,
  COORDINATOR,
  candidate,
  digest,
  openWorld,
  STRANGER,
  type World,
  ZERO,
} from "./fixture.ts";
import { refused } from "./refusal.ts";

const NEWCOMER = 7;
const bytesOf = (text: string) => hexlify(toUtf8Bytes(text)) as Hex;

describe("Consortium", () => {
  let world: World;
  let restore: () => Promise<void>;
  before(async () => {
    world = await openWorld();
  });
  beforeEach(async () => {
    restore = await world.snapshot();
  });
  afterEach(() => restore());
  after(() => world.close());

  const admit = { kind: "admit", candidate: candidate(NEWCOMER, ROLES.SITE) } as const;
  const suspend = async (memberIndex: number, voters: readonly number[]) => {
    const [first, ...rest] = voters;
    const { proposalId } = await propose(world.as(first!), { kind: "suspend", memberIndex });
    for (const voter of rest) await voteForProposal(world.as(voter), proposalId);
    return proposalId;
  };

  describe("founding", () => {
    const founding = (...founders: Parameters<typeof openWorld>[0] & {}) => openWorld(founders);
    const site = (i: number) => candidate(i, ROLES.SITE);

    it("refuses fewer than two sites, for then one account would decide alone", async () => {
      await refused(founding(site(0), candidate(1, ROLES.COORDINATOR)), "SitesTooFew(count: 1, minimum: 2)");
    });
    it("refuses an account, peer id or role that cannot be", async () => {
      const account = accountOf(0);
      await refused(founding(site(0), { ...site(1), account }), `AccountTaken(account: ${account}, index: 0)`);
      const { peerId } = site(0);
      await refused(founding(site(0), { ...site(1), peerId }), `PeerTaken(peerId: ${bytesOf(peerId)}, index: 0)`);
      await refused(founding(site(0), { ...site(1), peerId: "" }), "PeerIdInvalid(length: 0)");
      await refused(founding(site(0), { ...site(1), roles: 16 }), "RolesInvalid(roles: 16)");
      await refused(founding(site(0), { ...site(1), roles: 0 }), "RolesInvalid(roles: 0)");
      await refused(founding(site(0), { ...site(1), boxKey: ZERO }), "BoxKeyInvalid()");
      const nobody = `0x${"00".repeat(20)}` as const;
      await refused(founding(site(0), { ...site(1), account: nobody }), `AccountInvalid(account: ${nobody})`);
    });
    it("lets a member that runs no process go without a peer id", async () => {
      const other = await founding(site(0), site(1), { ...candidate(2, ROLES.AUDITOR), peerId: "" });
      expect(await readMember(other.as(0), 2)).to.include({ peerId: "", roles: ROLES.AUDITOR });
      await other.close();
    });
  });

  describe("proposals", () => {
    it("admit once a strict majority of active sites has voted, no sooner", async () => {
      const { proposalId } = await propose(world.as(0), admit);
      await voteForProposal(world.as(1), proposalId);
      expect(await readMembers(world.as(0))).to.have.length(7);
      await voteForProposal(world.as(2), proposalId);
      const admitted = await findMemberByAccount(world.as(0), accountOf(NEWCOMER));
      expect(admitted).to.include({ index: 7, status: "active", roles: ROLES.SITE });
      expect(await findMemberByPeer(world.as(0), "12D3KooW-peer-7")).to.deep.equal(admitted);
      expect(await read(world.as(0), "Consortium", "activeSites", [])).to.equal(0b10001111n);
      await refused(voteForProposal(world.as(3), proposalId), `ProposalClosed(proposalId: ${proposalId})`);
    });
    it("count each voter once, the proposer's own vote included", async () => {
      const { proposalId } = await propose(world.as(0), admit);
      await refused(voteForProposal(world.as(0), proposalId), "AlreadyVoted(voter: 0)");
      await voteForProposal(world.as(1), proposalId);
      await refused(voteForProposal(world.as(1), proposalId), "AlreadyVoted(voter: 1)");
      const { votes, executed } = await read(world.as(0), "Consortium", "proposalAt", [proposalId]);
      expect({ votes, executed }).to.deep.equal({ votes: 0b11n, executed: false });
    });
    it("are for active sites only", async () => {
      const role = `roles: ${ROLES.SITE})`;
      await refused(propose(world.as(COORDINATOR), admit), `RoleMissing(index: 4, ${role}`, "FORBIDDEN");
      await refused(
        propose(world.as(STRANGER), admit),
        `MemberUnknown(account: ${accountOf(STRANGER)})`,
        "MEMBER_UNKNOWN",
      );
      const { proposalId } = await propose(world.as(0), admit);
      await refused(voteForProposal(world.as(AUDITOR), proposalId), `RoleMissing(index: 5, ${role}`, "FORBIDDEN");
    });
    it("do not count the votes of members suspended since", async () => {
      const { proposalId } = await propose(world.as(3), admit);
      await suspend(3, [0, 1, 2]);
      await voteForProposal(world.as(0), proposalId);
      expect((await read(world.as(0), "Consortium", "proposalAt", [proposalId])).executed).to.equal(false);
      await voteForProposal(world.as(1), proposalId);
      expect((await read(world.as(0), "Consortium", "proposalAt", [proposalId])).executed).to.equal(true);
    });
    it("expire after thirty days", async () => {
      const { proposalId } = await propose(world.as(0), admit);
      const { expiresAt } = await read(world.as(0), "Consortium", "proposalAt", [proposalId]);
      await world.travelTo(expiresAt + 1);
      await refused(
        voteForProposal(world.as(1), proposalId),
        `ProposalExpired(proposalId: ${proposalId}, expiresAt: ${expiresAt})`,
      );
    });
    it("are refused where they could not take effect", async () => {
      await refused(propose(world.as(0), { kind: "reinstate", memberIndex: 1 }), "MemberNotSuspended(index: 1)");
      await refused(
        propose(world.as(0), { kind: "suspend", memberIndex: 99 }),
        "MemberIndexUnknown(index: 99)",
        "MEMBER_UNKNOWN",
      );
      await refused(
        propose(world.as(0), { kind: "admit", candidate: candidate(1, ROLES.SITE) }),
        `AccountTaken(account: ${accountOf(1)}, index: 1)`,
      );
      await refused(voteForProposal(world.as(0), 9), "ProposalUnknown(proposalId: 9)", "NOT_FOUND");
      await refused(read(world.as(0), "Consortium", "candidateOf", [9]), "ProposalUnknown(proposalId: 9)", "NOT_FOUND");
    });
    it("of a suspension concern an active member", async () => {
      await suspend(2, [0, 1, 3]);
      const again = propose(world.as(0), { kind: "suspend", memberIndex: 2 });
      await refused(again, "MemberNotActive(index: 2)", "MEMBER_SUSPENDED");
    });
    it("admit no more members than a word has bits", async () => {
      const { proposalId } = await propose(world.as(0), admit);
      await voteForProposal(world.as(1), proposalId);
      // The members follow the two names of the signing domain and what is kept of accounts: an array's length.
      const length = [world.deployment.consortium, toBeHex(5, 32)] as const;
      expect(await world.rpc("eth_getStorageAt", ...length, "latest")).to.equal(toBeHex(7, 32));
      await world.rpc("hardhat_setStorageAt", ...length, toBeHex(256, 32));
      await refused(voteForProposal(world.as(2), proposalId), "ConsortiumFull()");
    });
    it("check again when they take effect, for another may have passed in between", async () => {
      const first = await propose(world.as(0), admit);
      const second = await propose(world.as(1), admit);
      for (const voter of [1, 2]) await voteForProposal(world.as(voter), first.proposalId);
      await voteForProposal(world.as(0), second.proposalId);
      await refused(
        voteForProposal(world.as(2), second.proposalId),
        `AccountTaken(account: ${accountOf(NEWCOMER)}, index: 7)`,
      );
    });
    it("of one change passed already by another fail when they would take effect", async () => {
      const twice = async (kind: "suspend" | "reinstate", refusal: string, code: ErrorCode) => {
        const [first, second] = [
          await propose(world.as(0), { kind, memberIndex: AUDITOR }),
          await propose(world.as(1), { kind, memberIndex: AUDITOR }),
        ];
        for (const voter of [1, 2]) await voteForProposal(world.as(voter), first.proposalId);
        await voteForProposal(world.as(0), second.proposalId);
        await refused(voteForProposal(world.as(2), second.proposalId), refusal, code);
      };
      await twice("suspend", `MemberNotActive(index: ${AUDITOR})`, "MEMBER_SUSPENDED");
      await twice("reinstate", `MemberNotSuspended(index: ${AUDITOR})`, "CHAIN_REVERTED");
      expect(await read(world.as(0), "Consortium", "proposalCount", [])).to.equal(4);
    });
    it("show their candidate", async () => {
      const { proposalId } = await propose(world.as(0), admit);
      const { account, roles, boxKey, name } = admit.candidate;
      expect(await read(world.as(0), "Consortium", "candidateOf", [proposalId])).to.deep.equal({
        account,
        roles,
        boxKey,
        peerId: bytesOf(admit.candidate.peerId),
        name: bytesOf(name),
        custodians: [ZERO, ZERO, ZERO],
      });
      expect(await read(world.as(0), "Consortium", "isActiveWithRole", [account, ROLES.SITE])).to.equal(false);
    });
    it("change the share that votes must exceed, never below one half", async () => {
      const { proposalId } = await propose(world.as(0), { kind: "changeRule", numerator: 3, denominator: 4 });
      for (const voter of [1, 2]) await voteForProposal(world.as(voter), proposalId);
      expect(await read(world.as(0), "Consortium", "rule", [])).to.deep.equal({ numerator: 3, denominator: 4 });
      expect(await read(world.as(0), "Consortium", "carries", [0b111n])).to.equal(false);
      expect(await read(world.as(0), "Consortium", "carries", [0b1111n])).to.equal(true);
      await refused(
        propose(world.as(0), { kind: "changeRule", numerator: 1, denominator: 3 }),
        "RuleInvalid(numerator: 1, denominator: 3)",
      );
      await refused(
        propose(world.as(0), { kind: "changeRule", numerator: 2, denominator: 2 }),
        "RuleInvalid(numerator: 2, denominator: 2)",
      );
    });
    it("need two votes when two sites are left", async () => {
      await suspend(3, [0, 1, 2]);
      await suspend(2, [0, 1]);
      const { proposalId } = await propose(world.as(0), admit);
      expect((await read(world.as(0), "Consortium", "proposalAt", [proposalId])).executed).to.equal(false);
    });
  });

  describe("names", () => {
    const rename = (memberIndex: number, name: string) => ({ kind: "rename", memberIndex, name }) as const;
    const renameTo = async (memberIndex: number, name: string) => {
      const { proposalId } = await propose(world.as(0), rename(memberIndex, name));
      for (const voter of [1, 2]) await voteForProposal(world.as(voter), proposalId);
      return proposalId;
    };

    it("are 1 to 100 bytes, and no two members have the same", async () => {
      const called = (name: Hex) => send(world.as(0), "Consortium", "proposeRenaming", [1, name]);
      await refused(called("0x"), "NameInvalid(length: 0)");
      await refused(called(`0x${"61".repeat(101)}`), "NameInvalid(length: 101)");
      await called(`0x${"61".repeat(100)}`);
      await refused(called(bytesOf("Hospital 3")), `NameTaken(name: ${bytesOf("Hospital 3")}, index: 3)`);
      const twin = { ...candidate(NEWCOMER, ROLES.SITE), name: "Hospital 3" };
      const refusal = `NameTaken(name: ${bytesOf("Hospital 3")}, index: 3)`;
      await refused(propose(world.as(0), { kind: "admit", candidate: twin }), refusal);
    });
    it("change by a vote alone, which shows the name that is voted on, and free the old one", async () => {
      const { proposalId } = await propose(world.as(0), rename(1, "Universitätsklinikum"));
      expect((await readProposal(world.as(0), proposalId)).change).to.deep.equal(rename(1, "Universitätsklinikum"));
      expect((await readMember(world.as(0), 1)).name).to.equal("Hospital 1");
      for (const voter of [1, 2]) await voteForProposal(world.as(voter), proposalId);
      expect((await readMember(world.as(0), 1)).name).to.equal("Universitätsklinikum");
      await rotateKeys(world.as(1), { peerId: "12D3KooW-new", boxKey: digest("new box") });
      expect((await readMember(world.as(0), 1)).name).to.equal("Universitätsklinikum");
      await renameTo(2, "Hospital 1");
      expect((await readMember(world.as(0), 2)).name).to.equal("Hospital 1");
    });
    it("of no member are refused, and a name that went to another in between", async () => {
      await refused(propose(world.as(0), rename(99, "Nobody")), "MemberIndexUnknown(index: 99)", "MEMBER_UNKNOWN");
      const late = await propose(world.as(1), rename(2, "St. Mary"));
      await renameTo(1, "St. Mary");
      await voteForProposal(world.as(0), late.proposalId);
      await refused(voteForProposal(world.as(2), late.proposalId), `NameTaken(name: ${bytesOf("St. Mary")}, index: 1)`);
    });
    it("that would not show as what they are do not come back so from the chain", async () => {
      const hostile: Hex = `0x${"e280ae".repeat(2)}ff${"0a"}${bytesOf("x").slice(2)}`;
      const { logs } = await send(world.as(0), "Consortium", "proposeRenaming", [1, hostile]);
      expect(logs).to.have.length(2);
      for (const voter of [1, 2]) await voteForProposal(world.as(voter), 1);
      expect((await readMember(world.as(0), 1)).name).to.equal("\ufffd\ufffd\ufffd\ufffdx");
      expect(await readMembers(world.as(0))).to.have.length(7);
    });
  });

  it("keeps one index for good through suspension and reinstatement", async () => {
    await suspend(1, [0, 2, 3]);
    expect(await readMember(world.as(0), 1)).to.include({ index: 1, status: "suspended" });
    expect(isActiveWithRole(await readMember(world.as(0), 1), ROLES.SITE)).to.equal(false);
    const asSite = () => read(world.as(0), "Consortium", "isActiveWithRole", [accountOf(1), ROLES.SITE]);
    expect(await asSite()).to.equal(false);
    const { proposalId } = await propose(world.as(0), { kind: "reinstate", memberIndex: 1 });
    await voteForProposal(world.as(2), proposalId);
    expect(await readMember(world.as(0), 1)).to.include({ index: 1, status: "active", account: accountOf(1) });
    expect(await asSite()).to.equal(true);
  });

  it("lets a member rotate its own keys, also while suspended, and frees the old peer id", async () => {
    await suspend(1, [0, 2, 3]);
    await rotateKeys(world.as(1), { peerId: "12D3KooW-new", boxKey: digest("new box") });
    expect(await readMember(world.as(0), 1)).to.include({ peerId: "12D3KooW-new", boxKey: digest("new box") });
    await refused(
      findMemberByPeer(world.as(0), "12D3KooW-peer-1"),
      `PeerUnknown(peerId: ${bytesOf("12D3KooW-peer-1")})`,
      "MEMBER_UNKNOWN",
    );
    await rotateKeys(world.as(2), { peerId: "12D3KooW-peer-1", boxKey: digest("box 2") });
    expect((await findMemberByPeer(world.as(0), "12D3KooW-peer-1")).index).to.equal(2);
    await rotateKeys(world.as(2), { peerId: "12D3KooW-peer-1", boxKey: digest("only the box changes") });
    expect((await readMember(world.as(0), 2)).boxKey).to.equal(digest("only the box changes"));
  });
  it("refuses another's peer id, an empty one for a site, and a stranger's rotation", async () => {
    const boxKey = digest("box");
    await refused(
      rotateKeys(world.as(1), { peerId: "12D3KooW-peer-2", boxKey }),
      `PeerTaken(peerId: ${bytesOf("12D3KooW-peer-2")}, index: 2)`,
    );
    await refused(rotateKeys(world.as(1), { peerId: "", boxKey }), "PeerIdInvalid(length: 0)");
    await refused(rotateKeys(world.as(1), { peerId: "p", boxKey: ZERO }), "BoxKeyInvalid()");
    await refused(rotateKeys(world.as(STRANGER), { peerId: "p", boxKey }), "MemberUnknown(", "MEMBER_UNKNOWN");
    expect(() => rotateKeys(world.as(1), { peerId: "x".repeat(65), boxKey })).to.throw("longer than 64 bytes");
  });
});
