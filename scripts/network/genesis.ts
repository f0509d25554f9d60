import { genesisExtraData } from "./extraData.ts";
import { FORKS, type Fork, type NetworkOptions, type PredeployedContract } from "./NetworkOptions.ts";

/** Marks a block as of the Istanbul family of consensus protocols, QBFT included. */
const BFT_MIX_HASH = "0x63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365";
/** Gas costs nothing; the balance only satisfies tools that look at it. */
const BALANCE_WEI = 10n ** 24n;

export interface Genesis {
  config: Record<string, unknown>;
  alloc: Record<string, { balance: string } | PredeployedContract>;
  extraData: string;
  [field: string]: unknown;
}

/**
 * A Besu genesis for QBFT with the validators in the block header. Every fork up to the chosen one is on from the first block,
 * so that the contracts' Cancun opcodes run and nothing changes under them. Gas has no price.
 */
export function buildGenesis(
  options: Pick<NetworkOptions, "chainId" | "fork" | "systemContracts" | "blockPeriodSeconds" | "gasLimit">,
  validators: readonly string[],
  accounts: readonly string[],
): Genesis {
  const { chainId, fork, systemContracts, blockPeriodSeconds, gasLimit } = options;
  const funded = accounts.map(
    (account) => [account.toLowerCase(), { balance: `0x${BALANCE_WEI.toString(16)}` }] as const,
  );
  const contracts = Object.entries(systemContracts).map(
    ([address, contract]) => [address.toLowerCase(), contract] as const,
  );
  return {
    config: {
      chainId,
      homesteadBlock: 0,
      eip150Block: 0,
      eip155Block: 0,
      eip158Block: 0,
      byzantiumBlock: 0,
      constantinopleBlock: 0,
      petersburgBlock: 0,
      istanbulBlock: 0,
      berlinBlock: 0,
      londonBlock: 0,
      shanghaiTime: 0,
      ...forkTimes(fork),
      zeroBaseFee: true,
      qbft: {
        blockperiodseconds: blockPeriodSeconds,
        epochlength: 30_000,
        requesttimeoutseconds: 2 * blockPeriodSeconds,
      },
    },
    nonce: "0x0",
    timestamp: "0x0",
    gasLimit: `0x${gasLimit.toString(16)}`,
    difficulty: "0x1",
    mixHash: BFT_MIX_HASH,
    coinbase: `0x${"00".repeat(20)}`,
    extraData: genesisExtraData(validators),
    alloc: Object.fromEntries([...funded, ...contracts]),
  };
}

function forkTimes(fork: Fork): Record<string, number> {
  return Object.fromEntries(FORKS.slice(0, FORKS.indexOf(fork) + 1).map((name) => [`${name}Time`, 0]));
}
