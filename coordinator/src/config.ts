import { type Static, Type } from "typebox";

const closed = { additionalProperties: false };

/** `coordinator.yaml`. Relative paths are relative to the file. */
export const CoordinatorConfig = Type.Object(
  {
    /** The member's name as it goes on chain. */
    name: Type.String({ minLength: 1, maxLength: 200 }),
    stateDir: Type.String({ minLength: 1 }),
    chain: Type.Object(
      {
        rpcUrl: Type.String({ pattern: "^https?://" }),
        deploymentFile: Type.String({ minLength: 1 }),
        /** Newest blocks that the chain may still replace; 0 where blocks are final at once, as with QBFT. */
        reorgDepth: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
      },
      closed,
    ),
    /** Multiaddrs of the data plane, for example `/ip4/0.0.0.0/tcp/4001` and `/ip4/0.0.0.0/tcp/4002/ws`. */
    listen: Type.Array(Type.String({ pattern: "^/" }), { minItems: 1, maxItems: 16 }),
    http: Type.Object(
      { host: Type.String({ minLength: 1 }), port: Type.Integer({ minimum: 0, maximum: 65_535 }) },
      closed,
    ),
    /** A file with the token that whoever publishes, runs and stops studies must show; made at `init` if absent. */
    operatorTokenFile: Type.String({ minLength: 1 }),
    /** Instead of the environment variable CONSILIUM_PASSPHRASE. */
    passphraseFile: Type.Optional(Type.String({ minLength: 1 })),
    /** How long a site may be disconnected before a phase no longer waits for it. */
    absenceGraceMs: Type.Optional(Type.Integer({ minimum: 100, maximum: 600_000 })),
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
export type CoordinatorConfig = Static<typeof CoordinatorConfig>;
