import { ConsentOutcome } from "@consilium/sdk/schemas/consent.ts";
import { SealedRevocation } from "@consilium/sdk/schemas/seals.ts";
import type { SealedIntake } from "../../consents/SealedRelay.ts";
import type { ControlPlaneApp, RouteParts } from "../ControlPlaneApp.ts";
import { replies } from "../responses.ts";

/** A leaf of ten fields, 24 siblings, a signer and an encoded passkey answer take 8 KiB as JSON. */
const BODY_BYTES = 16 * 1024;

/** Public: anyone may hand in a revocation that the consent's key signed; the signature is what counts. */
export function sealedRoutes(app: ControlPlaneApp, sealed: SealedIntake, { limits }: Pick<RouteParts, "limits">): void {
  app.post(
    "/v1/consents/sealed",
    {
      bodyLimit: BODY_BYTES,
      config: { rateLimit: { max: limits.consentPostsPerMinute, timeWindow: 60_000 } },
      schema: {
        tags: ["consents"],
        summary: "Force the revocation of a sealed consent",
        description:
          "A receipt's leaf and proof, and its key's signature (EIP-712). The coordinator pays the gas; the hospital has no " +
          "say. The reply comes when the revocation is in a block, or says why it was refused, which costs nobody anything.",
        body: SealedRevocation,
        response: replies(ConsentOutcome, 400, 503),
      },
    },
    (request) => sealed.submit(request.body),
  );
}
