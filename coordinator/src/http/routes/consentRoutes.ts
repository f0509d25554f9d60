import {
  CONSENT_REQUESTS_MAX,
  ConsentAnswer,
  ConsentSubmission,
  schemaOfKind,
} from "@consilium/sdk/schemas/consent.ts";
import type { FastifyRequest } from "fastify";
import { Value } from "typebox/value";
import type { ControlPlaneApp, RouteParts } from "../ControlPlaneApp.ts";
import { replies } from "../responses.ts";

type ValidationError = NonNullable<FastifyRequest["validationError"]>;

/** Public: anyone may hand in a request that a patient signed; the signature is what counts. */
export function consentRoutes(app: ControlPlaneApp, { consents, limits }: RouteParts): void {
  app.post(
    "/v1/consents",
    {
      bodyLimit: limits.consentBodyBytes,
      attachValidation: true,
      config: { rateLimit: { max: limits.consentPostsPerMinute, timeWindow: 60_000 } },
      schema: {
        tags: ["consents"],
        summary: "Relay signed consents",
        description:
          "Consents and revocations as patients, or guardians for them, signed them (EIP-712, or a passkey over the same " +
          "digest): for a purpose, for named studies only, and revocations of one consent or of all at a site. The " +
          "coordinator pays the gas; a refused item does not affect the others, and requests of one key are taken in order. " +
          "Revocations do not wait behind other people's grants. The reply comes when the requests are in a block, with " +
          "one result a request, in order.",
        body: ConsentSubmission,
        response: replies(ConsentAnswer, 400, 503),
      },
    },
    async (request) => {
      if (request.validationError !== undefined) throw pointed(request.validationError, request.body);
      return { results: await consents.submit(request.body.requests) };
    },
  );
}

/** Of a request's kinds the validator names the first; this names the fault in the kind that the request says it is. */
function pointed(error: ValidationError, body: unknown): ValidationError {
  const requests = typeof body === "object" && body !== null && "requests" in body ? body.requests : undefined;
  if (!Array.isArray(requests) || requests.length > CONSENT_REQUESTS_MAX) return error;
  for (const [i, request] of requests.entries()) {
    const [fault] = Value.Errors(schemaOfKind(request), request);
    if (fault === undefined) continue;
    const validation = [{ ...fault, instancePath: `/requests/${i}${fault.instancePath}` }];
    return Object.assign(error, { validation: validation as unknown as ValidationError["validation"] });
  }
  return error;
}
