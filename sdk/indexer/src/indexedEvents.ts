import { type AbiOf, addressOf, type ContractName, contractsOf, interfaceOf } from "@consilium/sdk/chain/contracts.ts";
import type { Deployment } from "@consilium/sdk/chain/Deployment.ts";
import type { EventArguments, EventName, Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { eventDecoder, type LogWords } from "./decodeLog.ts";

/** The events that the index is made of, by contract. */
const INDEXED = {
  ConsentRegistry: [
    "PatientKeyRegistered",
    "ConsentGranted",
    "ConsentLimited",
    "ConsentRevoked",
    "ConsentRevokedBySite",
  ],
  StudyRegistry: ["StudyPublished", "AccessGranted", "AccessWithdrawn"],
  RoundLedger: [
    "RoundOpened",
    "RosterFrozen",
    "SurvivorsFrozen",
    "RoundFinalized",
    "RoundAborted",
    "RoundDisputed",
    "DisputesDismissed",
  ],
  ModelRegistry: ["ModelVoted", "ModelStageChanged", "ModelAttested"],
  ConsentSeals: ["ConsentsSealed", "SealedConsentsRevoked"],
} as const satisfies { [C in ContractName]?: readonly EventName<AbiOf<C>>[] };

type Indexed = typeof INDEXED;

/**
 * All consents of a key at a site were revoked and a new epoch began there. Registries before it do not have the event, so
 * it is read where the ABI has it.
 */
export interface ConsentsRevoked {
  name: "ConsentsRevoked";
  args: { keyHash: Hex; site: number; epoch: number; revocationBasis: number; evidenceDigest: Hex };
  blockNumber: number;
  logIndex: number;
}

/** One event of the chain, decoded. `name` tells which, `args` are its arguments. */
export type IndexedEvent =
  | ConsentsRevoked
  | {
      [C in keyof Indexed]: {
        [N in Indexed[C][number]]: {
          name: N;
          args: EventArguments<AbiOf<C>, N>;
          blockNumber: number;
          logIndex: number;
        };
      }[Indexed[C][number]];
    }[keyof Indexed];

export type EventOf<N extends IndexedEvent["name"]> = Extract<IndexedEvent, { name: N }>;

/** A log as a node gives it, with what the index needs of it. */
export interface EventLog extends LogWords {
  address: string;
  blockNumber: number;
  blockHash: string;
  index: number;
}

/** What to ask a node for, and how to read its answer, for one deployment. */
export interface EventReading {
  addresses: string[];
  /** First topics of the events, any of them. */
  topics: string[];
  /** Undefined for a log of another contract or event. @throws CHAIN_UNREACHABLE for a malformed one. */
  decode(log: EventLog): IndexedEvent | undefined;
}

export function eventReading(deployment: Deployment): EventReading {
  const laterEvents = ["ConsentsRevoked"].filter((name) => interfaceOf("ConsentRegistry").hasEvent(name)) as never[];
  const decoders = new Map<string, { name: string; decode: (log: LogWords) => unknown }>();
  const addresses: string[] = [];
  const topics = new Set<string>();
  const deployed = contractsOf(deployment);
  for (const [contract, names] of Object.entries(INDEXED) as unknown as [ContractName, readonly never[]][]) {
    if (!deployed.includes(contract)) continue;
    const address = addressOf(deployment, contract).toLowerCase();
    addresses.push(address);
    for (const name of contract === "ConsentRegistry" ? [...names, ...laterEvents] : names) {
      const topic = interfaceOf(contract).getEvent(name)?.topicHash;
      if (topic === undefined) throw new TypeError(`${contract} has no event ${name}`);
      topics.add(topic);
      decoders.set(address + topic, { name, decode: eventDecoder(contract, name) });
    }
  }
  return {
    addresses,
    topics: [...topics],
    decode(log) {
      const found = decoders.get(log.address.toLowerCase() + (log.topics[0] ?? ""));
      if (found === undefined) return undefined;
      const args = found.decode(log);
      return { name: found.name, args, blockNumber: log.blockNumber, logIndex: log.index } as IndexedEvent;
    },
  };
}
