import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { addressOf, CONTRACT_NAMES, interfaceOf } from "@consilium/sdk/chain/contracts.ts";

/**
 * Gas used since the contracts were deployed, by contract function, with `deployment` for what created contracts and `total`.
 * Reads every block, which a development chain of some hundred blocks allows.
 */
export async function gasUsed(chain: Chain): Promise<Record<string, number>> {
  const gas = new Map<string, number>();
  const last = await chain.provider.getBlockNumber();
  for (let number = chain.deployment.deployBlock; number <= last; number++) {
    const block = await chain.provider.getBlock(number, true);
    for (const { hash, to, data } of block?.prefetchedTransactions ?? []) {
      const receipt = await chain.provider.getTransactionReceipt(hash);
      const name = to === null ? "deployment" : functionName(chain, to, data);
      gas.set(name, (gas.get(name) ?? 0) + Number(receipt?.gasUsed ?? 0));
    }
  }
  const total = [...gas.values()].reduce((sum, used) => sum + used, 0);
  return { ...Object.fromEntries(gas), total };
}

function functionName(chain: Chain, to: string, data: string): string {
  const contract = CONTRACT_NAMES.find((name) => addressOf(chain.deployment, name).toLowerCase() === to.toLowerCase());
  if (contract === undefined) return "other";
  return interfaceOf(contract).getFunction(data.slice(0, 10))?.name ?? "other";
}
