import { join } from "node:path";
import { Indexer } from "@consilium/indexer/Indexer.ts";
import { connectChain } from "@consilium/sdk/chain/connectChain.ts";
import { roundTypedDataDomain } from "@consilium/sdk/chain/domains.ts";
import { isActiveWithRole, ROLES } from "@consilium/sdk/chain/members.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Op } from "@consilium/sdk/wire/ops.ts";
import type { ConfigFile } from "@consilium/service/config/readConfig.ts";
import { readDeployment } from "@consilium/service/config/readDeployment.ts";
import { identityOf, type ServiceKeys } from "@consilium/service/keystore/serviceKeys.ts";
import { type Closer, closeAll } from "@consilium/service/lifecycle/closeAll.ts";
import type { Logger } from "@consilium/service/logging/Logger.ts";
import { logOutages } from "@consilium/service/logging/WaitLog.ts";
import { openStore } from "@consilium/service/storage/Store.ts";
import { TranscriptArchive } from "@consilium/service/transcripts/TranscriptArchive.ts";
import type { CoordinatorConfig } from "./config.ts";
import { ConsentRelay } from "./consents/ConsentRelay.ts";
import { createConsentChain } from "./consents/createConsentChain.ts";
import { SealedRelay } from "./consents/SealedRelay.ts";
import { createService } from "./createService.ts";
import { createControlPlane } from "./http/createControlPlane.ts";
import { createAnswers } from "./intake/answerMember.ts";
import { ChangeBoard } from "./intake/ChangeBoard.ts";
import { Presence } from "./intake/Presence.ts";
import { MemberDirectory } from "./MemberDirectory.ts";
import { Rounds } from "./Rounds.ts";
import { Studies } from "./Studies.ts";
import { StudyResults } from "./StudyResults.ts";
import { createMemberServer } from "./transport/MemberServer.ts";

const DEFAULT_ABSENCE_GRACE_MS = 5_000;

export interface CoordinatorOptions {
  readonly file: ConfigFile<CoordinatorConfig>;
  readonly keys: ServiceKeys;
  readonly operatorToken: string;
  readonly logger: Logger;
}

/** The consortium operator's service: everything is opened here, in order, and closed in reverse. */
export class Coordinator {
  readonly url: string;
  readonly peerId: string;
  readonly multiaddrs: readonly string[];
  readonly #closers: Closer[];

  private constructor(url: string, peerId: string, multiaddrs: readonly string[], closers: Closer[]) {
    this.url = url;
    this.peerId = peerId;
    this.multiaddrs = multiaddrs;
    this.#closers = closers;
  }

  /** Throws CONFIG_INVALID, CHAIN_UNREACHABLE, CHAIN_ID_MISMATCH, STORE_IN_USE or MEMBER_UNKNOWN; then nothing stays open. */
  static async init({ file, keys, operatorToken, logger }: CoordinatorOptions): Promise<Coordinator> {
    const closers: Closer[] = [];
    try {
      const { config, resolvePath } = file;
      const stateDir = resolvePath(config.stateDir);
      const { account, peerId } = identityOf(keys);

      const store = await openStore(join(stateDir, "store"), { storeKey: keys.storeKey });
      closers.push(() => store.close());
      const archive = new TranscriptArchive(join(stateDir, "archive"));

      const deploymentFile = resolvePath(config.chain.deploymentFile);
      const deployment = await readDeployment(deploymentFile);
      const chain = await connectChain({
        rpcUrl: config.chain.rpcUrl,
        deployment,
        signer: keys.chainKey,
        onOutage: logOutages(logger),
      });
      closers.push(() => chain.close());

      const { reorgDepth } = config.chain;
      const index = await Indexer.open({
        dir: join(stateDir, "index"),
        provider: chain.provider,
        deployment,
        ...(reorgDepth === undefined ? {} : { reorgDepth }),
      });
      closers.push(() => index.close());

      // What starts later is reached through these once it is there.
      let disconnect: (peer: string) => void = () => {};
      let connected: () => string[] = () => [];
      const directory = new MemberDirectory(chain, logger, (members) => {
        for (const { status, peerId: peer } of members) if (status !== "active") disconnect(peer);
      });
      await directory.start();
      closers.push(() => directory.stop());
      const self = (await directory.members()).find((member) => member.account.toLowerCase() === account.toLowerCase());
      if (self === undefined || !isActiveWithRole(self, ROLES.COORDINATOR)) {
        throw new FederationError("MEMBER_UNKNOWN", "This account is not a registered coordinator.", {
          field: deploymentFile,
          hint: `Have the members admit account ${account} with peer id ${peerId}.`,
        });
      }

      const board = new ChangeBoard();
      const presence = new Presence((member) => {
        const peer = directory.peerOf(member);
        return peer !== undefined && connected().includes(peer);
      }, config.absenceGraceMs ?? DEFAULT_ABSENCE_GRACE_MS);
      const rounds = new Rounds(chain, { store, logger }, board);
      const results = new StudyResults(chain, index, archive);
      const studies = new Studies({
        chain,
        archive,
        runner: { chain, store, rounds, results, round: { chain, archive, presence, logger }, logger },
      });

      const answers = createAnswers({
        chain,
        archive,
        board,
        rounds: () => rounds.known,
        publishedStudies: () => studies.published(),
      });
      const server = await createMemberServer({
        privateKeySeed: keys.peerSeed,
        listen: config.listen,
        isMember: (peer) => directory.activeByPeer(peer),
        handle: async (member, op, body, attachment, signal, sizeBytes) => {
          const answer = Object.hasOwn(answers, op) ? answers[op as Op] : undefined;
          if (answer === undefined) throw new FederationError("REQUEST_INVALID", "Unknown operation.", { field: "op" });
          presence.seen(member.index);
          rounds.countReceived(member.index, body, sizeBytes);
          return answer(member, body, attachment, signal);
        },
        logger,
      });
      const multiaddrs = await server.start();
      closers.push(() => server.stop());
      disconnect = (peer) => server.disconnect(peer);
      connected = () => server.connectedPeers();

      const relay = new ConsentRelay({ chain: createConsentChain(chain), logger });
      closers.push(() => relay.stop());
      const sealed = deployment.consentSeals === undefined ? undefined : new SealedRelay({ chain, logger });
      closers.push(async () => sealed?.stop());
      const control = await createControlPlane({
        service: createService({
          chain,
          index,
          directory,
          rounds,
          studies,
          results,
          archive,
          self,
          peerId,
          multiaddrs,
        }),
        consents: relay,
        sealed,
        accessDomain: roundTypedDataDomain(deployment),
        host: config.http.host,
        port: config.http.port,
        operatorToken,
        logger,
      });
      closers.push(() => control.stop());

      // Last to start, first to stop: rounds need all of the above.
      closers.push(() => studies.stop());
      await studies.resume();
      logger.info({ url: control.url, multiaddrs }, "the coordinator is up");
      return new Coordinator(control.url, peerId, multiaddrs, closers);
    } catch (error) {
      await closeAll(closers);
      throw error;
    }
  }

  async stop(): Promise<void> {
    await closeAll(this.#closers);
  }
}
