import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import type { AwaitRequest, AwaitResponse, Phase, SharingDocument } from "@consilium/sdk/schemas/messages.ts";
import { PHASES } from "@consilium/sdk/schemas/messages.ts";
import type { RunningRound } from "./RunningRound.ts";

const after = (phase: Phase, other: Phase) => PHASES.indexOf(phase) >= PHASES.indexOf(other);

/** What a site's long-poll gets now: the document it waits for, once its phase has published it. */
export function documentAwaited(
  { intake }: Pick<RunningRound, "intake">,
  member: number,
  { document, attempt = 0 }: AwaitRequest,
): AwaitResponse {
  const { phase } = intake;
  const ready = (value: unknown): AwaitResponse => ({ status: "ready", document: value });
  if (phase === "ended" && intake.endedReason !== undefined) return { status: "ended", reason: intake.endedReason };
  switch (document) {
    case "roster":
      if (after(phase, "share")) return ready({ roster: intake.roster });
      break;
    case "sharing":
      if (after(phase, "set") && intake.proposal !== undefined && intake.proposal.attempt > attempt) {
        return ready(sharingFor(intake.proposal, intake.deals, member));
      }
      break;
    case "agreement":
      if (intake.agreement !== undefined) return ready(intake.agreement);
      if ((intake.proposal?.attempt ?? 0) > attempt) return { status: "superseded" };
      break;
    case "survivors":
      if (after(phase, "confirm")) return ready({ commitments: intake.survivors });
      break;
    case "confirmations":
      if (after(phase, "unmask")) {
        const confirmations = intake.survivorMembers.flatMap((survivor) => intake.confirmations.get(survivor) ?? []);
        return ready({ confirmations });
      }
      break;
    case "result":
      if (phase === "ended") return ready({ resultDigest: intake.resultDigest });
      break;
  }
  return { status: "waiting" };
}

function sharingFor(
  proposal: { attempt: number; sharingSet: number[] },
  deals: RunningRound["intake"]["deals"],
  member: number,
): SharingDocument {
  const excerpts = proposal.sharingSet.flatMap((dealer) => {
    const signed = deals.get(dealer);
    const share = signed?.deal.shares.find(({ to }) => to === member);
    if (signed === undefined || share === undefined) return [];
    const { deal, signature } = signed;
    return [{ dealer, shareRoot: deal.shareRoot, shareDigests: deal.shares.map(digestDocument), share, signature }];
  });
  return { ...proposal, excerpts };
}
