import { connect, createServer, type Server, type Socket } from "node:net";

interface State {
  up: boolean;
  breakAt: string;
  /** Requests that are still to be dropped. */
  breaks: number;
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
    const state: State = { up: true, breakAt: "", breaks: 0 };
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
        if (state.breaks > 0 && chunk.includes(state.breakAt)) {
          state.breaks -= 1;
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

  /** Drops the next requests that have this text in them, and no others. */
  breakAt(text: string, requests: number): void {
    Object.assign(this.#state, { breakAt: text, breaks: requests });
  }

  /** Whether all requests to be dropped have come. */
  get hasBroken(): boolean {
    return this.#state.breaks === 0;
  }

  async close(): Promise<void> {
    this.down();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
