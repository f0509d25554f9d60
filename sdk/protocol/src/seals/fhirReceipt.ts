import { type Static, Type } from "typebox";
import { formatTime, readTime } from "../canonical/time.ts";
import { categoriesOf, categoryBits } from "../chain/categories.ts";
import { purposeByNumber, purposeNumber } from "../chain/purposes.ts";
import { FederationError } from "../errors/FederationError.ts";
import { checkDocument } from "../schemas/check.ts";
import { Bytes32 } from "../schemas/scalars.ts";
import { SealedConsent, SealProof } from "../schemas/seals.ts";
import type { SealReceipt } from "./sealConsents.ts";
import { rootOfProof, sealLeafHash } from "./sealTree.ts";

const RECEIPT = "urn:consilium:consent-seal-receipt";
const CATEGORY = "urn:consilium:data-category";
const DUO = "http://purl.obolibrary.org/obo/duo.owl";

/** What the chain needs beside the provision, as canonical extensions of the resource. */
const ReceiptFields = Type.Object(
  {
    ...Type.Omit(SealedConsent, ["purpose", "categories", "from", "until"]).properties,
    root: Bytes32,
    proof: SealProof,
    revocationKey: Type.Optional(Bytes32),
  },
  { additionalProperties: false },
);

const coding = Type.Object({ system: Type.String(), code: Type.String({ maxLength: 64 }) });

/** The parts of a FHIR R4 Consent (R4 4.0.1) that a receipt uses; anything else in the resource is passed over. */
export const FhirConsent = Type.Object({
  resourceType: Type.Literal("Consent"),
  status: Type.Literal("active"),
  scope: Type.Object({ coding: Type.Array(coding) }),
  category: Type.Array(Type.Object({ coding: Type.Array(coding) }), { minItems: 1 }),
  organization: Type.Array(Type.Object({ display: Type.String({ maxLength: 200 }) })),
  policyRule: Type.Object({ coding: Type.Array(coding) }),
  provision: Type.Object({
    type: Type.Literal("permit"),
    period: Type.Object({ start: Type.String(), end: Type.String() }),
    purpose: Type.Array(coding, { minItems: 1, maxItems: 1 }),
    class: Type.Array(coding, { minItems: 1, maxItems: 32 }),
  }),
  extension: Type.Array(Type.Object({ url: Type.String(), valueString: Type.String({ maxLength: 8_192 }) })),
});
export type FhirConsent = Static<typeof FhirConsent>;

/**
 * A receipt as the FHIR R4 Consent resource that a patient keeps, and any FHIR tool reads.
 *
 * @example JSON.stringify(receiptToFhir(receipt, "Northgate"))
 */
export function receiptToFhir(receipt: SealReceipt, siteName: string): FhirConsent {
  const { purpose, categories, from, until, ...rest } = receipt.consent;
  const { proof, root, revocationKey } = receipt;
  const fields = { ...rest, proof, root, ...(revocationKey === undefined ? {} : { revocationKey }) };
  return {
    resourceType: "Consent",
    status: "active",
    scope: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code: "research" }] },
    category: [{ coding: [{ system: "http://loinc.org", code: "59284-0" }] }],
    organization: [{ display: siteName }],
    policyRule: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "OPTIN" }] },
    provision: {
      type: "permit",
      period: { start: formatTime(from), end: formatTime(until) },
      purpose: [{ system: DUO, code: purposeByNumber(purpose).code }],
      class: categoriesOf(categories).map((code) => ({ system: CATEGORY, code })),
    },
    extension: [{ url: RECEIPT, valueString: JSON.stringify(fields) }],
  };
}

/**
 * The receipt in a FHIR Consent, once its proof leads to its root: whoever altered period, purpose or categories of the
 * resource is found out. Whether the root is on chain, and the consent not revoked, `isSealed` says.
 *
 * @throws REQUEST_INVALID
 * @example const { consent, root } = receiptOfFhir(JSON.parse(text))
 */
export function receiptOfFhir(document: unknown): SealReceipt {
  const { provision, extension } = checkDocument(FhirConsent, document, "consent");
  const carried = extension.find(({ url }) => url === RECEIPT);
  const parsed = checkDocument(ReceiptFields, parse(carried?.valueString), "consent.extension");
  const { proof, root, revocationKey, ...leaf } = parsed;
  const consent = {
    ...leaf,
    purpose: purposeNumber(provision.purpose[0]!.code),
    categories: categoryBits(provision.class.map(({ code }) => code)),
    from: seconds(provision.period.start),
    until: seconds(provision.period.end),
  };
  if (rootOfProof(sealLeafHash(consent), proof) !== root) throw broken();
  return { consent, proof, root, ...(revocationKey === undefined ? {} : { revocationKey }) };
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    throw broken();
  }
}

function seconds(text: string): number {
  const { seconds } = readTime(text);
  if (seconds === undefined) throw broken();
  return seconds;
}

function broken(): FederationError {
  return new FederationError("REQUEST_INVALID", "The receipt does not prove what the resource says.", {
    field: "consent",
    hint: "Use the receipt as the hospital gave it.",
  });
}
