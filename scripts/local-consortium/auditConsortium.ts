import type { AuditReport } from "@consilium/sdk/audit/AuditReport.ts";
import { auditStudy } from "@consilium/sdk/audit/auditStudy.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { FolderCohortEvidence } from "@consilium/service/audit/FolderCohortEvidence.ts";
import { useWasmRecovery } from "@consilium/service/crypto/useWasmRecovery.ts";
import { FolderTranscriptSource } from "@consilium/service/transcripts/FolderTranscriptSource.ts";
import type { StateDirectory } from "./StateDirectory.ts";

/** The transcripts and artefacts that the consortium's coordinator keeps. */
export function coordinatorArchive(state: StateDirectory): FolderTranscriptSource {
  return new FolderTranscriptSource(state.at("coordinator", "state", "archive"));
}

/**
 * Audits a study of a consortium that ran here, from the chain, the coordinator's archive and the cohort evidence of each site, which
 * only a demonstration has all in one place.
 */
export async function auditConsortium(
  chain: Chain,
  studyId: number,
  { state, siteIds }: { state: StateDirectory; siteIds: readonly string[] },
): Promise<AuditReport> {
  await useWasmRecovery();
  return await auditStudy({
    chain,
    study: studyId,
    transcripts: coordinatorArchive(state),
    cohortEvidence: await Promise.all(siteIds.map((id) => FolderCohortEvidence.open(state.at("sites", id, "state")))),
    onProgress: () => {},
  });
}
