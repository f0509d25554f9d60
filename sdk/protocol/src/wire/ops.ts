const MIB = 1024 * 1024;

/** What a request and its answer may carry, in bytes. A body is the raw attachment beside the JSON. */
export interface OpLimits {
  requestBodyBytes: number;
  responseBodyBytes: number;
  /** Longest JSON of the answer; default 1 MiB. */
  responseHeaderBytes?: number;
}

const NO_ATTACHMENT: OpLimits = { requestBodyBytes: 0, responseBodyBytes: 0 };

/**
 * The operations a site may ask of the coordinator. The site always asks, the coordinator only answers;
 * a `….wait` operation is a long poll that answers when there is news or after some seconds.
 */
export const OPS = {
  /** The studies published by this coordinator, by id and digest. */
  "studies.list": NO_ATTACHMENT,
  /** A study folder's files, for a site to read before it approves. */
  "study.fetch": { requestBodyBytes: 0, responseBodyBytes: 0, responseHeaderBytes: 16 * MIB },
  /** Long poll: the rounds that run. */
  "rounds.wait": NO_ATTACHMENT,
  /** OPEN: the round manifest. */
  "round.manifest": NO_ATTACHMENT,
  /** Long poll: the document that a phase of one round publishes. A roster of 200 hybrid-key adverts is 1.2 MB. */
  "round.wait": { requestBodyBytes: 0, responseBodyBytes: 0, responseHeaderBytes: 16 * MIB },
  /** JOIN: the signed advert. */
  "round.join": NO_ATTACHMENT,
  /** SHARE: sealed shares for the others and the dealer's signed share root. */
  "round.deal": NO_ATTACHMENT,
  /** SHARE: a deal fails this site, with what shows it; the site leaves the round. */
  "round.complain": NO_ATTACHMENT,
  /** SET: this site's signature over S. */
  "round.agree": NO_ATTACHMENT,
  /** COMMIT: the masked vector as attachment, with the signed commitment. */
  "round.commit": { requestBodyBytes: 256 * MIB, responseBodyBytes: 0 },
  /** CONFIRM: this site's signature over the survivors and the masked sum as frozen. */
  "round.confirm": NO_ATTACHMENT,
  /** UNMASK: this site's one answer. */
  "round.unmask": NO_ATTACHMENT,
  /** A site steps out of a round, with a code. */
  "round.withdraw": NO_ATTACHMENT,
  /** Bytes by digest: a base state, a transcript, a masked sum, a masked vector. */
  "artefact.fetch": { requestBodyBytes: 0, responseBodyBytes: 256 * MIB },
} as const satisfies Record<string, OpLimits>;

export type Op = keyof typeof OPS;

/** The attachment limits of a known operation, else undefined. Safe against names such as `constructor`. */
export function opLimits(op: string, table: Readonly<Record<string, OpLimits>> = OPS): OpLimits | undefined {
  return Object.hasOwn(table, op) ? table[op] : undefined;
}
