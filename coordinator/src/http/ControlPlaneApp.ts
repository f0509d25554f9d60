import type { IncomingMessage, ServerResponse } from "node:http";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from "fastify";
import type { ConsentIntake } from "../consents/ConsentRelay.ts";
import type { CoordinatorService } from "./CoordinatorService.ts";
import type { ControlPlaneLimits } from "./limits.ts";

/** Fastify with request and reply types inferred from the TypeBox schemas of each route. */
export type ControlPlaneApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** What the route files share. */
export interface RouteParts {
  readonly service: CoordinatorService;
  readonly consents: ConsentIntake;
  readonly limits: ControlPlaneLimits;
  /** Throws UNAUTHORISED unless the operator's token is shown. */
  readonly requireOperator: (request: FastifyRequest) => Promise<void>;
  /** Throws UNAUTHORISED, FORBIDDEN or MEMBER_SUSPENDED unless an active member or auditor signed this request. */
  readonly requireReader: (request: FastifyRequest) => Promise<void>;
}
