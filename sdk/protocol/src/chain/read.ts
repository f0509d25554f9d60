import type { BlockTag } from "ethers";
import { chainError } from "./chainErrors.ts";
import type { Chain } from "./connectChain.ts";
import { type AbiOf, abiEntry, addressOf, type ContractName, interfaceOf } from "./contracts.ts";
import { type ArgumentsOf, type FunctionName, plainFields, plainValue, type ResultOf } from "./typedAbi.ts";

/**
 * Calls a view function and returns its result as plain data, typed from the ABI.
 * Throws the contract's error under its code, CHAIN_UNREACHABLE, or CHAIN_REVERTED.
 */
export async function read<C extends ContractName, N extends FunctionName<AbiOf<C>>>(
  chain: Chain,
  contract: C,
  name: N,
  args: ArgumentsOf<AbiOf<C>, N>,
  { blockTag }: { blockTag?: BlockTag } = {},
): Promise<ResultOf<AbiOf<C>, N>> {
  const abi = interfaceOf(contract);
  try {
    const answer = await chain.provider.call({
      to: addressOf(chain.deployment, contract),
      data: abi.encodeFunctionData(name, args as readonly unknown[]),
      ...(blockTag === undefined ? {} : { blockTag }),
    });
    const decoded = abi.decodeFunctionResult(name, answer);
    const outputs = abiEntry(contract, "function", name).outputs ?? [];
    const [only] = outputs;
    const value =
      outputs.length === 1 && only !== undefined ? plainValue(only, decoded[0]) : plainFields(outputs, decoded);
    return value as ResultOf<AbiOf<C>, N>;
  } catch (error) {
    throw chainError(error, `Reading ${contract}.${name}`);
  }
}
