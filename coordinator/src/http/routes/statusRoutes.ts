import { Health, MemberView } from "@consilium/sdk/schemas/controlPlane.ts";
import { Type } from "typebox";
import type { ControlPlaneApp, RouteParts } from "../ControlPlaneApp.ts";
import { replies } from "../responses.ts";

/** Public: is the coordinator well, and who is in the consortium. */
export function statusRoutes(app: ControlPlaneApp, { service }: RouteParts): void {
  app.get(
    "/v1/health",
    {
      schema: {
        tags: ["status"],
        summary: "Health",
        description: "Whether the coordinator runs and its chain answers, and where sites reach it.",
        response: replies(Health, 503),
      },
    },
    async () => await service.health(),
  );

  app.get(
    "/v1/members",
    {
      schema: {
        tags: ["status"],
        summary: "Members",
        description: "Every member ever admitted, as the Consortium contract has it; suspended members included.",
        response: replies(Type.Array(MemberView, { maxItems: 256 }), 503),
      },
    },
    async () => [...(await service.members())],
  );
}
