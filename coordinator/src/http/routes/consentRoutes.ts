import { ConsentAnswer, ConsentSubmission } from "@consilium/sdk/schemas/consent.ts";
import type { ControlPlaneApp, RouteParts } from "../ControlPlaneApp.ts";
import { replies } from "../responses.ts";

/** Public: anyone may hand in a request that a patient signed; the signature is what counts. */
export function consentRoutes(app: ControlPlaneApp, { consents, limits }: RouteParts): void {
  app.post(
    "/v1/consents",
    {
      bodyLimit: limits.consentBodyBytes,
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
    async (request) => ({ results: await consents.submit(request.body.requests) }),
  );
}
