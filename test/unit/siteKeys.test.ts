import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AccountKeys, signingKeyOf } from "@consilium/node/accounts/AccountKeys.ts";
import { isHandoverWaiting, takeHandover, writeHandover } from "@consilium/node/accounts/handover.ts";
import { abandonRounds } from "@consilium/node/keys/abandonRounds.ts";
import { RoundNotes } from "@consilium/node/RoundNotes.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { interfaceOf } from "@consilium/sdk/chain/contracts.ts";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { SignedCommitment } from "@consilium/sdk/schemas/round.ts";
import { generateServiceKeys, identityOf } from "@consilium/service/keystore/serviceKeys.ts";
import { silentLogger } from "@consilium/service/logging/Logger.ts";
import { openStore } from "@consilium/service/storage/Store.ts";
import { expect } from "chai";

const SITE = 1;
const QUERY = `0x${"51".repeat(32)}`;

/** A chain that answers two questions about accounts: who acted when, and who acts now. */
function chainOf(accountAt: (block: number) => string, present: () => string): Chain {
  const abi = interfaceOf("Consortium");
  const nobody = `0x${"01".repeat(20)}`;
  const call = async ({ data }: { data: string }) => {
    const asked = abi.parseTransaction({ data })!;
    if (asked.name === "accountsAt") {
      return abi.encodeFunctionResult("accountsAt", [[nobody, accountAt(Number(asked.args[0]))]]);
    }
    return abi.encodeFunctionResult("memberAt", [[present(), 1, 1, 0, `0x${"00".repeat(32)}`, "0x", "0x"]]);
  };
  const address = `0x${"02".repeat(20)}`;
  return { provider: { call }, deployment: { consortium: address } } as unknown as Chain;
}

describe("a site's keys", () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "consilium-site-keys-"));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  describe("of its accounts", () => {
    const [old, fresh] = [generateServiceKeys(), generateServiceKeys()];
    const [oldAccount, freshAccount] = [identityOf(old).account, identityOf(fresh).account];
    const REPLACED_AT = 50;
    const chain = chainOf(
      (block) => (block < REPLACED_AT ? oldAccount : freshAccount),
      () => freshAccount,
    );
    const keyIn = (keys: AccountKeys, consentBlock: number) =>
      signingKeyOf(keys, { roundId: 3, consentBlock }, { chain, site: SITE });

    it("sign a round with the account at its consent block, also after it was replaced", async () => {
      const keys = new AccountKeys({ chainKey: fresh.chainKey, earlierChainKey: old.chainKey });
      expect(await keyIn(keys, REPLACED_AT - 1)).to.equal(old.chainKey);
      expect(await keyIn(keys, REPLACED_AT)).to.equal(fresh.chainKey);
      expect(keys.account).to.equal(freshAccount);
    });
    it("sit a round out that was opened under an account whose key is lost", async () => {
      const error = await keyIn(new AccountKeys(fresh), REPLACED_AT - 1).catch((thrown: unknown) => thrown);
      expect(isFederationError(error, "ROUND_REFUSED") && error.message).to.include("Round 3");
      expect(await keyIn(new AccountKeys(fresh), REPLACED_AT)).to.equal(fresh.chainKey);
    });
    it("go over to a node that runs once the chain has the account, and not before", async () => {
      let present = oldAccount;
      const keys = new AccountKeys(old);
      const now = chainOf(
        () => present,
        () => present,
      );
      const seen = keys.follow(now);
      const watched = { stateDir: dir, storeKey: old.storeKey, keys, chain: now, site: SITE, logger: silentLogger };
      expect(await takeHandover(watched)).to.equal(false);
      await writeHandover(dir, old.storeKey, fresh.chainKey);
      expect([await takeHandover(watched), keys.account, seen.account]).to.deep.equal([false, oldAccount, oldAccount]);
      present = freshAccount;
      expect([await takeHandover(watched), keys.account, seen.account]).to.deep.equal([
        true,
        freshAccount,
        freshAccount,
      ]);
      expect(await isHandoverWaiting(dir)).to.equal(false);
    });
    it("do not go over from a file that was sealed under another store's key", async () => {
      await writeHandover(dir, fresh.storeKey, fresh.chainKey);
      const keys = new AccountKeys(old);
      const watched = { stateDir: dir, storeKey: old.storeKey, keys, chain, site: SITE, logger: silentLogger };
      const error = await takeHandover(watched).catch((thrown: unknown) => thrown);
      expect(isFederationError(error, "KEYSTORE_LOCKED")).to.equal(true);
      expect(keys.account).to.equal(oldAccount);
    });
  });

  it("recovered beside an older copy of the store never mask a second time with a round's seeds", async () => {
    const { storeKey } = generateServiceKeys();
    const store = await openStore(join(dir, "store"), { storeKey });
    const [before, other] = [new RoundNotes(store, 7), new RoundNotes(store, 8)];
    const seeds = await before.secrets();
    await other.secrets();
    const masked = { commitment: { member: 0 }, signature: "0x" } as unknown as SignedCommitment;
    await other.noteMasked(Uint8Array.of(1, 2), masked, { records: 1, excluded: {} }, QUERY);
    await store.close();
    await cp(join(dir, "store"), join(dir, "copy"), { recursive: true });
    await cp(join(dir, "store.head"), join(dir, "copy.head"));
    // Round 7 is masked here, which the copy does not know.
    const newest = await openStore(join(dir, "store"), { storeKey });
    await new RoundNotes(newest, 7).noteMasked(Uint8Array.of(3, 4), masked, { records: 1, excluded: {} }, QUERY);
    await newest.close();

    const copy = await openStore(join(dir, "copy"), { storeKey });
    const notes = new RoundNotes(copy, 7);
    expect([await notes.masked(), (await notes.secrets()).maskSeed], "what an older copy would do").to.deep.equal([
      undefined,
      seeds.maskSeed,
    ]);
    expect(await abandonRounds(copy)).to.deep.equal([7, 8]);
    for (const roundId of [7, 8]) {
      const again = await new RoundNotes(copy, roundId).secrets().catch((thrown: unknown) => thrown);
      expect(isFederationError(again, "MASK_REUSE_REFUSED"), `round ${roundId}`).to.equal(true);
      // It may have unmasked after the copy was made, so it must never say that it did not.
      const declared = await new RoundNotes(copy, roundId).noteDeclared().catch((thrown: unknown) => thrown);
      expect(isFederationError(declared, "UNMASK_REFUSED"), `round ${roundId}`).to.equal(true);
      expect(await new RoundNotes(copy, roundId).end()).to.include({ outcome: "dropped", reason: "KEYS_RECOVERED" });
    }
    expect(await RoundNotes.active(copy)).to.deep.equal([]);
    expect(await RoundNotes.unverified(copy), "what went out is still to be verified").to.deep.equal([8]);
    await copy.close();
  });
});
