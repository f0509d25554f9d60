import { type Static, Type } from "typebox";

const closed = { additionalProperties: false };
const Path = Type.String({ minLength: 1, maxLength: 4_096 });

/** `node.yaml`. Relative paths are relative to the file. `records` is checked by its own schema. */
export const NodeConfig = Type.Object(
  {
    /** The hospital's name as it goes on chain, where patients and the other members read it. */
    name: Type.String({ minLength: 1, maxLength: 200 }),
    stateDir: Path,
    chain: Type.Object(
      {
        rpcUrl: Type.String({ pattern: "^https?://" }),
        deploymentFile: Path,
        /** Newest blocks that the chain may still replace; 0 where blocks are final at once, as with QBFT. */
        reorgDepth: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
        /**
         * Where the node reads that the survivors of a round are frozen before it unmasks: in the chain's `finalized` block
         * (default), or in the `latest` where blocks are final at once and the chain has no such tag.
         */
        finality: Type.Optional(Type.Union([Type.Literal("finalized"), Type.Literal("latest")])),
      },
      closed,
    ),
    coordinator: Type.Object(
      {
        /** The one peer this site ever talks to. */
        peerId: Type.String({ minLength: 1, maxLength: 128 }),
        addresses: Type.Array(Type.String({ pattern: "^/" }), { minItems: 1, maxItems: 16 }),
      },
      closed,
    ),
    records: Type.Unknown(),
    /** CSV of `patient_id,signer`: which key speaks for which record. It never leaves the site. */
    enrolments: Path,
    /** `policy.yaml`: the site's own rules. Without it the defaults hold. */
    policy: Type.Optional(Path),
    /** Instead of the environment variable CONSILIUM_PASSPHRASE. */
    passphraseFile: Type.Optional(Path),
    logLevel: Type.Optional(
      Type.Union([
        Type.Literal("silent"),
        Type.Literal("error"),
        Type.Literal("warn"),
        Type.Literal("info"),
        Type.Literal("debug"),
      ]),
    ),
  },
  closed,
);
export type NodeConfig = Static<typeof NodeConfig>;
