import { PROTOCOL_VERSION } from "@consilium/sdk/protocol.ts";
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { ControlPlaneApp } from "./ControlPlaneApp.ts";

/** OpenAPI 3.1 from the routes' own schemas: pages at `/docs`, the document at `/docs/json`. */
export async function registerOpenApi(app: ControlPlaneApp): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Consilium coordinator",
        description:
          "Control plane of a Consilium coordinator: studies, rounds, transcripts and the consent relay. " +
          "Every refusal is `{ code, message, field? }` with a stable code.",
        version: `${PROTOCOL_VERSION}`,
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      tags: [
        { name: "status", description: "Health and membership" },
        { name: "studies", description: "Publish, run and watch studies" },
        { name: "rounds", description: "Rounds, their transcripts and artefacts" },
        { name: "consents", description: "Relay of patients' signed consents" },
      ],
      components: {
        securitySchemes: {
          operatorToken: { type: "http", scheme: "bearer", description: "The operator's token" },
          memberSignature: {
            type: "apiKey",
            in: "header",
            name: "authorization",
            description: "Access header over path and time, signed by a member's account (sdk: accessHeader)",
          },
        },
      },
    },
  });
  await app.register(swaggerUi, { routePrefix: "/docs", staticCSP: true, uiConfig: { deepLinking: true } });
}
