import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { type Member, readMembers } from "@consilium/sdk/chain/members.ts";
import type { Logger } from "@consilium/service/logging/Logger.ts";
import { WaitLog } from "@consilium/service/logging/WaitLog.ts";

/** A suspension takes effect within this time; a chain read at every request of every site would cost more than it is worth. */
const REFRESH_MS = 1_000;

/** The members as the chain has them, at most a second old. */
export class MemberDirectory {
  readonly #chain: Chain;
  readonly #wait: WaitLog;
  readonly #onChange: (members: readonly Member[]) => void;
  #members: readonly Member[] = [];
  #readAtMs = 0;
  #reading: Promise<readonly Member[]> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(chain: Chain, logger: Logger, onChange: (members: readonly Member[]) => void) {
    this.#chain = chain;
    this.#wait = new WaitLog(logger);
    this.#onChange = onChange;
  }

  async start(): Promise<void> {
    await this.members();
    this.#timer = setInterval(() => {
      this.members().then(
        () => this.#wait.over({}, "the members can be read again"),
        (error) => this.#wait.waiting({ err: error }, "the members cannot be read"),
      );
    }, REFRESH_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Throws CHAIN_UNREACHABLE; nobody is a member on the word of an old copy. */
  async members(): Promise<readonly Member[]> {
    if (Date.now() - this.#readAtMs < REFRESH_MS) return this.#members;
    // Whoever asks meanwhile shares the one read.
    this.#reading ??= this.#read();
    return this.#reading;
  }

  async #read(): Promise<readonly Member[]> {
    try {
      this.#members = await readMembers(this.#chain);
      this.#readAtMs = Date.now();
      this.#onChange(this.#members);
      return this.#members;
    } finally {
      this.#reading = undefined;
    }
  }

  async activeByPeer(peerId: string): Promise<Member | undefined> {
    return (await this.members()).find((member) => member.peerId === peerId && member.status === "active");
  }

  /** The last known peer id of a member, without asking the chain. */
  peerOf(index: number): string | undefined {
    return this.#members.find((member) => member.index === index)?.peerId;
  }
}
