/** Version of every message and document of the round protocol. Peers with another version are refused with a clear error. */
export const PROTOCOL_VERSION = 2;

/** Version of what patients sign and keep. Rounds may change; a consent and a receipt stay what they were. */
export const CONSENT_VERSION = 1;
