import {
  applyEndOfEpoch,
  applyGrant,
  applyLimit,
  applyPatientKey,
  applyRevocation,
  firstKeysOf,
  isConsentEvent,
  limitedGrant,
} from "./applyConsents.ts";
import {
  applyAccess,
  applyAttestation,
  applyModelStage,
  applyModelVote,
  applyRoundFinalized,
  applyRoundOpened,
  applyRoundStep,
  applyStudy,
} from "./applyRecords.ts";
import { applySeal, applySealedRevocation } from "./applySeals.ts";
import type { Draft } from "./Draft.ts";
import type { IndexedEvent } from "./indexedEvents.ts";

/** Applies events to a draft in chain order. @throws CHAIN_UNREACHABLE when they do not follow on what the draft holds. */
export async function applyEvents(draft: Draft, events: readonly IndexedEvent[]): Promise<void> {
  await draft.load(events.filter(isConsentEvent).flatMap(firstKeysOf));
  for (let i = 0; i <= events.length; i++) {
    const [before, event] = [events[i - 1], events[i]];
    const grant = limitedGrant(before, event);
    if (event === undefined) continue;
    if (event.name === "ConsentLimited") await applyLimit(draft, event, grant!);
    else await applyEvent(draft, event);
  }
}

function applyEvent(draft: Draft, event: Exclude<IndexedEvent, { name: "ConsentLimited" }>): Promise<unknown> {
  switch (event.name) {
    case "PatientKeyRegistered":
      return applyPatientKey(draft, event);
    case "ConsentGranted":
      return applyGrant(draft, event);
    case "ConsentRevoked":
    case "ConsentRevokedBySite":
      return applyRevocation(draft, event);
    case "ConsentsRevoked":
      return applyEndOfEpoch(draft, event);
    case "StudyPublished":
      return applyStudy(draft, event);
    case "AccessGranted":
    case "AccessWithdrawn":
      return applyAccess(draft, event);
    case "RoundOpened":
      return applyRoundOpened(draft, event);
    case "RosterFrozen":
    case "SurvivorsFrozen":
    case "RoundAborted":
    case "RoundDisputed":
    case "DisputesDismissed":
      return applyRoundStep(draft, event);
    case "RoundFinalized":
      return applyRoundFinalized(draft, event);
    case "ModelStageChanged":
      return applyModelStage(draft, event);
    case "ModelVoted":
      return applyModelVote(draft, event);
    case "ModelAttested":
      return applyAttestation(draft, event);
    case "ConsentsSealed":
      return applySeal(draft, event);
    case "SealedConsentsRevoked":
      return applySealedRevocation(draft, event);
  }
}
