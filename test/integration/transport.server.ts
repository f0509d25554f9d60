/**
 * Not a test: the coordinator's side in a process of its own, which transport.test.ts kills.
 * Arguments: the listening port (0 for any), then the peer ids of the members. Prints its addresses as one JSON line.
 */
import { createMemberServer } from "@consilium/coordinator/transport/MemberServer.ts";
import { silentLogger } from "@consilium/service/logging/Logger.ts";

const [port, ...members] = process.argv.slice(2);
const server = await createMemberServer({
  privateKeySeed: new Uint8Array(32).fill(1),
  listen: [`/ip4/127.0.0.1/tcp/${port}`],
  isMember: async (peerId) => (members.includes(peerId) ? { peerId } : undefined),
  handle: async (_member, _op, body) => ({ result: { echo: body, pid: process.pid } }),
  logger: silentLogger,
});
process.stdout.write(`${JSON.stringify(await server.start())}\n`);
