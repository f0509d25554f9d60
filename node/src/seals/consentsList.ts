import { readFile, stat } from "node:fs/promises";
import { type Digest, digestBytes } from "@consilium/sdk/canonical/digest.ts";
import { categoryBits } from "@consilium/sdk/chain/categories.ts";
import { CONSENT_BASES, type ConsentBasis } from "@consilium/sdk/chain/consentBases.ts";
import { keyHashOf } from "@consilium/sdk/chain/consentRequests.ts";
import type { Deployment } from "@consilium/sdk/chain/Deployment.ts";
import { purposeNumber } from "@consilium/sdk/chain/purposes.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { isSealedConsentSigned, restsOnSignature } from "@consilium/sdk/seals/sealedSignature.ts";
import { CONSENTS_PER_SEAL_MAX } from "./SealRegister.ts";

export const CONSENTS_HEADER = "patient_id,basis,purpose,categories,from,until,text_digest,signer,signature";

/** One line of the list. Times are unix seconds. */
export interface ListedConsent {
  line: number;
  patientId: string;
  site: number;
  basis: ConsentBasis;
  purpose: number;
  categories: number;
  from: number;
  until: number;
  /** SHA-256 of the text shown, of the signed paper, or of the ethics board's decision. */
  textDigest: Hex;
  signer?: Hex;
  signature?: Hex;
}

export interface ConsentsListContext {
  deployment: Deployment;
  /** Member index of this site. */
  site: number;
  nowSeconds: number;
  /** Whose key it is, of the keys that the site knows already: one key speaks for one patient. */
  patientOfKey: ReadonlyMap<string, string>;
  /** Whether a key has revoked for a purpose at this site: nothing of it is sealed any more. */
  hasRevoked: (keyHash: Hex, purpose: number) => boolean;
}

const MAX_FILE_BYTES = 128 * 1024 * 1024;
const MAX_LINE_CHARACTERS = 8_192;
const MAX_NAMED_LINES = 5;
const SIGNER = /^0x([0-9a-f]{40}|[0-9a-f]{168})$/;
const SIGNATURE = /^0x([0-9a-f]{130}|([0-9a-f]{64}){10,64})$/;

/** The list's text, and SHA-256 of its bytes. @throws CONFIG_INVALID */
export async function readConsentsList(path: string): Promise<{ text: string; digest: Digest }> {
  try {
    if ((await stat(path)).size > MAX_FILE_BYTES) throw new RangeError("too large");
    const bytes = await readFile(path);
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), digest: digestBytes(bytes) };
  } catch (cause) {
    throw new FederationError("CONFIG_INVALID", "It cannot be read as UTF-8 text of at most 128 MiB.", {
      field: path,
      hint: "Check the path and its permissions.",
      cause,
    });
  }
}

/**
 * A list of consents: CSV with the header above; categories separated by `;`, times as YYYY-MM-DD (UTC), ISO or unix seconds,
 * signer and signature (`consilium consent sign-sealed`) for the bases patient and guardian. Throws CONFIG_INVALID naming the
 * first bad lines by number and field only: no content may reach a message.
 */
export function parseConsentsList(text: string, context: ConsentsListContext, path = "consents"): ListedConsent[] {
  const lines = text.split("\n").map((line) => line.replace(/\r$/, ""));
  const faults: string[] = [];
  const consents: ListedConsent[] = [];
  if (lines[0] !== CONSENTS_HEADER) throw refuse(path, ["line 1: not the header"], `Begin with '${CONSENTS_HEADER}'.`);
  if (lines.length - 1 > CONSENTS_PER_SEAL_MAX + 1) {
    throw refuse(path, [`more than ${CONSENTS_PER_SEAL_MAX} lines`], "Make several lists of it.");
  }
  const patientOfKey = new Map(context.patientOfKey);
  const given = new Map<string, number>();
  for (const [i, line] of lines.entries()) {
    if (i === 0 || line === "") continue;
    const parsed = parseLine(line, i + 1, context);
    const fault = typeof parsed === "string" ? parsed : conflictOf(parsed, given, patientOfKey);
    if (fault !== undefined) faults.push(`line ${i + 1}: ${fault}`);
    else consents.push(parsed as ListedConsent);
  }
  if (faults.length > 0) throw refuse(path, faults, "Correct those lines; nothing was sealed.");
  if (consents.length === 0) throw refuse(path, ["no consent"], "Give one line for each consent.");
  return consents;
}

