/** Version of every message and document of the round protocol. Peers with another version are refused with a clear error. */
export const PROTOCOL_VERSION = 1;
