import { bitmapOf, indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import {
  keyHashOf,
  type SignedConsent,
  signGrantRequest,
  signRevokeRequest,
} from "@consilium/sdk/chain/consentRequests.ts";
import {
  readConsentEvents,
  readConsentNonce,
  readConsentsAt,
  readEpisodes,
  readSiteKeysAt,
} from "@consilium/sdk/chain/consents.ts";
import { roundDomainSeparator } from "@consilium/sdk/chain/domains.ts";
import { findMemberByPeer, ROLES, readMembers } from "@consilium/sdk/chain/members.ts";
import { findModelsByDigest, readModel } from "@consilium/sdk/chain/models.ts";
import { read } from "@consilium/sdk/chain/read.ts";
import { relayConsent, relayConsents } from "@consilium/sdk/chain/relayConsents.ts";
import {
  finalizeRound,
  freezeRoster,
  freezeSurvivors,
  openRound,
  readFreezeBlockHash,
  readOpenRoundOf,
  readRound,
  readRoundsOfStudy,
  readRoundsUsed,
} from "@consilium/sdk/chain/rounds.ts";
import { grantAccess, isGrantLive, publishStudy, readGrant, readStudy } from "@consilium/sdk/chain/studies.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { expect } from "chai";
import { AbiCoder, keccak256 } from "ethers";
import { randomWallet } from "../support/randomWallet.ts";
import { signedSurvivors } from "../support/signedSurvivors.ts";
import { COORDINATOR, digest, keyOf, openWorld, SITES, SPONSOR, STRANGER, type World } from "./fixture.ts";

describe("chain clients", () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  it("reads the founders", async () => {
    const members = await readMembers(world.as(STRANGER));
    expect(members.map(({ index }) => index)).to.deep.equal([0, 1, 2, 3, 4, 5, 6]);
    expect(members[4]).to.include({ roles: ROLES.COORDINATOR, peerId: "12D3KooW-peer-4", status: "active" });
    expect(await findMemberByPeer(world.as(STRANGER), "12D3KooW-peer-2")).to.deep.equal(members[2]);
  });

  it("computes the domain separator that the ledger declares", async () => {
    const domain = await read(world.as(0), "RoundLedger", "eip712Domain", []);
    const type = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)";
    const encoded = AbiCoder.defaultAbiCoder().encode(
      ["bytes32", "bytes32", "bytes32", "uint256", "address"],
      [digest(type), digest(domain.name), digest(domain.version), domain.chainId, domain.verifyingContract],
    );
    expect(roundDomainSeparator(world.deployment)).to.equal(keccak256(encoded));
  });

  it("runs a round from study to model", async () => {
    const now = await world.now();
    const coordinator = world.as(COORDINATOR);
    const { studyId } = await publishStudy(world.as(SPONSOR), {
      studyDigest: digest("study"),
      purpose: 42,
      categories: 5,
      minSites: 3,
      maxRounds: 10,
      expiresAt: now + 100_000,
      maxCommitSpan: 5_000,
      colluders: 0,
      opener: COORDINATOR,
    });
    expect(await readStudy(coordinator, studyId)).to.include({ studyId, sponsor: SPONSOR, purpose: 42, categories: 5 });
    for (const site of SITES) {
      const terms = { studyId, studyDigest: digest("study"), until: now + 50_000, roundCap: 5 };
      await grantAccess(world.as(site), terms);
      expect(await isGrantLive(coordinator, studyId, site)).to.equal(true);
    }
    expect(await readGrant(coordinator, studyId, 1)).to.include({ until: now + 50_000, roundCap: 5, live: true });

    const opened = await openRound(coordinator, {
      studyId,
      manifestDigest: digest("manifest"),
      stateDigest: digest("base"),
      queryDigest: digest("query"),
      minSites: 3,
      joinBy: now + 1_000,
      commitBy: now + 2_000,
      unmaskBy: now + 3_000,
    });
    const { roundId } = opened;
    expect(await readOpenRoundOf(coordinator, studyId)).to.equal(roundId);
    const roster = await freezeRoster(coordinator, {
      roundId,
      rosterBitmap: bitmapOf([0, 1, 3]),
      rosterRoot: digest("roster"),
    });
    const frozen = await readRound(coordinator, roundId);
    expect(frozen).to.include({
      status: "rosterFrozen",
      consentBlock: opened.blockNumber,
      rosterFrozenBlock: roster.blockNumber,
    });
    expect(indicesOf(frozen.rosterBitmap)).to.deep.equal([0, 1, 3]);

    const survivors = await signedSurvivors(coordinator, roundId, [0, 3], keyOf, [0, 1, 3]);
    const { blockNumber } = await freezeSurvivors(coordinator, survivors);
    const freezeBlock = await world.provider.getBlock(blockNumber);
    expect(await readFreezeBlockHash(coordinator, await readRound(coordinator, roundId))).to.equal(freezeBlock!.hash);
    await finalizeRound(coordinator, { roundId, resultDigest: digest("result"), modelDigest: digest("model") });
    expect(await readRoundsOfStudy(coordinator, studyId)).to.deep.equal([await readRound(coordinator, roundId)]);
    expect(await readRound(coordinator, roundId)).to.include({
      status: "finalized",
      opener: COORDINATOR,
      resultModelDigest: digest("model"),
      abortReason: "",
      disputed: false,
    });
    expect(await readOpenRoundOf(coordinator, studyId)).to.equal(undefined);
    expect(await Promise.all(SITES.map((site) => readRoundsUsed(coordinator, studyId, site)))).to.deep.equal([
      1, 0, 0, 1,
    ]);
    expect(await readModel(coordinator, roundId)).to.include({
      stage: "candidate",
      parentDigest: digest("base"),
      studyId,
    });
    expect(await findModelsByDigest(coordinator, digest("model"))).to.deep.equal([roundId]);
  });

  it("relays consents in batches, lists what was refused and reads them back", async () => {
    const relay = world.as(STRANGER);
    const now = await world.now();
    const patients = Array.from({ length: 7 }, () => randomWallet());
    const request = (nonce: number) => ({
      site: 1,
      purpose: 42,
      categories: 3,
      from: now,
      until: now + 9_000,
      textDigest: digest("text"),
      nonce,
      deadline: now + 900,
    });
    const signed: SignedConsent[] = await Promise.all(
      patients.map((patient) => signGrantRequest(world.deployment, patient, request(0))),
    );
    const forged = { ...signed[2]!, signature: signed[3]!.signature };
    const requests = signed.with(2, forged).with(4, signed[0]!);
    const relayed = await relayConsents(relay, requests, { batchSize: 4 });
    expect(relayed.accepted).to.deep.equal([0, 1, 3, 5, 6]);
    expect(relayed.transactions).to.have.length(2);
    expect(relayed.rejected).to.deep.equal([
      {
        index: 2,
        keyHash: keyHashOf(forged.signer),
        code: "CONSENT_SIGNATURE_INVALID",
        reason: "ConsentSignatureInvalid",
      },
      { index: 4, keyHash: keyHashOf(signed[0]!.signer), code: "CONSENT_NONCE_STALE", reason: "ConsentNonceStale" },
    ]);

    const keyHashes: Hex[] = patients.map((patient) => keyHashOf(patient.address as Hex));
    expect(await readConsentNonce(relay, keyHashes[0]!, 1, 42)).to.equal(1);
    const before = await world.block();
    const revocation = await signRevokeRequest(world.deployment, patients[0]!, {
      site: 1,
      purpose: 42,
      nonce: 1,
      deadline: now + 900,
    });
    await relayConsent(relay, revocation);
    await world.mine();
    const keys = await readSiteKeysAt(relay, 1, before);
    expect(keys).to.deep.equal([0, 1, 3, 5, 6].map((i, index) => ({ index, keyHash: keyHashes[i]! })));
    const asOf = async (block: number) =>
      (await readConsentsAt(relay, 1, 42, keyHashes, block)).map((episode) => episode?.until ?? null);
    const held = now + 9_000;
    expect(await asOf(before)).to.deep.equal([held, held, null, held, null, held, held]);
    expect(await asOf(before + 1)).to.deep.equal([null, held, null, held, null, held, held]);
    const [episode] = await readEpisodes(relay, keyHashes[0]!, 1, 42);
    expect(episode).to.include({
      revokeBlock: before + 1,
      basis: "patient",
      revocationBasis: "patient",
      categories: 3,
    });
    const events = await readConsentEvents(relay, { site: 1, keyHash: keyHashes[0]! });
    expect(events.map(({ kind, purpose, digest: shown }) => [kind, purpose, shown])).to.deep.equal([
      ["granted", 42, digest("text")],
      ["revoked", 42, undefined],
    ]);
  });
});