/** What is wrong with it beside the lines before; notes its key and purpose. */
function conflictOf(
  consent: ListedConsent,
  given: Map<string, number>,
  patientOfKey: Map<string, string>,
): string | undefined {
  const scope = JSON.stringify([consent.patientId, consent.purpose]);
  const same = given.get(scope);
  given.set(scope, consent.line);
  if (same !== undefined) return `the patient and purpose of line ${same} again`;
  if (consent.signer === undefined) return undefined;
  const keyHash = keyHashOf(consent.signer);
  const owner = patientOfKey.get(keyHash) ?? consent.patientId;
  patientOfKey.set(keyHash, owner);
  return owner === consent.patientId ? undefined : "signer: it speaks for another patient";
}

function parseLine(text: string, line: number, context: ConsentsListContext): ListedConsent | string {
  const fields = text.length > MAX_LINE_CHARACTERS ? undefined : splitLine(text);
  if (fields?.length !== 9) return "not nine fields";
  const [patientId, basis, purposeCode, categoryList, fromText, untilText, textDigest, signer, signature] = fields as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  if (patientId === "" || patientId.length > 256) return "patient_id";
  if (!(CONSENT_BASES as readonly string[]).includes(basis)) return `basis: not one of ${CONSENT_BASES.join(", ")}`;
  const purpose = tried(() => purposeNumber(purposeCode));
  if (purpose === undefined) return "purpose: no DUO code";
  const categories = tried(() => categoryBits(categoryList.split(";").map((name) => name.trim())));
  if (categories === undefined) return "categories";
  const [from, until] = [seconds(fromText), seconds(untilText)];
  if (from === undefined) return "from";
  if (until === undefined || until <= from || until <= context.nowSeconds)
    return "until: no time, or the period is over";
  if (!/^0x[0-9a-f]{64}$/.test(textDigest)) return "text_digest: not 0x and 64 hex digits";
  if (signer !== "" && !SIGNER.test(signer)) return "signer";
  if (signature !== "" && !SIGNATURE.test(signature)) return "signature";
  const consent: ListedConsent = {
    line,
    patientId,
    site: context.site,
    basis: basis as ConsentBasis,
    purpose,
    categories,
    from,
    until,
    textDigest: textDigest as Hex,
    ...(signer === "" ? {} : { signer: signer as Hex }),
    ...(signature === "" ? {} : { signature: signature as Hex }),
  };
  return signatureFault(consent, context) ?? consent;
}

function signatureFault(consent: ListedConsent, { deployment, hasRevoked }: ConsentsListContext): string | undefined {
  const { signer, signature, basis, purpose } = consent;
  if (restsOnSignature(basis)) {
    const keyHash = signer === undefined ? undefined : keyHashOf(signer);
    if (keyHash === undefined || !isSealedConsentSigned(deployment, { ...consent, keyHash }, { signer, signature })) {
      return `signature: not the signer's over this consent, which basis ${basis} needs`;
    }
  } else if (signature !== undefined) {
    return `signature: a consent of basis ${basis} has none`;
  }
  return signer !== undefined && hasRevoked(keyHashOf(signer), purpose)
    ? "signer: it has revoked for this purpose here, and needs a new key"
    : undefined;
}

/** The fields of a CSV line (RFC 4180); undefined where its quotes do not fit. */
function splitLine(line: string): string[] | undefined {
  const fields: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;
  for (;;) {
    const found = field.exec(line);
    if (found === null) return undefined;
    fields.push(found[1]?.replaceAll('""', '"') ?? found[2]!);
    if (found[3] === "") return field.lastIndex === line.length ? fields : undefined;
  }
}

function seconds(text: string): number | undefined {
  if (/^\d{1,11}$/.test(text)) return Number(text);
  const milliseconds = /^\d{4}-\d{2}-\d{2}(T[0-9:]+Z)?$/.test(text) ? Date.parse(text) : Number.NaN;
  return milliseconds >= 0 ? Math.floor(milliseconds / 1_000) : undefined;
}

function tried<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function refuse(path: string, faults: readonly string[], hint: string): FederationError {
  const more = faults.length > MAX_NAMED_LINES ? ` (and ${faults.length - MAX_NAMED_LINES} more)` : "";
  const message = `${faults.slice(0, MAX_NAMED_LINES).join("; ")}${more}.`;
  return new FederationError("CONFIG_INVALID", message, { field: path, hint });
}
