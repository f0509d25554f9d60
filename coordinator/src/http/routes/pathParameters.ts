import { StudyId } from "@consilium/sdk/schemas/controlPlane.ts";
import { Bytes32, RoundId } from "@consilium/sdk/schemas/scalars.ts";
import { Type } from "typebox";

/** What stands in the routes' paths. */
export const StudyIdPath = Type.Object({ studyId: StudyId });
export const StudyDigestPath = Type.Object({ digest: Bytes32 });
export const RoundIdPath = Type.Object({ roundId: RoundId });
export const ArtefactPath = Type.Object({ digest: Bytes32 });
