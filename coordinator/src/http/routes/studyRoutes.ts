import {
  Accepted,
  PublishedStudy,
  RunBody,
  StudyFilesBody,
  StudyProgress,
} from "@consilium/sdk/schemas/controlPlane.ts";
import { Type } from "typebox";
import type { ControlPlaneApp, RouteParts } from "../ControlPlaneApp.ts";
import { replies } from "../responses.ts";
import { StudyDigestPath, StudyIdPath } from "./pathParameters.ts";

const tags = ["studies"];
const security = [{ operatorToken: [] }];

/** Public progress of the studies; publishing, running and stopping are the operator's. */
export function studyRoutes(app: ControlPlaneApp, { service, limits, requireOperator }: RouteParts): void {
  app.get(
    "/v1/studies",
    {
      schema: {
        tags,
        summary: "Studies",
        description: "Every study that this coordinator published, with its progress.",
        response: replies(Type.Array(StudyProgress), 503),
      },
    },
    async () => [...(await service.studies())],
  );

  app.get(
    "/v1/studies/:studyId",
    {
      schema: {
        tags,
        summary: "One study",
        description: "Progress and rounds of one study.",
        params: StudyIdPath,
        response: replies(StudyProgress, 400, 404, 503),
      },
    },
    async (request) => await service.study(request.params.studyId),
  );

  app.get(
    "/v1/studies/:digest/files",
    {
      schema: {
        tags,
        summary: "A study's folder",
        description:
          "The folder's files, relative path to text. Digest them again: the digest is what a site approves.",
        params: StudyDigestPath,
        response: replies(Type.Record(Type.String(), Type.String()), 400, 404),
      },
    },
    async (request) => ({ ...(await service.studyFiles(request.params.digest)) }),
  );

  app.post(
    "/v1/studies",
    {
      bodyLimit: limits.studyBodyBytes,
      onRequest: requireOperator,
      schema: {
        tags,
        security,
        summary: "Publish a study",
        description: "Checks the folder and publishes its digest and terms on chain. The same folder keeps its id.",
        body: StudyFilesBody,
        response: replies(PublishedStudy, 400, 401, 409, 503),
      },
    },
    async (request) => await service.publishStudy(request.body.files),
  );

  app.post(
    "/v1/studies/:studyId/run",
    {
      onRequest: requireOperator,
      schema: {
        tags,
        security,
        summary: "Run a study",
        description: "Starts or continues the study in the background; `rounds` bounds how far it goes.",
        params: StudyIdPath,
        body: RunBody,
        response: replies(Accepted, 400, 401, 404, 409, 503),
      },
    },
    async (request) => {
      const { studyId } = request.params;
      const { rounds } = request.body;
      await service.runStudy(studyId, rounds === undefined ? {} : { rounds });
      return { studyId, accepted: true as const };
    },
  );

  app.post(
    "/v1/studies/:studyId/stop",
    {
      onRequest: requireOperator,
      schema: {
        tags,
        security,
        summary: "Stop a study",
        description: "Lets the round under way end and starts no further one.",
        params: StudyIdPath,
        response: replies(Accepted, 400, 401, 404, 409),
      },
    },
    async (request) => {
      const { studyId } = request.params;
      await service.stopStudy(studyId);
      return { studyId, accepted: true as const };
    },
  );
}
