import { Type } from "typebox";
import type { ConsentOutcome } from "../ConsentRelay.ts";
import type { ControlPlaneApp, RouteParts } from "../ControlPlaneApp.ts";
import { replies } from "../responses.ts";

/** Most requests in one POST. */
export const CONSENT_POST_ITEMS = 100;

const ConsentsBody = Type.Object(
  { requests: Type.Array(Type.Unknown(), { minItems: 1, maxItems: CONSENT_POST_ITEMS }) },
  { title: "Consents", additionalProperties: false },
);

const ConsentResult = Type.Union([
  Type.Object({ status: Type.Literal("accepted"), transaction: Type.String({ maxLength: 66 }) }),
  Type.Object({
    status: Type.Literal("refused"),
    code: Type.String({ maxLength: 64 }),
    message: Type.String({ maxLength: 300 }),
  }),
]);

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
          "Grants and revocations as patients signed them (EIP-712). The coordinator pays the gas; a refused item does not " +
          "affect the others. The reply comes when the requests are in a block, with one result a request, in order.",
        body: ConsentsBody,
        response: replies(Type.Object({ results: Type.Array(ConsentResult) }, { title: "ConsentResults" }), 400, 503),
      },
    },
    async (request) => ({ results: (await consents.submit(request.body.requests)).map(view) }),
  );
}

function view(outcome: ConsentOutcome) {
  if ("transaction" in outcome) return { status: "accepted" as const, transaction: outcome.transaction };
  return { status: "refused" as const, ...outcome.refused.toPublic() };
}
