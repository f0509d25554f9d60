import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Logger } from "@consilium/service/logging/Logger.ts";
import rateLimit from "@fastify/rate-limit";
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from "@fastify/type-provider-typebox";
import fastify from "fastify";
import type { ConsentIntake } from "../consents/ConsentRelay.ts";
import type { SealedIntake } from "../consents/SealedRelay.ts";
import type { ControlPlaneApp, RouteParts } from "./ControlPlaneApp.ts";
import type { CoordinatorService } from "./CoordinatorService.ts";
import { registerErrorReplies } from "./errorReplies.ts";
import { type ControlPlaneLimits, HTTP_LIMITS } from "./limits.ts";
import { registerOpenApi } from "./openApi.ts";
import { operatorCheck } from "./operatorToken.ts";
import { type ReaderCheckParts, readerCheck } from "./readerCheck.ts";
import { consentRoutes } from "./routes/consentRoutes.ts";
import { roundRoutes } from "./routes/roundRoutes.ts";
import { sealedRoutes } from "./routes/sealedRoutes.ts";
import { statusRoutes } from "./routes/statusRoutes.ts";
import { studyRoutes } from "./routes/studyRoutes.ts";

export interface ControlPlaneOptions {
  service: CoordinatorService;
  consents: ConsentIntake;
  /** Absent where the deployment has no sealed consents; so is the route then. */
  sealed?: SealedIntake | undefined;
  /** EIP-712 domain that members sign their access headers under. */
  accessDomain: ReaderCheckParts["domain"];
  /** For example `127.0.0.1`. */
  host: string;
  /** 0 chooses a free port. */
  port: number;
  /** At least 24 characters; whoever shows it may publish, run and stop studies. */
  operatorToken: string;
  logger: Logger;
  limits?: Partial<ControlPlaneLimits>;
}

export interface ControlPlane {
  /** Base URL, for example `http://127.0.0.1:8600`. */
  readonly url: string;
  /** Ends idle connections, lets requests under way end, and closes. */
  stop(): Promise<void>;
}

/**
 * The coordinator's HTTP control plane, listening. OpenAPI at `/docs`, its document at `/docs/json`.
 * @throws CONFIG_INVALID for a short token or an address that cannot be listened on
 */
export async function createControlPlane(options: ControlPlaneOptions): Promise<ControlPlane> {
  const limits = { ...HTTP_LIMITS, ...options.limits };
  const app: ControlPlaneApp = fastify({
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestTimeoutMs,
    connectionTimeout: 2 * limits.requestTimeoutMs,
    forceCloseConnections: "idle",
    logger: false,
    routerOptions: { maxParamLength: 100 },
  })
    .withTypeProvider<TypeBoxTypeProvider>()
    // Bodies are checked as they are: nothing coerced, removed or defaulted, since some are signed.
    .setValidatorCompiler(TypeBoxValidatorCompiler);

  registerErrorReplies(app, options.logger);
  const parts: RouteParts = {
    service: options.service,
    consents: options.consents,
    limits,
    requireOperator: operatorCheck(options.operatorToken),
    requireReader: readerCheck({ domain: options.accessDomain, service: options.service }),
  };
  await app.register(rateLimit, {
    global: true,
    max: limits.requestsPerMinute,
    timeWindow: 60_000,
    errorResponseBuilder: () => new FederationError("RATE_LIMITED", "The caller asked too often."),
  });
  await registerOpenApi(app);
  await app.register(async (scope) => {
    for (const routes of [statusRoutes, studyRoutes, roundRoutes, consentRoutes]) {
      routes(scope as ControlPlaneApp, parts);
    }
    if (options.sealed !== undefined) sealedRoutes(scope as ControlPlaneApp, options.sealed, parts);
  });
  return { url: await listen(app, options), stop: async () => await app.close() };
}

async function listen(app: ControlPlaneApp, { host, port }: ControlPlaneOptions): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (cause) {
    await app.close();
    throw new FederationError("CONFIG_INVALID", `Cannot listen on ${host}:${port}.`, {
      field: "http",
      hint: "Choose another port, or 0 for a free one.",
      cause,
    });
  }
}
