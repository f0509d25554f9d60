const MIB = 1024 * 1024;

/** What a request and its answer may carry beside their JSON, in bytes of raw attachment. */
export interface OpLimits {
  requestBodyBytes: number;
  responseBodyBytes: number;
}

/**
 * The operations a site may ask of the coordinator. The site always asks, the coordinator only answers;
 * a `…Wait` operation is a long poll that answers when there is news or after some seconds.
 */
export const OPS = {
  /** The member's own view: who it is, which rounds are open. */
  "member.hello": { requestBodyBytes: 0, responseBodyBytes: 0 },
  /** Long poll: the rounds this member should look at. */
  "rounds.wait": { requestBodyBytes: 0, responseBodyBytes: 0 },
  /** Long poll: the phase of one round, with what that phase publishes (manifest, adverts, sets, signatures). */
  "round.wait": { requestBodyBytes: 0, responseBodyBytes: 8 * MIB },
  /** OPEN: the round manifest. */
  "round.manifest": { requestBodyBytes: 0, responseBodyBytes: 0 },
  /** A document by digest: a study file, the base model. */
  "blob.fetch": { requestBodyBytes: 0, responseBodyBytes: 256 * MIB },
  /** JOIN: the signed advert. */
  "round.join": { requestBodyBytes: 0, responseBodyBytes: 0 },
  /** JOIN: every advert under the frozen roster root. */
  "round.roster": { requestBodyBytes: 0, responseBodyBytes: 8 * MIB },
  /** SHARE: sealed shares for the neighbours and the dealer's signed share root. */
  "round.shares.post": { requestBodyBytes: 8 * MIB, responseBodyBytes: 0 },
  /** SHARE: the boxes sealed to this site. */
  "round.shares.fetch": { requestBodyBytes: 0, responseBodyBytes: 8 * MIB },
  /** SET: this site's signature over S. */
  "round.set.sign": { requestBodyBytes: 0, responseBodyBytes: 0 },
  /** SET: everyone's signatures over S. */
  "round.set": { requestBodyBytes: 0, responseBodyBytes: 8 * MIB },
  /** COMMIT: the masked vector as attachment, with the signed commitment. */
  "round.commit": { requestBodyBytes: 256 * MIB, responseBodyBytes: 0 },
  /** FREEZE: the commitments under the frozen survivors' root. */
  "round.survivors": { requestBodyBytes: 0, responseBodyBytes: 8 * MIB },
  /** UNMASK: this site's one answer. */
  "round.unmask": { requestBodyBytes: 8 * MIB, responseBodyBytes: 0 },
  /** RESULT: the published transcript. */
  "round.transcript": { requestBodyBytes: 0, responseBodyBytes: 256 * MIB },
  /** A site steps out of a round, with a code. */
  "round.withdraw": { requestBodyBytes: 0, responseBodyBytes: 0 },
} as const satisfies Record<string, OpLimits>;

export type Op = keyof typeof OPS;

/** The attachment limits of a known operation, else undefined. Safe against names such as `constructor`. */
export function opLimits(op: string, table: Readonly<Record<string, OpLimits>> = OPS): OpLimits | undefined {
  return Object.hasOwn(table, op) ? table[op] : undefined;
}
