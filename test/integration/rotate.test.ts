import { access, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { isHandoverWaiting } from "@consilium/node/accounts/handover.ts";
import {
  NEXT_KEYSTORE_FILE,
  prepareRotation,
  type Rotation,
  rotateAccount,
} from "@consilium/node/keys/rotateAccount.ts";
import { connectChain } from "@consilium/sdk/chain/connectChain.ts";
import { readMember } from "@consilium/sdk/chain/members.ts";
import { offerAccount, takeAccount } from "@consilium/sdk/chain/recovery.ts";
import { sendCoin } from "@consilium/sdk/chain/sendCoin.ts";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { createKeystore } from "@consilium/service/keystore/keystore.ts";
import {
  generateServiceKeys,
  identityOf,
  KEYSTORE_FILE,
  openServiceKeys,
  type ServiceKeys,
} from "@consilium/service/keystore/serviceKeys.ts";
import { expect } from "chai";
import { type Consortium, foundConsortium } from "./support/finishedStudy.ts";

const PASSPHRASE = "for this test only";

/** `consilium-node rotate`, on a chain, whole and after each way in which it may have been interrupted. */
describe("a site's change of its account", function () {
  this.timeout(120_000);
  let consortium: Consortium;
  before(async () => {
    consortium = await foundConsortium();
  });
  after(() => consortium?.stop());

  const connect = (signer: string) =>
    connectChain({ rpcUrl: consortium.rpcUrl, deployment: consortium.deployment, signer, pollMs: 10 });
  const isThere = (path: string) =>
    access(path).then(
      () => true,
      () => false,
    );
  const accountOnChain = async (site: number) => (await readMember(consortium.chain, site)).account;

  /** A state folder whose keystore is a member's. */
  async function stateOf(site: number): Promise<Rotation> {
    const stateDir = join(consortium.directory, `rotating-${site}`);
    await mkdir(stateDir);
    const keys = { ...generateServiceKeys(), chainKey: consortium.parties[site]!.wallet.privateKey };
    await createKeystore(join(stateDir, KEYSTORE_FILE), PASSPHRASE, { ...keys }, { scryptN: 2 ** 14 });
    return { stateDir, passphrase: PASSPHRASE, keys, connect };
  }
  async function expectRotated(site: number, { stateDir, keys }: Rotation, account: string): Promise<ServiceKeys> {
    expect(await accountOnChain(site)).to.equal(account);
    const now = await openServiceKeys(stateDir, PASSPHRASE);
    expect(identityOf(now)).to.deep.equal({ ...identityOf(keys), account });
    expect([now.earlierChainKey, now.storeKey]).to.deep.equal([keys.chainKey, keys.storeKey]);
    expect(await isThere(join(stateDir, NEXT_KEYSTORE_FILE))).to.equal(false);
    expect(await isHandoverWaiting(stateDir)).to.equal(false);
    return now;
  }

  it("puts the prepared account in its place, with half of the coin, and again another one after it", async () => {
    const rotation = await stateOf(0);
    const from = identityOf(rotation.keys).account;
    const { account } = identityOf(await prepareRotation(rotation));
    expect(identityOf(await prepareRotation(rotation)).account, "the same, however often").to.equal(account);
    expect(await accountOnChain(0), "nothing is sent").to.equal(from);
    expect(await rotateAccount(rotation)).to.deep.equal({ site: 0, from, account, handedOver: false });
    const now = await expectRotated(0, rotation, account);
    const [left, got] = await Promise.all([from, account].map((each) => consortium.chain.provider.getBalance(each)));
    expect(got! > left! / 2n && left! > 0n).to.equal(true);

    const second = await rotateAccount({ ...rotation, keys: now });
    expect(second).to.include({ from: account });
    await expectRotated(0, { ...rotation, keys: now }, second.account);
  });

  it("goes on with the same account where the chain was away, or only the chain had it", async () => {
    const rotation = await stateOf(1);
    const away = () => Promise.reject(new Error("the chain is away"));
    const error = await rotateAccount({ ...rotation, connect: away }).catch((thrown: unknown) => thrown);
    expect(String(error)).to.include("away");
    const next = await prepareRotation(rotation);
    const { account } = identityOf(next);
    const [present, following] = [await connect(rotation.keys.chainKey), await connect(next.chainKey)];
    await sendCoin(present, following.account!, (balance) => balance / 2n);
    await offerAccount(present, following.account!);
    await takeAccount(following, 1);
    expect(await rotateAccount(rotation)).to.include({ site: 1, account });
    await expectRotated(1, rotation, account);
  });

  it("only tidies up where the keystore has the account already", async () => {
    const rotation = await stateOf(2);
    const { account } = await rotateAccount(rotation);
    const now = await openServiceKeys(rotation.stateDir, PASSPHRASE);
    await createKeystore(join(rotation.stateDir, NEXT_KEYSTORE_FILE), PASSPHRASE, { ...now }, { scryptN: 2 ** 14 });
    expect(await rotateAccount({ ...rotation, keys: now })).to.include({ site: 2, account });
    await expectRotated(2, rotation, account);
  });

  it("refuses a next keystore of another one, and keys that are no member's", async () => {
    const rotation = await stateOf(3);
    await prepareRotation(rotation);
    const other = { ...rotation, keys: generateServiceKeys() };
    const foreign = await prepareRotation(other).catch((thrown: unknown) => thrown);
    expect(isFederationError(foreign, "CONFIG_INVALID") && foreign.field).to.include(NEXT_KEYSTORE_FILE);
    const stateDir = join(consortium.directory, "nobody");
    await mkdir(stateDir);
    const nobody = await rotateAccount({ ...other, stateDir }).catch((thrown: unknown) => thrown);
    expect(isFederationError(nobody, "MEMBER_UNKNOWN"), String(nobody)).to.equal(true);
  });
});
