import { RoundSummary } from "@consilium/sdk/schemas/controlPlane.ts";
import type { ControlPlaneApp, RouteParts } from "../ControlPlaneApp.ts";
import { bytesReply, replies } from "../responses.ts";
import { ArtefactPath, RoundIdPath } from "./pathParameters.ts";

const tags = ["rounds"];
const security = [{ memberSignature: [] }];

/** Public summaries; transcripts and artefacts for members and auditors only (round protocol, RESULT). */
export function roundRoutes(app: ControlPlaneApp, { service, requireReader }: RouteParts): void {
  app.get(
    "/v1/rounds/:roundId",
    {
      schema: {
        tags,
        summary: "One round",
        description: "Who took part, who dropped, the chain transactions and their gas.",
        params: RoundIdPath,
        response: replies(RoundSummary, 400, 404, 503),
      },
    },
    async (request) => await service.round(request.params.roundId),
  );

  app.get(
    "/v1/rounds/:roundId/transcript",
    {
      onRequest: requireReader,
      schema: {
        tags,
        security,
        summary: "A round's transcript",
        description: "Canonical JSON; its SHA-256 is the round's result digest on chain. Members and auditors only.",
        params: RoundIdPath,
        response: replies(bytesReply("application/json", "RFC 8785 canonical JSON"), 400, 401, 403, 404),
      },
    },
    async (request, reply) => {
      const bytes = await service.transcript(request.params.roundId);
      reply.type("application/json; charset=utf-8");
      return buffer(bytes);
    },
  );

  app.get(
    "/v1/artefacts/:digest",
    {
      onRequest: requireReader,
      schema: {
        tags,
        security,
        summary: "An artefact",
        description: "A masked vector, a sum or a model, by the SHA-256 of its bytes. Members and auditors only.",
        params: ArtefactPath,
        response: replies(bytesReply("application/octet-stream", "The bytes"), 400, 401, 403, 404),
      },
    },
    async (request, reply) => {
      const bytes = await service.artefact(request.params.digest);
      reply.type("application/octet-stream");
      return buffer(bytes);
    },
  );
}

/** The same memory as a Buffer, which fastify sends without a copy or a serialiser. */
function buffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
