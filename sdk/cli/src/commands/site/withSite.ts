import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { findMemberByAccount, ROLES } from "@consilium/sdk/chain/members.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { type SignerFlags, withSigner } from "../signing.ts";

/** Connects as an active site for as long as `work` takes, which is told the site's index. @throws FORBIDDEN, MEMBER_UNKNOWN */
export function withSite<T>(flags: SignerFlags, work: (chain: Chain, self: number) => Promise<T>): Promise<T> {
  return withSigner(flags, async (chain) => {
    const { index, roles } = await findMemberByAccount(chain, chain.account!);
    if ((roles & ROLES.SITE) === 0) {
      throw new FederationError("FORBIDDEN", "This key's member is not a site.", {
        field: "--key-file, --keystore",
        hint: "Use the hospital's own key; see `consilium member list`.",
      });
    }
    return await work(chain, index);
  });
}
