import { accountOf } from "@consilium/sdk/chain/accountOf.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import type { RoundRecord } from "@consilium/sdk/chain/RoundRecord.ts";
import { readAccountsAt } from "@consilium/sdk/chain/recovery.ts";
import type { Address } from "@consilium/sdk/chain/typedAbi.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { BaseWallet } from "ethers";

/** The account of a key out of a keystore. Throws KEYSTORE_LOCKED, without a digit of the key. */
export function accountOfKeystore(chainKey: string): BaseWallet {
  try {
    return accountOf(chainKey);
  } catch {
    // The cause is dropped: ethers puts the key into some of its messages.
    throw new FederationError("KEYSTORE_LOCKED", "The keystore's chain key is not a private key.", {
      field: "keystore",
      hint: "Restore the keystore from a backup or from two of its shares.",
    });
  }
}

/** The keys of a site's accounts: the present one's, and those of accounts that it replaced, for rounds opened before. */
export class AccountKeys {
  /** Newest first. */
  readonly #held: { chainKey: string; wallet: BaseWallet }[] = [];

  constructor({ chainKey, earlierChainKey }: { chainKey: string; earlierChainKey?: string }) {
    if (earlierChainKey !== undefined) this.add(earlierChainKey);
    this.add(chainKey);
  }

  /** The account by which the site acts from now on. */
  get account(): Address {
    return this.#held[0]!.wallet.address as Address;
  }

  add(chainKey: string): void {
    this.#held.unshift({ chainKey, wallet: accountOfKeystore(chainKey) });
  }

  keyOf(account: string | undefined): string | undefined {
    return this.#held.find(({ wallet }) => wallet.address.toLowerCase() === account?.toLowerCase())?.chainKey;
  }

  /** The chain as the site's present account sees it, whichever that is when something is sent. */
  follow(chain: Chain): Chain {
    const { provider, deployment, pollMs, receiptTimeoutMs } = chain;
    const present = () => this.#held[0]!.wallet;
    return {
      provider,
      deployment,
      pollMs,
      receiptTimeoutMs,
      close: () => chain.close(),
      get signer() {
        return present().connect(provider);
      },
      get account() {
        return present().address as Address;
      },
    };
  }
}

/**
 * The key that signs a site's statements in a round: that of the account at the end of the round's consent block, as the
 * others verify it. So a round goes on through a replacement of the account.
 * @throws ROUND_REFUSED where the site no longer has that key: it takes part again from the next round on
 */
export async function signingKeyOf(
  keys: AccountKeys,
  { roundId, consentBlock }: Pick<RoundRecord, "roundId" | "consentBlock">,
  { chain, site }: { chain: Chain; site: number },
): Promise<string> {
  const account = (await readAccountsAt(chain, consentBlock)).get(site);
  const key = keys.keyOf(account);
  if (key !== undefined) return key;
  throw new FederationError("ROUND_REFUSED", `Round ${roundId} was opened while this site had another account.`, {
    field: "keystore",
    hint: "Nothing is to be done: this site takes part again from the next round on.",
  });
}
