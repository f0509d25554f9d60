import { type AccessCheckInput, checkAccessHeader } from "@consilium/sdk/transcripts/accessHeader.ts";
import type { FastifyRequest } from "fastify";
import type { CoordinatorService, MemberView } from "./CoordinatorService.ts";

const READING_ROLES: readonly MemberView["roles"][number][] = ["site", "auditor", "coordinator"];

export interface ReaderCheckParts {
  domain: AccessCheckInput["domain"];
  service: Pick<CoordinatorService, "members">;
}

/**
 * Admits a request only if an active site, auditor or coordinator signed this very path within the last minute.
 * Membership is asked for every request, so a suspension works within the second that the directory may be old. Throws UNAUTHORISED or FORBIDDEN.
 */
export function readerCheck({ domain, service }: ReaderCheckParts): (request: FastifyRequest) => Promise<void> {
  async function readerAccount(index: number): Promise<string | undefined> {
    const member = (await service.members()).find((candidate) => candidate.index === index);
    const mayRead = member?.status === "active" && member.roles.some((role) => READING_ROLES.includes(role));
    return mayRead ? member.account : undefined;
  }
  return async (request) => {
    await checkAccessHeader({ domain, header: request.headers.authorization, path: request.url, readerAccount });
  };
}
