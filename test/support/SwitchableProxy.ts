import { connect, createServer, type Server, type Socket } from "node:net";

interface State {
  up: boolean;
  breakAt: string | undefined;
}

/** A TCP proxy that a test can take down and up again, for a chain that is briefly away. */
export class SwitchableProxy {
  readonly url: string;
  readonly #server: Server;
  readonly #sockets: Set<Socket>;
  readonly #state: State;

  private constructor(url: string, server: Server, sockets: Set<Socket>, state: State) {
    this.url = url;
    this.#server = server;
    this.#sockets = sockets;
    this.#state = state;
  }

  static async before(url: string): Promise<SwitchableProxy> {
    const { hostname, port } = new URL(url);
    const sockets = new Set<Socket>();
    const state: State = { up: true, breakAt: undefined };
    const server = createServer((client) => {
      if (!state.up) {
        client.destroy();
        return;
      }
      const upstream = connect(Number(port), hostname);
      for (const [socket, other] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        sockets.add(socket);
        socket.on("error", () => other.destroy());
        socket.on("close", () => {
          sockets.delete(socket);
          other.destroy();
        });
      }
      client.on("data", (chunk: Buffer) => {
        if (state.breakAt !== undefined && chunk.includes(state.breakAt)) {
          state.breakAt = undefined;
          client.destroy();
        } else upstream.write(chunk);
      });
      upstream.pipe(client);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address() as { port: number };
    return new SwitchableProxy(`http://127.0.0.1:${address.port}`, server, sockets, state);
  }

  /** Breaks every connection and refuses new ones. */
  down(): void {
    this.#state.up = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  up(): void {
    this.#state.up = true;
  }

  /** Drops the next request that has this text in it, and no other. */
  breakOnceAt(text: string): void {
    this.#state.breakAt = text;
  }

  /** Whether the request to be dropped has come. */
  get hasBroken(): boolean {
    return this.#state.breakAt === undefined;
  }

  async close(): Promise<void> {
    this.down();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
