import { chainSeconds } from "@consilium/sdk/chain/blocks.ts";
import { readMember } from "@consilium/sdk/chain/members.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { consentText } from "@consilium/sdk/patient/consentText.ts";
import {
  REQUEST_LIFETIME_SECONDS,
  signGrant,
  signGrantForStudies,
  signGuardianGrant,
} from "@consilium/sdk/patient/signConsent.ts";
import { type Command, InvalidArgumentError } from "commander";
import { askToSign } from "../asking.ts";
import { digestNamed } from "../keyNames.ts";
import { type CliContext, commaList, example, type Outcome, unixTime, wantsJson, withChain } from "../shared.ts";
import {
  type DiseaseFlags,
  diseaseNamed,
  hand,
  purposeOption,
  type RequestFlags,
  readBeforeSigning,
  readPatientKey,
  requestOptions,
} from "./request.ts";

/** As the contract bounds them. */
const STUDIES_MAX = 32;

interface GrantFlags extends RequestFlags, DiseaseFlags {
  purpose: string;
  categories: string[];
  study?: Hex[];
  from?: number;
  until: number;
}

/** `consilium consent grant` */
export function addGrant(consent: Command, context: CliContext, outcome: Outcome): void {
  const grant = requestOptions(
    purposeOption(consent.command("grant").description("Consents for one hospital, purpose and period.")),
  )
    .option("--disease <code>", "for DUO:0000007: the study's disease, for example MONDO:0005148")
    .option("--disease-label <text>", "for DUO:0000007: its name, as the study has it")
    .requiredOption("--categories <list>", "data categories, separated by commas", commaList)
    .requiredOption("--until <time>", "end of the consent: YYYY-MM-DD or an RFC 3339 time", unixTime)
    .option("--from <time>", "start of the consent (default: the chain's present time)", unixTime)
    .option("--study <digest...>", "only for the studies with these digests (`consilium study list`)", studyDigest);
  example(
    grant,
    "consilium consent grant --key-file riverside.key --site 0 --purpose DUO:0000006 \\\n" +
      "    --categories laboratory,conditions --until 2030-01-01 --relay http://127.0.0.1:8600 \\\n" +
      "    --rpc http://127.0.0.1:8545 --deployment deployment.json",
  );
  grant.action(async (flags: GrantFlags) => {
    const terminal = context.terminal(wantsJson(grant));
    if (flags.study !== undefined && flags.for !== undefined) {
      throw new FederationError("CONFIG_INVALID", "A guardian's consent is for every study of the purpose.", {
        field: "--study, --for",
        hint: "Leave one of them out.",
      });
    }
    const key = await readPatientKey(flags);
    const signed = await withChain(flags, async (chain) => {
      const { nonce, barred } = await readBeforeSigning(chain, key, flags, flags.purpose);
      if (barred) {
        throw new FederationError(
          "FORBIDDEN",
          "The hospital retired this key, or revoked what it had signed for this.",
          {
            field: "--key-file, --purpose",
            hint: "Make another with `consilium patient new-key` and have the hospital enrol it.",
          },
        );
      }
      const nowSeconds = await chainSeconds(chain);
      const { study: studyDigests, for: keyHash } = flags;
      const { name: siteName } = await readMember(chain, flags.site);
      const terms = { ...flags, siteName, from: flags.from ?? nowSeconds };
      const text = consentText({
        ...terms,
        ...diseaseNamed(flags),
        ...(studyDigests === undefined ? {} : { studies: studyDigests }),
        ...(keyHash === undefined ? {} : { forPatient: keyHash }),
      });
      await askToSign(text, flags, context, terminal);
      const deadline = nowSeconds + REQUEST_LIFETIME_SECONDS;
      const input = { ...terms, key, deployment: chain.deployment, text, nonce, deadline };
      if (studyDigests !== undefined) return await signGrantForStudies({ ...input, studyDigests });
      return keyHash === undefined ? await signGrant(input) : await signGuardianGrant({ ...input, keyHash });
    });
    await hand(signed, flags, terminal, outcome);
  });
}

/** One more study of the list, which names each once. */
function studyDigest(text: string, before: readonly Hex[] = []): Hex[] {
  const digest = digestNamed(text);
  if (digest === undefined) throw new InvalidArgumentError("A study's digest is 0x and 64 hex digits.");
  if (before.includes(digest)) throw new InvalidArgumentError("Name each study once.");
  if (before.length === STUDIES_MAX) throw new InvalidArgumentError(`Name at most ${STUDIES_MAX} studies.`);
  return [...before, digest];
}
