import type { Digest } from "@consilium/sdk/canonical/digest.ts";
import { readTime, TIME_FORM } from "@consilium/sdk/canonical/time.ts";
import { CATEGORIES, categoryBits } from "@consilium/sdk/chain/categories.ts";
import { CONSENT_BASES, type ConsentBasis } from "@consilium/sdk/chain/consentBases.ts";
import { keyHashOf } from "@consilium/sdk/chain/consentRequests.ts";
import type { Deployment } from "@consilium/sdk/chain/Deployment.ts";
import { purposeNumber } from "@consilium/sdk/chain/purposes.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { PatientSignature, PatientSigner } from "@consilium/sdk/schemas/consent.ts";
import { isSealedConsentSigned, restsOnSignature } from "@consilium/sdk/seals/sealedSignature.ts";
import { ListFaults, parseList, readListFile } from "@consilium/service/readList.ts";
import { Value } from "typebox/value";
import { listedPatientId } from "../cohort/patientId.ts";
import { CONSENTS_PER_SEAL_MAX } from "./SealRegister.ts";

const COLUMNS = [
  "patient_id",
  "basis",
  "purpose",
  "categories",
  "from",
  "until",
  "text_digest",
  "signer",
  "signature",
] as const;
type Cells = Readonly<Record<(typeof COLUMNS)[number], string>>;

export const CONSENTS_HEADER = COLUMNS.join(",");

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

/** The list's text, and SHA-256 of its bytes. @throws CONFIG_INVALID */
export function readConsentsList(path: string): Promise<{ text: string; digest: Digest }> {
  return readListFile(path, MAX_FILE_BYTES);
}

/**
 * A list of consents: CSV with the columns above; categories separated by `;`, days or RFC 3339 times (`readTime`),
 * signer and signature (`consilium consent sign-sealed`) for the bases patient and guardian. Throws CONFIG_INVALID naming the
 * first bad lines by number and field only: no content may reach a message.
 */
export function parseConsentsList(text: string, context: ConsentsListContext, path = "consents"): ListedConsent[] {
  const faults = new ListFaults(path);
  const consents: ListedConsent[] = [];
  const patientOfKey = new Map(context.patientOfKey);
  const given = new Map<string, number>();
  for (const { line, cells } of parseList(text, { columns: COLUMNS, maxRows: CONSENTS_PER_SEAL_MAX }, path, faults)) {
    const parsed = parseCells(cells, line, context);
    const fault = typeof parsed === "string" ? parsed : conflictOf(parsed, given, patientOfKey);
    if (fault !== undefined) faults.add(line, fault);
    else consents.push(parsed as ListedConsent);
  }
  faults.refuseAny("Correct those lines; nothing was sealed.");
  if (consents.length > 0) return consents;
  throw new FederationError("CONFIG_INVALID", "It has no consent.", {
    field: path,
    hint: "Give one line for each consent.",
  });
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

function parseCells(cells: Cells, line: number, context: ConsentsListContext): ListedConsent | string {
  const { basis, text_digest: textDigest, signer, signature } = cells;
  const patientId = listedPatientId(cells.patient_id);
  if (patientId === undefined) return "patient_id: not 1 to 256 characters";
  if (!(CONSENT_BASES as readonly string[]).includes(basis)) return `basis: not one of ${CONSENT_BASES.join(", ")}`;
  const purpose = tried(() => purposeNumber(cells.purpose));
  if (purpose === undefined) return "purpose: not a DUO code of the purposes table, as DUO:0000006";
  const categories = tried(() => categoryBits(cells.categories.split(";").map((name) => name.trim())));
  if (categories === undefined) return `categories: not of ${CATEGORIES.join(";")}`;
  const [from, until] = [readTime(cells.from), readTime(cells.until)];
  if (from.fault !== undefined) return `from: ${from.fault}; write ${TIME_FORM}`;
  if (until.fault !== undefined) return `until: ${until.fault}; write ${TIME_FORM}`;
  if (until.seconds <= from.seconds) return "until: not after from";
  if (until.seconds <= context.nowSeconds) return "until: the period is over";
  if (!/^0x[0-9a-f]{64}$/.test(textDigest)) return "text_digest: not 0x and 64 hex digits";
  if (signer !== "" && !Value.Check(PatientSigner, signer))
    return "signer: not an account or a passkey's signer, 0x and lower-case hex";
  if (signature !== "" && !Value.Check(PatientSignature, signature))
    return "signature: not as `consilium consent sign-sealed` prints it";
  const consent: ListedConsent = {
    line,
    patientId,
    site: context.site,
    basis: basis as ConsentBasis,
    purpose,
    categories,
    from: from.seconds,
    until: until.seconds,
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

function tried<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
